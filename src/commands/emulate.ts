/** `tingda emulate NAME --port N`: a provider on this machine, for trying Tingda and integrations without an account. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { webhookSecret as secretSchema } from '../config/steps.ts';
import { MIND_NAMES, type MindName } from '../emulators/minds/index.ts';
import { CHAT_ONLY, FLAVOURS, type ServerName } from '../emulators/openai-flavours.ts';
import { TingdaError } from '../errors.ts';

/** One row an emulator: what is loaded when it is asked for, and what to tell the person who started it. */
const emulators: Record<string, (program: Command) => void> = {
  telegram: (program) =>
    program
      .command('telegram')
      .description('the Telegram Bot API, with people to talk to the bot')
      .option('--port <number>', 'where it listens on 127.0.0.1', port, 8081)
      .option('--token <token>', "the bot's token", '123456789:emulated-token-for-tests-only')
      .option('--webhook <url>', 'where updates go, as if the bot had called setWebhook')
      .option('--secret <secret>', 'the secret token of that webhook')
      .action(telegram),
  openai: (program) =>
    program
      .command('openai')
      .description("OpenAI's API, chat and transcription, with the accents and faults of those who speak it")
      .option('--port <number>', 'where it listens on 127.0.0.1', port, 8083)
      .option('--key <key>', 'the API key that it takes', 'sk-emulated')
      .addOption(
        new Option('--flavour <name>', 'whose accent it has')
          .choices([...FLAVOURS, ...CHAT_ONLY])
          .default('openai'),
      )
      .addOption(
        new Option('--mind <name>', 'who answers a chat for which nothing was set').choices(MIND_NAMES),
      )
      .action(openai),
  twilio: (program) =>
    program
      .command('twilio')
      .description("Twilio's SMS and MMS, with phones to write from")
      .option('--port <number>', 'where it listens on 127.0.0.1', port, 8082)
      .option('--webhook <url>', 'where messages are told', 'http://127.0.0.1:3000/hooks/sms/twilio')
      .option('--from <number>', 'the number that Tingda writes from', '+15005550006')
      .action(twilio),
  wecom: (program) =>
    program
      .command('wecom')
      .description("WeCom's customer service, with people in WeChat to write from")
      .option('--port <number>', 'where it listens on 127.0.0.1', port, 8084)
      .option('--webhook <url>', 'where callbacks go', 'http://127.0.0.1:3000/hooks/wecom')
      .action(wecom),
  wechat: (program) =>
    program
      .command('wechat')
      .description('a Wechaty gateway with a WeChat account behind it, and people to write to it')
      .option('--port <number>', 'where it listens on 127.0.0.1', port, 8788)
      .option('--token <token>', "the gateway's token", 'insecure_4b1d3f1e-5f6a-4c1e-9d2b-0123456789ab')
      .option('--tls', 'speak TLS, with the certificate that every gateway brings', false)
      .action(wechat),
  steps: (program) =>
    program
      .command('steps')
      .description('a provider of background checks, contracts and onboardings')
      .option('--port <number>', 'where it listens on 127.0.0.1', port, 8085)
      .option('--secret <secret>', 'signs both ways; one is made without', webhookSecret)
      .action(steps),
};

export function register(program: Command): void {
  const emulate = program
    .command('emulate')
    .description('run a provider on this machine, without an account');
  for (const add of Object.values(emulators)) add(emulate);
}

