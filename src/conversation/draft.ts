/** What one turn writes, gathered run by run. */

import type { Change, EffectScope } from '../../db/changes.ts';
import type { NewOutboxRow, NewTurn, TurnCommit } from '../../db/commit.ts';
import type { InboxRow, Lease, Recipient } from '../../db/conversations.ts';
import { UNREAD } from '../../db/turns.ts';
import type { ConversationState, EngineContext, EngineResult, HeardMessage } from '../flows/model.ts';
import type { Runtime } from '../runtime.ts';
import { changed, OURS, staying, stoppedAddress, textToKeep, toChange, touchedBy } from './changes.ts';
import { type Ready, type Run, welcomed } from './heard.ts';
import { consentWording, phrase, phraseOfHr, withoutSecrets, wordsOf } from './phrase.ts';
import { nextAllowed } from './quiet.ts';
import { whereTo } from './recipient.ts';

export interface Turn {
  commit: TurnCommit;
  scope: EffectScope;
  changes: Change[];
  /** Other conversations that the changes write to. */
  touches: string[];
  state: ConversationState | null;
}

/** What the engine is given, and the interview that the person is invited to and has not begun. */
export interface TurnContext extends EngineContext {
  invited: string | null;
}

/** Replies go before what we begin. */
const PRIORITY = { reply: 0, notice: 1 } as const;

/** Gathers what the runs of one turn write. */
export class Draft {
  readonly #runtime: Runtime;
  readonly #lease: Lease;
  readonly #ready: Ready;
  readonly #turns: NewTurn[] = [];
  readonly #outbox: NewOutboxRow[] = [];
  readonly #changes: Change[] = [];
  readonly #timers: TurnCommit['timers'] = {};
  readonly #done: TurnCommit['done'] = [];
  #turnSeq: number;
  #outboxSeq: number;
  #replyTo: string | null;
  #channel = 'system';
  #optOutFrom: string | null = null;
  #progress: TurnCommit['interview'] = null;

  constructor(runtime: Runtime, lease: Lease, ready: Ready) {
    this.#runtime = runtime;
    this.#lease = lease;
    this.#ready = ready;
    this.#turnSeq = lease.turnSeq;
    this.#outboxSeq = lease.outboxSeq;
    this.#replyTo = lease.replyIdentityId;
  }

