/** Drives the engine directly: a chat in memory, and the personas' rules as their README states them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { next } from '../../src/flows/engine.ts';
import type {
  ConversationState,
  EarlierSaid,
  EngineContext,
  EngineEvent,
  EngineResult,
  HeardMessage,
  Start,
} from '../../src/flows/model.ts';
import type { Wording } from '../../src/flows/reading.ts';
import { say } from '../../src/texts/index.ts';
import type { InboundContent, Language, Opening, Stage } from '../../src/types.ts';

export const SETTINGS = {
  pauseAfterMs: 30 * 60_000,
  nudgeAfterMs: 20 * 3_600_000,
  expireAfterMs: 7 * 86_400_000,
  consentExpireMs: 7 * 86_400_000,
  decisionWarningMs: 20 * 3_600_000,
  decisionWithinMs: 86_400_000,
  decisionAgainMs: 3 * 86_400_000,
};

export function opening(role: string, more: Partial<Opening> = {}): Opening {
  return {
    id: `opn_${role}`,
    code: 'SORT01',
    title: { zh: '夜班分拣员', en: 'night sorter' },
    role,
    flow: role,
    status: 'open',
    headcount: 5,
    site: { city: '苏州', address: '星湖街1号', time_zone: 'Asia/Shanghai' },
    pay: { amount: 24, currency: 'CNY', per: 'hour' },
    requirements: {},
    facts: {
      shifts: {
        zh: '晚班22点到早上6点，做五休二。',
        en: 'Shifts run from 22:00 to 06:00, five days a week.',
      },
      meals: { zh: '夜里管一顿饭。', en: 'One meal a night is included.' },
    },
    ...more,
  };
}

/** A conversation in memory: says something, keeps the state, and remembers what was read aloud. */
export class Chat {
  state: ConversationState | null = null;
  stage: Stage = 'interviewing';
  /** Where the application stands that was made before for the opening that is begun. */
  applied: Stage | null = null;
  now = 1_790_000_000_000;
  turn = 0;
  readonly transcript: string[] = [];
  readonly results: EngineResult[] = [];
  readonly start: Start;
  /** What was said in the interviews of this chat, as the conversation layer would hand it in again. */
  readonly said: EarlierSaid[] = [];
  /** Where the applications of interviews set aside stand, by opening. */
  stages: Record<string, Stage> = {};
  channel = 'telegram';
  /** What a model proposes to say in the next event. */
  wording: Wording | undefined;
  /** What else the conversation layer knows this time. */
  known: Pick<EngineContext, 'move' | 'ownData' | 'sameNumber' | 'work'> = {};
  readonly #others: Start[];
  #interviews = 0;

  /** @param others further openings that this person may be interviewed for */
  constructor(start: Start, others: Start[] = []) {
    this.start = start;
    this.#others = others;
  }

  /** The opening and flow of the interview that is talked about. */
  get current(): Start | null {
    const about = this.state?.interview ?? this.state?.pending;
    return about ? this.#startOf(about.openingId) : null;
  }

  #startOf(openingId: string): Start {
    return [this.start, ...this.#others].find(({ opening }) => opening.id === openingId)!;
  }

  get last(): EngineResult {
    return this.results.at(-1)!;
  }

  /** What the person reads of the last result. */
  get reply(): string {
    return spoken(this.last);
  }

  event(event: EngineEvent): EngineResult {
    this.now += 20_000;
    const n = ++this.#interviews;
    const result = next(this.state, event, {
      now: this.now,
      current: this.current,
      application: this.state?.interview ? { stage: this.stage } : null,
      applied: this.applied && { stage: this.applied },
      ids: { application: `app_${n}`, interview: `int_${n}` },
      settings: SETTINGS,
      ...this.known,
      said: this.said,
      ...(this.wording && { wording: this.wording }),
      aside: (this.state?.earlier ?? []).map(({ id, openingId }) => ({
        interviewId: id,
        start: this.#startOf(openingId),
        stage: this.stages[openingId] ?? null,
      })),
    });
    if (event.type === 'messages') this.#keep(result, event.messages);
    this.state = result.state;
    this.results.push(result);
    const text = spoken(result);
    if (text) this.transcript.push(`B: ${text.replace(/\n+/g, '\n   ')}`);
    return result;
  }

