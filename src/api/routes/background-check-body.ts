/** What a background check is on the wire, and what its actions are told. */
import { z } from '@hono/zod-openapi';
import type { NotBegun, StepRow } from '../../../db/steps.ts';
import type { listReplies } from '../../../db/turns.ts';
import { TingdaError } from '../../errors.ts';
import { LEAST_HOLD_DAYS } from '../../pipeline/hold.ts';
import { statesOf } from '../../pipeline/machine.ts';
import { providerNames } from '../../pipeline/providers/index.ts';
import { heardUpTo } from '../check-hearing.ts';
import { erased } from '../problem.ts';
import { channel, id, stored, storedOrNull, text, timestamp } from '../schemas.ts';

const MOST_HOLD_DAYS = 60;

export const KIND = 'background_check';

export const state = z.enum(statesOf('background_check'));

const agency = text(200).nullable();

export const creation = z
  .strictObject({
    application_id: id('app'),
    provider: z.enum(providerNames('background_check')).optional().openapi({
      description: '`built_in`: people look; the others once they are set up. Absent: the one that is',
    }),
    agency: agency.default(null).openapi({
      description: 'Who makes the check and how to reach them, as the candidate reads it before they agree',
    }),
  })
  .openapi('NewBackgroundCheck');

const reason = text(2000).openapi({ description: 'For the record; the candidate is not shown it' });
const letter = text(1000);

/** Each action's body. What may be done in which state is the machine's. */
export const actions = {
  record: z.strictObject({
    state: z.enum(['pending', 'suspended', 'clear', 'consider']),
    note: text(2000).openapi({ description: 'What was looked at; the candidate is not shown it' }),
  }),
  remind: z.strictObject({}),
  pre_adverse: z.strictObject({
    letter: letter.openapi({
      description: 'What was found, in neutral words: said in the chat with how to dispute it and until when',
    }),
    hold_days: z
      .int()
      .min(LEAST_HOLD_DAYS)
      .max(MOST_HOLD_DAYS)
      .default(LEAST_HOLD_DAYS)
      .openapi({ description: 'Working days, Monday to Friday; add those that are holidays there' }),
  }),
  adverse: z.strictObject({
    reason,
    letter: letter.nullable().default(null).openapi({ description: 'Said beside the result, as your words' }),
  }),
  acknowledge: z.strictObject({
    through_seq: z.int().min(1).openapi({ description: 'The `turn_seq` of the last reply that was read' }),
  }),
  clear: z.strictObject({ reason }),
  cancel: z.strictObject({ reason }),
};

export const backgroundCheck = z
  .object({
    id: id('bgc'),
    application_id: id('app'),
    candidate_id: id('cnd'),
    state,
    provider: z.string(),
    external_id: z.string().nullable().openapi({ description: "The provider's name for it" }),
    agency: z.string().nullable(),
    detail: z
      .string()
      .nullable()
      .openapi({ description: 'A code or an address of the report, as the provider told it' }),
    trouble: z
      .string()
      .nullable()
      .openapi({ description: 'Why the provider could not be asked; it is asked again unless it refused' }),
    due_at: timestamp.nullable().openapi({
      description: 'collecting: until when the link opens. on_hold: until when the candidate may answer',
    }),
    submitted_at: timestamp.nullable(),
    consent_refused_at: timestamp.nullable(),
    letter: z.string().nullable().openapi({ description: 'What the candidate was told was found' }),
    final_letter: z.string().nullable(),
    heard_seq: z.int().nullable().openapi({
      description: 'Up to which turn a person has acknowledged what the candidate wrote since they were told',
    }),
    created_at: timestamp,
    updated_at: timestamp,
    ended_at: timestamp.nullable(),
  })
  .openapi('BackgroundCheck');

export function wire(row: StepRow): z.infer<typeof backgroundCheck> {
  const told = (name: string) => {
    const value = row.data[name];
    return typeof value === 'string' ? value : null;
  };
  return {
    id: row.id,
    application_id: row.application_id,
    candidate_id: row.candidate_id,
    state: row.state as z.infer<typeof state>,
    provider: row.provider,
    external_id: row.external_id,
    agency: told('agency'),
    detail: told('detail'),
    trouble: row.trouble,
    due_at: storedOrNull(row.due_at),
    submitted_at: told('submitted_at'),
    consent_refused_at: told('consent_refused_at'),
    letter: told('letter'),
    final_letter: told('final_letter'),
    heard_seq: heardUpTo(row) || null,
    created_at: stored(row.created_at),
    updated_at: stored(row.updated_at),
    ended_at: storedOrNull(row.ended_at),
  };
}

export const reply = z
  .object({
    turn_seq: z.int(),
    interview_id: id('int').nullable().openapi({ description: 'Into which it came; null: into none' }),
    channel,
    kind: z.string().openapi({
      description: '`unread`: it could not be taken up, and has no words here. Ask them what they wrote',
    }),
    text: z
      .string()
      .nullable()
      .openapi({ description: 'Null for `unread`, and after the candidate was erased' }),
    media_id: z.string().nullable(),
    at: timestamp,
  })
  .openapi('BackgroundCheckReply');

type ReplyRow = Awaited<ReturnType<typeof listReplies>>['rows'][number];

export function wireReply(row: ReplyRow): z.infer<typeof reply> {
  const { seq, interview_id, channel, kind, media_id, transcript } = row;
  return {
    ...{ turn_seq: seq, interview_id, channel, kind, media_id, at: stored(row.at) },
    text: transcript?.corrected ?? transcript?.text ?? row.text,
  };
}

/** Why none was begun, or begun again. */
export function notBegun(why: NotBegun): TingdaError {
  if (why === 'erased') return erased('begun');
  if (why.refused === 'open') {
    const { id, state } = why.step;
    return new TingdaError(
      'conflict',
      `A background check is under way: ${id} is ${state}. Nothing was begun.`,
    );
  }
  return new TingdaError(
    'stale',
    `The application is in the stage ${why.stage}, where no background check begins; nothing was changed.`,
    { items: [{ path: 'application_id', message: `is in the stage ${why.stage}` }] },
  );
}
