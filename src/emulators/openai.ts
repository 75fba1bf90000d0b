/**
 * OpenAI's API as far as we need it, in one process: chat completions and transcriptions, with scripted answers, the accents
 * of the servers that speak it too, and their faults. `tingda emulate openai` starts it; docs/speech.md and
 * docs/model.md tell how to drive it.
 *
 *     const openai = await OpenAiEmulator.start({ flavour: 'whisper.cpp' });
 *     openai.hears({ text: '我做过两年分拣。' });
 *     openai.fault({ kind: 'rate_limit', retry_after: 1 });
 */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { Faults } from './faults.ts';
import { type Chat, chat, chatFlavour, type Said, said, writeChat } from './openai-chat.ts';
import { type Fault, fault, misbehave } from './openai-faults.ts';
import { CHAT_ONLY, FLAVOURS, flavours, type Heard, Refusal, type ServerName } from './openai-flavours.ts';
import { explain, LocalServer, readBody, answerJson as send } from './server.ts';

const MAX_BODY = 64 * 1024 * 1024;

const heard = z.object({
  text: z.string(),
  confidence: z.number().gt(0).max(1).default(0.9),
  no_speech: z.number().min(0).max(1).default(0.01),
  /** Only when this language was named, or none; otherwise something unsure. */
  language: z.enum(['zh', 'en']).optional(),
});

const SERVERS = [...FLAVOURS, ...CHAT_ONLY] as const;

function isChatOnly(name: ServerName): name is (typeof CHAT_ONLY)[number] {
  return CHAT_ONLY.includes(name as never);
}

interface Asked {
  path: 'chat' | 'transcription';
  /** The body of a chat; the fields of an upload. */
  body: Record<string, unknown>;
  headers: IncomingHttpHeaders;
  file?: { name: string; type: string; bytes: Uint8Array };
}

interface EmulatorOptions {
  port?: number;
  key?: string;
  flavour?: ServerName;
  /** Says what no script says: a model of a few lines. */
  think?: (asked: Chat) => string | Said;
  /** Hears for itself what no script says, for example with a real recogniser. */
  listen?: (wav: Uint8Array) => Promise<string>;
}

export class OpenAiEmulator {
  readonly key: string;
  flavour: ServerName;
  think: ((asked: Chat) => string | Said) | undefined;
  /** Everything that was asked, in order. */
  readonly asked: Asked[] = [];
  /** Paths that are no part of what we need. */
  readonly strayed: string[] = [];
  /** How many of them were broken off by who asked, before there was an answer. */
  brokenOff = 0;
  readonly #listen: EmulatorOptions['listen'];
  readonly #server: LocalServer;
  readonly #faults = new Faults<Fault>();
  #heard: z.infer<typeof heard>[] = [];
  #said: Said[] = [];

  private constructor(options: EmulatorOptions) {
    this.key = options.key ?? 'sk-emulated';
    this.flavour = options.flavour ?? 'openai';
    this.think = options.think;
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
  says(next: string | Said): void {
    this.#said.push(typeof next === 'string' ? { content: next } : said.parse(next));
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
    if (!kind) this.strayed.push(path);
    if (!kind || request.method !== 'POST') throw new Refusal(404, { error: { message: 'Not Found' } });
    const asked: Asked =
      kind === 'chat'
        ? { path: 'chat', body: readChat(body), headers: request.headers }
        : await readUpload(request, body);
    this.asked.push(asked);
    const authorized = request.headers.authorization === `Bearer ${this.key}`;
    const met = this.#faults.take((one) => (one.path ?? kind) === kind);
    const breaksOff = met?.kind === 'reset' || met?.kind === 'break';
    response.once('close', () => {
      if (!response.writableFinished && !breaksOff) this.brokenOff++;
    });
    if (met?.kind === 'unauthorized' || (this.#locked && !authorized)) {
      const message = 'Incorrect API key provided.';
      throw new Refusal(401, { error: { message, type: 'invalid_request_error', code: 'invalid_api_key' } });
    }
    if (met && (await misbehave(met, request, response))) return;
    if (asked.path === 'transcription') return send(response, 200, await this.#transcribe(asked));
    const { type, body: text } = this.#chat(asked.body as Chat);
    response.writeHead(200, { 'content-type': met?.kind === 'mistyped' ? 'text/html' : type }).end(text);
  }

  get #locked(): boolean {
    return isChatOnly(this.flavour) ? this.flavour !== 'ollama' : flavours[this.flavour].locked;
  }

  async #transcribe({ body, file }: Asked): Promise<object> {
    if (isChatOnly(this.flavour)) throw new Refusal(404, { error: { message: 'Not Found' } });
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

  #chat(asked: Chat): { type: string; body: string } {
    const flavour = chatFlavour(this.flavour);
    flavour.check(asked);
    const unasked = asked.response_format?.type.startsWith('json') ? '{}' : 'OK.';
    const next = this.#said.shift() ?? this.think?.(asked) ?? unasked;
    const id = `chatcmpl-${this.asked.length}`;
    return writeChat(flavour, asked, typeof next === 'string' ? { content: next } : next, id);
  }

  #control(method: string | undefined, path: string, body: Buffer, response: ServerResponse): void {
    const read = () => JSON.parse(body.toString() || '{}');
    const verbs: Record<string, () => unknown> = {
      'POST hears': () => this.hears(read()),
      'POST says': () => this.says(said.parse(read())),
      'POST faults': () => this.fault(read()),
      'DELETE faults': () => this.clearFaults(),
      'PUT flavour': () => {
        this.flavour = z.object({ name: z.enum(SERVERS) }).parse(read()).name;
      },
      'GET asked': () =>
        this.asked.map(({ file, headers: _, ...rest }) => ({
          ...rest,
          ...(file && { file: { name: file.name, type: file.type, bytes: file.bytes.length } }),
        })),
    };
    const verb = verbs[`${method} ${path.slice('/_emulator/'.length)}`];
    if (!verb) throw new Refusal(404, { error: { message: 'see docs/speech.md and docs/model.md' } });
    send(response, 200, verb() ?? { ok: true });
  }
}

function readChat(body: Buffer): Chat {
  return chat.parse(JSON.parse(body.toString()));
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
    headers: request.headers,
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
