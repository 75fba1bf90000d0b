/**
 * An integrator's first afternoon, against a running Tingda: a key of its own, an opening, a receiver, an interview by API with a
 * recording, the receiver down and back, a replay, an import with errors, an export, an erasure. Each step is a sentence.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, idempotent, ok, type TingdaClient } from '@tingda/client';
import { startReceiver } from './receiver.ts';

const SCOPES = [
  'openings:read',
  'openings:write',
  'candidates:*',
  'interviews:*',
  'pipeline:*',
  'webhooks:write',
] as const;
const ANSWERS = [
  'Yes',
  'I sorted parcels in Suzhou last year, about a thousand a night, and taught two new people the scanner.',
  'A parcel was crushed on the belt. I put it aside, took a photo and called the shift leader.',
  'Yes',
  'No, that is all.',
];
const PEOPLE = 'name,phone,remote_id\n林小雨,+8613800138001,wms-1\n王大力,not a number,wms-2\n';

export interface Tour {
  /** Where Tingda is, and a key that may make keys. */
  url: string;
  key: string;
  /** Where the receiver listens, so that Tingda reaches it. */
  host?: string;
  say(line: string): void;
}

/** @throws Error when a step does not do what it should */
export async function takeTour({ url, key, host = '127.0.0.1', say }: Tour): Promise<void> {
  const admin = createClient({ baseUrl: url, key });
  const made = await ok(admin.POST('/v1/keys', { body: { name: 'tour', scopes: [...SCOPES] } }));
  say(`1. A key of its own, ${made.id}: ${SCOPES.join(', ')}. It is shown once.`);
  const tingda = createClient({ baseUrl: url, key: shown(made.key) });

  const opening = await ok(
    tingda.POST('/v1/openings', {
      params: { header: idempotent() },
      body: {
        title: { zh: '夜班分拣员', en: 'Night sorter' },
        ...{ role: 'sorter', flow: 'warehouse-sorter', status: 'open', headcount: 3 },
      },
    }),
  );
  say(`2. An opening, ${opening.id}: candidates come by the code ${opening.code}.`);

  const receiver = await startReceiver(host);
  try {
    const endpoint = await ok(
      tingda.POST('/v1/webhook_endpoints', { body: { url: receiver.url, events: ['*'] } }),
    );
    receiver.secret = shown(endpoint.secret);
    const params = { path: { id: endpoint.id } };
    await ok(tingda.POST('/v1/webhook_endpoints/{id}/ping', { params }));
    await until(
      'the ping; a receiver on this machine needs ALLOW_PRIVATE_NETWORKS=127.0.0.1/32 where Tingda runs',
      async () => receiver.heard.has('webhook.ping'),
    );
    say('3. A webhook endpoint; its ping came, and the signature was right.');

    const invited = await ok(
      tingda.POST('/v1/invitations', {
        body: { opening_id: opening.id, phone: '+8613800138000', send: false },
      }),
    );
    await interview(tingda, invited.interview_id, shown(invited.code), say);

    receiver.down = true;
    const missed = await ok(tingda.POST('/v1/candidates', { body: { name: 'Lin Yue' } }));
    const deliveries = () =>
      ok(
        tingda.GET('/v1/webhook_endpoints/{id}/deliveries', { params: { ...params, query: { limit: 10 } } }),
      );
    await until('a failed delivery', async () =>
      (await deliveries()).data.some(({ state, attempts }) => state === 'pending' && attempts > 0),
    );
    receiver.down = false;
    await until('the event that was missed', async () => receiver.heard.has('candidate.created'));
    say('5. The receiver was down: the call was tried, kept, and came when it was back.');
    const before = receiver.calls;
    const since = new Date(Date.now() - 60_000).toISOString();
    await ok(tingda.POST('/v1/webhook_endpoints/{id}/replay', { params, body: { since } }));
    await until('the replay', async () => receiver.calls > before);
    say('6. Everything of the last minute once more, by replay, under the ids that it had.');

    await imports(url, shown(made.key), tingda, say);

    const exported = await ok(
      tingda.GET('/v1/candidates/{id}/export', { params: { path: { id: invited.candidate_id } } }),
    );
    say(`8. All that is kept of the candidate: ${Object.keys(exported).length} parts.`);
    await ok(tingda.DELETE('/v1/candidates/{id}', { params: { path: { id: invited.candidate_id } } }));
    const certificate = () =>
      ok(tingda.GET('/v1/candidates/{id}/erasure', { params: { path: { id: invited.candidate_id } } }));
    await until('the erasure', async () => (await certificate()).state === 'done');
    say(`9. Erased: ${JSON.stringify((await certificate()).erased)}.`);
    await ok(tingda.DELETE('/v1/candidates/{id}', { params: { path: { id: missed.id } } }));
    await ok(tingda.POST('/v1/webhook_endpoints/{id}/ping', { params }));
    if (receiver.forged > 0) throw new Error(`${receiver.forged} calls were not signed right`);
  } finally {
    await receiver.stop();
  }
}

