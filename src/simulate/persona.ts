/** Persona files: who a simulated candidate is, what it has to tell, and what a question must be about to reveal it. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type ErrorItem, TingdaError } from '../errors.ts';

/** Text of a regular expression in the file, a case-insensitive one here. */
const pattern = z.string().transform((source, context): RegExp => {
  try {
    return new RegExp(source, 'i');
  } catch {
    context.addIssue({ code: 'custom', message: 'must be a regular expression' });
    return z.NEVER;
  }
});
/** An empty pattern demands nothing. */
const optionalPattern = z
  .union([z.literal('').transform((): RegExp | null => null), pattern])
  .default(null as never);
const cues = z.array(pattern).min(1, 'must have at least one cue');
const words = z.string().min(1, 'must not be empty');

const persona = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'must be like zh-sorter-terse'),
  language: z.enum(['zh', 'en']),
  style: z.string().default('plain'),
  role: words,
  topics: z
    .array(
      z.strictObject({
        id: words,
        cues,
        /** The first, thin answer. */
        opening: words,
        /** Told one per follow-up, in order; one with `needs` only to a line that asks for it. */
        facts: z.array(z.strictObject({ says: words, needs: pattern.optional() })).default([]),
        done: words,
      }),
    )
    .min(1, 'must have at least one topic'),
  /** Experience that nobody asks for, told one per open invitation. */
  extras: z.array(words).default([]),
  interjections: z
    .array(
      z.strictObject({
        after_turn: z.number().int().min(1),
        says: words,
        kind: z.enum([
          'asks_fact',
          'asks_unknown_fact',
          'amends',
          'wants_person',
          'opts_out',
          'injects',
          'switches_language',
          'leaves',
        ]),
        expect: optionalPattern,
        forbid: optionalPattern,
      }),
    )
    .default([]),
  /** What the candidate states unasked: asking for it is a re-ask. */
  must_not_be_asked_again: z.array(pattern).default([]),
  /** Answers to factual items. */
  yes_no: z.array(z.strictObject({ cue: pattern, says: words })).default([]),
});

export type Persona = z.infer<typeof persona>;
/** What of a persona is played; the rest is for the books. */
export type Player = Omit<Persona, 'style' | 'must_not_be_asked_again'>;
export type Topic = Persona['topics'][number];
export type Interjection = Persona['interjections'][number];

/** @param name how messages call the file. @throws TingdaError `validation_failed` naming the file and each wrong key */
export function parsePersona(text: string, name: string): Persona {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw wrong(name, [{ path: '(file)', message: `is not JSON: ${what}` }]);
  }
  const result = persona.safeParse(json);
  if (result.success) return result.data;
  throw wrong(
    name,
    result.error.issues.map(({ path, message }) => ({ path: path.join('.') || '(file)', message })),
  );
}

function wrong(name: string, items: ErrorItem[]): TingdaError {
  const list = items.map(({ path, message }) => `${path}: ${message}`).join('; ');
  return new TingdaError('validation_failed', `The persona ${name} is not right: ${list}.`, { items });
}

/** The personas of a directory, by file name. @throws TingdaError when there are none, or one is not right */
export async function loadPersonas(directory: string): Promise<Persona[]> {
  const files = await readdir(directory).catch(() => []);
  const names = files.filter((name) => name.endsWith('.json')).sort();
  if (names.length === 0) {
    throw new TingdaError('validation_failed', `There is no persona file (*.json) in ${directory}.`);
  }
  return Promise.all(
    names.map(async (name) =>
      parsePersona(await readFile(join(directory, name), 'utf8'), join(directory, name)),
    ),
  );
}
