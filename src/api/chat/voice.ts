/** A voice that was recorded in the chat page: kept first, then it takes the way of every other message. */
import { findStored, hasConsented } from '../../../db/chat.ts';
import { CLIENT_ID, spoken } from '../../channels/web.ts';
import { messageName } from '../../conversation/receive.ts';
import { TingdaError } from '../../errors.ts';
import { newId } from '../../ids.ts';
import { MAX_MEDIA_BYTES } from '../../media/limits.ts';
import { formats, sniff } from '../../media/sniff.ts';
import { readBytes } from '../body.ts';
import type { ApiDeps } from '../deps.ts';
import { invalidFields } from '../problem.ts';

/** What the form itself takes. */
const FORM_BYTES = 16 * 1024;

export interface Spoken {
  id: string;
  client_id: string;
  at: string;
}

export const isVoice = (contentType: string | undefined): boolean =>
  /^multipart\/form-data\s*;/i.test(contentType ?? '');

/** @throws TingdaError for what is no voice, and before consent: of that nothing is kept */
export async function takeVoice(
  deps: Pick<ApiDeps, 'sql' | 'media' | 'receive' | 'hash'>,
  visitor: string,
  request: Request,
): Promise<Spoken> {
  if (!(await hasConsented(deps.sql, visitor))) {
    throw new TingdaError(
      'conflict',
      'A voice is taken once the candidate has agreed to the interview; nothing was stored.',
    );
  }
  const { clientId, bytes } = await readForm(request);
  const format = sniff(bytes);
  if (!format) {
    throw new TingdaError(
      'unsupported_media_type',
      'The file is no sound that is known here; nothing was stored. Send WebM, OGG, MP4, MP3, AAC, AMR or WAV.',
    );
  }
  const id = newId('med');
  const { type } = formats[format];
  const message = spoken(visitor, clientId, { id, type, bytes: bytes.length, kept: true });
  try {
    await deps.media.put(id, bytes, type);
    await deps.receive([message]);
    const name = messageName(message.channel, message.account, message.externalId);
    const stored = await findStored(deps.sql, visitor, deps.hash(name));
    if (!stored) throw new Error('it is not there');
    // The same was sent before: that one counts.
    if (stored.mediaId !== id) await deps.media.erase(id);
    return { id: stored.id, client_id: clientId, at: stored.at.toISOString() };
  } catch (cause) {
    throw new TingdaError('unavailable', 'The recording was not stored. Please send it again.', { cause });
  }
}

async function readForm(request: Request): Promise<{ clientId: string; bytes: Uint8Array }> {
  const body = await readBytes(request, MAX_MEDIA_BYTES + FORM_BYTES);
  const headers = { 'content-type': request.headers.get('content-type') ?? '' };
  const form = await new Response(Buffer.from(body), { headers }).formData().catch((cause: unknown) => {
    throw new TingdaError('payload_invalid', 'The form cannot be read; nothing was stored.', { cause });
  });
  const [clientId, audio] = [form.get('client_id'), form.get('audio')];
  const items = [...form.keys()]
    .filter((name) => name !== 'client_id' && name !== 'audio')
    .map((path) => ({ path: path.slice(0, 60), message: 'is not a field here' }));
  if (typeof clientId !== 'string' || !CLIENT_ID.test(clientId)) {
    items.push({ path: 'client_id', message: 'must be 1 to 64 of A-Z a-z 0-9 _ -' });
  }
  if (!(audio instanceof File)) items.push({ path: 'audio', message: 'must be a file' });
  if (items.length > 0) throw invalidFields(items);
  return { clientId: clientId as string, bytes: new Uint8Array(await (audio as File).arrayBuffer()) };
}
