/**
 * What a receiver of webhooks has to bear. A good call is answered 2xx, a forged one 4xx: a 5xx is no refusal, since it says
 * that the receiver broke down over it.
 */
import { randomBytes } from 'node:crypto';
import { newId } from '../../ids.ts';
import { signedHeaders } from '../../webhook-signature.ts';
import { EVENTS } from './events.ts';

export interface Call {
  headers: Record<string, string>;
  body: string;
}

export interface Case {
  id: string;
  what: string;
  /** Answered with 2xx; otherwise with 4xx. */
  good: boolean;
  /** What it means when it is not. */
  means: string;
  mend: string;
  /** Made when they are sent: they bear the time. */
  calls(): Iterable<Call>;
}

const MINUTE = 60_000;
const LARGE = 64 * 1024;

const MEND_CHECK =
  "Check the signature before anything else, with one of Standard Webhooks' libraries, and answer 401 when it is wrong.";
const MEND_TIME = 'Refuse a webhook-timestamp more than five minutes away from your clock; the libraries do.';
const MEND_RAW = 'Check the signature over the bytes as they came, before JSON is parsed.';
const MEND_KNOWN = 'Keep webhook-id; answer 200 to one that is known, and do nothing more.';

/** @param secret the receiver's @param now the clock */
export function casesFor(secret: string, now: () => number): Case[] {
  const type = { 'content-type': 'application/json' };
  const signed = (body: string, id = newId('evt'), at = now(), secrets = [secret]): Call => ({
    headers: { ...type, ...signedHeaders(secrets, id, body, at) },
    body,
  });
  const other = `whsec_${randomBytes(32).toString('base64')}`;
  const plain = () => eventOf('interview.completed', 1, now());
  const without = (name: string): Call => {
    const call = signed(plain());
    return {
      ...call,
      headers: Object.fromEntries(Object.entries(call.headers).filter(([key]) => key !== name)),
    };
  };
  const good = (id: string, what: string, means: string, mend: string, calls: Case['calls']): Case => ({
    ...{ id, what, good: true, means, mend, calls },
  });
  const forged = (id: string, what: string, means: string, mend: string, calls: Case['calls']): Case => ({
    ...{ id, what, good: false, means, mend, calls },
  });
  return [
    good(
      'ping',
      'a webhook.ping, rightly signed',
      'Nothing gets through: every call would be tried for three days and given up.',
      'See that it listens there, takes POST, has this secret, and answers 2xx within 10 seconds.',
      () => [signed(pingOf(now()))],
    ),
    ...Object.keys(EVENTS).map((name) =>
      good(
        `event.${name}`,
        `an event ${name}`,
        'Events of this type are lost to you.',
        'Answer 2xx once it is stored; what you have no use for, answer 2xx too.',
        () => [signed(eventOf(name, 1, now()))],
      ),
    ),
    good(
      'unknown_type',
      'an event of a type that is not known yet',
      'An update of Tingda that tells of something new would stop your deliveries.',
      'Answer 2xx to a type that you do not know.',
      () => [signed(eventOf('something.new', 1, now()))],
    ),
    good(
      'unicode',
      'a body in Chinese, with an emoji and escapes',
      'What is signed are bytes; something on the way reads them as other letters.',
      MEND_RAW,
      () => [signed(eventOf('interview.completed', 1, now(), { note_code: '听答 🎧 é \u2028' }))],
    ),
    good(
      'raw_body',
      'a body with spaces and escapes that no JSON library would write',
      'The signature is checked over JSON that was parsed and written again, not over what came.',
      MEND_RAW,
      () => [signed(spaced(plain()))],
    ),
    good(
      'large',
      'a body of 64 KB',
      'Larger events are lost to you.',
      'Allow bodies of 64 KB and more.',
      () => [signed(eventOf('interview.completed', 1, now(), { ids: 'x'.repeat(LARGE) }))],
    ),
    good(
      'charset',
      'the content type with a charset, as proxies add it',
      'A proxy in between would stop your deliveries.',
      'Take application/json with any parameters.',
      () => {
        const call = signed(plain());
        return [{ ...call, headers: { ...call.headers, 'content-type': 'application/json; charset=utf-8' } }];
      },
    ),
    good(
      'rotation',
      'two signatures, of another secret and of yours',
      'While a secret is changed, every call would be refused for a day.',
      'Try each signature of webhook-signature, which are separated by spaces; one that is right is enough.',
      () => [signed(plain(), newId('evt'), now(), [other, secret])],
    ),
    good(
      'repeated',
      'the same webhook-id twice, as after an answer that was lost',
      'A second delivery fails for ever, and is tried for three days.',
      MEND_KNOWN,
      () => {
        const [id, body] = [newId('evt'), plain()];
        return [signed(body, id), signed(body, id)];
      },
    ),
    good(
      'out_of_order',
      'sequence 3 of an application, then 2, then 1',
      'What comes late is lost to you: calls that failed once come after later ones.',
      'Store each by webhook-id and order by sequence when you read; never refuse one that comes late.',
      () => [3, 2, 1].map((sequence) => signed(eventOf('stage.changed', sequence, now()))),
    ),
    forged('wrong_secret', 'signed with another secret', 'Anybody can tell you anything.', MEND_CHECK, () => [
      signed(plain(), newId('evt'), now(), [other]),
    ]),
    forged('no_signature', 'no webhook-signature', 'Anybody can tell you anything.', MEND_CHECK, () => [
      without('webhook-signature'),
    ]),
    forged(
      'no_timestamp',
      'no webhook-timestamp',
      'A call that was listened to can be sent again.',
      MEND_CHECK,
      () => [without('webhook-timestamp')],
    ),
    forged('no_id', 'no webhook-id', 'A second delivery cannot be told from the first.', MEND_CHECK, () => [
      without('webhook-id'),
    ]),
    forged(
      'changed',
      'a body that was changed after it was signed',
      'Anybody in between can rewrite events.',
      MEND_CHECK,
      () => {
        const call = signed(plain());
        return [{ ...call, body: call.body.replace('"int_', '"int_x') }];
      },
    ),
    forged(
      'other_id',
      'a webhook-id that was changed after it was signed',
      'A call can be repeated as a new one.',
      MEND_CHECK,
      () => {
        const call = signed(plain());
        return [{ ...call, headers: { ...call.headers, 'webhook-id': newId('evt') } }];
      },
    ),
    forged(
      'other_version',
      'the right digest under a version that is not v1',
      'A weaker version could be claimed.',
      MEND_CHECK,
      () => {
        const { headers, body } = signed(plain());
        return [
          {
            body,
            headers: { ...headers, 'webhook-signature': headers['webhook-signature']!.replace('v1,', 'v9,') },
          },
        ];
      },
    ),
    forged(
      'old',
      'signed rightly, ten minutes ago',
      'A call that was listened to can be sent again for ever.',
      MEND_TIME,
      () => [signed(plain(), newId('evt'), now() - 10 * MINUTE)],
    ),
    forged('future', 'signed rightly, for in ten minutes', 'A call can be kept for later.', MEND_TIME, () => [
      signed(plain(), newId('evt'), now() + 10 * MINUTE),
    ]),
    forged(
      'not_json',
      'a forged body that is no JSON',
      'What anybody sends is parsed before it is checked, and it broke.',
      MEND_RAW,
      () => [signed('{"id": "evt_', newId('evt'), now(), [other])],
    ),
  ];
}

const pingOf = (at: number) =>
  JSON.stringify({
    ...{ id: newId('dlv'), type: 'webhook.ping', at: new Date(at).toISOString() },
    ...{ application_id: null, sequence: null, data: { endpoint_id: newId('whk') } },
  });

function eventOf(type: string, sequence: number, at: number, more: Record<string, string> = {}): string {
  const data = { ...EVENTS[type]?.(), ...more };
  return JSON.stringify({
    ...{ id: newId('evt'), type, at: new Date(at).toISOString() },
    ...{ application_id: newId('app'), sequence, data },
  });
}

/** The same JSON in other bytes. */
function spaced(json: string): string {
  return JSON.stringify(JSON.parse(json), null, 3).replace('"type"', '"\\u0074ype"').replaceAll('\n', '\r\n');
}
