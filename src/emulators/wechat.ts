/**
 * A WeChat account behind a Wechaty gateway in one process: the real gateway (wechaty-puppet-service's server) around
 * wechaty-puppet-mock, with every fault that a real one has, on request. Tests and integrators use the same one.
 * `tingda emulate wechat` starts it; docs/channels/wechat.md tells how to talk to it.
 *
 *     const wechat = await WechatEmulator.start();
 *     const lin = wechat.contact('wxid_lin');
 *     lin.say('SORT01');
 *     console.log((await lin.next()).text);
 */
import { createServer } from 'node:net';
import { log } from 'wechaty-puppet';
import { PuppetServer } from 'wechaty-puppet-service';
import { answerJson as answer, explain, LocalServer, readBody } from './server.ts';
import { controlWechat } from './wechat-control.ts';
import type { WechatFault } from './wechat-faults.ts';
import { Front, type Line } from './wechat-front.ts';
import type { EmulatedContact } from './wechat-people.ts';
import { BOT, EmulatedPuppet } from './wechat-puppet.ts';

export type { EmulatedContact } from './wechat-people.ts';

interface WechatOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  token?: string;
  /** Whether the gateway speaks TLS, with the certificate that every Wechaty gateway brings. */
  tls?: boolean;
}

const MAX_BODY = 10 * 1024 * 1024;

export class WechatEmulator {
  readonly token: string;
  readonly #puppet: EmulatedPuppet;
  readonly #control: LocalServer;
  readonly #front: Front;
  readonly #tls: boolean;
  #gateway: PuppetServer | undefined;
  #gatewayPort = 0;

  private constructor(options: WechatOptions) {
    this.token = options.token ?? 'insecure_4b1d3f1e-5f6a-4c1e-9d2b-0123456789ab';
    this.#tls = options.tls ?? false;
    this.#puppet = new EmulatedPuppet(() => this.drop());
    this.#control = new LocalServer(
      async (request, response) => {
        const body = await readBody(request, MAX_BODY);
        if (!body) return answer(response, 413, { message: 'too large' });
        const given: unknown = JSON.parse(body.toString() || '{}');
        const url = new URL(request.url ?? '/', this.url);
        const result = await controlWechat(this, request.method, url, given);
        if (result) answer(response, 200, result);
        else answer(response, 404, { message: 'see docs/channels/wechat.md' });
      },
      (error, response) => answer(response, 400, { message: explain(error) }),
    );
    this.#front = new Front(
      () => this.#gatewayPort,
      () => Number(new URL(this.#control.url).port),
    );
  }

  static async start(options: WechatOptions = {}): Promise<WechatEmulator> {
    // The library writes what it meets to the console.
    log.level('silent');
    const emulator = new WechatEmulator(options);
    await emulator.#control.listen();
    await emulator.#front.listen(options.port);
    await emulator.#puppet.start();
    emulator.login();
    await emulator.startGateway();
    return emulator;
  }

  /** What goes into WECHAT_PUPPET_ENDPOINT. */
  get endpoint(): string {
    return `127.0.0.1:${this.#front.port}`;
  }

  /** Where the control is. */
  get url(): string {
    return `http://${this.endpoint}`;
  }

  /** The contact with this id, made on first sight. */
  contact(id: string, name?: string): EmulatedContact {
    return this.#puppet.contact(id, name);
  }

  /** How often somebody told the gateway's puppet to stop. */
  get stops(): number {
    return this.#puppet.stops;
  }

  /** The friend requests that were accepted. */
  get accepted(): readonly string[] {
    return this.#puppet.accepted;
  }

  fault(fault: WechatFault): void {
    this.#puppet.fault(fault);
  }

  clearFaults(): void {
    this.#puppet.clearFaults();
  }

  /** Every connection to the gateway breaks; the next is taken. */
  drop(): void {
    this.#front.drop();
  }

  get line(): Line {
    return this.#front.line;
  }

  /** `refuse`: connections end at once. `hang`: they are there and nothing comes through. */
  set line(line: Line) {
    this.#front.line = line;
  }

  talkNonsense(): void {
    this.#puppet.talkNonsense();
  }

  tellAgain(id: string): void {
    this.#puppet.tellAgain(id);
  }

  /** What somebody types into the bot's account on the phone. */
  sayMyself(to: string, text: string): void {
    this.#puppet.sayMyself(to, text);
  }

  login(): void {
    if (!this.#puppet.isLoggedIn) this.#puppet.login(BOT);
  }

  /** The account is logged out, and a code waits to be scanned. */
  logout(): void {
    if (!this.#puppet.isLoggedIn) return;
    void this.#puppet
      .logout('logged out by the phone')
      .then(() => this.#puppet.emit('scan', { qrcode: 'https://login.weixin.qq.com/l/emulated', status: 2 }));
  }

  /** The gateway is gone, and with it every connection; its puppet is another matter. */
  async stopGateway(): Promise<void> {
    const gateway = this.#gateway;
    this.#gateway = undefined;
    this.#front.line = 'refuse';
    await gateway?.stop();
  }

  async startGateway(): Promise<void> {
    this.#gatewayPort = await freePort();
    this.#gateway = new PuppetServer({
      endpoint: `127.0.0.1:${this.#gatewayPort}`,
      puppet: this.#puppet,
      token: this.token,
      tls: { disable: !this.#tls },
    });
    await this.#gateway.start();
    this.#front.line = 'open';
  }

  async stop(): Promise<void> {
    await this.stopGateway();
    await this.#front.stop();
    await this.#control.stop();
  }
}

/** The gateway takes a port by its number only. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
