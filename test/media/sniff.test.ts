import { describe, expect, it } from 'vitest';
import { sniff } from '../../src/media/sniff.ts';
import { sample } from '../speech/samples.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('a file is what its bytes say, whatever its name', () => {
  it.each([
    ['OGG', sample('zh.ogg'), 'ogg'],
    ['WebM', sample('en.webm'), 'webm'],
    ['MP4', sample('en-opus.mp4'), 'mp4'],
    ['an iPhone’s memo', sample('zh.m4a'), 'mp4'],
    ['a live MP4', sample('en-live.mp4'), 'mp4'],
    ['MP3', sample('en.mp3'), 'mp3'],
    ['MP3 with a title', sample('stereo.mp3'), 'mp3'],
    ['MP3 that begins in a frame', hex('fff3 40c4 0000'), 'mp3'],
    ['AAC', sample('en.aac'), 'aac'],
    ['AMR', sample('en.amr'), 'amr'],
    ['wide band AMR', sample('en-wide.amr'), 'amr'],
    ['WeChat’s SILK', sample('zh.silk'), 'silk'],
    ['bare SILK', sample('zh-bare.silk'), 'silk'],
    ['WAV', sample('en.wav'), 'wav'],
    ['an AVI', Buffer.from('RIFF\x24\0\0\0AVI LIST'), null],
    ['a WebP', Buffer.from('RIFF\x24\0\0\0WEBPVP8 '), null],
    ['HEIC', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0'), null],
    ['a text in UTF-16', hex('fffe 6100 6200'), null],
    ['MPEG with a rate that does not exist', hex('fffb ffc4'), null],
    ['MPEG of a version that does not exist', hex('ffeb 90c4'), null],
    ['text', Buffer.from('hello'), null],
    ['a script', Buffer.from('#!/bin/sh\n'), null],
    ['nothing', Buffer.alloc(0), null],
  ] as const)('%s', (_, bytes, format) => {
    expect(sniff(bytes)).toBe(format);
  });
});
