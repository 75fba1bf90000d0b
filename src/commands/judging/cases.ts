/**
 * Judge tests in the form of https://github.com/mbzuai-nlp/beyond-the-resume: interviews so far, rubrics, and per set one more
 * turn for each interview.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { TingdaError } from '../../errors.ts';

/** From the least evidence to the most. */
export const LEVELS = ['low', 'medium', 'high'] as const;
export type Level = (typeof LEVELS)[number];

export interface Said {
  asked: string | null;
  words: string;
}

export interface Case {
  /** `gd_3`: a role and a number. */
  id: string;
  /** The criterion that the turn is about; null when it is about none. */
  dimension: string | null;
  base: Said[];
  turn: Said;
}

export interface JudgeTests {
  /** By role, then by criterion: what its levels are. */
  rubrics: Map<string, Record<string, Record<Level, string>>>;
  sets: Record<Level | 'aggrandising', Case[]>;
}

const set = z.object({
  tests: z.record(
    z.string().regex(/^[a-z]+_\d+$/),
    z.object({
      interviewer_turn: z.string(),
      applicant_turn: z.string(),
      belief_update: z.object({ dimension: z.string() }).optional(),
    }),
  ),
});
const base = z.array(z.object({ role: z.enum(['interviewer', 'applicant']), message: z.string() }));
const rubric = z.record(z.string(), z.object({ low: z.string(), medium: z.string(), high: z.string() }));

export const roleOf = ({ id }: Pick<Case, 'id'>): string => id.replace(/_\d+$/, '');

/** @param limit as many of each set, the first ones @throws TingdaError `not_found`, `validation_failed` */
export async function loadJudgeTests(directory: string, limit: number): Promise<JudgeTests> {
  const rubrics: JudgeTests['rubrics'] = new Map();
  const load = async (name: string): Promise<Case[]> => {
    const { tests } = await read(join(directory, `${name}.json`), set);
    const cases: Case[] = [];
    for (const [id, one] of Object.entries(tests).slice(0, limit)) {
      const role = roleOf({ id });
      if (!rubrics.has(role))
        rubrics.set(role, await read(join(directory, 'rubrics', `${role}.json`), rubric));
      cases.push({
        id,
        dimension: one.belief_update?.dimension ?? null,
        base: answersIn(await read(join(directory, 'base-interviews', `${id}.json`), base)),
        turn: { asked: one.interviewer_turn, words: one.applicant_turn },
      });
    }
    return cases;
  };
  const sets = {
    low: await load('low-evidence'),
    medium: await load('medium-evidence'),
    high: await load('high-evidence'),
    aggrandising: await load('aggrandising'),
  };
  return { rubrics, sets };
}

/** What the applicant said, each with what the interviewer had said before. */
function answersIn(turns: z.infer<typeof base>): Said[] {
  return turns.flatMap(({ role, message }, i) => {
    if (role === 'interviewer') return [];
    const before = turns[i - 1];
    return [{ asked: before?.role === 'interviewer' ? before.message : null, words: message }];
  });
}

async function read<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new TingdaError('not_found', `${path} cannot be read.`, { cause });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new TingdaError('validation_failed', `${path} is no JSON.`, { cause });
  }
  const result = schema.safeParse(value);
  if (!result.success)
    throw new TingdaError('validation_failed', `${path}: ${z.prettifyError(result.error)}`);
  return result.data;
}
