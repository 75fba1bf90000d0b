/**
 * Where people's voices are kept: a directory, or a bucket of anything that speaks S3. Names are our own ids and nothing
 * else, so that no path is ever made from what came in.
 */
export interface MediaStore {
  /** Whole or not at all; a second time with the same bytes changes nothing. @throws MediaStoreError */
  put(name: string, bytes: Uint8Array, type: string): Promise<void>;
  /** The bytes from `start` to before `end`; null when nothing is kept under this name. @throws MediaStoreError */
  read(name: string, start: number, end: number): Promise<Uint8Array | null>;
  /** Whether it was there or not, afterwards it is not. @throws MediaStoreError */
  erase(name: string): Promise<void>;
  /** The names of voices and papers, some at a time; what else lies there is not looked at. @throws MediaStoreError */
  list(): AsyncGenerator<string[]>;
  /** A call without lasting effect that shows whether the store can be used. @throws MediaStoreError */
  probe(): Promise<void>;
}

/** The store did not do as asked; `code` is for logs and says nothing of whose voice it was. */
export class MediaStoreError extends Error {
  readonly code: string;
  constructor(code: string, cause?: unknown) {
    super(`media store: ${code}`, cause === undefined ? undefined : { cause });
    this.name = 'MediaStoreError';
    this.code = code;
  }
}
