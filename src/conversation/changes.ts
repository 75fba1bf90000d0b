/** What of a run is written how: its texts, its effects, its timers. */

import type { Change } from '../../db/changes.ts';
import type { NewTurn, TurnCommit } from '../../db/commit.ts';
import type { InboxRow, Lease, Recipient } from '../../db/conversations.ts';
import type { Effect, HeardMessage } from '../flows/model.ts';
import { moving } from '../pipeline/machine.ts';
import type { Hash } from '../secrets.ts';
import type { Language } from '../types.ts';
import { isOptOutRow, type Run } from './heard.ts';
import { passportWording } from './phrase.ts';

/** What a line of ours has not. */
export const OURS = {
  media_id: null,
  transcript: null,
  question_id: null,
  ask: null,
  amends_seq: null,
  spans: null,
} satisfies Partial<NewTurn>;

/** What was said is kept as its transcript. */
export function textToKeep({ content, text }: HeardMessage, row: InboxRow): string | null {
  if (content.kind === 'button') return content.payload.replace(/^a\d+:/, '');
  return row.transcript ? null : text;
}

/** Where the wish to be left alone came from: a message, or the provider's word. */
export function stoppedAddress({ rows }: Run): string | null {
  const told = rows[0]?.content;
  if (told?.kind === 'opted_out') return told.identity;
  return rows.find((row) => row.identityId && isOptOutRow(row))?.identityId ?? null;
}

/** The address that a message of this run came from. */
function identityOf({ rows, event }: Run, turn: number): string | null {
  const at = event.type === 'messages' ? event.messages.findIndex((message) => message.turn === turn) : -1;
  return rows[at]?.identityId ?? null;
}

/** What was answered, and what was said for it, get the number of their line; what was tried, who tried it. */
export function toChange(
  effect: Effect,
  run: Run,
  about: { language: Language; conversationId: string; hash: Hash },
): Change {
  const { language, conversationId, hash } = about;
  if (effect.type === 'prove')
    return { ...effect, hash: hash(`prove ${conversationId} ${run.rows[0]?.seq} ${effect.conversationId}`) };
  if (effect.type === 'code_tried') {
    const { hash, turn } = effect;
    return { type: effect.type, hash, identityId: identityOf(run, turn) };
  }
  if (effect.type === 'answered') return { ...effect, turn: run.hrTurn };
  if (effect.type === 'invited' || effect.type === 'overtaken') return { ...effect, turn: run.lineTurn };
  if (effect.type === 'step') {
    const { type, stepId: id, kind, to, ...more } = effect;
    const by = run.event.type === 'messages' ? 'candidate' : 'system';
    return { type, id, ...moving(kind, to as never), ...more, by };
  }
  return effect.type === 'reuse' ? { ...effect, wording: passportWording(language) } : effect;
}

/** A timer that moves by less than this part of its time, at most a minute, stays where it is: most turns move all. */
const SLACK = 0.01;
const MOST_SLACK_MS = 60_000;

/** What has to be written: timers are armed, moved noticeably, or cleared. */
export function changed(
  wanted: TurnCommit['timers'],
  armed: Lease['timers'],
  now: number,
): TurnCommit['timers'] {
  return Object.fromEntries(
    Object.entries(wanted).filter(([kind, at]) => {
      const before = armed[kind];
      if (before === undefined) return at !== null;
      if (at === null) return true;
      return Math.abs(at - before) > Math.min(MOST_SLACK_MS, Math.max(0, (at - now) * SLACK));
    }),
  );
}

/** The other conversations that a change writes to. */
export function touchedBy(change: Change): string[] {
  if (change.type === 'prove') return [change.conversationId];
  return change.type === 'disowned' ? change.links.flatMap(({ from }) => from ?? []) : [];
}

/** Where the chat goes on: not with somebody who turned out to be somebody else. */
export function staying(
  replyTo: string | null,
  effects: readonly Effect[],
  identities: readonly Recipient[],
): string | null {
  const out = new Set<string>();
  for (const effect of effects)
    if (effect.type === 'disowned') for (const { identity } of effect.links) out.add(identity);
  if (replyTo === null || !out.has(replyTo)) return replyTo;
  const left = identities.filter(({ id }) => !out.has(id));
  return (left.findLast(({ state }) => state === 'open') ?? left.at(-1))?.id ?? null;
}
