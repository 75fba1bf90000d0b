/** The neutral provider against the emulated one: what goes out, what comes back, and what is refused. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StepsEmulator } from '../../src/emulators/steps.ts';
import { signedCallback } from '../../src/emulators/steps-callbacks.ts';
import type { TingdaError } from '../../src/errors.ts';
import { createHttp } from '../../src/http.ts';
import { create } from '../../src/pipeline/providers/http.ts';
import type { RawRequest } from '../../src/ports.ts';
import type { StepKind } from '../../src/types.ts';

let there: StepsEmulator;
const http = createHttp();
beforeEach(async () => {
  there = await StepsEmulator.start({ retryMs: 5 });
});
afterEach(() => there.stop());

const REQUEST = {
  stepId: 'bgc_1',
  callbackUrl: 'http://127.0.0.1:9/hooks/background-check/http',
  language: 'zh' as const,
  data: { candidate: { id: 'cnd_1', legal_name: '林小雨' }, opening: { id: 'opn_1', title: '夜班分拣员' } },
};
const provider = (kind: StepKind = 'background_check', secret = there.secret) =>
  create(kind, { url: `${there.url}/${kind}`, secret }, { http });
const failing = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    ({ code, retry }) => ({ code, retry }),
  );

it('is not asked where it could not tell what became of it', async () => {
  const asked = provider().start({ ...REQUEST, kind: 'background_check', callbackUrl: null });
  expect(await failing(asked)).toEqual({ code: 'public_url_missing', retry: true });
});

describe('begins a step', () => {
  it.each(['background_check', 'contract', 'onboarding'] as const)('of the kind %s', async (kind) => {
    const { externalId } = await provider(kind).start({ ...REQUEST, kind });
    expect([...there.steps.values()]).toMatchObject([
      {
        id: 'bgc_1',
        external_id: externalId,
        request: {
          type: `${kind}.requested`,
          id: 'bgc_1',
          callback_url: REQUEST.callbackUrl,
          locale: 'zh',
          ...REQUEST.data,
        },
      },
    ]);
  });

  it('once, however often it is asked: the second try of a call that got no answer finds the first', async () => {
    there.fault({ kind: 'reset', accepted: true });
    expect(await failing(provider().start({ ...REQUEST, kind: 'background_check' }))).toEqual({
      code: 'provider_reset',
      retry: true,
    });
    const { externalId } = await provider().start({ ...REQUEST, kind: 'background_check' });
    expect(there.steps.size).toBe(1);
    expect(there.steps.get('bgc_1')).toMatchObject({ external_id: externalId, asked: 2 });
  });

  it.each([
    [{ kind: 'server_error' }, 'provider_failed', true],
    [{ kind: 'reset' }, 'provider_reset', true],
    [{ kind: 'garbage' }, 'provider_answer_invalid', true],
    [{ kind: 'unauthorized' }, 'provider_unauthorized', true],
    [{ kind: 'refuse', code: 'id_not_known' }, 'refused_id_not_known', false],
    [{ kind: 'refuse', code: 'Lin Xiaoyu has a record' }, 'refused', false],
  ] as const)('not, after %j: %s, worth another try: %s', async (fault, code, retry) => {
    there.fault(fault);
    expect(await failing(provider().start({ ...REQUEST, kind: 'background_check' }))).toEqual({
      code,
      retry,
    });
    expect(there.steps.size).toBe(0);
  });

  it('not where our secret is another than theirs', async () => {
    const other = `whsec_${Buffer.alloc(32).toString('base64')}`;
    expect(await failing(provider('contract', other).start({ ...REQUEST, kind: 'contract' }))).toMatchObject({
      code: 'provider_unauthorized',
    });
    expect(there.steps.size).toBe(0);
  });
});

it('takes a step back', async () => {
  const { externalId } = await provider().start({ ...REQUEST, kind: 'background_check' });
  await provider().cancel({ stepId: 'bgc_1', kind: 'background_check', externalId });
  expect(there.steps.get('bgc_1')).toMatchObject({ canceled: true });
});

it('has nothing to take back where they say that they do not know it, and tries again where nobody says so', async () => {
  const unknown = { stepId: 'bgc_unknown', kind: 'background_check', externalId: null } as const;
  await expect(provider().cancel(unknown)).resolves.toBeUndefined();
  const elsewhere = create(
    'background_check',
    { url: `${there.url}/_emulator/nowhere`, secret: there.secret },
    { http },
  );
  await expect(elsewhere.cancel(unknown)).rejects.toMatchObject({
    code: 'provider_address_wrong',
    retry: true,
  });
});

/** A callback as it comes in. */
function call(content: unknown, { secret = there.secret, at = Date.now() } = {}): RawRequest {
  const { headers, body } = signedCallback(secret, 'http://here', content, { id: 'msg_1', at });
  return { method: 'POST', path: '/', headers, body: Buffer.from(body) };
}
const UPDATE = {
  type: 'background_check.updated',
  step_id: 'bgc_1',
  state: 'clear',
  at: '2026-03-06T22:00:00+08:00',
};
const read = async (raw: RawRequest, kind?: StepKind) => {
  const { verify, parse } = provider(kind).calls!;
  return parse(await verify(raw));
};
const refusal = (reading: Promise<unknown>): Promise<TingdaError> =>
  reading.then(
    () => {
      throw new Error('It was taken.');
    },
    (error) => error,
  );

