/**
 * OpenAI's API as far as we need it, in one process: chat completions and transcriptions, with scripted answers, the accents
 * of the servers that speak it too, and their faults. `tingda emulate openai` starts it; docs/speech.md tells how to drive it.
 *
 *     const openai = await OpenAiEmulator.start({ flavour: 'whisper.cpp' });
 *     openai.hears({ text: '我做过两年分拣。' });
 *     openai.fault({ kind: 'rate_limit', retry_after: 1 });
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { fault as anyFault, Faults } from './faults.ts';
import { FLAVOURS, type FlavourName, flavours, type Heard, Refusal } from './openai-flavours.ts';
import { explain, LocalServer, readBody, answerJson as send } from './server.ts';

const MAX_BODY = 64 * 1024 * 1024;

const heard = z.object({
  text: z.string(),
  confidence: z.number().gt(0).max(1).default(0.9),
  no_speech: z.number().min(0).max(1).default(0.01),
  /** Only when this language was named, or none; otherwise something unsure. */
  language: z.enum(['zh', 'en']).optional(),
});
const fault = z.object({
  ...anyFault,
  /**
   * `rate_limit`: 429, with `retry_after` if given. `trickle`: a body that never ends. `garbage`: 200 with a page.
   * `cut`: half of a right answer. `slow`: the right answer after `ms`.
   */
  kind: z.enum([
    'rate_limit',
    'unauthorized',
    'server_error',
    'reset',
    'hang',
    'slow',
    'trickle',
    'garbage',
    'cut',
  ]),
  path: z.enum(['chat', 'transcription']).optional(),
  retry_after: z.number().optional(),
});
const said = z.object({ content: z.string() });

type Fault = z.infer<typeof fault>;

interface Asked {
  path: 'chat' | 'transcription';
  /** The body of a chat; the fields of an upload. */
  body: Record<string, unknown>;
  file?: { name: string; type: string; bytes: Uint8Array };
}

interface EmulatorOptions {
  port?: number;
  key?: string;
  flavour?: FlavourName;
  /** Hears for itself what no script says, for example with a real recogniser. */
  listen?: (wav: Uint8Array) => Promise<string>;
}

export class OpenAiEmulator {
  readonly key: string;
  flavour: FlavourName;
  /** Everything that was asked, in order. */
  readonly asked: Asked[] = [];
  readonly #listen: EmulatorOptions['listen'];
  readonly #server: LocalServer;
  readonly #faults = new Faults<Fault>();
  #heard: z.infer<typeof heard>[] = [];
  #said: string[] = [];

