/** Greenhouse's side of an assessment partner: orders tests, waits to hear that something is new, then asks what. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Answered {
  status: number;
  body: Record<string, unknown>;
}

export class GreenhouseEmulator {
  readonly #server: Server;
  readonly #key: string;
  /** Where the partner's API is. */
  partner = '';
  /** How the next calls to us are answered; 200 behind them. */
  faults: number[] = [];
  /** Where the next call to us is sent on to. */
  redirect: string | null = null;
  /** Who told us that something is new: the path, and with what key. */
  readonly told: { path: string; authorization: string | undefined; answered: number }[] = [];
  /** What we then found, newest last. */
  readonly found: Answered['body'][] = [];

  private constructor(key: string, server: Server) {
    this.#key = key;
    this.#server = server;
  }

  static async start(key: string): Promise<GreenhouseEmulator> {
    const server = createServer();
    const greenhouse = new GreenhouseEmulator(key, server);
    server.on('request', async (request, response) => {
      const to = greenhouse.redirect;
      greenhouse.redirect = null;
      const answered = to ? 307 : await greenhouse.#hear(request);
      response.writeHead(answered, to ? { location: to } : {}).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return greenhouse;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Of one of our tests. */
  completedUrl(test: number): string {
    return `${this.origin}/integrations/testing_partners/take_home_tests/${test}`;
  }

  #ids = new Map<string, string>();

  /** `test` is ours, `opening` theirs. */
  async sendTest(test: number, opening: string, person: number, more: object = {}): Promise<Answered> {
    const candidate = {
      ...{ first_name: 'Xiaoyu', last_name: 'Lin', email: 'lin@example.com', resume_url: null },
      greenhouse_profile_url: `https://app.greenhouse.io/people/${person}?application_id=${test}`,
    };
    const url = this.completedUrl(test);
    const answer = await this.ask('send_test', 'POST', { partner_test_id: opening, candidate, url, ...more });
    if (answer.status === 200) this.#ids.set(new URL(url).pathname, String(answer.body.partner_interview_id));
    return answer;
  }

  async ask(path: string, method = 'GET', body?: object, key = this.#key): Promise<Answered> {
    const answer = await fetch(`${this.partner}/${path}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Answered['body'] };
  }

  async #hear({ url: path = '', method, headers: { authorization } }: IncomingMessage): Promise<number> {
    const right = authorization === `Basic ${Buffer.from(`${this.#key}:`).toString('base64')}`;
    const id = this.#ids.get(path);
    const answered = this.faults.shift() ?? (!right ? 401 : method !== 'PATCH' ? 405 : id ? 200 : 404);
    if (answered === 200) this.found.push((await this.ask(`test_status?partner_interview_id=${id}`)).body);
    this.told.push({ path, authorization, answered });
    return answered;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
