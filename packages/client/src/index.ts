/** A typed client of Tingda's REST API. Its types are made from docs/openapi.json, so it knows what the server knows. */
import createFetch, { type Client } from 'openapi-fetch';
import type { components, paths } from './schema.d.ts';

export type Schemas = components['schemas'];
/** Any answer that is not a success: `code` is stable, `detail` says what was kept and what to do next. */
export type Problem = Schemas['Problem'];
export type TingdaClient = Client<paths>;

export interface ClientOptions {
  /** Where the server is, like `https://jobs.example.org`. */
  baseUrl: string;
  /** A key of `tingda keys create`. */
  key: string;
  /** Instead of the platform's own. */
  fetch?: (request: Request) => Promise<Response>;
}

/** `client.GET('/v1/openings', …)` answers with `{data, error, response}`; `error` is a {@link Problem}. */
export function createClient({ baseUrl, key, fetch }: ClientOptions): TingdaClient {
  const headers = { authorization: `Bearer ${key}` };
  return createFetch<paths>({ baseUrl, headers, ...(fetch ? { fetch } : {}) });
}

/** The header that makes a POST safe to send again: the same key and body have one effect and one answer. */
export function idempotent(key: string = crypto.randomUUID()): { 'idempotency-key': string } {
  return { 'idempotency-key': key };
}

/** An answer that is an error, thrown. */
export class TingdaProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.detail}`);
    this.name = 'TingdaProblem';
    this.problem = problem;
  }
}

interface Answer<Data> {
  data?: Data | undefined;
  error?: Problem | undefined;
}

/** What was answered. @throws TingdaProblem when it was an error */
export async function ok<Data>(answer: Promise<Answer<Data>>): Promise<Data> {
  const { data, error } = await answer;
  if (error !== undefined) throw new TingdaProblem(error);
  return data as Data;
}

interface Page<Row> {
  data: Row[];
  next_cursor: string | null;
}

/**
 * Every row of a list, page after page, asked for as they are read:
 * `for await (const one of pages((query) => client.GET('/v1/openings', { params: { query } })))`.
 * @throws TingdaProblem when a page cannot be read
 */
export async function* pages<Row>(
  read: (query: { cursor?: string }) => Promise<Answer<Page<Row>>>,
): AsyncGenerator<Row, void> {
  let cursor: string | null = null;
  do {
    const page: Page<Row> = await ok(read(cursor === null ? {} : { cursor }));
    yield* page.data;
    cursor = page.next_cursor;
  } while (cursor !== null);
}
