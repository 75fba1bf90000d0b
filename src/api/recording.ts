/** A form with a recording in it, as the chat page and the API take it: bounded, told by its bytes, and with nothing else in it. */
import type { z } from '@hono/zod-openapi';
import { TingdaError } from '../errors.ts';
import { newId } from '../ids.ts';
import { MAX_MEDIA_BYTES } from '../media/limits.ts';
import { formats, sniff } from '../media/sniff.ts';
import type { MediaRef } from '../types.ts';
import { readBytes } from './body.ts';
import type { ApiDeps } from './deps.ts';
import { invalidFields, validationFailed } from './problem.ts';

/** What the form itself takes. */
const FORM_BYTES = 16 * 1024;

export const isForm = (contentType: string | undefined): boolean =>
  /^multipart\/form-data\s*;/i.test(contentType ?? '');

export interface Recording {
  bytes: Uint8Array;
  type: string;
}

/** @throws TingdaError for a form that is not as it should be, and for what is no sound: of that nothing is kept */
export async function readRecording<Fields>(
  request: Request,
  schema: z.ZodType<Fields>,
): Promise<{ fields: Fields; recording: Recording }> {
  const body = await readBytes(request, MAX_MEDIA_BYTES + FORM_BYTES);
  const headers = { 'content-type': request.headers.get('content-type') ?? '' };
  const form = await new Response(Buffer.from(body), { headers }).formData().catch((cause: unknown) => {
    throw new TingdaError('payload_invalid', 'The form cannot be read; nothing was stored.', { cause });
  });
  const names = [...form.keys()];
  const twice = names.filter((name, i) => names.indexOf(name) !== i);
  if (twice.length > 0)
    throw invalidFields(twice.map((path) => ({ path: path.slice(0, 60), message: 'is there twice' })));
  const { audio, ...rest } = Object.fromEntries(form);
  if (!(audio instanceof File)) throw invalidFields([{ path: 'audio', message: 'must be a file' }]);
  const fields = schema.safeParse(rest);
  if (!fields.success) throw validationFailed(fields.error.issues);
  const bytes = new Uint8Array(await audio.arrayBuffer());
  const format = sniff(bytes);
  if (!format) {
    throw new TingdaError(
      'unsupported_media_type',
      'The file is no sound that is known here; nothing was stored. Send WebM, OGG, MP4, MP3, AAC, AMR or WAV.',
    );
  }
  return { fields: fields.data, recording: { bytes, type: formats[format].type } };
}

/** Kept before the message that names it is committed: what was taken is there. @throws TingdaError `unavailable` */
export async function keepRecording(
  { media }: Pick<ApiDeps, 'media'>,
  { bytes, type }: Recording,
): Promise<MediaRef> {
  const id = newId('med');
  await media.put(id, bytes, type).catch((cause: unknown) => {
    throw new TingdaError('unavailable', 'The recording was not stored. Please send it again.', { cause });
  });
  return { id, type, bytes: bytes.length, kept: true };
}

/** It was not needed: the same was sent before, or its message was refused. */
export async function discardRecording(
  { media, log }: Pick<ApiDeps, 'media' | 'log'>,
  { id }: MediaRef,
): Promise<void> {
  await media.erase(id).catch((err: unknown) => log.warn({ media_id: id, err }, 'a recording is left over'));
}

/** Before consent no voice is taken, by nobody's hand. */
export function consentMissing(): TingdaError {
  return new TingdaError(
    'conflict',
    'A voice is taken once the candidate has agreed to the interview; nothing was stored.',
  );
}
