/** A whole node with every channel, every provider emulated, and somebody who writes down whatever leaves it or stays in it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { vi } from 'vitest';
import { attentive } from '../../src/emulators/minds/attentive.ts';
import { OpenAiEmulator } from '../../src/emulators/openai.ts';
import { StepsEmulator } from '../../src/emulators/steps.ts';
import { TwilioEmulator } from '../../src/emulators/twilio.ts';
import { WechatEmulator } from '../../src/emulators/wechat.ts';
import { WecomEmulator } from '../../src/emulators/wecom.ts';
import { createLog } from '../../src/log.ts';
import { startNode } from '../../src/node.ts';
import { startTestNode, type TestNode } from '../conversation/node.ts';
import { freePort } from '../support/server.ts';
import { Collector } from '../trace/collector.ts';
import { Smsbox } from './smsbox.ts';

export const KANNEL_SECRET = 'a-callback-secret-of-the-canaries';

export interface Stage {
  node: TestNode;
  /** Where a process listens that only takes messages in: it pokes the one that works by jobs. */
  door: string;
  /** What both of them logged, at the most talkative level. */
  logged(): string;
  /** Transcribes, and is the model. */
  openai: OpenAiEmulator;
  twilio: TwilioEmulator;
  wecom: WecomEmulator;
  wechat: WechatEmulator;
  smsbox: Smsbox;
  /** Who makes background checks. */
  provider: StepsEmulator;
  collector: Collector;
  /** Where recordings and papers lie. */
  root: string;
  /** Where a receiver of webhooks listens. */
  hook: string;
  /** What it was told, heads and all. */
  hooked(): string;
  /** Every command that anybody gave Redis, also for jobs that are long done. */
  commands(): string;
  /** What this process printed. */
  printed(): string;
  stop(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const root = mkdtempSync(join(tmpdir(), 'tingda-canaries-'));
  const [openai, twilio, wecom, wechat, smsbox, provider, collector] = await Promise.all([
    OpenAiEmulator.start(),
    TwilioEmulator.start({ retryMs: 20 }),
    WecomEmulator.start({ retryMs: 20 }),
    WechatEmulator.start(),
    Smsbox.start(),
    StepsEmulator.start({ retryMs: 20 }),
    Collector.start(),
  ]);
  openai.think = attentive;
  const printed = listenToPrinting();
  const { BACKGROUND_CHECK_URL = '', BACKGROUND_CHECK_SECRET = '' } = provider.environment;
  const node = await startTestNode({
    OPENAI_BASE_URL: openai.url,
    OPENAI_API_KEY: openai.key,
    LLM_MODEL: 'emulated',
    STT_BASE_URL: openai.url,
    STT_API_KEY: openai.key,
    MEDIA_URL: pathToFileURL(root).href,
    QUIET_HOURS: 'off',
    ALLOW_PRIVATE_NETWORKS: '127.0.0.0/8',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    ...{ BACKGROUND_CHECK_URL, BACKGROUND_CHECK_SECRET },
    TWILIO_ACCOUNT_SID: twilio.accountSid,
    TWILIO_AUTH_TOKEN: twilio.authToken,
    TWILIO_FROM: twilio.from,
    TWILIO_API_ROOT: twilio.url,
    KANNEL_SEND_URL: `${smsbox.url}/cgi-bin/sendsms`,
    KANNEL_USERNAME: 'tingda',
    KANNEL_PASSWORD: 'a-password',
    KANNEL_FROM: '10690',
    KANNEL_CALLBACK_SECRET: KANNEL_SECRET,
    ...wecom.environment,
    WECHAT_PUPPET_ENDPOINT: wechat.endpoint,
    WECHAT_PUPPET_TOKEN: wechat.token,
    WECHAT_PUPPET_TLS: 'off',
  });
  twilio.webhook = `${node.url}/hooks/sms/twilio#rc=5&rp=all`;
  wecom.webhook = `${node.url}/hooks/wecom`;
  let said = '';
  const port = await freePort();
  const log = createLog('trace', {
    write(line: string) {
      said += line;
    },
  });
  const intake = await startNode({ ...node.runtime.config, port }, { role: 'api', log });
  const receiver = await startReceiver();
  const monitor = watchRedis(node.redisUrl);
  return {
    ...{ node, openai, twilio, wecom, wechat, smsbox, provider, collector, root },
    door: intake.url!,
    logged: () => node.logged() + said,
    hook: receiver.url,
    hooked: receiver.told,
    commands: monitor.seen,
    printed: printed.told,
    async stop() {
      await intake.stop();
      await node.stop();
      monitor.stop();
      receiver.stop();
      printed.stop();
      await Promise.all(
        [openai, twilio, wecom, wechat, smsbox, provider, collector].map((one) => one.stop()),
      );
      rmSync(root, { recursive: true });
    },
  };
}

async function startReceiver() {
  let told = '';
  const server = createServer((request, response) => {
    told += `${request.url}\n${JSON.stringify(request.headers)}\n`;
    request.on('data', (piece: Buffer) => (told += piece.toString()));
    request.on('end', () => response.end());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    told: () => told,
    stop: () => void server.close(),
  };
}

/** `1700000000.000000 [7 127.0.0.1:5000] "set" …`: those of our own database. */
function watchRedis(url: string) {
  const { hostname, port, pathname } = new URL(url);
  const ours = `[${pathname.slice(1)} `;
  let [seen, rest] = ['', ''];
  const socket = connect({ host: hostname, port: Number(port) }, () => socket.write('MONITOR\r\n'));
  socket.on('data', (piece: Buffer) => {
    const lines = (rest + piece.toString('latin1')).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.includes(ours)) seen += `${line}\n`;
  });
  return { seen: () => seen, stop: () => void socket.destroy() };
}

/** Libraries that think they should tell somebody tell the console. */
function listenToPrinting() {
  let told = '';
  const keep = (...given: unknown[]) => {
    told += `${given.map((one) => (one instanceof Error ? `${one.stack} ${JSON.stringify(one)}` : String(one))).join(' ')}\n`;
    return true;
  };
  const spies = [
    ...(['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation(keep),
    ),
    vi.spyOn(process.stdout, 'write').mockImplementation(keep),
    vi.spyOn(process.stderr, 'write').mockImplementation(keep),
  ];
  return {
    told: () => told,
    stop() {
      for (const spy of spies) spy.mockRestore();
    },
  };
}
