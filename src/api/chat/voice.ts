/** A voice that was recorded in the chat page: kept first, then it takes the way of every other message. */
import { z } from '@hono/zod-openapi';
import { findStored, hasConsented } from '../../../db/chat.ts';
import { CLIENT_ID, spoken } from '../../channels/web.ts';
import { messageName } from '../../conversation/receive.ts';
import { TingdaError } from '../../errors.ts';
import type { ApiDeps } from '../deps.ts';
import { consentMissing, discardRecording, keepRecording, readRecording } from '../recording.ts';

export interface Spoken {
  id: string;
  client_id: string;
  at: string;
}

const form = z.strictObject({
  client_id: z.string().regex(CLIENT_ID, 'must be 1 to 64 of A-Z a-z 0-9 _ -'),
});

/** @throws TingdaError for what is no voice, and before consent: of that nothing is kept */
export async function takeVoice(
  deps: Pick<ApiDeps, 'sql' | 'media' | 'receive' | 'hash' | 'log'>,
  visitor: string,
  request: Request,
): Promise<Spoken> {
  if (!(await hasConsented(deps.sql, visitor))) throw consentMissing();
  const { fields, recording } = await readRecording(request, form);
  const { client_id: clientId } = fields;
  const kept = await keepRecording(deps, recording);
  const message = spoken(visitor, clientId, kept);
  try {
    await deps.receive([message]);
    const name = messageName(message.channel, message.account, message.externalId);
    const stored = await findStored(deps.sql, visitor, deps.hash(name));
    if (!stored) throw new Error('it is not there');
    // The same was sent before: that one counts.
    if (stored.mediaId !== kept.id) await discardRecording(deps, kept);
    return { id: stored.id, client_id: clientId, at: stored.at.toISOString() };
  } catch (cause) {
    throw new TingdaError('unavailable', 'The recording was not stored. Please send it again.', { cause });
  }
}
