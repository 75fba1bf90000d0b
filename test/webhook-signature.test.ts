import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { signedHeaders, signedId } from '../src/webhook-signature.ts';

/** Of the specification's own libraries. */
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const OTHER = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const BODY = '{"state":"clear","name":"林小雨"}';
const bytes = (text: string) => new TextEncoder().encode(text);

it('signs the example of the specification as the specification does', () => {
  const headers = signedHeaders(
    [SECRET],
    'msg_p5jXN8AQM9LWM0D4loKWxJek',
    '{"test": 2432232314}',
    1_614_265_330_000,
  );
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

it('makes what the library of the specification takes, and takes what that one makes', () => {
  const theirs = new Webhook(SECRET);
  const now = Date.now();
  expect(theirs.verify(BODY, signedHeaders([SECRET], 'bgc_1', BODY, now))).toEqual(JSON.parse(BODY));
  const headers = {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(now / 1000)),
    'webhook-signature': theirs.sign('msg_1', new Date(now), BODY),
  };
  expect(signedId(SECRET, headers, bytes(BODY), now)).toBe('msg_1');
});

describe('a signature', () => {
  const now = 1_800_000_000_000;
  const right = signedHeaders([SECRET], 'msg_1', BODY, now);
  const wrong = signedHeaders([OTHER], 'msg_1', BODY, now)['webhook-signature']!;
  const one = right['webhook-signature']!;
  it.each<[string, Record<string, string>, string, string | null]>([
    ['is right', {}, BODY, 'msg_1'],
    [
      'among others is right while a secret is changed',
      { 'webhook-signature': `${wrong} ${one}` },
      BODY,
      'msg_1',
    ],
    ['five minutes old is right', at(now - 300_000), BODY, 'msg_1'],
    ['older is not', at(now - 302_000), BODY, null],
    ['of the future is not', at(now + 302_000), BODY, null],
    ['with another time than was signed is not', { 'webhook-timestamp': String(now / 1000 + 1) }, BODY, null],
    ['with another id than was signed is not', { 'webhook-id': 'msg_2' }, BODY, null],
    ['of a body that changed by one byte is not', {}, BODY.replace('clear', 'cleaR'), null],
    ['of a body with a space behind it is not', {}, `${BODY} `, null],
    ['with another secret is not', { 'webhook-signature': wrong }, BODY, null],
    ['of another version is not', { 'webhook-signature': one.replace('v1,', 'v1a,') }, BODY, null],
    ['without a version is not', { 'webhook-signature': one.slice(3) }, BODY, null],
    ['that is empty is not', { 'webhook-signature': '' }, BODY, null],
    ['with an empty value is not', { 'webhook-signature': 'v1,' }, BODY, null],
    ['without a time is not', { 'webhook-timestamp': '' }, BODY, null],
    ['with words for a time is not', { 'webhook-timestamp': 'now' }, BODY, null],
    ['without an id is not', { 'webhook-id': '' }, BODY, null],
    [
      'with a dot moved from the id into the time is not',
      { 'webhook-id': 'msg', 'webhook-timestamp': '1' },
      BODY,
      null,
    ],
  ])('%s', (_what, change, body, id) => {
    expect(signedId(SECRET, { ...right, ...change }, bytes(body), now)).toBe(id);
  });

  function at(time: number) {
    return signedHeaders([SECRET], 'msg_1', BODY, time);
  }
});