async function telegram(options: { port: number; token: string; webhook?: string; secret?: string }) {
  const { TelegramEmulator } = await import('../emulators/telegram.ts');
  const emulator = await TelegramEmulator.start({ port: options.port, token: options.token }).catch(
    taken(options.port),
  );
  if (options.webhook) {
    emulator.updates.setWebhook({ url: options.webhook, secretToken: options.secret, maxConnections: 40 });
  }
  const { url } = emulator;
  console.log(`Telegram, emulated, at ${url}

Start Tingda with
  TELEGRAM_API_ROOT=${url}
  TELEGRAM_BOT_TOKEN=${options.token}
  TELEGRAM_MODE=polling
or, instead of the last one, TELEGRAM_WEBHOOK_SECRET=<any secret>   PUBLIC_URL=<where Tingda listens>

Be the candidate 7
  curl -X PUT  ${url}/_emulator/users/7 -d '{"first_name":"Lin","language_code":"zh-hans"}'
  curl -X POST ${url}/_emulator/users/7/text -d '{"text":"/start CODE"}'
  curl         '${url}/_emulator/users/7/messages?after=0&wait=10'
  curl -X POST ${url}/_emulator/users/7/press -d '{"button":"<its label>"}'

Break something
  curl -X POST ${url}/_emulator/faults -d '{"kind":"rate_limit","method":"sendMessage","retry_after":3}'

More in docs/channels/telegram.md. Ctrl-C stops it.`);
  untilStopped(emulator);
}

async function twilio(options: { port: number; webhook: string; from: string }) {
  const { TwilioEmulator } = await import('../emulators/twilio.ts');
  const emulator = await TwilioEmulator.start(options).catch(taken(options.port));
  const { url, accountSid, authToken, from } = emulator;
  console.log(`Twilio, emulated, at ${url}

Start Tingda with
  TWILIO_API_ROOT=${url}
  TWILIO_ACCOUNT_SID=${accountSid}
  TWILIO_AUTH_TOKEN=${authToken}
  TWILIO_FROM=${from}
  PUBLIC_URL=${new URL(options.webhook).origin}

Be the candidate with the phone +8613800138000
  curl -X POST ${url}/_emulator/phones/+8613800138000/text -d '{"text":"CODE"}'
  curl         '${url}/_emulator/phones/+8613800138000/messages?after=0&wait=10'

Break something
  curl -X POST ${url}/_emulator/faults -d '{"kind":"rate_limit","retry_after":3}'
  curl -X PUT  ${url}/_emulator/phones/+8613800138000 -d '{"undelivered_with":30003}'

More in docs/channels/twilio.md. Ctrl-C stops it.`);
  untilStopped(emulator);
}

async function wecom(options: { port: number; webhook: string }) {
  const { WecomEmulator } = await import('../emulators/wecom.ts');
  const emulator = await WecomEmulator.start(options).catch(taken(options.port));
  const { url, environment } = emulator;
  const variables = Object.entries(environment).map(([name, value]) => `  ${name}=${value}`);
  console.log(`WeCom customer service, emulated, at ${url}

Start Tingda with
${variables.join('\n')}

Be the candidate wmLin in WeChat
  curl -X POST ${url}/_emulator/customers/wmLin/enter -d '{"scene_param":"CODE"}'
  curl         '${url}/_emulator/customers/wmLin/messages?after=0&wait=10'
  curl -X POST ${url}/_emulator/customers/wmLin/press -d '{"label":"<what stands in the menu>"}'
  curl -X POST ${url}/_emulator/customers/wmLin/text -d '{"text":"你好"}'

Break something
  curl -X POST   ${url}/_emulator/faults -d '{"kind":"error","method":"kf/send_msg","errcode":45009}'
  curl -X DELETE ${url}/_emulator/token

More in docs/channels/wecom.md. Ctrl-C stops it.`);
  untilStopped(emulator);
}

