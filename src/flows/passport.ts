/**
 * The interview passport: what a person said in an earlier interview is offered for this one, in their own words, and used
 * only if they say yes. A question takes part by its `passport` in the flow file.
 */
import { type Said, type Step, spanOf, takeVolunteered, tellKnockout } from './answer.ts';
import { isDone, saysNever, unquotable } from './conduct.ts';
import type { EarlierSaid, Line, Offered, Question, Words } from './model.ts';
import { kindOf } from './questions/index.ts';
import { firstNumber } from './questions/number.ts';
import { pickQuote } from './quote.ts';
import { bare, clauses, statement } from './text.ts';
import type { Turn } from './turn.ts';
import { findVolunteered, mentions } from './volunteered.ts';

/** Older answers are asked for anew. */
const GOOD_FOR_MS = 365 * 86_400_000;
/** Said in more characters it is shown by its value, or not quoted at all. */
const SHOWN_AT_MOST = 24;

type Value = NonNullable<Offered['value']>;

interface Offer {
  offered: Offered;
  words: Words;
}

/** Offers what the person has said before and this flow would ask again; false when there is nothing. */
export function offerPassport(turn: Turn): boolean {
  const interview = turn.interview!;
  const questions = turn.start!.pinned.flow.sections.flatMap((section) => section.questions);
  const offers = questions.flatMap((question) => offerFor(turn, question) ?? []);
  if (offers.length === 0) return false;
  interview.offered = offers.map(({ offered }) => offered);
  const lines: Words[] = [
    { key: 'passport_intro' },
    ...offers.map(({ words }) => words),
    { key: 'passport_ask' },
  ];
  ask(turn, { lines }, false);
  return true;
}

/** Asks again, after something else was said. */
export function repeatPassport(turn: Turn): void {
  ask(turn, { key: 'passport_again' }, true);
}

function ask(turn: Turn, words: Words, repeats: boolean): void {
  turn.ask({ kind: 'passport', question: null, part: 'passport', repeats }, words, CHOICES);
}

const CHOICES: NonNullable<Line['choices']> = [
  { label: { key: 'passport_yes' }, value: 'yes' },
  { label: { key: 'passport_no' }, value: 'no' },
];

function offerFor(turn: Turn, question: Question): Offer | null {
  const name = question.passport?.[turn.state.language];
  if (name === undefined) return null;
  const said = (turn.context.said ?? []).filter(({ at }) => turn.context.now - at <= GOOD_FOR_MS);
  return question.type === 'open' ? lastTold(said, question, name) : lastAnswer(turn, said, question, name);
}

/** The introduction of the interview that was begun last. */
function lastTold(said: EarlierSaid[], { id }: Question, name: string): Offer | null {
  const interview = said.findLast((one) => one.questionId === id && one.kind === 'answer')?.interviewId;
  const answer = said.find((one) => one.interviewId === interview && one.questionId === id);
  if (!interview || !answer) return null;
  const quote = pickQuote(answer.text);
  // Nothing that could be shown, or no more than a name: there is more to hear than to keep.
  if (!quote || quote.name || isDone(answer.text) || saysNever(answer.text)) return null;
  const words: Words = { key: 'passport_item', args: { name, value: 'said', said: quote.text } };
  return { offered: { question: id, interview, turn: answer.turn }, words };
}

/** The newest statement that still answers this question. */
function lastAnswer(turn: Turn, said: EarlierSaid[], question: Question, name: string): Offer | null {
  for (const one of said.toReversed()) {
    const asked = one.flow.sections
      .flatMap(({ questions }) => questions)
      .find(({ id }) => id === question.id);
    if (!asked || !sameMatter(asked, question)) continue;
    const span = one.spans.find(({ slot }) => slot === question.id);
    const told = span ? one.text.slice(span.start, span.end) : '';
    const value = told === '' ? null : readValue(told, question, turn);
    if (value === null) continue;
    const offered: Offered = { question: question.id, interview: one.interviewId, turn: one.turn, value };
    return { offered, words: shown(name, told, value, question, turn) };
  }
  return null;
}

/** 25 kg is not 10 kg, though both are lifting. */
function sameMatter(before: Question, now: Question): boolean {
  return before.type === now.type && firstNumber(before.ask.zh) === firstNumber(now.ask.zh);
}

function readValue(told: string, question: Question, turn: Turn): Value | null {
  const stated = findVolunteered(told, turn.start!.pinned.flow, ({ id }) => id === question.id)[0];
  if (stated) return stated.value;
  const parsed = kindOf(question).parse(told, question);
  return parsed.result === 'answered' ? parsed.value : null;
}

