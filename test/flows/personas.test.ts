import { describe, expect, it } from 'vitest';
import { loadLibrary } from '../../src/flows/load.ts';
import { Chat, INVITATION, opening, personas, play } from './play.ts';

const FLOWS: Record<string, string> = {
  sorter: 'warehouse-sorter',
  customer_service: 'customer-service',
  courier: 'courier',
};

const all = personas();
const library = loadLibrary();

// The folder stands beside the project where it is developed; elsewhere there is nobody to play.
describe.skipIf(all.length === 0)(
  'the personas, played against the engine without a model (skipped where ../shared/personas is absent)',
  () => {
    const played = all.map((persona) => {
      const pinned = library.get(FLOWS[persona.role]!)!;
      return play(persona, new Chat({ opening: opening(persona.role), pinned }));
    });
    const sum = (pick: (one: (typeof played)[number]) => number) =>
      played.reduce((total, one) => total + pick(one), 0);

    it('come to the end, unless they opted out', () => {
      for (const { chat, persona } of played) {
        const left = persona.interjections.some(({ kind }) => kind === 'opts_out');
        expect(chat.state?.interview?.status, persona.id).toBe(left ? 'paused' : 'completed');
      }
    });

    it('are asked one thing a turn, in their language', () => {
      expect(played.flatMap((one) => one.doubleQuestions)).toEqual([]);
      expect(played.flatMap((one) => one.wrongLanguage)).toEqual([]);
    });

    it('tell at least 75 % of the facts and 80 % of what nobody asks for', () => {
      expect(sum((one) => one.facts[0]) / sum((one) => one.facts[1])).toBeGreaterThanOrEqual(0.75);
      expect(sum((one) => one.extras[0]) / sum((one) => one.extras[1])).toBeGreaterThanOrEqual(0.8);
    });

    it('are asked again at most 5 % of the time for what they stated', () => {
      expect(sum((one) => one.reasks) / sum((one) => one.questionLines)).toBeLessThanOrEqual(0.05);
    });

    it('hear their own words in at least 80 % of the follow-ups', () => {
      expect(sum((one) => one.anchored) / sum((one) => one.followUps)).toBeGreaterThanOrEqual(0.8);
    });

    it('answer no more than three times an open question', () => {
      for (const one of played) {
        const questions = one.chat.start.pinned.flow.sections.flatMap((section) => section.questions);
        const open = questions.filter(({ type }) => type === 'open').length - 1;
        expect(one.openAnswers / (open * 3), one.persona.id).toBeLessThanOrEqual(1);
      }
    });

    it('are answered when they ask, wish, correct or attack', () => {
      const missed = played.flatMap((one) => one.interjections.filter(({ handled }) => !handled));
      expect(missed).toEqual([]);
    });

    it('never read the same follow-up twice', () => {
      for (const { chat } of played) {
        const lines = chat.results.flatMap(({ lines }) => lines.filter(({ part }) => part === 'follow_up'));
        const said = lines.map(({ words }) => JSON.stringify(words));
        expect(new Set(said).size).toBe(said.length);
      }
    });

    it('are invited at the end of the introduction, of the situations, and of the interview', () => {
      for (const { chat } of played) {
        const invitations = chat.transcript.filter((line) => line.startsWith('B:') && INVITATION.test(line));
        expect(invitations.length).toBeGreaterThanOrEqual(3);
      }
    });
  },
);
