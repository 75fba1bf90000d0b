/** `/v1/interviews/{id}/media/{media_id}`: what was said, to be listened to. */
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { findMedia, type StoredMedia } from '../../../db/media.ts';
import { TingdaError } from '../../errors.ts';
import type { WatchedStore } from '../../media/index.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { flowing } from '../flowing.ts';
import { found } from '../frames.ts';
import type { Guard } from '../guard.ts';
import { notFound, problem } from '../problem.ts';
import { pathId, problems } from '../schemas.ts';

/** So much is in memory at once, however long the recording and slow the listener. */
const PIECE = 256 * 1024;

const TYPES = ['audio/ogg', 'audio/webm', 'audio/mp4', 'audio/mpeg', 'audio/aac', 'audio/wav'];
const sound = {
  content: Object.fromEntries(
    TYPES.map((type) => [type, { schema: z.string().openapi({ format: 'binary' }) }]),
  ),
};

export function mediaRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps, guard: Guard): void {
  const read = createRoute({
    ...guard('interviews:read'),
    operationId: 'getMedia',
    method: 'get',
    path: '/v1/interviews/{id}/media/{media_id}',
    summary: 'A recording, whole or in part, in a type that browsers play',
    description: 'The recording as it came where browsers play it, else a copy. Ask for a part with `Range`.',
    request: {
      params: z.object({ id: pathId('int', 'id'), media_id: pathId('med', 'media_id') }),
      headers: z.object({
        range: z.string().optional().openapi({ description: 'One range of bytes: `bytes=0-1023`' }),
      }),
    },
    responses: {
      200: { description: 'The whole recording', ...sound },
      206: { description: 'The part that was asked for', ...sound },
      ...problems(404, 416),
    },
  });
  api.openapi(read, async (c) => {
    const { id, media_id } = c.req.valid('param');
    const media = played(found(await findMedia(deps.sql, id, media_id)));
    const wanted = rangeOf(c.req.header('range'), media.bytes);
    if (wanted === 'beyond') {
      const error = new TingdaError('range_not_satisfiable', 'The recording is shorter than that.');
      const answer = problem(error, c.get('requestId'));
      answer.headers.set('content-range', `bytes */${media.bytes}`);
      return answer;
    }
    const { start, end } = wanted ?? { start: 0, end: media.bytes };
    const pieces = await openSound(deps.media, media.name, start, end);
    return c.body(flowing(deps.log, pieces), wanted ? 206 : 200, {
      'content-type': media.type,
      'content-length': String(end - start),
      'accept-ranges': 'bytes',
      'content-disposition': 'inline',
      ...(wanted && { 'content-range': `bytes ${start}-${end - 1}/${media.bytes}` }),
    });
  });
}

/** The original where browsers play it, else the copy. What is no sound is not handed out. */
function played({ id, type, bytes, copyBytes }: StoredMedia): { name: string; type: string; bytes: number } {
  if (copyBytes !== null) return { name: `${id}.wav`, type: 'audio/wav', bytes: copyBytes };
  if (!TYPES.includes(type)) throw notFound();
  return { name: id, type, bytes };
}

/** Null: all of it; a header that cannot be read counts as none, and so do several ranges (RFC 9110, 14.2). */
function rangeOf(header: string | undefined, size: number): { start: number; end: number } | 'beyond' | null {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (first === '' && last === '') return null;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'beyond' : { start: size - length, end: size };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return null;
  if (start >= size) return 'beyond';
  return { start, end: last === '' ? size : Math.min(size, Number(last) + 1) };
}

/** @throws TingdaError before anything is answered, when the store does not give it */
async function openSound(
  store: WatchedStore,
  name: string,
  start: number,
  end: number,
): Promise<AsyncGenerator<Uint8Array>> {
  let at = start;
  const next = async () => {
    const piece = await store.read(name, at, Math.min(end, at + PIECE));
    at += piece?.length ?? 0;
    return piece;
  };
  const first = await next().catch((cause: unknown) => {
    throw new TingdaError('unavailable', 'The recording cannot be read right now; try again.', { cause });
  });
  if (first === null) throw notFound();
  return (async function* () {
    for (let piece: Uint8Array | null = first; piece && piece.length > 0; piece = await next()) {
      yield piece;
      if (at >= end) return;
    }
  })();
}