  /** What could not even be answered is done with. A person's own message stands among the turns, without its words. */
  setAside(state: ConversationState | null): void {
    for (const row of this.#ready.rows) {
      const theirs = row.identityId !== null && state?.consent === 'given';
      this.#done.push({
        seq: row.seq,
        turn_seq: theirs ? ++this.#turnSeq : null,
        aside_reason: this.#asideReason(),
      });
      if (theirs) this.#unread(row, this.#turnSeq, state?.interview?.id ?? null);
    }
  }

  /** We know that they wrote, and not what: a person has to ask them. */
  #unread(row: InboxRow, turn: number, interviewId: string | null): void {
    this.#turns.push({
      ...OURS,
      ...{ seq: turn, interview_id: interviewId, speaker: 'candidate', channel: row.channel, kind: UNREAD },
      ...{ text: null, media_id: row.mediaId, at: row.receivedAt },
    });
    this.#changes.push({ type: 'ticket', kind: UNREAD, interviewId, turn });
  }

  add(run: Run, result: EngineResult, context: TurnContext): void {
    const from = run.rows.findLast((row) => row.identityId);
    if (from) this.#replyTo = from.identityId;
    // What we begin goes where it was meant to; it moves no chat that is going on elsewhere.
    this.#replyTo ??= run.begins?.to ?? null;
    const to = run.begins
      ? run.begins.to
      : whereTo(run.event.type !== 'timer', this.#replyTo, this.#lease.identities, this.#runtime.channels);
    const recipient = this.#lease.identities.find((identity) => identity.id === to);
    if (!run.begins) this.#channel = from?.channel ?? recipient?.channel ?? 'system';
    this.#optOutFrom ??= stoppedAddress(run);

    if (run.event.type === 'messages') this.#hear(run, run.event.messages, result);
    else {
      const spoke = recipient && result.lines.some(({ from }) => from === 'hr');
      const turn_seq = spoke ? run.hrTurn : null;
      this.#done.push({ seq: run.rows[0]?.seq ?? 0, turn_seq, aside_reason: this.#asideReason() });
    }
    if (recipient) {
      this.#acknowledge(run, result);
      this.#sayForHr(run, result, recipient, context);
      this.#say(run, result, recipient, context);
      this.#carry(run, result, recipient, context);
    }
    this.#tellElsewhere(run, result, from?.identityId ?? null);
    this.#turnSeq = run.lineTurn;
    const about = {
      language: result.language,
      hash: this.#runtime.hash,
      conversationId: this.#lease.conversationId,
    };
    this.#changes.push(...result.effects.map((effect) => toChange(effect, run, about)));
    this.#replyTo = staying(this.#replyTo, result.effects, this.#lease.identities);
    Object.assign(this.#timers, this.#quietTimers(result, context));
    if (result.state.interview && result.progress) {
      this.#progress = { id: result.state.interview.id, ...result.progress };
    }
  }

  #asideReason(): string | null {
    return this.#ready.aside === 'no' ? null : 'could not be taken up';
  }

  #hear(run: Run, messages: HeardMessage[], result: EngineResult): void {
    const hearings = new Map(result.hearings.map((hearing) => [hearing.turn, hearing]));
    for (const [i, message] of messages.entries()) {
      const row = run.rows[i];
      const hearing = hearings.get(message.turn);
      if (!row) continue;
      this.#done.push({
        seq: row.seq,
        turn_seq: hearing?.record ? message.turn : null,
        aside_reason: this.#asideReason(),
      });
      if (!hearing?.record) continue;
      if (this.#ready.aside !== 'no') {
        this.#unread(row, message.turn, hearing.interviewId ?? null);
        continue;
      }
      const { content } = message;
      this.#turns.push({
        seq: message.turn,
        interview_id: hearing.interviewId ?? null,
        speaker: 'candidate',
        channel: row.channel,
        kind: hearing.kind,
        text: textToKeep(message, row),
        media_id: content.kind === 'file' ? content.media.id : row.mediaId,
        transcript: row.transcript,
        question_id: hearing.questionId ?? null,
        ask: row.ask,
        amends_seq: hearing.amends ?? null,
        spans: (hearing.spans ?? null) as NewTurn['spans'],
        at: row.receivedAt,
      });
    }
  }

  /** Stops the spinners on pressed buttons. */
  #acknowledge(run: Run, result: EngineResult): void {
    for (const row of run.rows) {
      if (row.content?.kind !== 'button' || !row.content.callback || !row.identityId) continue;
      const content = { kind: 'ack_button' as const, callback: row.content.callback };
      this.#queue(run, row.identityId, result, content, { turn: null });
    }
  }

  /** A person's words go out for themselves, before ours. */
  #sayForHr(run: Run, result: EngineResult, recipient: Recipient, context: TurnContext): void {
    const lines = result.lines.filter(({ from }) => from === 'hr');
    if (lines.length === 0 || run.event.type !== 'hr_message' || run.hrTurn === null) return;
    const { capabilities } = this.#runtime.channels.get(recipient.channel) ?? {};
    for (const content of phraseOfHr(lines, result.language, capabilities))
      this.#queue(run, recipient.id, result, content, { turn: run.hrTurn });
    this.#turns.push({
      seq: run.hrTurn,
      interview_id: run.event.interviewId,
      speaker: 'hr',
      channel: recipient.channel,
      kind: 'message',
      text: wordsOf(lines, result.language),
      ...OURS,
      at: context.now,
    });
  }

  #say(run: Run, result: EngineResult, recipient: Recipient, context: TurnContext): void {
    const lines = result.lines.filter(({ from }) => from !== 'hr');
    if (lines.length === 0) return;
    const { capabilities } = this.#runtime.channels.get(recipient.channel) ?? {};
    const said = welcomed(run, recipient.id, phrase(lines, result.language, capabilities));
    const asking = lines.findLast((line) => line.ask !== undefined);
    const kind = asking?.part ?? lines.at(-1)?.part ?? 'notice';
    const notBefore =
      result.urgency === 'notice' ? this.#notBefore(context, result.language, run.begins) : null;
    for (const [i, content] of said.entries()) {
      // The ask belongs to the part that shows the question: the last.
      const ask = i === said.length - 1 ? (asking?.ask ?? null) : null;
      this.#queue(run, recipient.id, result, content, { turn: run.lineTurn, ask, notBefore });
    }
    this.#turns.push({
      seq: run.lineTurn,
      // Until it begins, what leads to an invited interview stands there already: our words, none of theirs.
      interview_id: run.begins?.about ?? result.state.interview?.id ?? context.invited,
      speaker: 'bot',
      channel: recipient.channel,
      kind,
      text: withoutSecrets(said.map(({ text }) => text).join('\n'), lines),
      ...OURS,
      question_id: asking?.questionId ?? null,
      ask: asking?.ask ?? null,
      at: context.now,
    });
  }

  /** What did not reach them elsewhere goes here instead, in the words that it had, cut as this channel needs it. */
  #carry(run: Run, result: EngineResult, { id, channel }: Recipient, context: TurnContext): void {
    const { carries } = run.begins ?? {};
    if (!carries || result.state.stopped) return;
    const { capabilities } = this.#runtime.channels.get(channel) ?? {};
    const lines = carries.contents.flatMap((content) =>
      content.kind === 'text' ? [{ part: 'notice' as const, words: { text: content.text } }] : [],
    );
    const notBefore = this.#notBefore(context, result.language, run.begins);
    for (const content of phrase(lines, result.language, capabilities))
      this.#queue(run, id, { ...result, urgency: 'notice' }, content, { turn: carries.turn, notBefore });
    this.#changes.push({ type: 'rerouted', seqs: carries.seqs });
  }

  /** A notice to the addresses that can be written to, besides the one that this came from: at once, as what it answers. */
  #tellElsewhere(run: Run, result: EngineResult, from: string | null): void {
    if (result.elsewhere.length === 0) return;
    for (const { id, channel, state } of this.#lease.identities) {
      const { capabilities } = this.#runtime.channels.get(channel) ?? {};
      if (id === from || state !== 'open' || !capabilities || capabilities.inside) continue;
      for (const content of phrase(result.elsewhere, result.language, capabilities))
        this.#queue(run, id, { ...result, urgency: 'notice' }, content, { turn: null });
    }
  }

  #queue(
    run: Run,
    identityId: string,
    result: EngineResult,
    content: NewOutboxRow['content'],
    {
      turn,
      ask = null,
      notBefore = null,
    }: { turn: number | null; ask?: number | null; notBefore?: number | null },
  ): void {
    this.#outboxSeq += 1;
    this.#outbox.push({
      seq: this.#outboxSeq,
      identity_id: identityId,
      // The same cause gives the same key however often the turn is thought: a second row cannot be stored.
      key: `${run.rows[0]?.seq}:${this.#outbox.length + 1}`,
      priority: PRIORITY[result.urgency],
      category: result.urgency === 'reply' ? 'interview' : 'notice',
      even_if_closed: result.evenIfClosed || content.kind === 'ack_button',
      content,
      ask,
      turn_seq: turn,
      not_before: notBefore,
    });
  }

  /** What a timer makes us say is something that we begin: held until morning, it could be stale when it goes. */
  #quietTimers(result: EngineResult, context: TurnContext): TurnCommit['timers'] {
    const timers = { ...result.timers };
    for (const kind of ['nudge', 'expire'] as const) {
      const at = timers[kind];
      if (at) timers[kind] = this.#allowed(at, context, result.language);
    }
    return timers;
  }

  /** By the wall's clock, which sends go by; null where there is nothing to wait for. */
  #notBefore(context: TurnContext, language: EngineResult['language'], begins: Run['begins']): number | null {
    const wait = this.#allowed(context.now, context, language, begins) - context.now;
    return wait === 0 ? null : Date.now() + wait;
  }

  #allowed(
    at: number,
    context: TurnContext,
    language: EngineResult['language'],
    begins: Run['begins'] = null,
  ): number {
    const { quietHours, defaultTimeZone } = this.#runtime.config;
    const zone = begins?.zone ?? context.current?.opening.site.time_zone ?? defaultTimeZone ?? null;
    return nextAllowed(at, quietHours, zone, language);
  }

  finish(state: ConversationState | null): Turn {
    const optsOut = this.#changes.some((change) => change.type === 'opt_out');
    return {
      state,
      changes: this.#changes,
      touches: this.#changes.flatMap(touchedBy),
      scope: {
        conversationId: this.#lease.conversationId,
        candidateId: this.#lease.candidateId,
        identityId: optsOut ? (this.#optOutFrom ?? this.#replyTo) : this.#replyTo,
        channel: this.#channel,
        language: state?.language ?? 'zh',
        consentWording: consentWording(state?.language ?? 'zh'),
        progress: this.#progress,
      },
      commit: {
        lease: this.#lease,
        state,
        done: this.#done,
        turns: this.#turns,
        outbox: this.#outbox,
        turnSeq: this.#turnSeq,
        outboxSeq: this.#outboxSeq,
        replyIdentityId: this.#replyTo,
        applicationId: state?.interview?.applicationId ?? null,
        interview: this.#progress,
        timers: changed(this.#timers, this.#lease.timers, this.#runtime.now()),
        again: this.#ready.more,
        onlyIfQuiet: true,
      },
    };
  }
}
