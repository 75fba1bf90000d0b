import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { breaks } from '../../scripts/breaking.js';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8'));

it('breaks nobody who used the last release, but where docs/openapi.breaks.json says why', () => {
  const declared: { change: string; reason: string }[] = read('openapi.breaks.json');
  const found = breaks(read('openapi.released.json'), read('openapi.json'));
  const help =
    'Take it back, or declare it in docs/openapi.breaks.json with a reason that its users can read';
  expect(
    found.filter((change) => !declared.some((one) => one.change === change)),
    help,
  ).toEqual([]);
  for (const { change, reason } of declared) {
    expect(found, `${change}: nothing like that is broken any more`).toContain(change);
    expect(reason, `${change}: say why`).toMatch(/\S.{15}/);
  }
});

type Json = Record<string, unknown>;
const text = { type: 'string' };
const object = (properties: Json, required: string[] = [], more: Json = {}) => ({
  ...{ type: 'object', properties, required },
  ...more,
});
/** A document of one operation that takes a body, and gives one. */
const api = (taken: Json, given: Json, more: Json = {}) => ({
  paths: {
    '/x': {
      post: {
        'x-scope': 'openings:write',
        requestBody: { required: true, content: { 'application/json': { schema: taken } } },
        responses: {
          200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Given' } } } },
          409: {},
        },
        ...more,
      },
    },
  },
  components: { schemas: { Given: given } },
});
const query = (name: string, schema: Json, required = false) => ({
  parameters: [{ in: 'query', name, required, schema }],
});
const hook = (schema: Json) => ({
  webhooks: { 'x.done': { post: { requestBody: { content: { 'application/json': { schema } } } } } },
});

const none = object({});
const closed = { additionalProperties: false };
const self = object({ next: { $ref: '#/components/schemas/Given' }, a: text });

describe('what breaks', () => {
  it.each<[string, Json, Json, string[]]>([
    ['an operation that is gone', api(none, none), { paths: {} }, ['POST /x is gone']],
    [
      'an answer that is gone',
      api(none, none),
      api(none, none, { responses: { 204: {} } }),
      ['POST /x 200 is gone'],
    ],
    [
      'another scope',
      api(none, none),
      api(none, none, { 'x-scope': 'admin' }),
      ['POST /x needs another scope: admin, before openings:write'],
    ],
    [
      'a field that is not given any more',
      api(none, object({ a: text })),
      api(none, none),
      ['POST /x 200.a is gone'],
    ],
    [
      'a field that may be missing',
      api(none, object({ a: text }, ['a'])),
      api(none, object({ a: text })),
      ['POST /x 200.a may be missing now'],
    ],
    [
      'a field that may be null',
      api(none, object({ a: text })),
      api(none, object({ a: { type: ['string', 'null'] } })),
      ['POST /x 200.a may be null now'],
    ],
    [
      'a whole number that is any number',
      api(none, object({ a: { type: 'integer' } })),
      api(none, object({ a: { type: 'number' } })),
      ['POST /x 200.a may be number now'],
    ],
    [
      'a field far down in a list',
      api(none, { type: 'array', items: object({ a: object({ b: text }) }) }),
      api(none, { type: 'array', items: object({ a: none }) }),
      ['POST /x 200[].a.b is gone'],
    ],
    [
      'a field of what holds itself',
      api(none, self),
      api(none, object({ next: self.properties.next })),
      ['POST /x 200.a is gone'],
    ],
    [
      'a field that is needed',
      api(object({ a: text }), none),
      api(object({ a: text, b: text }, ['a', 'b']), none),
      ['POST /x body.a is needed now', 'POST /x body.b is needed now'],
    ],
    [
      'a field that is not taken any more',
      api(object({ a: text }, [], closed), none),
      api(object({}, [], closed), none),
      ['POST /x body.a is gone'],
    ],
    [
      'a value that is not taken any more',
      api(object({ a: { ...text, enum: ['x', 'y'] } }), none),
      api(object({ a: { ...text, enum: ['x'] } }), none),
      ['POST /x body.a does not take y any more'],
    ],
    [
      'a type that is not taken any more',
      api(object({ a: { type: ['string', 'null'] } }), none),
      api(object({ a: text }), none),
      ['POST /x body.a does not take null any more'],
    ],
    [
      'less room',
      api(object({ a: { ...text, maxLength: 10 } }), none),
      api(object({ a: { ...text, maxLength: 9, minLength: 1, pattern: 'x' } }), none),
      [
        'POST /x body.a has a lower maxLength now',
        'POST /x body.a has a higher minLength now',
        'POST /x body.a has another pattern now',
      ],
    ],
    [
      'a parameter that is gone',
      api(none, none, query('q', text)),
      api(none, none),
      ['POST /x has no query q any more'],
    ],
    [
      'a parameter that is needed',
      api(none, none),
      api(none, none, query('q', text, true)),
      ['POST /x needs the query q'],
    ],
    [
      'a body of another type',
      api(none, none),
      api(none, none, { requestBody: { content: { 'text/csv': { schema: text } } } }),
      ['POST /x body is no application/json any more'],
    ],
    ['a webhook that is gone', hook(none), {}, ['webhook x.done is gone']],
    [
      'a field that a webhook does not tell any more',
      hook(object({ a: text })),
      hook(none),
      ['webhook x.done body.a is gone'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(breaks(before, after)).toEqual(expected);
  });
});

describe('what does not', () => {
  it.each<[string, Json, Json]>([
    ['nothing new', api(self, self), api(self, self)],
    ['an operation more', { paths: {} }, api(none, none)],
    [
      'an error less',
      api(none, none),
      api(none, none, {
        responses: { 200: { content: api(none, none).paths['/x'].post.responses[200].content } },
      }),
    ],
    [
      'a field more',
      api(object({}, [], closed), none),
      api(object({ a: text }, [], closed), object({ a: text })),
    ],
    ['a field that need not be sent', api(object({ a: text }, ['a']), none), api(object({ a: text }), none)],
    ['a field that always comes', api(none, object({ a: text })), api(none, object({ a: text }, ['a']))],
    [
      'a value more',
      api(object({ a: { ...text, enum: ['x'] } }), object({ a: { ...text, enum: ['x'] } })),
      api(object({ a: { ...text, enum: ['x', 'y'] } }), object({ a: { ...text, enum: ['x', 'y'] } })),
    ],
    [
      'more room',
      api(object({ a: { ...text, maxLength: 9, pattern: 'x' } }), none),
      api(object({ a: { ...text, maxLength: 10 } }), none),
    ],
    ['a parameter more', api(none, none), api(none, none, query('q', text))],
    [
      'a name for what had none',
      api(none, none),
      api(none, { $ref: '#/components/schemas/Named' }) && {
        ...api(none, none),
        components: { schemas: { Given: { $ref: '#/components/schemas/Named' }, Named: none } },
      },
    ],
  ])('%s', (_, before, after) => {
    expect(breaks(before, after)).toEqual([]);
  });
});