async function openai({
  mind,
  ...options
}: {
  port: number;
  key: string;
  flavour: ServerName;
  mind?: MindName;
}) {
  const [{ OpenAiEmulator }, { minds }] = await Promise.all([
    import('../emulators/openai.ts'),
    import('../emulators/minds/index.ts'),
  ]);
  const thinks = mind ? { think: minds[mind] } : {};
  const emulator = await OpenAiEmulator.start({ ...options, ...thinks }).catch(taken(options.port));
  const { url } = emulator;
  const control = `${url.slice(0, -'/v1'.length)}/_emulator`;
  console.log(`OpenAI, emulated (${options.flavour}), at ${url}

Start Tingda with
  OPENAI_BASE_URL=${url}
  OPENAI_API_KEY=${options.key}
  LLM_MODEL=emulated

Say what it answers next
  curl -X POST ${control}/says -d '{"content":"{}"}'

Say what it hears in the next voice note
  curl -X POST ${control}/hears -d '{"text":"我做过两年分拣。","confidence":0.9}'

Break something
  curl -X POST   ${control}/faults -d '{"kind":"rate_limit","retry_after":3}'
  curl -X DELETE ${control}/faults

More in docs/model.md and docs/speech.md. Ctrl-C stops it.`);
  untilStopped(emulator);
}

async function wechat(options: { port: number; token: string; tls: boolean }) {
  const { WechatEmulator } = await import('../emulators/wechat.ts');
  const emulator = await WechatEmulator.start(options).catch(taken(options.port));
  const { url, endpoint, token } = emulator;
  console.log(`WeChat, emulated, behind a Wechaty gateway at ${endpoint}

Start Tingda with
  WECHAT_PUPPET_ENDPOINT=${endpoint}
  WECHAT_PUPPET_TOKEN=${token}
  WECHAT_PUPPET_TLS=${options.tls ? 'on' : 'off'}

Be the candidate wxid_lin
  curl -X POST ${url}/_emulator/contacts/wxid_lin/friend -d '{"hello":"我是小林 CODE"}'
  curl -X POST ${url}/_emulator/contacts/wxid_lin/text -d '{"text":"CODE"}'
  curl         '${url}/_emulator/contacts/wxid_lin/messages?after=0&wait=10'

Break something
  curl -X POST ${url}/_emulator/drop
  curl -X PUT  ${url}/_emulator/settings -d '{"logged_in":false}'
  curl -X POST ${url}/_emulator/faults -d '{"kind":"rate_limit"}'

More in docs/channels/wechat.md. Ctrl-C stops it.`);
  untilStopped(emulator);
}

async function steps(options: { port: number; secret?: string }) {
  const { StepsEmulator } = await import('../emulators/steps.ts');
  const emulator = await StepsEmulator.start(options).catch(taken(options.port));
  const { url, environment } = emulator;
  const variables = Object.entries(environment).map(([name, value]) => `  ${name}=${value}`);
  console.log(`A provider of steps, emulated, at ${url}

Start Tingda with those that you want of
${variables.join('\n')}
and PUBLIC_URL=<where Tingda listens>

See what was asked for, and tell how it goes
  curl         ${url}/_emulator/steps
  curl -X POST ${url}/_emulator/steps/<id>/report -d '{"state":"clear"}'
  curl -X PUT  ${url}/_emulator/settings -d '{"script":{"background_check":["pending","clear"]}}'

Break something
  curl -X POST   ${url}/_emulator/faults -d '{"kind":"server_error","times":3}'
  curl -X POST   ${url}/_emulator/faults -d '{"kind":"forged"}'
  curl -X DELETE ${url}/_emulator/faults

More in docs/pipeline/background-check.md. Ctrl-C stops it.`);
  untilStopped(emulator);
}

function taken(port: number) {
  return (cause: NodeJS.ErrnoException): never => {
    if (cause.code !== 'EADDRINUSE') throw cause;
    throw new TingdaError('unavailable', `Port ${port} is taken; choose another with --port.`, { cause });
  };
}

function untilStopped(emulator: { stop(): Promise<void> }): void {
  const stop = () => void emulator.stop();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function webhookSecret(text: string): string {
  if (secretSchema.safeParse(text).success) return text;
  throw new InvalidArgumentError('It must be whsec_ and 24 to 64 bytes in base64.');
}

function port(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
  throw new InvalidArgumentError('It must be a number from 0 to 65535; 0 takes a free one.');
}
