import { describe, expect, it } from 'vitest';
import { readConfig } from '../src/config.ts';

const read = (env: Record<string, string>) => readConfig(env, []);
const refusal = (env: Record<string, string>) => {
  try {
    read(env);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('It was accepted.');
};

describe('who transcribes', () => {
  it.each([
    ['nobody', {}, null],
    [
      'OpenAI, by its key alone',
      { OPENAI_API_KEY: 'sk-1' },
      { kind: 'openai', baseUrl: 'https://api.openai.com/v1', apiKey: 'sk-1', model: undefined },
    ],
    [
      'the model’s server',
      { OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: 'http://127.0.0.1:1/v1', STT_MODEL: 'whisper' },
      { kind: 'openai', baseUrl: 'http://127.0.0.1:1/v1', apiKey: 'sk-1', model: 'whisper' },
    ],
    [
      'OpenAI with a key of its own',
      { OPENAI_API_KEY: 'sk-1', STT_API_KEY: 'sk-2' },
      { kind: 'openai', baseUrl: 'https://api.openai.com/v1', apiKey: 'sk-2', model: undefined },
    ],
    [
      'another server, which does not get OpenAI’s key',
      { OPENAI_API_KEY: 'sk-1', STT_BASE_URL: 'http://10.0.0.5:8000/v1' },
      { kind: 'openai', baseUrl: 'http://10.0.0.5:8000/v1', apiKey: undefined, model: undefined },
    ],
    [
      'a model of this machine',
      { STT_BASE_URL: 'file:///srv/models/sense-voice' },
      { kind: 'offline', directory: '/srv/models/sense-voice' },
    ],
  ])('%s', (_, env, speech) => {
    expect(read(env as Record<string, string>).speech).toEqual(speech);
  });

  it.each([
    ['a model without a server', { STT_MODEL: 'whisper-1' }, /STT_BASE_URL is missing/],
    ['an address that is none', { STT_BASE_URL: 'localhost:8000' }, /STT_BASE_URL must be an address/],
    ['a path of another machine', { STT_BASE_URL: 'file://models/x' }, /STT_BASE_URL must be a whole path/],
  ] as const)('%s is refused', (_, env, says) => {
    expect(refusal(env)).toMatch(says);
  });
});

describe('where voices are kept', () => {
  const keys = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' };
  it.each([
    ['beside the data', { DATA_DIR: '/srv/tingda' }, { kind: 'file', directory: '/srv/tingda/media' }],
    ['in a directory', { MEDIA_URL: 'file:///srv/voices' }, { kind: 'file', directory: '/srv/voices' }],
    [
      'in a bucket of a server',
      { MEDIA_URL: 's3://voices?endpoint=http://127.0.0.1:9000/&region=eu-west-1', ...keys },
      { kind: 's3', bucket: 'voices', endpoint: 'http://127.0.0.1:9000', region: 'eu-west-1' },
    ],
    [
      'in a bucket of Amazon',
      { MEDIA_URL: 's3://voices', ...keys },
      { endpoint: undefined, region: 'us-east-1' },
    ],
  ])('%s', (_, env, media) => {
    expect(read(env as Record<string, string>).media).toMatchObject(media);
  });

  it.each([
    ['a bucket without a key', { MEDIA_URL: 's3://voices' }, /AWS_ACCESS_KEY_ID is missing/],
    [
      'half a key',
      { MEDIA_URL: 's3://voices', AWS_ACCESS_KEY_ID: 'AKIA' },
      /AWS_SECRET_ACCESS_KEY is missing/,
    ],
    ['a bucket with a path', { MEDIA_URL: 's3://voices/x', ...keys }, /MEDIA_URL must be like s3:/],
    ['a key in the address', { MEDIA_URL: 's3://AKIA:secret@voices', ...keys }, /MEDIA_URL must be like s3:/],
    [
      'an endpoint that is none',
      { MEDIA_URL: 's3://voices?endpoint=ftp://x', ...keys },
      /MEDIA_URL must be like s3:/,
    ],
    ['another kind of address', { MEDIA_URL: 'https://example.com/' }, /MEDIA_URL must be an address/],
    ['a path of another machine', { MEDIA_URL: 'file://voices' }, /MEDIA_URL must be a whole path/],
  ] as const)('%s is refused', (_, env, says) => {
    expect(refusal(env)).toMatch(says);
  });
});
