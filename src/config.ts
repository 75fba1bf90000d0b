/** Reads the environment once, as a pure parse; everything else gets the result passed in. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { modelVariables, readModel } from './config/model.ts';
import { readRetention, retentionVariables } from './config/retention.ts';
import { readSteps, stepVariables } from './config/steps.ts';
import { url, wholeNumber } from './config/values.ts';
import { type ErrorItem, TingdaError } from './errors.ts';
import { isNetwork } from './networks.ts';
import type {
  MediaSettings,
  ModelSettings,
  RetentionSettings,
  SpeechSettings,
  StepKind,
  StepSettings,
} from './types.ts';

/** Quiet hours as minutes of the local day; `start` > `end` spans midnight. Null: none. */
export type QuietHours = { start: number; end: number } | null;

const clock = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/;

const quietHours = z.string().transform((text, context): QuietHours => {
  if (text === 'off') return null;
  const match = clock.exec(text);
  if (!match) {
    context.addIssue({ code: 'custom', message: 'must be like 21:00-08:00, or off' });
    return z.NEVER;
  }
  const [, h1, m1, h2, m2] = match.map(Number) as [number, number, number, number, number];
  return { start: h1 * 60 + m1, end: h2 * 60 + m2 };
});

const timeZone = z.string().refine(isTimeZone, 'must be an IANA time zone like Asia/Shanghai');

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const secret = z.string().min(32, 'must have at least 32 characters (openssl rand -hex 32 makes one)');

const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

