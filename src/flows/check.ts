/**
 * The rules of a good flow that its shape cannot say. Pure: `load.ts` adds the file and the line. An error stops the flow
 * from being used; a warning asks a person to look again.
 */
import type { Language, Localized } from '../types.ts';
import type { Flow, Question, QuestionType, SectionKind } from './model.ts';
import { smsSegments } from './segments.ts';
import {
  hintObjections,
  type Objection,
  protectedObjections,
  questionObjections,
  rubricObjections,
  wrongLanguage,
} from './wording.ts';

export interface Finding extends Objection {
  /** Keys and indexes from the root of the flow. */
  path: (string | number)[];
}

type Path = Finding['path'];
type Rule = (flow: Flow) => Finding[];

const error = (path: Path, message: string): Finding => ({ level: 'error', path, message });
const warning = (path: Path, message: string): Finding => ({ level: 'warning', path, message });

/** Everything that is wrong with the flow, in the order of its sections, then of its rubric. Empty: nothing. */
export function checkFlow(flow: Flow): Finding[] {
  return RULES.flatMap((rule) => rule(flow));
}

const ORDER: SectionKind[] = ['introduction', 'situation', 'job', 'open_floor'];

const sectionOrder: Rule = ({ sections }) => {
  const found: Finding[] = [];
  for (const kind of ['introduction', 'open_floor'] as const) {
    const count = sections.filter((section) => section.kind === kind).length;
    if (count !== 1)
      found.push(error(['sections'], `must have exactly one section of kind ${kind}, not ${count}`));
  }
  sections.forEach((section, s) => {
    const before = sections[s - 1];
    if (before && ORDER.indexOf(section.kind) < ORDER.indexOf(before.kind)) {
      const message = `${section.kind} cannot come after ${before.kind}; the order is ${ORDER.join(', ')}`;
      found.push(error(['sections', s, 'kind'], message));
    }
    if (section.kind === 'job') return;
    section.questions.forEach((question, q) => {
      if (question.type === 'open') return;
      found.push(
        error(['sections', s, 'questions', q, 'type'], `must be open in a section of kind ${section.kind}`),
      );
    });
  });
  return found;
};

const uniqueIds: Rule = (flow) => {
  const questions = eachQuestion(flow);
  return [
    ...repeated(flow.languages.map((language, i) => [language, ['languages', i]])),
    ...repeated(flow.sections.map(({ id }, s) => [id, ['sections', s, 'id']])),
    ...repeated(questions.map(([{ id }, path]) => [id, [...path, 'id']])),
    ...questions.flatMap(([{ options = [], criteria }, path]) => [
      ...repeated(options.map(({ id }, o) => [id, [...path, 'options', o, 'id']])),
      ...repeated(criteria.map((id, c) => [id, [...path, 'criteria', c]])),
    ]),
    ...repeated(flow.rubric.criteria.map(({ id }, c) => [id, ['rubric', 'criteria', c, 'id']])),
  ];
};

const criteriaUsed: Rule = (flow) => {
  const known = flow.rubric.criteria.map(({ id }) => id);
  const questions = eachQuestion(flow);
  const used = new Set(questions.flatMap(([question]) => question.criteria));
  return [
    ...questions.flatMap(([question, path]) =>
      question.criteria.flatMap((id, c) =>
        known.includes(id)
          ? []
          : [error([...path, 'criteria', c], `"${id}" is not in the rubric, which has ${known.join(', ')}`)],
      ),
    ),
    ...known.flatMap((id, c) =>
      used.has(id)
        ? []
        : [
            error(
              ['rubric', 'criteria', c, 'id'],
              `"${id}" is used by no question, so nothing could be rated on it`,
            ),
          ],
    ),
    ...questions.flatMap(([question, path]) =>
      question.type === 'open' && question.criteria.length === 0
        ? [
            warning(
              [...path, 'criteria'],
              'is empty: the answer to this open question is evidence for nothing',
            ),
          ]
        : [],
    ),
  ];
};

const weightsSum: Rule = ({ rubric }) => {
  const sum = rubric.criteria.reduce((total, { weight }) => total + weight, 0);
  // Decimal weights do not add up exactly in binary.
  if (Math.abs(sum - 1) < 1e-9) return [];
  return [
    error(['rubric', 'criteria'], `has weights that sum to ${Number(sum.toFixed(6))}; they must sum to 1`),
  ];
};

const answersFitTypes: Rule = (flow) =>
  eachQuestion(flow).flatMap(([question, path]) => {
    const found: Finding[] = [];
    if (question.type === 'choice' && !question.options) {
      found.push(error([...path, 'options'], 'is missing: a choice question needs 2 to 10 options'));
    }
    if (question.type !== 'choice' && question.options) {
      found.push(
        error([...path, 'options'], `has no effect on a question of type ${question.type}; make it choice`),
      );
    }
    if (question.type !== 'open' && (question.follow_ups?.max ?? 0) > 0) {
      const message = 'must be 0: a factual answer is complete, only open questions are followed up';
      found.push(error([...path, 'follow_ups', 'max'], message));
    }
    const impossible = question.knockout && IMPOSSIBLE[question.type](question.knockout.when, question);
    if (impossible) found.push(error([...path, 'knockout', 'when'], `can never happen: ${impossible}`));
    return found;
  });

