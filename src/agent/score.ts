/**
 * The two questions of an assessment. The first finds what was said about one criterion; the second rates what was found and
 * sees nothing else. So a score rests on quotes that were verified in between, and whatever else a text says cannot reach it.
 * Neither has tools.
 */
import { z } from 'zod';
import type { Language } from '../types.ts';
import type { Agent, Asked } from './ask.ts';
import { loadPrompt } from './prompts.ts';

/** A criterion in one language. Levels that have no description lie between their neighbours. */
export interface ScoredCriterion {
  title: string;
  levels: { score: number; description: string }[];
}

/** What both questions are about. */
export interface Subject {
  criterion: ScoredCriterion;
  language: Language;
  /** Null outside of an interview of ours. */
  interviewId: string | null;
  signal: AbortSignal;
}

/** Nobody waits for it; a model that thinks aloud may take its time. */
const PATIENCE_MS = 60_000;
const MOST_QUOTES = 8;

const foundSchema = z.object({
  evidence: z.array(z.object({ turn: z.int(), quote: z.string() })).max(30),
});
const ratedSchema = z.object({ score: z.int().min(1).max(5).nullable() });

export type Found = { turn: number; quote: string }[];

/** What bears on the criterion, as the model copied it: not verified. */
export async function findEvidence(
  agent: Pick<Agent, 'ask'>,
  { criterion, language, interviewId, signal }: Subject,
  said: { turn: number; asked: string | null; said: string }[],
): Promise<Asked<Found>> {
  const asked = await agent.ask({
    prompt: loadPrompt('evidence', language),
    input: { criterion: { ...criterion }, said },
    schema: foundSchema,
    about: { interviewId, purpose: 'score' },
    signal,
    by: performance.now() + PATIENCE_MS,
    maxTokens: 2000,
  });
  return asked.ok ? { ...asked, value: asked.value.evidence.slice(0, MOST_QUOTES) } : asked;
}

/** How many times the same quotes are rated. */
export const READINGS = 3;

/**
 * A rating of 1 to 5; null when the quotes say nothing of the criterion.
 * @param reading 0 to {@link READINGS} − 1: each has the levels and the quotes in another order, so that a score which hangs
 *   on the order shows itself
 */
export async function rate(
  agent: Pick<Agent, 'ask'>,
  { criterion, language, interviewId, signal }: Subject,
  quotes: { asked: string | null; quote: string }[],
  reading: number,
): Promise<Asked<number | null>> {
  const { title, levels } = criterion;
  const turned = [...quotes.slice(reading % quotes.length), ...quotes.slice(0, reading % quotes.length)];
  const asked = await agent.ask({
    prompt: loadPrompt('score', language),
    input: { criterion: { title, levels: reading % 2 === 0 ? levels : levels.toReversed() }, quotes: turned },
    schema: ratedSchema,
    about: { interviewId, purpose: 'score' },
    signal,
    by: performance.now() + PATIENCE_MS,
    maxTokens: 100,
  });
  return asked.ok ? { ...asked, value: asked.value.score } : asked;
}

/** `evidence@1#…+score@1#…`: what a model was told, to the letter. */
export function promptVersion(language: Language): string {
  return ['evidence', 'score']
    .map((id) => loadPrompt(id, language))
    .map(({ id, version, hash }) => `${id}@${version}#${hash}`)
    .join('+');
}