  #keep(result: EngineResult, messages: HeardMessage[]): void {
    const interviews = [result.state.interview, ...result.state.earlier];
    for (const { turn, record, kind, interviewId, questionId, spans } of result.hearings) {
      const openingId = interviews.find((one) => one?.id === interviewId)?.openingId;
      const message = messages.find((one) => one.turn === turn)!;
      if (!record || !interviewId || !openingId) continue;
      const { flow } = this.#startOf(openingId).pinned;
      const text =
        message.content.kind === 'button' ? message.content.payload.replace(/^a\d+:/, '') : message.text;
      this.said.push({
        turn,
        interviewId,
        flow,
        kind,
        questionId: questionId ?? null,
        text,
        spans: spans ?? [],
        at: this.now,
      });
    }
  }

  message(content: InboundContent, more: Partial<HeardMessage> = {}): HeardMessage {
    const text = content.kind === 'text' || content.kind === 'edit' ? content.text : '';
    return {
      turn: ++this.turn,
      channel: this.channel,
      content,
      text,
      ask: this.state?.asks || null,
      at: this.now,
      ...more,
    };
  }

  send(...contents: InboundContent[]): EngineResult {
    for (const content of contents) {
      this.transcript.push(`C: ${content.kind === 'text' ? content.text : JSON.stringify(content)}`);
    }
    return this.event({ type: 'messages', messages: contents.map((content) => this.message(content)) });
  }

  says(...texts: string[]): string {
    this.send(...texts.map((text): InboundContent => ({ kind: 'text', text })));
    return this.reply;
  }

  open(languageHint?: Language, to: Start = this.start): string {
    const { code } = to.opening;
    const message = this.message(
      { kind: 'start', code },
      { start: { code, found: to }, ...(languageHint ? { languageHint } : {}) },
    );
    this.transcript.push(`C: /start ${code}`);
    this.event({ type: 'messages', messages: [message] });
    return this.reply;
  }

  /** Opens and consents. */
  begin(language: Language = 'zh'): string {
    this.open(language);
    return this.says(language === 'zh' ? '同意' : 'Yes');
  }
}

export function spoken(result: EngineResult): string {
  return result.lines.map((line) => say(result.language, line.words)).join('\n\n');
}

export function questionMarks(text: string): number {
  return text.match(/[?？]/g)?.length ?? 0;
}

// ---------------------------------------------------------------- personas

export interface Persona {
  id: string;
  language: Language;
  style: string;
  role: string;
  topics: {
    id: string;
    cues: string[];
    opening: string;
    facts: { says: string; needs?: string }[];
    done: string;
  }[];
  extras: string[];
  interjections: { after_turn: number; says: string; kind: string; expect: string; forbid: string }[];
  yes_no: { cue: string; says: string }[];
  must_not_be_asked_again: string[];
}

const FOLDER = new URL('../../../shared/personas/', import.meta.url);

export function personas(): Persona[] {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Persona);
}

