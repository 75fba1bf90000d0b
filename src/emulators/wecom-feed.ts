/** What WeCom keeps of one customer service account: three days of entries, read by a cursor. */
import { randomBytes } from 'node:crypto';

/** An entry of `msg_list`. */
export interface Entry {
  msgid: string;
  open_kfid?: string;
  external_userid?: string;
  /** Seconds since 1970. */
  send_time: number;
  origin: number;
  msgtype: string;
  [content: string]: unknown;
}

const KEPT_S = 3 * 24 * 60 * 60;
const TOKEN_MS = 10 * 60_000;

export class WecomFeed {
  readonly entries: Entry[] = [];
  readonly #now: () => number;
  readonly #tokens = new Map<string, number>();
  /** Stands in every cursor: those of before a loss are not known any more. */
  #age = randomBytes(6).toString('hex');

  constructor(now: () => number) {
    this.#now = now;
  }

  append(entry: Entry): void {
    this.entries.push(entry);
  }

  /** What a callback carries: good for ten minutes. */
  token(): string {
    const token = `ENC${randomBytes(24).toString('base64url')}`;
    this.#tokens.set(token, this.#now() + TOKEN_MS);
    return token;
  }

  lets(token: string): boolean {
    return (this.#tokens.get(token) ?? 0) > this.#now();
  }

  /** Where somebody stands who has read everything. */
  get cursor(): string {
    return `${this.#age}${this.entries.length}`;
  }

  /** Cursors that were given are not known any more. */
  forgetCursors(): void {
    this.#age = randomBytes(6).toString('hex');
  }

  /** Null for a cursor that is none. Without one, from the earliest that is still kept. */
  page(cursor: string | undefined, limit: number): { list: Entry[]; cursor: string; more: boolean } | null {
    let from = this.entries.findIndex(({ send_time: at }) => at > this.#now() / 1000 - KEPT_S);
    if (from === -1) from = this.entries.length;
    if (cursor) {
      if (!cursor.startsWith(this.#age)) return null;
      from = Number(cursor.slice(this.#age.length));
    }
    const to = Math.min(from + limit, this.entries.length);
    return {
      list: this.entries.slice(from, to),
      cursor: `${this.#age}${to}`,
      more: to < this.entries.length,
    };
  }
}