/** As an app of one's own would hold it: what the candidate writes goes in, what the bot says is read. */
async function interview(tingda: TingdaClient, id: string, code: string, say: Tour['say']): Promise<void> {
  const params = { path: { id }, query: { from: 'candidate' as const } };
  const turns = async () =>
    (await ok(tingda.GET('/v1/interviews/{id}/turns', { params: { path: { id }, query: { limit: 100 } } })))
      .data;
  let told = 0;
  const answered = async (after: number) => {
    await until('a line of the bot', async () => {
      const rows = await turns();
      return rows.length > after && rows.at(-1)?.from === 'bot';
    });
    told = (await turns()).length;
  };
  for (const text of [code, ...ANSWERS]) {
    await ok(tingda.POST('/v1/interviews/{id}/messages', { params, body: { text } }));
    await answered(told);
  }
  const form = new FormData();
  form.set('audio', new Blob([tone()], { type: 'audio/wav' }), 'answer.wav');
  await ok(
    tingda.POST('/v1/interviews/{id}/messages', {
      params,
      body: form as never,
      bodySerializer: (body) => body as never,
    }),
  );
  await answered(told);
  const rows = await turns();
  say(`4. An interview by API: ${rows.length} turns, one of them a recording. The bot asked last:`);
  say(`   “${rows.at(-1)?.text?.split('\n').at(-1)}”`);
}

async function imports(url: string, key: string, tingda: TingdaClient, say: Tour['say']): Promise<void> {
  const sent = await fetch(`${url}/v1/imports?kind=candidates&source=wms`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'text/csv' },
    body: PEOPLE,
  });
  const { id } = (await sent.json()) as { id: string };
  const params = { path: { id } };
  const read = () => ok(tingda.GET('/v1/imports/{id}', { params }));
  await until('the import', async () => (await read()).status === 'completed');
  const { rows } = await read();
  const { data } = await ok(tingda.GET('/v1/imports/{id}/errors', { params }));
  const wrong = data.map(({ line, column, message }) => `line ${line}, ${column}: ${message}`);
  say(`7. An import: ${rows.created} created, ${rows.failed} failed (${wrong.join('; ')}).`);
}

/** A second of a tone, as WAV: 16 kHz, one channel, 16 bit. */
function tone(): Uint8Array<ArrayBuffer> {
  const samples = 16_000;
  const bytes = new DataView(new ArrayBuffer(44 + samples * 2));
  const text = (at: number, word: string) =>
    [...word].forEach((letter, i) => {
      bytes.setUint8(at + i, letter.charCodeAt(0));
    });
  text(0, 'RIFF');
  bytes.setUint32(4, 36 + samples * 2, true);
  text(8, 'WAVEfmt ');
  bytes.setUint32(16, 16, true);
  bytes.setUint16(20, 1, true);
  bytes.setUint16(22, 1, true);
  bytes.setUint32(24, samples, true);
  bytes.setUint32(28, samples * 2, true);
  bytes.setUint16(32, 2, true);
  bytes.setUint16(34, 16, true);
  text(36, 'data');
  bytes.setUint32(40, samples * 2, true);
  for (let i = 0; i < samples; i++)
    bytes.setInt16(44 + i * 2, 8000 * Math.sin((i / samples) * 2 * Math.PI * 440), true);
  return new Uint8Array(bytes.buffer);
}

/** What is in the first answer, and in none that repeats it. */
function shown(secret: string | undefined): string {
  if (secret === undefined) throw new Error('It is shown once, and this was not the first time.');
  return secret;
}

const PATIENCE_MS = 60_000;

async function until(what: string, so: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; !(await so()); await sleep(200))
    if (Date.now() > end) throw new Error(`Waited ${PATIENCE_MS / 1000} s for ${what}.`);
}
