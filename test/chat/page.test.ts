import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Boot } from '../../src/chat/client/model.ts';
import { TEXTS } from '../../src/chat/client/texts.ts';
import { chatPage, MODULES, STYLES } from '../../src/chat/page.ts';

const folder = new URL('../../src/chat/client/', import.meta.url);
const source = (file: string) => readFileSync(new URL(file, folder), 'utf8');
const code = (file: string) => (file.endsWith('.ts') ? stripTypeScriptTypes(source(file)) : source(file));

const BOOT: Boot = {
  code: 'SORT01',
  title: { zh: '夜班分拣员', en: 'Night sorter' },
  place: '上海',
  status: 'open',
  language: 'zh',
};
const EVIL = `"><script>alert(1)</script><!--'&`;

describe('the page', () => {
  it.each([
    ['zh', 'zh-Hans', '夜班分拣员 · AI 面试助手'],
    ['en', 'en', 'Night sorter · AI interview assistant'],
  ] as const)('is in the visitor’s language: %s', (language, lang, title) => {
    const page = chatPage({ ...BOOT, language }, 'v1');
    expect(page).toContain(`<html lang="${lang}">`);
    expect(page).toContain(`<title>${title}</title>`);
    expect(page).toContain(TEXTS[language].placeholder);
  });

  it.each(['open', 'closed', 'unknown'] as const)(
    'has nothing in it that its policy forbids: %s',
    (status) => {
      const page = chatPage({ ...BOOT, status }, 'v1');
      expect(page).not.toMatch(/\sstyle=|<style|\son\w+=|javascript:/i);
      for (const [, attributes] of page.matchAll(/<script([^>]*)>/g)) {
        expect(attributes).toMatch(/type="application\/json"|src="\/assets\/chat\/v1\//);
      }
    },
  );

  it('says whatever stands in an opening as words', () => {
    const page = chatPage(
      { code: EVIL, title: { zh: EVIL, en: EVIL }, place: EVIL, status: 'open', language: 'en' },
      'v1',
    );
    expect(page).not.toContain('<script>alert');
    expect(page).not.toContain('<!--');
    expect(page.match(/<script/g)).toHaveLength(2);
    const json = /id="boot">(.*?)<\/script>/s.exec(page)?.[1] ?? '';
    expect(JSON.parse(json)).toMatchObject({ code: EVIL, title: { zh: EVIL }, place: EVIL });
  });

  it('for a code that nobody has is kind, in both languages, and runs nothing', () => {
    for (const language of ['zh', 'en'] as const) {
      const page = chatPage({ ...BOOT, code: EVIL, title: null, status: 'unknown', language }, 'v1');
      expect(page).toContain(TEXTS[language].unknown);
      expect(page).not.toContain('<script');
      expect(page).not.toContain('夜班分拣员');
    }
  });

  it('tells that a job is closed', () => {
    expect(chatPage({ ...BOOT, status: 'closed' }, 'v1')).toContain(TEXTS.zh.closed);
    expect(chatPage(BOOT, 'v1')).not.toContain(TEXTS.zh.closed);
  });

  it('names every file that it needs', () => {
    const needed = new Set(['main.ts']);
    for (const file of needed) {
      for (const [, name] of code(file).matchAll(/from '\.\/([^']+)'/g)) needed.add(name ?? '');
    }
    expect([...MODULES].sort()).toEqual([...needed].sort());
    expect([...STYLES].sort()).toEqual(readdirSync(folder).filter((file) => file.endsWith('.css')));
  });

  it('is small: all that the first paint needs is far below 60 KB', () => {
    const sizes = [...MODULES, ...STYLES].map((file) => gzipSync(code(file)).length);
    const page = gzipSync(chatPage(BOOT, 'v1')).length;
    expect(sizes.reduce((sum, size) => sum + size, page)).toBeLessThan(33_000);
  });

  it('never reads anything as HTML', () => {
    for (const file of MODULES) {
      expect(code(file), file).not.toMatch(
        /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function/,
      );
    }
  });
});

describe('the page’s own words', () => {
  it.each(Object.keys(TEXTS.zh) as (keyof typeof TEXTS.zh)[])('are there in both languages: %s', (key) => {
    const said = (language: 'zh' | 'en') => {
      const text = TEXTS[language][key];
      return typeof text === 'function' ? text(3) : text;
    };
    expect(said('zh')).toMatch(/\p{Script=Han}/u);
    expect(said('en')).toMatch(/^[^\p{Script=Han}]*(“中文”)?[^\p{Script=Han}]*$/u);
  });
});