const base = z.object({
  PORT: wholeNumber(65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: url(['http:', 'https:']).optional(),
  DATABASE_URL: url(['postgres:', 'postgresql:']).optional(),
  DATA_DIR: z.string().default('./data'),
  REDIS_URL: url(['redis:', 'rediss:']).optional(),
  SECRET_KEY: secret.optional(),
  BOOTSTRAP_API_KEY: secret.optional(),
  BURST_WAIT_MS: wholeNumber(8000).default(1500),
  OTEL_EXPORTER_OTLP_ENDPOINT: url(['http:', 'https:']).optional(),
  QUIET_HOURS: quietHours.default({ start: 21 * 60, end: 8 * 60 }),
  DEFAULT_TIME_ZONE: timeZone.optional(),
  STT_BASE_URL: url(['http:', 'https:', 'file:']).optional(),
  STT_API_KEY: z.string().optional(),
  STT_MODEL: z.string().max(200).optional(),
  ...modelVariables,
  ...stepVariables,
  ...retentionVariables,
  MEDIA_URL: url(['file:', 's3:']).optional(),
  /** Amazon's own names, which every tool for S3 reads. */
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
  ALLOW_PRIVATE_NETWORKS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .refine(
      (networks) => networks.every(isNetwork),
      'must be networks like 10.0.0.0/8 or fd00::/8, with commas',
    ),
  /** Tests only: the file that says at which passing of a named crash point the process is killed. */
  CRASH_FILE: z.string().optional(),
});

/** What an operator can set, beside the channels' own. */
export const VARIABLES = Object.keys(base.omit({ CRASH_FILE: true }).shape);

/** What a channel contributes: `environment` is a zod object over its own variables. */
export interface ChannelSchema {
  type: string;
  environment: z.ZodObject;
}

export interface Config {
  port: number;
  host: string;
  publicUrl: string | undefined;
  databaseUrl: string | undefined;
  dataDir: string;
  redisUrl: string | undefined;
  /** Absent only on the embedded engine, where one is made and kept in `dataDir`. */
  secretKey: string | undefined;
  bootstrapApiKey: string | undefined;
  burstWaitMs: number;
  quietHours: QuietHours;
  defaultTimeZone: string | undefined;
  logLevel: string;
  /** Where an OpenTelemetry collector takes traces; absent: none are made. */
  traceEndpoint: string | undefined;
  allowPrivateNetworks: string[];
  crashFile: string | undefined;
  /** Null: nobody turns speech into text; voice notes are kept, and asked for in writing. */
  speech: SpeechSettings | null;
  /** Null: the interviews go by rules. */
  model: ModelSettings | null;
  media: MediaSettings;
  /** Who else takes care of a step; without an entry it is ourselves. */
  steps: Partial<Record<StepKind, StepSettings>>;
  /** How long what is kept. */
  retention: RetentionSettings;
  /** Parsed environment of each channel that is switched on. */
  channels: Record<string, Record<string, unknown>>;
}

/**
 * @throws TingdaError `config_invalid` naming every variable that is wrong and what would be right.
 */
export function readConfig(
  env: Record<string, string | undefined>,
  channels: readonly ChannelSchema[],
): Config {
  // An empty variable is an absent one: container files often set `NAME=`.
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const items: ErrorItem[] = [];
  const take = <T extends z.ZodObject>(schema: T): z.infer<T> | null => {
    const result = schema.safeParse(given);
    if (result.success) return result.data;
    for (const issue of result.error.issues) {
      const missing = given[String(issue.path[0])] === undefined;
      items.push({
        path: issue.path.join('.'),
        message: missing ? `is missing: ${issue.message}` : issue.message,
      });
    }
    return null;
  };
  const parsed = take(base);
  const on: Config['channels'] = {};
  for (const channel of channels) {
    const names = Object.keys(channel.environment.shape);
    // One without variables has nothing that could be missing: it is always there.
    if (names.length > 0 && !names.some((name) => given[name] !== undefined)) continue;
    const settings = take(channel.environment);
    if (settings) on[channel.type] = settings;
  }
  if (parsed?.DATABASE_URL && !parsed.SECRET_KEY) {
    items.push({
      path: 'SECRET_KEY',
      message: 'is missing: DATABASE_URL needs one of at least 32 characters',
    });
  }
  const speech = parsed && readSpeech(parsed, items);
  const model = parsed && readModel(parsed, items);
  const media = parsed && readMedia(parsed, items);
  const steps = parsed && readSteps(parsed, items);
  if (!parsed || !media || !steps || items.length > 0) {
    const list = items.map((item) => `${item.path} ${item.message}`).join('; ');
    throw new TingdaError('config_invalid', `The environment is not right: ${list}.`, { items });
  }
  return {
    port: parsed.PORT,
    host: parsed.HOST,
    publicUrl: parsed.PUBLIC_URL?.replace(/\/+$/, ''),
    databaseUrl: parsed.DATABASE_URL,
    dataDir: parsed.DATA_DIR,
    redisUrl: parsed.REDIS_URL,
    secretKey: parsed.SECRET_KEY,
    bootstrapApiKey: parsed.BOOTSTRAP_API_KEY,
    burstWaitMs: parsed.BURST_WAIT_MS,
    quietHours: parsed.QUIET_HOURS,
    defaultTimeZone: parsed.DEFAULT_TIME_ZONE,
    logLevel: parsed.LOG_LEVEL,
    traceEndpoint: parsed.OTEL_EXPORTER_OTLP_ENDPOINT,
    allowPrivateNetworks: parsed.ALLOW_PRIVATE_NETWORKS,
    crashFile: parsed.CRASH_FILE,
    speech,
    model,
    media,
    steps,
    retention: readRetention(parsed),
    channels: on,
  };
}

type Base = z.infer<typeof base>;

/** Transcription has its own address, or is OpenAI's and goes with the model's. */
function readSpeech(given: Base, items: ErrorItem[]): SpeechSettings | null {
  const { STT_BASE_URL, STT_API_KEY, STT_MODEL, OPENAI_API_KEY, OPENAI_BASE_URL } = given;
  if (STT_BASE_URL?.startsWith('file:')) {
    const directory = directoryOf(STT_BASE_URL);
    if (directory) return { kind: 'offline', directory };
    items.push({
      path: 'STT_BASE_URL',
      message: 'must be a whole path, like file:///srv/models/sense-voice',
    });
    return null;
  }
  const key = STT_API_KEY ?? OPENAI_API_KEY;
  const baseUrl = STT_BASE_URL ?? OPENAI_BASE_URL ?? (key && 'https://api.openai.com/v1');
  if (baseUrl) {
    // Another's address never gets the key that was meant for OpenAI's.
    const apiKey = STT_BASE_URL ? STT_API_KEY : key;
    return { kind: 'openai', baseUrl, apiKey, model: STT_MODEL };
  }
  if (STT_MODEL !== undefined) {
    items.push({ path: 'STT_BASE_URL', message: 'is missing: STT_MODEL needs the server that runs it' });
  }
  return null;
}

function readMedia(given: Base, items: ErrorItem[]): MediaSettings | null {
  const { MEDIA_URL, DATA_DIR, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = given;
  if (MEDIA_URL === undefined) return { kind: 'file', directory: resolve(DATA_DIR, 'media') };
  const refuse = (path: string, message: string) => {
    items.push({ path, message });
    return null;
  };
  if (MEDIA_URL.startsWith('file:')) {
    const directory = directoryOf(MEDIA_URL);
    return directory
      ? { kind: 'file', directory }
      : refuse('MEDIA_URL', 'must be a whole path, like file:///srv/tingda/media');
  }
  const { hostname: bucket, pathname, searchParams, username } = new URL(MEDIA_URL);
  const endpoint = searchParams.get('endpoint')?.replace(/\/+$/, '');
  const right = 'must be like s3://bucket?endpoint=https://s3.example.com&region=eu-west-1';
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) || pathname.length > 1 || username) {
    return refuse('MEDIA_URL', right);
  }
  if (endpoint !== undefined && !/^https?:$/.test(URL.parse(endpoint)?.protocol ?? '')) {
    return refuse('MEDIA_URL', right);
  }
  if (!AWS_ACCESS_KEY_ID) return refuse('AWS_ACCESS_KEY_ID', 'is missing: MEDIA_URL names a bucket');
  if (!AWS_SECRET_ACCESS_KEY) return refuse('AWS_SECRET_ACCESS_KEY', 'is missing: MEDIA_URL names a bucket');
  return {
    kind: 's3',
    bucket,
    endpoint,
    region: searchParams.get('region') ?? 'us-east-1',
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
  };
}

function directoryOf(address: string): string | null {
  try {
    return fileURLToPath(address);
  } catch {
    return null;
  }
}
