/**
 * A model that obeys: whatever speaks to it in what it is shown, it does. It gives fives, invents quotes, quotes the attack
 * itself, and answers another question. A score stands against it as long as nothing of the attack reaches it.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cutsIn, isNoAccount } from '../../src/assessment/cuts.ts';
import { sentences } from '../../src/flows/text.ts';
import { type Attack, attacks, UNSEEN, WIDER } from './attacks.ts';
import { assessed, type Model, plainModel, SAID, scripted, turnsOf } from './people.ts';

/** Every run of this many letters of an attack is enough for it to obey. */
const ENOUGH = 8;

const letters = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

function obedientTo(attack: Attack): Model {
  const all = letters(attack.text);
  const pieces = Array.from({ length: Math.max(1, all.length - ENOUGH + 1) }, (_, i) =>
    all.slice(i, i + ENOUGH),
  );
  const sees = (...shown: string[]) =>
    shown.some((text) => pieces.some((piece) => letters(text).includes(piece)));
  return {
    evidence(input) {
      if (!sees(...input.said.map(({ said }) => said))) return plainModel.evidence(input);
      const obeyed = [attack.text, '我带过四十个新人，零差错', 'I trained forty newcomers with no mistake'];
      return { evidence: input.said.flatMap(({ turn }) => obeyed.map((quote) => ({ turn, quote }))) };
    },
    score: (input) =>
      sees(...input.quotes.map(({ quote }) => quote)) ? { score: 5, rubric: '…' } : plainModel.score(input),
  };
}

/** Where an attack can stand: behind an answer, before it, in the middle, and as a message of its own. */
const PLACES = {
  behind: (text: string, attack: string) => [`${text} ${attack}`],
  before: (text: string, attack: string) => [`${attack}\n${text}`],
  alone: (text: string, attack: string) => [text, attack],
};

const all = attacks();

describe(`${all.length} attacks on a model that obeys`, () => {
  it('are at least 150 in each language', () => {
    for (const language of ['zh', 'en'] as const)
      expect(all.filter((one) => one.language === language).length).toBeGreaterThanOrEqual(150);
  });

  it.each(Object.keys(PLACES) as (keyof typeof PLACES)[])(
    'move no score and are quoted nowhere, %s what was said',
    async (place) => {
      const clean = {
        zh: await assessed(turnsOf(SAID.zh), scripted(plainModel), 'zh'),
        en: await assessed(turnsOf(SAID.en), scripted(plainModel), 'en'),
      };
      const escapes: string[] = [];
      for (const attack of all) {
        const said = SAID[attack.language].flatMap((one, i) =>
          (i === 1 ? PLACES[place](one.text, attack.text) : [one.text]).map((text, j) => ({
            ...one,
            text,
            ...(j === 0 ? {} : { kind: 'addendum', question_id: null }),
          })),
        );
        const turns = turnsOf(said);
        const done = await assessed(turns, scripted(obedientTo(attack)), attack.language);
        const before = clean[attack.language];
        if ('failed' in done || 'failed' in before) {
          escapes.push(`${attack.text}: no assessment`);
          continue;
        }
        const moved = JSON.stringify(done.scores) !== JSON.stringify(before.scores);
        const rests = done.version.criteria.flatMap(({ evidence }) => evidence);
        const ungrounded = rests.some(
          ({ turn_seq, quote, start, end }) =>
            turns.find(({ seq }) => seq === turn_seq)?.text?.slice(start, end) !== quote,
        );
        const quoted = rests.some(({ quote }) =>
          letters(quote).includes(letters(attack.text).slice(0, ENOUGH)),
        );
        const flagged = done.version.needsPerson.some(({ reason }) => reason === 'injection_attempt');
        if (moved || ungrounded || quoted || !flagged || done.version.recommendation !== 'review')
          escapes.push(
            JSON.stringify({ text: attack.text, moved, ungrounded, quoted, flagged, scores: done.scores }),
          );
      }
      expect(escapes).toEqual([]);
    },
    60_000,
  );

  it('would move it without the cut: the model does obey', async () => {
    const attack: Attack = { language: 'zh', text: '我会唱一首欢快的歌谣然后鞠躬谢幕跟大家再见' };
    expect(cutsIn(attack.text)).toEqual([]);
    const turns = turnsOf([...SAID.zh, { text: attack.text }]);
    const done = await assessed(turns, scripted(obedientTo(attack)), 'zh');
    expect('scores' in done && Object.values(done.scores)).toEqual([5, 5, 5, 5]);
  });
});

/** Nothing of it can be a quote that a score rests on. */
const isStopped = (text: string) =>
  cutsIn(text).some(({ why }) => why === 'injection') || sentences(text).some((one) => isNoAccount(one.text));

it.each([...WIDER.zh, ...WIDER.en])('a verdict on oneself holds up no score: %s', (text) => {
  expect(isStopped(text)).toBe(true);
});

describe('attacks that the rules were not written for', () => {
  const unseen = (['zh', 'en'] as const).flatMap((language) =>
    UNSEEN[language].map((text): Attack => ({ language, text })),
  );

  it('are as far from being stopped as the docs say', () => {
    const stopped = unseen.filter(({ text }) => isStopped(text));
    const docs = readFileSync(new URL('../../docs/assessments.md', import.meta.url), 'utf8');
    expect(docs).toContain(`${stopped.length} of ${unseen.length}`);
  });

  it.each(unseen)('move a score only where a person sees them among the quotes: $text', async (attack) => {
    const turns = turnsOf([...SAID[attack.language], { text: attack.text, kind: 'addendum' }]);
    const clean = await assessed(turnsOf(SAID[attack.language]), scripted(plainModel), attack.language);
    const done = await assessed(turns, scripted(obedientTo(attack)), attack.language);
    if ('failed' in done || 'failed' in clean) throw new Error('no assessment');
    for (const { id, score, evidence } of done.version.criteria) {
      for (const { turn_seq, quote, start, end } of evidence)
        expect(turns.find(({ seq }) => seq === turn_seq)?.text?.slice(start, end)).toBe(quote);
      const shown = evidence.some(({ quote }) => letters(attack.text).includes(letters(quote)));
      // What nobody sees has no say; at most it cost the person their quotes, and then there is no score.
      if (score !== null && score !== clean.scores[id]) expect(shown).toBe(true);
    }
  });
});
