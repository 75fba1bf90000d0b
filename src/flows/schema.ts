/**
 * The shape of a flow file, once: the published `flow.schema.json` is generated from it, so an editor and `flows check`
 * say the same. What a shape cannot say (a criterion that nobody uses, a question that asks two things) is in `check.ts`.
 */
import { z } from 'zod';
import type { ErrorItem } from '../errors.ts';
import type { Flow, QuestionType, SectionKind, Slot } from './model.ts';

/** Tables and not lists, so that the compiler misses a type that was added to the model. */
const QUESTION_TYPES = {
  open: 'open',
  yes_no: 'yes_no',
  choice: 'choice',
  number: 'number',
  date: 'date',
} as const satisfies {
  [Type in QuestionType]: Type;
};
const SECTION_KINDS = {
  introduction: 'introduction',
  situation: 'situation',
  job: 'job',
  open_floor: 'open_floor',
} as const satisfies {
  [Kind in SectionKind]: Kind;
};

/** Strict: a misspelled key is an error that names the keys there are, never a setting silently without effect. */
function fields<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `is not known here; known are ${list(Object.keys(shape))}`
        : undefined,
  });
}

const list = (names: readonly unknown[]) => names.map((name) => JSON.stringify(name)).join(', ');

const text = z.string().regex(/\S/, 'is empty: a person has to read something here');

const localized = fields({
  zh: text.describe('the Chinese text (中文)'),
  en: text.describe('the English text'),
});

/** At most 32 of `[a-z0-9_]`: with the ask's number before it, an option's id has to fit a button's 64 bytes. */
const id = z
  .string()
  .regex(/^[a-z0-9_]{1,32}$/, 'must be 1 to 32 of a-z, 0-9 and _')
  .describe('1 to 32 of a-z, 0-9 and _');

const version = z.int().min(1).describe('a whole number from 1, one more with every published change');

const option = fields({ id, label: localized.describe('what the button says') }).describe(
  'one possible answer',
);

const knockout = fields({
  when: z
    .union([z.boolean(), z.number(), z.string()])
    .describe(
      'the answer: true or false for yes_no, an option id for choice, and for number the number that it is below',
    ),
  say: localized.describe('what the candidate is told when that answer is given'),
}).describe('the answer that a person of HR has to look at; nobody is declined by it');

const hint = localized.describe('one question, in the words of the question itself').exactOptional();

/** A table and not a list, as above. */
const hints = fields({
  example: hint,
  personal: hint,
  action: hint,
  result: hint,
  situation: hint,
  task: hint,
} satisfies { [Name in Slot]: typeof hint }).describe(
  'what to ask, in place of the general wording, where an answer has no example, own part, action, result, situation or task',
);

const words = z.array(text).min(1);

const question = fields({
  id: id.describe('unique in the flow; results are kept under it, so it stays when the wording changes'),
  type: z.enum(QUESTION_TYPES).describe('how the answer is read'),
  ask: localized.describe('the question as the candidate reads it: one thing, one question mark'),
  criteria: z
    .array(id)
    .describe('ids of the rubric criteria that an answer is evidence for; [] for factual questions'),
  follow_ups: fields({ max: z.int().min(0).max(2).describe('0, 1 or 2'), hints: hints.exactOptional() })
    .describe('how often the interviewer may ask further; 2 on an open question unless said otherwise')
    .exactOptional(),
  options: z.array(option).min(2).max(10).describe('the answers of a choice question').exactOptional(),
  knockout: knockout.exactOptional(),
  optional: z.boolean().describe('true when it may be left out because the time is used up').exactOptional(),
  hears: fields({
    zh: words.describe('Chinese words of a volunteered statement'),
    en: words.describe('English words of a volunteered statement'),
  })
    .describe(
      'words by which a statement made earlier is recognised as answering this, so that it is not asked again; on an open question, by which a correction is recognised as being about it',
    )
    .exactOptional(),
  passport: localized
    .describe(
      "makes it a fact about the person, not about the opening: an earlier interview's answer is offered under this name",
    )
    .exactOptional(),
}).describe('one question');