export const INVITATION =
  /补充|还有.*想说|anything (else )?(you'd|you would)? ?like to (add|share)|want to add/i;

export interface Played {
  persona: Persona;
  chat: Chat;
  facts: [told: number, planted: number];
  extras: [told: number, planted: number];
  reasks: number;
  questionLines: number;
  wrongLanguage: string[];
  doubleQuestions: string[];
  followUps: number;
  anchored: number;
  interjections: { says: string; reply: string; handled: boolean }[];
  openAnswers: number;
}

/** Plays one persona to the end. */
export function play(persona: Persona, chat: Chat): Played {
  const played: Played = {
    persona,
    chat,
    facts: [0, persona.topics.reduce((sum, topic) => sum + topic.facts.length, 0)],
    extras: [0, persona.extras.length],
    reasks: 0,
    questionLines: 0,
    wrongLanguage: [],
    doubleQuestions: [],
    followUps: 0,
    anchored: 0,
    interjections: [],
    openAnswers: 0,
  };
  const told = new Map(persona.topics.map((topic) => [topic.id, -1]));
  const no = persona.language === 'zh' ? '没有了' : 'No, that is all.';
  let language = persona.language;
  let current: Persona['topics'][number] | null = null;
  let turns = 0;
  let line = chat.open(persona.language);
  line = chat.says(persona.language === 'zh' ? '好的，可以' : 'Yes, sure');
  const pending = [...persona.interjections];
  while (chat.state?.interview?.status !== 'completed' && turns < 60) {
    turns++;
    const due = pending.findIndex((one) => one.after_turn < turns);
    if (due >= 0) {
      const one = pending.splice(due, 1)[0]!;
      if (one.kind === 'switches_language') language = language === 'zh' ? 'en' : 'zh';
      const reply = chat.says(one.says);
      check(reply);
      const handled =
        (!one.expect || new RegExp(one.expect, 'i').test(reply)) &&
        (!one.forbid || !new RegExp(one.forbid, 'i').test(reply));
      played.interjections.push({ says: one.says, reply, handled });
      if (one.kind === 'opts_out') break;
      if (one.kind === 'leaves') chat.says(persona.language === 'zh' ? '我回来了' : "I'm back");
      line = chat.reply;
    }
    const answer = answerTo(line);
    const open = chat.state?.interview?.open;
    const question = chat.start.pinned.flow.sections
      .flatMap((s) => s.questions)
      .find((q) => q.id === open?.question);
    if (open && open.kind !== 'invitation' && question?.type === 'open') played.openAnswers++;
    line = chat.says(answer);
    check(line, answer);
  }
  return played;

  function check(text: string, answer?: string): void {
    if (questionMarks(text) > 1) played.doubleQuestions.push(text);
    const han = /\p{Script=Han}/u.test(text.replace(/[“"][^”"]*[”"]/g, ''));
    if (text && han !== (language === 'zh')) played.wrongLanguage.push(text);
    if (persona.must_not_be_asked_again.some((cue) => new RegExp(cue, 'i').test(text))) played.reasks++;
    const asked = chat.last.lines.find(({ ask }) => ask !== undefined);
    if (asked) played.questionLines++;
    if (asked?.part === 'follow_up' && answer !== undefined) {
      played.followUps++;
      if (isAnchored(text, answer)) played.anchored++;
    }
  }

  function answerTo(text: string): string {
    if (INVITATION.test(text)) {
      const extra = persona.extras[played.extras[0]];
      if (extra === undefined) return no;
      played.extras[0]++;
      return extra;
    }
    const followUp = chat.last.lines.some(({ part }) => part === 'follow_up');
    const bare = text.replace(/[“"][^”"]*[”"]/g, '');
    const matches = (cues: string[]) => cues.some((cue) => new RegExp(cue, 'i').test(bare));
    const topic = followUp ? current : persona.topics.find((one) => matches(one.cues));
    if (!topic) {
      const factual = persona.yes_no.find((one) => new RegExp(one.cue, 'i').test(bare));
      return factual?.says ?? no;
    }
    current = topic;
    const index = told.get(topic.id)! + 1;
    if (index === 0) {
      told.set(topic.id, 0);
      return topic.opening;
    }
    const fact = topic.facts[index - 1];
    if (!fact || (fact.needs && !new RegExp(fact.needs, 'i').test(bare))) return topic.done;
    told.set(topic.id, index);
    played.facts[0]++;
    return fact.says;
  }
}

/** Four characters in a row in Chinese, or two words in a row in English, of the last message. */
export function isAnchored(line: string, message: string): boolean {
  const han = message.match(/\p{Script=Han}+/gu) ?? [];
  for (const run of han) {
    for (let i = 0; i + 4 <= run.length; i++) if (line.includes(run.slice(i, i + 4))) return true;
  }
  const words = message.toLowerCase().match(/[a-z0-9'-]+/g) ?? [];
  const said = ` ${(line.toLowerCase().match(/[a-z0-9'-]+/g) ?? []).join(' ')} `;
  return words.some((word, i) => i > 0 && said.includes(` ${words[i - 1]} ${word} `));
}
