import { describe, expect, it } from 'vitest';
import { langOf, linkify } from '../../src/chat/client/text.ts';

describe('links', () => {
  it.each([
    ['no address', 'just words', []],
    ['an address in a sentence', 'see https://a.example/b?c=1#d, please', ['https://a.example/b?c=1#d']],
    ['an address at the end of one', 'It is at http://a.example.', ['http://a.example']],
    ['Chinese right behind it', '地图https://a.example/b，到了打电话', ['https://a.example/b']],
    ['Chinese words right behind it', '看https://a.example/b这里', ['https://a.example/b']],
    ['Chinese quotation marks', '“https://a.example/b”', ['https://a.example/b']],
    ['brackets around it', '(https://a.example/b)', ['https://a.example/b']],
    ['more brackets behind it than it opened', '(see https://a.example/b_(c)).', ['https://a.example/b_(c)']],
    ['brackets that belong to it', 'https://a.example/b_(c)', ['https://a.example/b_(c)']],
    ['two of them', 'https://a.example https://b.example', ['https://a.example', 'https://b.example']],
    ['capitals', 'HTTPS://A.EXAMPLE/B', ['HTTPS://A.EXAMPLE/B']],
    ['a script', 'javascript:alert(1)', []],
    ['a script behind an address', 'javascript:https://a.example', ['https://a.example']],
    ['data', 'data:text/html,<script>alert(1)</script>', []],
    ['another protocol', 'ftp://a.example file:///etc/passwd', []],
    ['a tag around it', '<a href="https://a.example">x</a>', ['https://a.example']],
    ['a name before the host, which looks like another place', 'https://bank.example@evil.example', []],
    ['a name and a password', 'https://a:b@evil.example/', []],
    ['no host', 'https:// http://', []],
    ['a port that is none', 'https://a.example:99999999/', []],
    ['letters before it', 'xhttps://a.example', []],
    ['a mark that turns the direction', 'https://a.example/\u202Egpj.exe', ['https://a.example/']],
  ])('%s', (_what, text, addresses) => {
    const pieces = linkify(text);
    expect(pieces.flatMap(({ href }) => (href === undefined ? [] : [href]))).toEqual(addresses);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    for (const { text: shown, href } of pieces) if (href !== undefined) expect(shown).toBe(href);
  });
});

describe('the language that a screen reader speaks', () => {
  it.each([
    ['我叫陈静', 'zh-Hans'],
    ['OK，好的', 'zh-Hans'],
    ['I am Sam', 'en'],
    ['Café, naïve', 'en'],
    ['مرحبا', ''],
    ['Привет Sam', ''],
    ['123 😀', ''],
    ['', ''],
  ])('of “%s” is “%s”', (text, lang) => {
    expect(langOf(text)).toBe(lang);
  });
});
