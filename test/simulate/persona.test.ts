import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadPersonas, parsePersona } from '../../src/simulate/persona.ts';

const own = fileURLToPath(new URL('./personas', import.meta.url));

const smallest = {
  id: 'p',
  language: 'zh',
  role: 'sorter',
  topics: [{ id: 't', cues: ['介绍'], opening: '我叫小李', done: '没了' }],
};

describe('a persona file', () => {
  it('needs an id, a language, a role and one topic', () => {
    expect(parsePersona(JSON.stringify(smallest), 'p.json')).toMatchObject({ style: 'plain', extras: [] });
  });

  it('demands nothing of a reply where a pattern is empty', () => {
    const interjections = [{ after_turn: 1, says: '等等', kind: 'leaves', expect: '', forbid: '' }];
    const persona = parsePersona(JSON.stringify({ ...smallest, interjections }), 'p.json');
    expect(persona.interjections[0]).toMatchObject({ expect: null, forbid: null });
  });

  it.each([
    ['not JSON', '{', /p\.json.*is not JSON/],
    ['an unknown key', { ...smallest, colour: 'red' }, /p\.json.*colour/],
    [
      'a missing opening',
      { ...smallest, topics: [{ id: 't', cues: ['x'], done: 'y' }] },
      /topics\.0\.opening/,
    ],
    [
      'a broken pattern',
      { ...smallest, must_not_be_asked_again: ['('] },
      /must_not_be_asked_again\.0.*regular/,
    ],
    ['an unknown language', { ...smallest, language: 'fr' }, /p\.json.*language/],
    [
      'an unknown interjection',
      { ...smallest, interjections: [{ after_turn: 1, says: 'x', kind: 'sings' }] },
      /interjections\.0\.kind/,
    ],
  ])('names the file and the key of %s', (_name, content, message) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    expect(() => parsePersona(text, 'dir/p.json')).toThrow(message);
  });

  it('is looked for in a directory, which must hold one', async () => {
    expect((await loadPersonas(own)).map(({ id }) => id)).toEqual(['en-rider', 'zh-care', 'zh-porter']);
    const empty = await mkdtemp(join(tmpdir(), 'tingda-personas-'));
    await expect(loadPersonas(empty)).rejects.toThrow(/no persona file/);
    await writeFile(join(empty, 'bad.json'), '[]');
    await expect(loadPersonas(empty)).rejects.toThrow(/bad\.json/);
    await rm(empty, { recursive: true });
  });
});
