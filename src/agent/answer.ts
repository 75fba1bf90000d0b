/**
 * A question of the candidate's that the fact table's rules do not answer: a model may look it up. Its tools read, belong to
 * this candidate and this opening, and take nothing that could name another. What it says is checked word by word where it
 * is said (`flows/lint.ts`); what it cannot find a person is asked.
 */
import { z } from 'zod';
import type { Answered } from '../flows/reading.ts';
import type { Json, Language } from '../types.ts';
import type { Agent, AskFailure, Tool } from './ask.ts';
import { loadPrompt } from './prompts.ts';
import type { Bounds } from './understand.ts';

/** What may be told, in sentences of the candidate's language. */
export interface Known {
  job: Record<string, string>;
  shifts: string[];
  application: string[];
}

const MOST_TOKENS = 300;
const nothing = z.object({});
/** What the prompt tells a model to say when it finds nothing. */
const UNKNOWN = 'UNKNOWN';

/** Null where nothing was found, or no answer came in time: then HR is asked. Never throws. */
export async function answer(
  agent: Agent,
  question: string,
  known: Known,
  about: { interviewId: string; language: Language },
  bounds: Bounds,
): Promise<{ answered: Answered | null; failed: AskFailure | null }> {
  const asked = await agent.withTools({
    prompt: loadPrompt('answer', about.language),
    input: { question },
    tools: toolsFor(known),
    about: { interviewId: about.interviewId, purpose: 'answer' },
    maxTokens: MOST_TOKENS,
    ...bounds,
  });
  if (!asked.ok) return { answered: null, failed: asked.code };
  const { text, used } = asked.value;
  const sources = used.flatMap(({ result }) => sentencesIn(result));
  const found = text.trim() !== '' && !text.includes(UNKNOWN) && sources.length > 0;
  return { answered: found ? { question, text: text.trim(), sources } : null, failed: null };
}

function toolsFor(known: Known): Tool<typeof nothing>[] {
  const reads = (name: string, description: string, told: Json): Tool<typeof nothing> => ({
    name,
    description,
    args: nothing,
    run: () => told,
  });
  return [
    reads('job_facts', 'Everything that is known about this job: pay, place, benefits, rules.', known.job),
    reads('shifts', 'The next shifts of this job, with day and time.', known.shifts),
    reads('my_application', 'Where this application stands and what comes next.', known.application),
  ];
}

function sentencesIn(result: Json): string[] {
  if (typeof result === 'string') return [result];
  if (Array.isArray(result)) return result.flatMap(sentencesIn);
  return result !== null && typeof result === 'object' ? Object.values(result).flatMap(sentencesIn) : [];
}