/** Why no answer of this type can be `when`; null when one can. */
const IMPOSSIBLE: Record<
  QuestionType,
  (when: string | number | boolean, question: Question) => string | null
> = {
  yes_no: (when) => (typeof when === 'boolean' ? null : 'the answer to yes_no is true or false'),
  number: (when) =>
    typeof when === 'number' && when > 0
      ? null
      : 'it must be a number above 0, and an answer below it knocks out',
  choice: (when, { options = [] }) =>
    options.some(({ id }) => id === when)
      ? null
      : `the answer is one of ${options.map(({ id }) => id).join(', ')}`,
  date: () => 'no day can be known beforehand',
  open: () => 'an open answer has no value to compare with',
};

const heardBefore: Rule = (flow) =>
  eachQuestion(flow).flatMap(([question, path]) =>
    question.type === 'open' || question.hears
      ? []
      : [warning(path, 'has no hears: it will be asked again although the candidate has said it before')],
  );

const hintsFit: Rule = (flow) =>
  eachQuestion(flow).flatMap(([question, path]) => {
    const hints = Object.entries(question.follow_ups?.hints ?? {});
    if (hints.length > 0 && question.type !== 'open')
      return [error([...path, 'follow_ups', 'hints'], 'has no effect: only open questions are followed up')];
    return hints.flatMap(([slot, hint]) => {
      const at = [...path, 'follow_ups', 'hints', slot];
      return [
        ...each(at, hint, wrongLanguage),
        ...each(at, hint, (text, language) => hintObjections(text, language, question.ask[language])),
        ...each(at, hint, tooLong),
      ];
    });
  });

const passportFits: Rule = (flow) =>
  flow.sections.flatMap(({ kind, questions }, s) =>
    questions.flatMap(({ type, passport }, q) => {
      const path = ['sections', s, 'questions', q, 'passport'];
      if (!passport) return [];
      if (type === 'date') return [error(path, 'has no place on a date: the day has passed the next time')];
      if (type === 'open' && kind !== 'introduction')
        return [error(path, 'has no place here: of the open questions only the introduction is reused')];
      return [...each(path, passport, wrongLanguage), ...each(path, passport, protectedObjections)];
    }),
  );

const wording: Rule = (flow) => [
  ...each(['title'], flow.title, wrongLanguage),
  ...eachQuestion(flow).flatMap(([question, path]) => [
    ...each([...path, 'ask'], question.ask, wrongLanguage),
    ...each([...path, 'ask'], question.ask, (text, language) =>
      questionObjections(text, language, question.type),
    ),
    ...each([...path, 'ask'], question.ask, tooLong),
    ...(question.options ?? []).flatMap(({ label }, o) =>
      each([...path, 'options', o, 'label'], label, protectedObjections),
    ),
    ...(question.knockout
      ? [
          ...each([...path, 'knockout', 'say'], question.knockout.say, wrongLanguage),
          ...each([...path, 'knockout', 'say'], question.knockout.say, tooLong),
        ]
      : []),
  ]),
  ...flow.rubric.criteria.flatMap((criterion, c) => {
    const path = ['rubric', 'criteria', c];
    return [
      ...each([...path, 'title'], criterion.title, wrongLanguage),
      ...each([...path, 'title'], criterion.title, rubricObjections),
      ...Object.entries(criterion.anchors).flatMap(([level, anchor]) => [
        ...each([...path, 'anchors', level], anchor, wrongLanguage),
        ...each([...path, 'anchors', level], anchor, rubricObjections),
      ]),
    ];
  }),
];

const RULES: Rule[] = [
  sectionOrder,
  uniqueIds,
  answersFitTypes,
  heardBefore,
  hintsFit,
  passportFits,
  wording,
  criteriaUsed,
  weightsSum,
];

const MOST_SEGMENTS = 3;

function tooLong(text: string): Objection[] {
  const segments = smsSegments(text);
  if (segments <= MOST_SEGMENTS) return [];
  const message = `takes ${segments} SMS; at most ${MOST_SEGMENTS} are read willingly (201 characters in Chinese, 459 in English)`;
  return [{ level: 'warning', message }];
}

/** Every question with its path. */
function eachQuestion(flow: Flow): [Question, Path][] {
  return flow.sections.flatMap((section, s) =>
    section.questions.map((question, q): [Question, Path] => [question, ['sections', s, 'questions', q]]),
  );
}

function each(
  path: Path,
  texts: Localized,
  judge: (text: string, language: Language) => Objection[],
): Finding[] {
  return (['zh', 'en'] as const).flatMap((language) =>
    judge(texts[language], language).map((objection) => ({ ...objection, path: [...path, language] })),
  );
}

function repeated(ids: [string, Path][]): Finding[] {
  const seen = new Set<string>();
  return ids.flatMap(([id, path]) => {
    if (seen.has(id)) return [error(path, `"${id}" is there twice; it must be unique`)];
    seen.add(id);
    return [];
  });
}