  private constructor(options: EmulatorOptions) {
    this.key = options.key ?? 'sk-emulated';
    this.flavour = options.flavour ?? 'openai';
    this.#listen = options.listen;
    this.#server = new LocalServer(this.#handle.bind(this), (error, response) => {
      if (response.headersSent) response.destroy();
      else if (error instanceof Refusal) send(response, error.status, error.body);
      else send(response, 400, { error: { message: explain(error) } });
    });
  }

  static async start(options: EmulatorOptions = {}): Promise<OpenAiEmulator> {
    const emulator = new OpenAiEmulator(options);
    await emulator.#server.listen(options.port);
    return emulator;
  }

  /** What goes into STT_BASE_URL and OPENAI_BASE_URL. */
  get url(): string {
    return `${this.#server.url}/v1`;
  }

  /** What is heard in the next recording that has a voice in it. */
  hears(next: z.input<typeof heard>): void {
    this.#heard.push(heard.parse(next));
  }

  /** What the next chat is answered with. */
  says(content: string): void {
    this.#said.push(content);
  }

  fault(next: Fault): void {
    this.#faults.add(fault.parse(next));
  }

  clearFaults(): void {
    this.#faults.clear();
  }

  async stop(): Promise<void> {
    await this.#server.stop();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', this.url).pathname;
    const body = await readBody(request, MAX_BODY);
    if (!body) throw new Refusal(413, { error: { message: 'Request Entity Too Large' } });
    if (path.startsWith('/_emulator/')) return this.#control(request.method, path, body, response);
    const kind = ({ '/v1/chat/completions': 'chat', '/v1/audio/transcriptions': 'transcription' } as const)[
      path
    ];
    if (!kind || request.method !== 'POST') throw new Refusal(404, { error: { message: 'Not Found' } });
    const asked = kind === 'chat' ? readChat(body) : await readUpload(request, body);
    this.asked.push(asked);
    const authorized = request.headers.authorization === `Bearer ${this.key}`;
    const met = this.#faults.take((one) => (one.path ?? kind) === kind);
    if (met?.kind === 'unauthorized' || (flavours[this.flavour].locked && !authorized)) {
      const message = 'Incorrect API key provided.';
      throw new Refusal(401, { error: { message, type: 'invalid_request_error', code: 'invalid_api_key' } });
    }
    if (met && (await misbehave(met, request, response))) return;
    const answer = kind === 'chat' ? this.#chat(asked) : await this.#transcribe(asked);
    send(response, 200, answer);
  }

  async #transcribe({ body, file }: Asked): Promise<object> {
    const flavour = flavours[this.flavour];
    const { seconds, loudest } = measure(file!.bytes);
    const upload = {
      model: String(body.model ?? ''),
      format: String(body.response_format ?? 'json'),
      extension: file!.name.split('.').at(-1)!.toLowerCase(),
      bytes: file!.bytes.length,
      seconds,
    };
    flavour.check(upload);
    const named = body.language === undefined ? undefined : String(body.language);
    const language = named ?? 'zh';
    if (loudest < 0.001) {
      return flavour.write(
        { text: flavour.silence, confidence: 0.3, noSpeech: 0.85, language, seconds },
        upload,
      );
    }
    return flavour.write(await this.#hear(file!.bytes, named, language, seconds), upload);
  }

  async #hear(wav: Uint8Array, named: string | undefined, language: string, seconds: number): Promise<Heard> {
    const script = this.#heard[0];
    if (!script) {
      const text = this.#listen ? await this.#listen(wav) : `${seconds.toFixed(1)} seconds of a voice.`;
      return { text, confidence: 0.9, noSpeech: 0.01, language, seconds };
    }
    if (named && script.language && named !== script.language) {
      return { text: 'La la la.', confidence: 0.2, noSpeech: 0.2, language, seconds };
    }
    this.#heard.shift();
    const { text, confidence, no_speech: noSpeech } = script;
    return { text, confidence, noSpeech, language: script.language ?? language, seconds };
  }

  #chat({ body }: Asked): object {
    const json = (body.response_format as { type?: string } | undefined)?.type?.startsWith('json');
    const content = this.#said.shift() ?? (json ? '{}' : 'OK.');
    return {
      id: 'chatcmpl-emulated',
      object: 'chat.completion',
      created: Math.floor(Date.now() / 1000),
      model: body.model,
      choices: [{ index: 0, message: { role: 'assistant', content, refusal: null }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
    };
  }

  #control(method: string | undefined, path: string, body: Buffer, response: ServerResponse): void {
    const read = () => JSON.parse(body.toString() || '{}');
    const verbs: Record<string, () => unknown> = {
      'POST hears': () => this.hears(read()),
      'POST says': () => this.says(said.parse(read()).content),
      'POST faults': () => this.fault(read()),
      'DELETE faults': () => this.clearFaults(),
      'PUT flavour': () => {
        this.flavour = z.object({ name: z.enum(FLAVOURS) }).parse(read()).name;
      },
      'GET asked': () =>
        this.asked.map(({ file, ...rest }) => ({
          ...rest,
          ...(file && { file: { name: file.name, type: file.type, bytes: file.bytes.length } }),
        })),
    };
    const verb = verbs[`${method} ${path.slice('/_emulator/'.length)}`];
    if (!verb) throw new Refusal(404, { error: { message: 'see docs/speech.md' } });
    send(response, 200, verb() ?? { ok: true });
  }
}

/** @returns whether the request has been answered, or never will be */
async function misbehave(met: Fault, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const page = { 'content-type': 'text/html' };
  switch (met.kind) {
    case 'rate_limit': {
      const pause = met.retry_after === undefined ? {} : { 'retry-after': String(met.retry_after) };
      send(response, 429, { error: { message: 'Rate limit reached', code: 'rate_limit_exceeded' } }, pause);
      return true;
    }
    case 'server_error':
      send(response, 500, { error: { message: 'The server had an error' } });
      return true;
    case 'garbage':
      response.writeHead(200, page).end('<html><title>Welcome</title></html>');
      return true;
    case 'cut':
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"text": "Half of an');
      return true;
    case 'reset':
      request.socket.resetAndDestroy();
      return true;
    case 'hang':
      return true;
    case 'trickle': {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 50);
      response.once('close', () => clearInterval(drip));
      return true;
    }
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, met.ms ?? 1000));
      return false;
    default:
      return false;
  }
}

function readChat(body: Buffer): Asked {
  const shape = z.looseObject({
    model: z.string(),
    messages: z.array(z.looseObject({ role: z.string() })).min(1),
  });
  return { path: 'chat', body: shape.parse(JSON.parse(body.toString())) };
}

async function readUpload(request: IncomingMessage, body: Buffer): Promise<Asked> {
  const type = request.headers['content-type'] ?? '';
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const file = form.get('file');
  if (!(file instanceof File)) throw new Refusal(400, { error: { message: 'file is required' } });
  const fields = [...form].filter(([name]) => name !== 'file');
  const bytes = new Uint8Array(await file.arrayBuffer());
  return {
    path: 'transcription',
    body: Object.fromEntries(fields),
    file: { name: file.name, type: file.type, bytes },
  };
}

/** Of a 16-bit mono WAV with a plain head; anything else counts as ten loud seconds. */
function measure(bytes: Uint8Array): { seconds: number; loudest: number } {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length < 44 || file.toString('latin1', 0, 4) !== 'RIFF') return { seconds: 10, loudest: 1 };
  let loudest = 0;
  for (let at = 44; at + 2 <= file.length; at += 2)
    loudest = Math.max(loudest, Math.abs(file.readInt16LE(at)));
  return { seconds: (file.length - 44) / 2 / file.readUInt32LE(24), loudest: loudest / 32_768 };
}