/** In the person's words where they can be quoted, else by what they come to. */
function shown(name: string, told: string, value: Value, question: Question, turn: Turn): Words {
  const item = (kind: string, said: string): Words => ({
    key: 'passport_item',
    args: { name, value: kind, said },
  });
  const option = question.options?.find(({ id }) => id === value);
  if (option) return item('plain', option.label[turn.state.language]);
  const pressed = told === 'yes' || told === 'no';
  const quotable = told.length <= SHOWN_AT_MOST && !told.includes('\n') && !unquotable(told);
  if (quotable && !pressed) return item('said', statement(told).replace(/[。.！!，,]+$/, ''));
  if (typeof value === 'boolean') return item(value ? 'yes' : 'no', '');
  return item('plain', String(value));
}

/** "No need to ask again": a yes that sounds like a no. */
const NO_NEED =
  /(?:不用|不必|别|无需|没必要|不需要|懒得)(?:再|重新|重复|又)+[^，。！？]{0,2}(?:问|说|讲|答|来|填)|\b(?:no need|don'?t (?:have|need)|needn'?t|without|rather not|save (?:me|us))\b[^,.!?]{0,16}\b(?:ask|repeat|answer|say|type)|\bno changes?\b|\bnothing(?:'?s| has| is)? (?:changed|different|new)\b/;
/** Wants to be asked. */
const ASK_ANEW =
  /(?:重新|再|从头)(?:问|说|答|来|讲|回答|聊)|别(?:用|拿)|不要用|不能用|不想用|\b(?:ask|do|answer|start|go)\b[^,.!?]{0,16}\b(?:again|afresh|over|anew|from scratch|from the (?:start|beginning))\b|\b(?:don'?t|do not|rather (?:you )?(?:not|didn'?t)) use\b|\bstart fresh\b/;
const YES_ZH =
  /^(?:可以(?!不)|能(?!不能)|行(?!不行)|好(?!像)|对(?!不起)|是(?!不是)|嗯|用|没问题|同意|当然|都(?:可以|行|没变|一样)|还是一样|一样|照旧)|(?:直接|继续|接着|拿去|就)用|没(?:有)?(?:什么|啥)?(?:变|改)|不变|都一样|还是(?:那样|一样)|照旧|(?:其(?:他|它|余)|别的|剩下的|另外的)[^，。！？]{0,6}(?:可以|没变|不变|一样|行|照旧|能用|用吧|没问题|都对|没错)/;
