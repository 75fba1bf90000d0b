/** Somebody of HR with a browser: keeps cookies, sends forms as our own pages do, and has an authenticator. */
import { TOTP } from 'otpauth';
import type { Sql } from '../../db/client.ts';
import { insertUser, joinUser, type Role } from '../../db/users.ts';
import { inviteUser, makeLink } from '../../src/auth/links.ts';
import { beginSession } from '../../src/auth/sessions.ts';
import { type Called, firstPiece, type Harness } from './harness.ts';

export const ORIGIN = 'https://jobs.example';
export const GOOD_PASSWORD = 'kettle orbit pigeon velvet';

let count = 0;
const newEmail = () => `person${count++}@example.com`;

/** The code of an authenticator, so many steps from now. */
export const codeOf = (secret: string, now: number, steps = 0): string =>
  new TOTP({ secret }).generate({ timestamp: now + steps * 30_000 });

/** Signed in, as if by a link, without a page. @returns the cookie */
export async function signedIn(sql: Sql, role: Role): Promise<{ id: string; email: string; cookie: string }> {
  const email = newEmail();
  const { id } = (await insertUser(sql, { email, role, by: 'test' }))!;
  await joinUser(sql, id);
  const session = { userId: id, proof: 'link', userAgent: undefined, before: null } as const;
  const { cookie } = await beginSession(sql, session, ORIGIN);
  return { id, email, cookie: cookie.split(';')[0]! };
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

export class Person {
  readonly api: Harness;
  readonly email = newEmail();
  readonly from: string;
  id = '';
  cookie = '';
  secret = '';
  codes: string[] = [];

  constructor(api: Harness, from = `198.51.100.${++count % 250}`) {
    this.api = api;
    this.from = from;
  }

  async invited(role: Role = 'owner'): Promise<string> {
    const { user, link } = await inviteUser(this.api.sql, { email: this.email, role, by: 'test' });
    this.id = user.id;
    return link.path;
  }

  async invitedAgain(): Promise<string> {
    return (await makeLink(this.api.sql, this.id, 'join')).path;
  }

  async get(path: string): Promise<Answer> {
    return this.#send(path, { method: 'GET' });
  }

  /** A form of our own page; `headers` as another would send it. */
  async post(path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) {
    return this.#send(path, {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: { origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
  }

  /** The form of a page that shows a secret, with what a person fills in. */
  async choose(path: string, { password = GOOD_PASSWORD, code = '' } = {}): Promise<Answer> {
    const { text } = await this.get(path);
    this.secret = /class="secret">([A-Z2-7 ]+)</.exec(text)![1]!.replaceAll(' ', '');
    const secret = /name="secret" value="([\w-]+)"/.exec(text)![1]!;
    const answer = await this.post(path, {
      what: 'choice',
      secret,
      password,
      code: code || codeOf(this.secret, this.api.deps.now()),
    });
    this.codes = [...answer.text.matchAll(/class="secret">((?:[A-Z2-9]{4}-){3}[A-Z2-9]{4})</g)].map(
      ([, one]) => one!,
    );
    return answer;
  }

  login(more: Record<string, string> = {}): Promise<Answer> {
    const code = codeOf(this.secret, this.api.deps.now());
    return this.post('/hr/login', { email: this.email, password: GOOD_PASSWORD, code, ...more });
  }

  /** A call of the API with the cookie alone. */
  call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Called> {
    return callAs(this.api, this.cookie, method, path, body, headers);
  }

  async #send(path: string, init: { method: string; body?: string; headers?: Record<string, string> }) {
    const answer = await this.api.app.request(
      path,
      { ...init, headers: { cookie: this.cookie, host: 'jobs.example', ...init.headers } },
      { incoming: { socket: { remoteAddress: this.from } } },
    );
    for (const set of answer.headers.getSetCookie()) {
      if (set.includes('tingda_hr=')) this.cookie = set.split(';')[0]!;
    }
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  }
}

/** With a cookie, from our own page, and no key. */
export async function callAs(
  api: Harness,
  cookie: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Called> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await api.app.request(path, {
    method,
    ...sent,
    headers: {
      cookie,
      host: 'jobs.example',
      ...(method === 'GET' ? {} : { origin: ORIGIN }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
  });
  const type = answer.headers.get('content-type') ?? '';
  const text = type.startsWith('text/event-stream') ? await firstPiece(answer) : await answer.text();
  const isJson = /json/.test(type);
  return { status: answer.status, headers: answer.headers, text, body: isJson ? JSON.parse(text) : {} };
}