const section = fields({
  id,
  kind: z.enum(SECTION_KINDS).describe('the order is introduction, situation, job, open_floor'),
  questions: z.array(question).min(1).describe('the questions, in the order in which they are asked'),
}).describe('a part of the interview that ends with an invitation to add something');

const anchor = localized.describe('what an answer of this level shows: something said or done, not a trait');

const criterion = fields({
  id,
  title: localized.describe('the name of the criterion'),
  weight: z.number().gt(0).max(1).describe('its share of the whole; all weights sum to 1'),
  anchors: fields({ 1: anchor, 2: anchor, 3: anchor, 4: anchor, 5: anchor }).describe(
    'exactly five levels, 1 (weakest evidence) to 5 (strongest)',
  ),
}).describe('one thing that answers are rated on');

/** A flow file, as a zod schema. */
const flowSchema = fields({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be lower-case words joined by -, like warehouse-sorter')
    .max(64)
    .describe('lower-case words joined by -; the file has the same name'),
  version,
  title: localized.describe('the name of the job'),
  languages: z
    .array(z.enum(['zh', 'en']))
    .min(1)
    .describe('the languages in which the interview is held'),
  budget: fields({
    minutes: z.int().min(10).max(15).describe("10 to 15 minutes of the candidate's time"),
    follow_ups: z.int().min(0).max(6).describe('0 to 6 follow-ups over the whole interview'),
  }).describe('what the interview may cost the candidate'),
  sections: z.array(section).min(2).describe('the parts of the interview'),
  rubric: fields({
    id: z
      .string()
      .regex(/^[a-z0-9_-]{1,64}$/, 'must be 1 to 64 of a-z, 0-9, _ and -')
      .describe('the name of the rubric'),
    version,
    criteria: z.array(criterion).min(1).describe('what answers are rated on'),
  }).describe('how answers are rated'),
}).describe(
  'An interview of Tingda: its questions, its limits, and the rubric that its answers are rated by.',
);

/** The published JSON Schema (draft 2020-12) of a flow file; `flow.schema.json` is this, and a test holds it to that. */
export function flowJsonSchema(): Record<string, unknown> {
  return { ...z.toJSONSchema(flowSchema), title: 'Tingda flow' };
}

/** One thing wrong with the shape: where, as keys and indexes, and what would be right. */
interface ShapeProblem {
  path: (string | number)[];
  message: string;
}

/** The flow, or everything that is wrong with its shape. Never throws. */
export function parseShape(value: unknown): { flow: Flow } | { problems: ShapeProblem[] } {
  const result = flowSchema.safeParse(value, { error: explain });
  if (result.success) return { flow: result.data };
  return {
    problems: result.error.issues.flatMap((issue) => {
      const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
      if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
      return issue.keys.map((key) => ({ path: [...path, key], message: issue.message }));
    }),
  };
}

/** `sections[1].questions[0].ask.en`: the way a person would write the place. */
export function formatPath(path: (string | number)[]): ErrorItem['path'] {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

/** zod's issue as a sentence that goes after the name of the key and says what would be right. */
function explain(issue: z.core.$ZodRawIssue): string | undefined {
  const hint = issue.inst instanceof z.ZodType ? issue.inst.description : undefined;
  const wanted = hint ? `: ${hint}` : '';
  if (issue.input === undefined) return `is missing${wanted}`;
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${NAMES[issue.expected] ?? issue.expected}${wanted}`;
    case 'invalid_union':
      return `has the wrong type${wanted}`;
    case 'invalid_value':
      return `must be one of ${list(issue.values)}, not ${JSON.stringify(issue.input)}`;
    case 'too_small':
      return `must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}${COUNTED[issue.origin] ?? ''}`;
    case 'too_big':
      return `must be at most ${issue.maximum}${COUNTED[issue.origin] ?? ''}`;
    default:
      return undefined;
  }
}

const NAMES: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a group of keys',
  array: 'a list',
};
const COUNTED: Record<string, string> = { array: ' entries long', string: ' characters long' };
