/** A flow as a picture: a tree for the terminal, or a Mermaid flowchart for a page. Pure. */
import type { Language, Localized } from '../types.ts';
import type { Criterion, Flow, Question, QuestionType, SectionKind } from './model.ts';

interface Words {
  kind: Record<SectionKind, string>;
  type: Record<QuestionType, string>;
  followUps: (most: number) => string;
  budget: (minutes: number, followUps: number) => string;
  invitation: string;
  knockout: (answer: string) => string;
  below: (number: number) => string;
  options: string;
  optional: string;
  hears: string;
  rubric: string;
  yes: string;
  no: string;
  end: string;
}

/** The few words around a flow's own texts. */
const WORDS: Record<Language, Words> = {
  zh: {
    kind: { introduction: '自我介绍', situation: '情景题', job: '岗位问题', open_floor: '自由补充' },
    type: { open: '开放题', yes_no: '是/否', choice: '选择', number: '数字', date: '日期' },
    followUps: (n) => `追问最多${n}次`,
    budget: (minutes, followUps) => `约${minutes}分钟，全程追问最多${followUps}次`,
    invitation: '还有想补充的吗？',
    knockout: (answer) => `答“${answer}” → 请HR看`,
    below: (number) => `少于${number}`,
    options: '选项',
    optional: '时间不够可略',
    hears: '说过就不再问',
    rubric: '评分标准',
    yes: '是',
    no: '否',
    end: '结束，由人来决定',
  },
  en: {
    kind: {
      introduction: 'introduction',
      situation: 'situations',
      job: 'job questions',
      open_floor: 'open floor',
    },
    type: { open: 'open', yes_no: 'yes/no', choice: 'choice', number: 'number', date: 'date' },
    followUps: (n) => `up to ${n} follow-up${n === 1 ? '' : 's'}`,
    budget: (minutes: number, followUps: number) =>
      `about ${minutes} minutes, at most ${followUps} follow-ups`,
    invitation: 'Anything to add?',
    knockout: (answer) => `"${answer}" → HR looks at it`,
    below: (number) => `below ${number}`,
    options: 'options',
    optional: 'left out when time is up',
    hears: 'not asked again once said',
    rubric: 'rubric',
    yes: 'yes',
    no: 'no',
    end: 'end, a person decides',
  },
};

/** A tree of sections, questions, follow-ups, knock-outs and criteria; ends with a line break. */
export function drawTree(flow: Flow, language: Language): string {
  const words = WORDS[language];
  const lines = [
    `${flow.title[language]}  (${flow.id}, v${flow.version})`,
    words.budget(flow.budget.minutes, flow.budget.follow_ups),
    '│',
  ];
  let number = 0;
  for (const section of flow.sections) {
    const invites = section.kind !== 'open_floor';
    lines.push(`├─ ${words.kind[section.kind]}  (${section.id})`);
    section.questions.forEach((question, q) => {
      number++;
      const last = !invites && q === section.questions.length - 1;
      lines.push(`│  ${last ? '└─' : '├─'} ${number}. ${question.ask[language]}`);
      const bar = last ? '│   ' : '│  │';
      lines.push(...notes(question, flow.rubric.criteria, language).map((note) => `${bar}     ${note}`));
    });
    if (invites) lines.push(`│  └─ ＋ ${words.invitation}`);
    lines.push('│');
  }
  const { id, version, criteria } = flow.rubric;
  lines.push(`├─ ${words.rubric}  (${id}, v${version})`);
  criteria.forEach(({ title, weight, anchors, ...criterion }, c) => {
    const last = c === criteria.length - 1;
    lines.push(
      `│  ${last ? '└─' : '├─'} ${Math.round(weight * 100)}%  ${title[language]}  (${criterion.id})`,
    );
    const bar = last ? '│   ' : '│  │';
    lines.push(`${bar}     1 ${anchors[1][language]}`, `${bar}     5 ${anchors[5][language]}`);
  });
  lines.push('│', `└─ ${words.end}`);
  return `${lines.join('\n')}\n`;
}

/** A Mermaid flowchart of the same, without the rubric's anchors; ends with a line break. */
export function drawMermaid(flow: Flow, language: Language): string {
  const words = WORDS[language];
  const label = (...parts: string[]) => `"${parts.map(quoted).join('<br/>')}"`;
  const lines = ['flowchart TD', `  start([${label(flow.title[language], `${flow.id} v${flow.version}`)}])`];
  const arrows: string[] = [];
  let previous = 'start';
  flow.sections.forEach((section, s) => {
    lines.push(`  subgraph s${s} [${label(words.kind[section.kind])}]`);
    section.questions.forEach((question, q) => {
      const node = `s${s}q${q}`;
      const { type, follow_ups, criteria, knockout } = question;
      const small = [words.type[type], ...(follow_ups?.max ? [words.followUps(follow_ups.max)] : [])].join(
        ' · ',
      );
      const rated = criteria.length > 0 ? [`★ ${titles(criteria, flow.rubric.criteria, language)}`] : [];
      lines.push(`    ${node}[${label(question.ask[language], small, ...rated)}]`);
      arrows.push(`  ${previous} --> ${node}`);
      if (knockout)
        arrows.push(`  ${node} -. ${label(answerText(question, knockout.when, language))} .-> person`);
      previous = node;
    });
    if (section.kind !== 'open_floor') {
      lines.push(`    s${s}add([${label(words.invitation)}])`);
      arrows.push(`  ${previous} --> s${s}add`);
      previous = `s${s}add`;
    }
    lines.push('  end');
  });
  if (arrows.some((arrow) => arrow.endsWith('person'))) lines.push('  person{{HR}}');
  lines.push(`  finish([${label(words.end)}])`);
  return `${[...lines, ...arrows, `  ${previous} --> finish`].join('\n')}\n`;
}

/** What goes under a question in the tree, one line each. */
function notes(question: Question, criteria: Criterion[], language: Language): string[] {
  const words = WORDS[language];
  const { type, follow_ups, optional, options, knockout, hears } = question;
  const facts = [words.type[type]];
  if (follow_ups?.max) facts.push(words.followUps(follow_ups.max));
  if (optional) facts.push(words.optional);
  const found = [facts.join(' · ')];
  if (options) found.push(`${words.options}: ${options.map(({ label }) => label[language]).join(' / ')}`);
  if (hears)
    found.push(`${words.hears}: ${hears[language].slice(0, 3).join(language === 'zh' ? '、' : ', ')} …`);
  if (question.criteria.length > 0) found.push(`★ ${titles(question.criteria, criteria, language)}`);
  if (knockout) {
    found.push(
      `✋ ${words.knockout(answerText(question, knockout.when, language))}: ${knockout.say[language]}`,
    );
  }
  return found;
}

function titles(ids: string[], criteria: Criterion[], language: Language): string {
  const title = (id: string): Localized | undefined =>
    criteria.find((criterion) => criterion.id === id)?.title;
  return ids.map((id) => title(id)?.[language] ?? id).join(language === 'zh' ? '、' : ', ');
}

function answerText(question: Question, when: string | number | boolean, language: Language): string {
  if (typeof when === 'boolean') return when ? WORDS[language].yes : WORDS[language].no;
  if (typeof when === 'number') return WORDS[language].below(when);
  return question.options?.find(({ id }) => id === when)?.label[language] ?? when;
}

/** Mermaid reads `#quot;` and `#35;`; a raw quotation mark would end the label. */
function quoted(text: string): string {
  return text
    .replaceAll('#', '#35;')
    .replaceAll('"', '#quot;')
    .replaceAll('<', '#lt;')
    .replaceAll('>', '#gt;');
}
