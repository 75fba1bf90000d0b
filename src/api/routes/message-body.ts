/** What `POST /v1/interviews/{id}/messages` takes: words as JSON, or a candidate's recording as a form. */
import { createHash } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { TingdaError } from '../../errors.ts';
import { requirePlain } from '../body.ts';
import type { ApiEnv } from '../deps.ts';
import { takeBody } from '../guard.ts';
import { invalidFields, validationFailed } from '../problem.ts';
import { isForm, type Recording, readRecording } from '../recording.ts';
import { text } from '../schemas.ts';

export const speaker = z.enum(['hr', 'candidate']);
export type Speaker = z.infer<typeof speaker>;

const common = {
  from: speaker.optional().openapi({ description: '`hr` without; here or in the query' }),
  client_id: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 of A-Z a-z 0-9 _ -')
    .optional()
    .openapi({ description: "Your own id of a candidate's message: a second one has no effect" }),
};
const words = z.strictObject({ text: text(8000), ...common }).openapi('NewMessage');
const fields = z.strictObject(common);
const form = fields
  .extend({
    audio: z.string().openapi({
      format: 'binary',
      description:
        'As a file, with `from=candidate`: OGG, WebM, MP4, MP3, AAC, AMR or WAV, at most 20 MB and ten minutes',
    }),
  })
  .openapi('NewVoiceMessage');

/** For the document. */
export const messageBody = {
  required: true,
  content: { 'application/json': { schema: words }, 'multipart/form-data': { schema: form } },
};

export interface GivenMessage {
  from: Speaker;
  clientId: string | null;
  /** Empty of a recording. */
  text: string;
  recording: Recording | null;
}

/** In place of the guard's own, after the key: a form is left on the wire until it is known that it may be read. */
export const takeWords: MiddlewareHandler<ApiEnv> = async (c, next) => {
  const type = c.req.header('content-type');
  if (isForm(type)) {
    requirePlain(c.req.header('content-encoding'));
    return next();
  }
  if (/^(?:audio|video|multipart)\//i.test(type ?? '')) {
    throw new TingdaError(
      'unsupported_media_type',
      'Nothing was stored. Send a recording as the file `audio` in multipart/form-data, and words as {"text": "…"} in application/json.',
    );
  }
  return takeBody(c, next);
};

/** @param asked who speaks, by the query. @throws TingdaError */
export async function readMessage(c: Context<ApiEnv>, asked: Speaker | undefined): Promise<GivenMessage> {
  if (!isForm(c.req.header('content-type'))) {
    const body = new TextDecoder().decode(c.get('body'));
    const given = words.safeParse(body === '' ? {} : JSON.parse(body));
    if (!given.success) throw validationFailed(given.error.issues);
    const { text, ...rest } = given.data;
    return { ...who(rest, asked), text, recording: null };
  }
  if (asked === 'hr') throw onlyCandidates();
  const given = await readRecording(c.req.raw, fields);
  const { from, clientId } = who(given.fields, asked);
  if (from === 'hr') throw onlyCandidates();
  const { recording } = given;
  // The same form has another boundary each time: what counts is what is in it.
  const sum = createHash('sha256').update(recording.bytes).digest('hex');
  c.set('body', new TextEncoder().encode(JSON.stringify([from, clientId, sum])));
  return { from, clientId, text: '', recording };
}

/** @throws TingdaError `validation_failed` when body and query say two things */
function who(given: z.infer<typeof fields>, asked: Speaker | undefined) {
  if (given.from !== undefined && asked !== undefined && given.from !== asked)
    throw invalidFields([{ path: 'from', message: 'is another one in the query' }]);
  return { from: given.from ?? asked ?? 'hr', clientId: given.client_id ?? null };
}

function onlyCandidates(): TingdaError {
  return new TingdaError(
    'unsupported_media_type',
    'A recording is taken from the candidate only (`from=candidate`); nothing was stored or sent. What a person of HR says is text: {"text": "…"} in application/json.',
  );
}
