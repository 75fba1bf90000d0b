/** A simulated candidate: what it says to a line of the bot, by the rules of its persona file. Pure, no clock, no chance. */
import type { Language } from '../types.ts';
import { cueIn, isInvitation, questionMarks, questionOf, withoutQuotes } from './lines.ts';
import type { Interjection, Player, Topic } from './persona.ts';

export interface BotLine {
  text: string;
  /** Labels, in the order shown. */
  buttons: string[];
}

/** Why the candidate says it; the books are kept by this. */
export type Reason =
  | { kind: 'start' | 'consent' | 'factual' | 'other' | 'no_extra' | 'back' }
  | { kind: 'opening' | 'fact' | 'done'; topic: string }
  | { kind: 'extra'; index: number }
  | { kind: 'interjection'; index: number };

export interface Move {
  how: 'say' | 'press';
  text: string;
  reason: Reason;
}

const YES: Record<Language, string> = { zh: '同意', en: 'Yes, I agree' };
const NO_MORE: Record<Language, string> = { zh: '没有了。', en: "No, that's all." };
const BACK: Record<Language, string> = { zh: '我回来了', en: "I'm back" };
/** Factual items that the file has no answer for: the first that fits. */
const OTHERWISE: [RegExp, Record<Language, string>][] = [
  [/什么时候|哪天|几号|何时|when/i, { zh: '下周一', en: 'Next Monday' }],
  [/几|多少|how many/i, { zh: '5天', en: '5 days' }],
  [/(?:)/, { zh: '可以', en: 'Yes, that is fine' }],
];

const REFUSES = /^(?:不|没|否|no\b|not\b|don't|can't|never)/i;

export class SimulatedCandidate {
  readonly #persona: Player;
  readonly #opened = new Set<string>();
  readonly #factsTold = new Map<string, number>();
  readonly #interjected = new Set<number>();
  #topic: Topic | null = null;
  #extrasTold = 0;
  #consented = false;
  #turns = 0;
  #pressed = 0;

  constructor(persona: Player) {
    this.#persona = persona;
  }

  /** The topic that the talk is on; null between topics. */
  get topic(): string | null {
    return this.#topic?.id ?? null;
  }

  factsTold(topic: string): number {
    return this.#factsTold.get(topic) ?? 0;
  }

  get extrasTold(): number {
    return this.#extrasTold;
  }

  /** What it says when it has been away. */
  comeBack(): Move {
    return this.#say(BACK[this.#persona.language], { kind: 'back' });
  }

  /** The next move, or null when the line asks and offers nothing. */
  answer(line: BotLine): Move | null {
    if (!this.#consented) {
      this.#consented = true;
      return this.#consent(line);
    }
    const asks = questionMarks(line.text) > 0 || this.#topicOf(line.text) !== null;
    const move = (asks ? this.#interject() : null) ?? this.#reply(line, asks);
    if (move) this.#turns++;
    return move;
  }

  #consent({ buttons }: BotLine): Move {
    const agree = buttons.find((label) => !REFUSES.test(label));
    if (agree !== undefined) return { how: 'press', text: agree, reason: { kind: 'consent' } };
    return this.#say(YES[this.#persona.language], { kind: 'consent' });
  }

  #interject(): Move | null {
    const index = this.#persona.interjections.findIndex(
      ({ after_turn }, i) => this.#turns >= after_turn && !this.#interjected.has(i),
    );
    const found: Interjection | undefined = this.#persona.interjections[index];
    if (!found) return null;
    this.#interjected.add(index);
    // It takes the place of an answer, and the count of turns goes on with the answers.
    this.#turns--;
    return this.#say(found.says, { kind: 'interjection', index });
  }

  #reply(line: BotLine, asks: boolean): Move | null {
    if (isInvitation(line.text)) return this.#invited(asks);
    if (!asks) return null;
    if (line.buttons.length > 0) return this.#factual(line);
    const topic = this.#topicOf(line.text);
    if (topic && !this.#opened.has(topic.id)) {
      this.#topic = topic;
      this.#opened.add(topic.id);
      return this.#say(topic.opening, { kind: 'opening', topic: topic.id });
    }
    const question = questionOf(withoutQuotes(line.text));
    if (this.#persona.yes_no.some(({ cue }) => cueIn(cue, question))) return this.#factual(line);
    // Asked again, a topic goes on where it was.
    this.#topic = topic ?? this.#topic;
    return this.#topic ? this.#followed(line, this.#topic) : this.#factual(line);
  }

  /** What the line is about: a topic that is new, else one that was talked about. */
  #topicOf(line: string): Topic | null {
    if (isInvitation(line)) return null;
    const said = withoutQuotes(line);
    const found = this.#persona.topics.filter(({ cues }) => cues.some((cue) => cueIn(cue, said)));
    return found.find(({ id }) => !this.#opened.has(id)) ?? found[0] ?? null;
  }

  #invited(asks: boolean): Move | null {
    this.#topic = null;
    const extra = this.#persona.extras[this.#extrasTold];
    if (extra === undefined) {
      return asks ? this.#say(NO_MORE[this.#persona.language], { kind: 'no_extra' }) : null;
    }
    return this.#say(extra, { kind: 'extra', index: this.#extrasTold++ });
  }

  #followed(line: BotLine, topic: Topic): Move {
    const told = this.factsTold(topic.id);
    const fact = topic.facts[told];
    if (!fact || (fact.needs && !fact.needs.test(withoutQuotes(line.text)))) {
      return this.#say(topic.done, { kind: 'done', topic: topic.id });
    }
    this.#factsTold.set(topic.id, told + 1);
    return this.#say(fact.says, { kind: 'fact', topic: topic.id });
  }

  /** By a button where one says the same, every second time; otherwise in words. */
  #factual({ text, buttons }: BotLine): Move {
    this.#topic = null;
    const { language, yes_no } = this.#persona;
    const said = withoutQuotes(text);
    const says = yes_no.find(({ cue }) => cueIn(cue, said))?.says;
    const button =
      buttons.find((label) => says?.toLowerCase().startsWith(label.toLowerCase())) ??
      buttons.find((label) => REFUSES.test(label) === REFUSES.test(says ?? ''));
    if (button !== undefined && (says === undefined || this.#pressed++ % 2 === 0)) {
      return { how: 'press', text: button, reason: { kind: says === undefined ? 'other' : 'factual' } };
    }
    if (says !== undefined) return this.#say(says, { kind: 'factual' });
    const otherwise = OTHERWISE.find(([cue]) => cue.test(said))?.[1][language] ?? '';
    return this.#say(otherwise, { kind: 'other' });
  }

  #say(text: string, reason: Reason): Move {
    return { how: 'say', text, reason };
  }
}
