/** Reads bodies: bounded, once, and only what can be stored. */
import { type ErrorItem, TingdaError } from '../errors.ts';
import { invalidFields } from './problem.ts';

export const MAX_BODY = 1024 * 1024;

const MAX_DEPTH = 32;

/**
 * So much more than is taken may pass by before it is refused: many a client looks for the answer only when all is sent, and
 * meets a closed door instead if we hang up before.
 */
export const MAX_PASSED = 16 * 1024 * 1024;

/**
 * The whole body, at most `max` bytes. A body of known length is read at once (the server enforces the length); one of
 * unknown length is counted while it comes.
 * @throws TingdaError `payload_too_large`
 */
export async function readBytes(request: Request, max: number): Promise<Uint8Array> {
  const given = request.headers.get('content-length');
  const length = given !== null && !request.headers.has('transfer-encoding') ? Number(given) : null;
  if (length !== null && length <= max) return new Uint8Array(await request.arrayBuffer());
  if (length !== null && length > max + MAX_PASSED) throw tooLarge(max);
  let chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size <= max) chunks.push(chunk);
    else chunks = [];
    if (size > max + MAX_PASSED) break;
  }
  if (size > max) throw tooLarge(max);
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}

export function tooLarge(max: number): TingdaError {
  return new TingdaError(
    'payload_too_large',
    `The body is larger than ${max / 1024} KiB; nothing was stored. Send it in smaller parts.`,
  );
}

/** JSON is UTF-8 whatever else is said of it, https://www.rfc-editor.org/rfc/rfc8259#section-8.1; another charset is a mistake. */
const JSON_TYPE = /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i;

/** @throws TingdaError `unsupported_media_type` */
export function requireJson(contentType: string | null | undefined): void {
  if (JSON_TYPE.test(contentType ?? '')) return;
  throw new TingdaError(
    'unsupported_media_type',
    'Only application/json is taken here; nothing was stored. Set Content-Type and send it again.',
  );
}

/** A body that unpacks to a thousand times its size is not unpacked. @throws TingdaError `unsupported_media_type` */
export function requirePlain(contentEncoding: string | undefined): void {
  if (contentEncoding === undefined || contentEncoding.toLowerCase() === 'identity') return;
  throw new TingdaError(
    'unsupported_media_type',
    'Bodies are taken as they are, not compressed; nothing was stored. Leave Content-Encoding out and send it again.',
  );
}

/** @throws TingdaError `unsupported_media_type` */
export function requireType(contentType: string | null, types: readonly string[]): void {
  const essence = (contentType ?? '').split(';')[0]!.trim().toLowerCase();
  if (types.includes(essence)) return;
  throw new TingdaError(
    'unsupported_media_type',
    `Only ${types.join(' or ')} is taken here; nothing was stored. Set Content-Type and send it again.`,
  );
}

/**
 * JSON that PostgreSQL can hold and a person can read.
 * @throws TingdaError `payload_invalid` when it is not JSON in UTF-8, `validation_failed` for characters that nobody types
 */
export function parseJson(bytes: Uint8Array): unknown {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new TingdaError('payload_invalid', 'The body is not JSON in UTF-8; nothing was stored.', { cause });
  }
  const items = unreadable(value);
  if (items.length > 0) throw invalidFields(items);
  return value;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

/** False for characters that nobody types, and that the database may not hold. */
export function isReadable(text: string): boolean {
  return !CONTROL.test(text) && text.isWellFormed();
}

/** Walks without recursion: a body of brackets alone would end the stack. */
function unreadable(root: unknown): ErrorItem[] {
  const items: ErrorItem[] = [];
  const left: { value: unknown; path: string[] }[] = [{ value: root, path: [] }];
  const check = (text: string, path: string[]) => {
    if (!isReadable(text)) {
      items.push({
        path: path.join('.'),
        message: 'has a control character or half of a surrogate pair in it',
      });
    }
  };
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, path } = next;
    if (typeof value === 'string') check(value, path);
    else if (typeof value === 'object' && value !== null) {
      if (path.length >= MAX_DEPTH) return [{ path: path[0] ?? '', message: 'is nested too deeply' }];
      for (const [key, inner] of Object.entries(value)) {
        if (!Array.isArray(value)) check(key, path);
        // Assigned somewhere, it would change what an object is instead of being in it.
        if (key === '__proto__')
          items.push({ path: [...path, key].join('.'), message: 'is not a field here' });
        left.push({ value: inner, path: [...path, key] });
      }
    }
  }
  return items;
}