const ALL =
  'pending clear consider suspended canceled sent signed declined expired voided scheduled checked_in no_show completed'.split(
    ' ',
  );

describe('a callback', () => {
  it('is read: which step, which state, when', async () => {
    const raw = call({ ...UPDATE, external_id: 'ext_1', detail: 'https://there.example/r/1', more: true });
    expect(await read(raw)).toEqual([
      {
        reportId: 'msg_1',
        stepId: 'bgc_1',
        externalId: 'ext_1',
        state: 'clear',
        at: new Date('2026-03-06T14:00:00Z'),
        data: { detail: 'https://there.example/r/1' },
      },
    ]);
  });

  it.each([
    ['background_check', ['pending', 'clear', 'consider', 'suspended', 'canceled']],
    ['contract', ['sent', 'signed', 'declined', 'expired', 'voided']],
    ['onboarding', ['scheduled', 'checked_in', 'no_show', 'completed', 'canceled']],
  ] as const)('of a %s knows exactly %j', async (kind, states) => {
    const all = [...ALL, 'toString', '__proto__', 'on_hold', 'adverse', 'collecting', 'draft'];
    const answers = all.map((state) => read(call({ ...UPDATE, type: `${kind}.updated`, state }), kind));
    const taken = (await Promise.allSettled(answers)).flatMap(({ status }, i) =>
      status === 'fulfilled' ? all[i]! : [],
    );
    expect(taken.toSorted()).toEqual(states.toSorted());
  });

  it.each<[string, () => RawRequest]>([
    ['with another secret', () => call(UPDATE, { secret: `whsec_${Buffer.alloc(32).toString('base64')}` })],
    ['of ten minutes ago', () => call(UPDATE, { at: Date.now() - 600_000 })],
    ['that is yet to come', () => call(UPDATE, { at: Date.now() + 600_000 })],
    [
      'whose body is another than was signed',
      () => ({ ...call(UPDATE), body: Buffer.from(`${JSON.stringify(UPDATE)} `) }),
    ],
    ['without a signature', () => ({ ...call(UPDATE), headers: {} })],
    ['that is no JSON, before anybody reads it', () => ({ ...call(UPDATE), body: Buffer.from('{') })],
  ])('%s is refused by its signature', async (_what, raw) => {
    expect(await refusal(read(raw()))).toMatchObject({
      code: 'signature_invalid',
      status: 401,
    });
  });

  it.each<[string, object, string]>([
    ['an unknown state', { state: 'excellent' }, 'state'],
    ["a state of another kind's", { state: 'signed' }, 'state'],
    ['no state', { state: undefined }, 'state'],
    ['another type', { type: 'contract.updated' }, 'type'],
    ['no step', { step_id: undefined }, 'step_id'],
    ['a step that is a number', { step_id: 7 }, 'step_id'],
    ['an id with a space', { external_id: 'a b' }, 'external_id'],
    ['no moment', { at: undefined }, 'at'],
    ['a day for a moment', { at: '2026-03-06' }, 'at'],
    ['a moment that is yet to come', { at: '2099-01-01T00:00:00Z' }, 'at'],
    ['words about somebody', { detail: 'he was in prison' }, 'detail'],
    ['too long a detail', { detail: 'x'.repeat(201) }, 'detail'],
  ])('with %s is refused with what is wrong', async (_what, change, path) => {
    const error = await refusal(read(call({ ...UPDATE, ...change })));
    expect(error).toMatchObject({ code: 'payload_invalid', status: 400, items: [{ path }] });
    expect(error.message).toContain('Nothing was stored');
  });

  it.each([[[]], [null], ['text'], [7]])('that is %j is refused', async (content) => {
    expect(await refusal(read(call(content)))).toMatchObject({ code: 'payload_invalid' });
  });
});

describe('the emulated provider', () => {
  it('drives itself over HTTP, for those who write in another language', async () => {
    await provider().start({ ...REQUEST, kind: 'background_check' });
    const { body } = await http.request(`${there.url}/_emulator/steps`, { trusted: true });
    expect(JSON.parse(body.toString())).toMatchObject({ steps: [{ id: 'bgc_1', asked: 1 }] });
    const control = (method: 'POST' | 'PUT' | 'DELETE', path: string, content: object = {}) =>
      http
        .request(`${there.url}/_emulator/${path}`, { method, body: JSON.stringify(content), trusted: true })
        .then(({ status }) => status);
    expect(await control('POST', 'faults', { kind: 'server_error' })).toBe(200);
    expect(await failing(provider().start({ ...REQUEST, kind: 'background_check' }))).toMatchObject({
      code: 'provider_failed',
    });
    expect(await control('POST', 'faults', { kind: 'nonsense' })).toBe(400);
    expect(await control('DELETE', 'faults')).toBe(200);
    expect(await control('PUT', 'settings', { script: { background_check: ['clear'] } })).toBe(200);
    expect(await control('POST', 'steps/bgc_1/report', { state: 'clear' })).toBe(200);
    expect(await control('POST', 'nothing')).toBe(404);
  });
});