const YES_EN =
  /^(?:yes|yeah|yep|yup|ya|y|sure|ok|okay|of course|certainly|absolutely|definitely|go ahead|go for it|please do|use (?:them|it|those|that|the)|you (?:can|may)|that'?s (?:fine|right|correct|ok)|fine|correct|all good|sounds good|no problem|feel free|by all means|why not)\b|\b(?:still|all|it'?s|they'?re|is|are|pretty much) (?:the same|true|correct|valid|right)\b|\bsame as (?:before|last time)\b|\b(?:the rest|everything else|the others?)\b[^,.!?]{0,20}\b(?:fine|ok|okay|same|good|true|right|stands?|use|stays?|valid)\b/;
const NO =
  /^(?:不(?:用|要|同意|愿意?|想|可以|行|能|必|好)?|算了|拒绝|否|no|nope|nah|n|i'?d rather not|rather not|not really|please don'?t)(?=$|[^\p{L}]|了|吧|谢|thanks)/u;

type Reply = 'yes' | 'no' | null;

function readReply(text: string): Reply {
  const plain = bare(text).replace(/’/g, "'");
  if (plain === '') return /👍|👌|🙆|✅/u.test(text) ? 'yes' : null;
  if (NO_NEED.test(plain)) return 'yes';
  if (ASK_ANEW.test(plain)) return 'no';
  const parts = [plain, ...clauses(plain).map((clause) => clause.text)];
  if (YES_ZH.test(plain) || parts.some((part) => YES_EN.test(part))) return 'yes';
  return NO.test(plain) ? 'no' : null;
}

/** What is said to the offer. */
export function takePassport(turn: Turn, said: Said[]): Step {
  const interview = turn.interview!;
  const text = said.map(({ piece }) => piece.text).join('\n');
  const changed = said.flatMap((one) => takeChanges(turn, one));
  const reply = readReply(text);
  if (reply === 'no') return decline(turn, said);
  if (reply === 'yes') return accept(turn, said);
  if (changed.length === 0 && interview.open?.idle) return decline(turn, said);
  for (const one of said) if (!isHeard(turn, one)) turn.hear(one.message, 'other');
  if (changed.length > 0) turn.say('acknowledgement', 'passport_changed');
  return { go: 'passport', idle: changed.length === 0 };
}

const isHeard = (turn: Turn, { message }: Said) => turn.hearings.some((one) => one.turn === message.turn);

/** "夜班现在不行了": the offered answer is another one now. What cannot be read is asked for as usual. */
function takeChanges(turn: Turn, said: Said): Offered[] {
  const interview = turn.interview!;
  const spoken = (interview.offered ?? []).flatMap((offer) => {
    const question = turn.question(offer.question);
    const found = question && findChange(turn, question, said.piece.text);
    return found ? [{ offer, ...found }] : [];
  });
  const lost = spoken.filter(({ value }) => value === null).map(({ offer }) => offer);
  interview.offered = interview.offered?.filter((offer) => !lost.includes(offer)) ?? [];
  const changes = spoken.filter(({ offer, value }) => value !== null && value !== offer.value);
  const first = changes[0];
  if (!first) return [];
  // A piece is cut out of the message, so it lies in it; joined pieces do not, and count as a whole.
  const at = Math.max(0, said.message.text.indexOf(said.piece.text));
  turn.hear(said.message, 'amendment', {
    questionId: first.offer.question,
    amends: first.offer.turn,
    spans: changes.map(({ offer, start, end }) => ({
      slot: offer.question,
      start: at + start,
      end: at + end,
    })),
  });
  return changes.map(({ offer, value }) => Object.assign(offer, { value, changed: said.message.turn }));
}

/** What is said now about an offered answer; its value is null when it is only said to be different. */
function findChange(
  turn: Turn,
  question: Question,
  text: string,
): { value: Value | null; start: number; end: number } | null {
  const [stated] = findVolunteered(text, turn.start!.pinned.flow, ({ id }) => id === question.id);
  if (stated) return stated;
  const about = clauses(text).filter(
    (clause) => mentions(question, clause.text) || namesIt(question, clause.text),
  );
  for (const clause of about) {
    const parsed = kindOf(question).parse(clause.text.replace(AGREES, ''), question);
    if (question.type !== 'open' && parsed.result === 'answered') return { value: parsed.value, ...clause };
  }
  const [different] = about.filter((clause) => DIFFERENT.test(clause.text));
  return different ? { value: null, ...different } : null;
}

/** Before what has changed: a yes to the rest. */
const AGREES =
  /^(?:(?:yes|yeah|sure|ok|okay|fine|可以|行|好的?|能|没问题)[ ,，]*)?(?:but|except|only|just|不过|但是?|只是|就是|除了)[ ,，]*(?:that )?/i;
const DIFFERENT = /变|不一样|重新|改|除外|除了|不算|\b(?:chang|differ|except|but not|not the|again)/i;

function namesIt({ passport }: Question, text: string): boolean {
  const lower = text.toLowerCase();
  return [passport?.zh, passport?.en].some((name) => name && lower.includes(name.toLowerCase()));
}

function accept(turn: Turn, said: Said[]): Step {
  const interview = turn.interview!;
  const offers = interview.offered ?? [];
  const { message } = said.at(-1)!;
  turn.effects.push({
    type: 'reuse',
    interviewId: interview.id,
    given: true,
    turn: message.turn,
    answers: offers.map(({ question, interview: from, turn: at }) => ({
      questionId: question,
      interviewId: from,
      turn: at,
    })),
  });
  const at = turn.lines.length;
  for (const { question: id, turn: number, value, changed } of offers) {
    const question = turn.question(id);
    if (!question) continue;
    const state = turn.questionState(id);
    Object.assign(state, { state: 'covered', turn: changed ?? number, reused: true });
    if (question.type === 'open') state.enough = true;
    if (value === undefined) continue;
    state.value = value;
    tellKnockout(turn, question, value, changed ?? number);
  }
  const told = hearReply(turn, said);
  const news = told || offers.some(({ changed }) => changed !== undefined);
  const words = { key: news ? 'passport_kept_changed' : 'passport_kept' };
  turn.lines.splice(at, 0, { part: 'acknowledgement', words });
  delete interview.offered;
  return { go: 'next', lead: 'next' };
}

function decline(turn: Turn, said: Said[]): Step {
  const interview = turn.interview!;
  const { message } = said.at(-1)!;
  turn.effects.push({
    type: 'reuse',
    interviewId: interview.id,
    given: false,
    turn: message.turn,
    answers: [],
  });
  delete interview.offered;
  hearReply(turn, said);
  return { go: 'next', lead: 'first' };
}

/** The reply itself is no answer; what it states besides counts, and what is more than a word is kept. True if it does. */
function hearReply(turn: Turn, said: Said[]): boolean {
  let told = false;
  for (const one of said) {
    if (isHeard(turn, one)) continue;
    const found = takeVolunteered(turn, one);
    told ||= found.length > 0;
    if (found.length > 0 || readReply(one.piece.text) === null)
      turn.hear(one.message, 'addendum', { spans: found.map(spanOf) });
    else turn.hear(one.message, 'consent');
  }
  return told;
}
