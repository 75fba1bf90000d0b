/**
 * What of an API breaks who uses it already: two documents in, one sentence for each break out. What may come is more room in
 * what is taken, and more fields or values in what is given.
 */

/**
 * @typedef {Record<string, any>} Json
 * @param {Json} before @param {Json} after two OpenAPI documents
 * @returns {string[]}
 */
export function breaks(before, after) {
  const found = new Set();
  const sides = { before, after, say: (/** @type {string} */ what) => void found.add(what) };
  for (const [name, old] of operations(before)) {
    const now = operations(after).get(name);
    if (now) compareOperations(sides, name, old, now);
    else sides.say(`${name} is gone`);
  }
  return [...found];
}

/** @param {Json} document */
function operations(document) {
  const entries = (/** @type {string} */ kind) =>
    Object.entries(document[kind] ?? {}).flatMap(([path, item]) =>
      Object.entries(/** @type {Json} */ (item)).map(([method, operation]) => [
        kind === 'webhooks' ? `webhook ${path}` : `${method.toUpperCase()} ${path}`,
        operation,
      ]),
    );
  return new Map(/** @type {[string, Json][]} */ ([...entries('paths'), ...entries('webhooks')]));
}

function compareOperations(sides, name, old, now) {
  const { before, after, say } = sides;
  // A webhook's body is what we give.
  const isWebhook = name.startsWith('webhook ');
  const scope = now['x-scope'];
  if (old['x-scope'] !== scope) say(`${name} needs another scope: ${scope}, before ${old['x-scope']}`);
  const keyed = (list = []) => new Map(list.map((one) => [`${one.in} ${one.name}`, one]));
  const [oldParameters, parameters] = [keyed(old.parameters), keyed(now.parameters)];
  for (const [key, one] of isWebhook ? [] : parameters) {
    if (one.required && !oldParameters.get(key)?.required) say(`${name} needs the ${key}`);
  }
  for (const [key, one] of oldParameters) {
    const same = parameters.get(key);
    if (!same) say(`${name} has no ${key} any more`);
    else compareSchemas(sides, `${name} ${key}`, one.schema, same.schema, isWebhook ? 'given' : 'taken');
  }
  const [oldBody, body] = [old.requestBody, now.requestBody];
  if (!isWebhook && body?.required && !oldBody?.required) say(`${name} needs a body`);
  compareContents(sides, `${name} body`, oldBody?.content, body?.content, isWebhook ? 'given' : 'taken');
  for (const [status, answer] of isWebhook ? [] : Object.entries(old.responses)) {
    const answered = now.responses[status];
    const at = `${name} ${status}`;
    if (!answered) {
      // That an error cannot come any more breaks nobody.
      if (status < '400') say(`${at} is gone`);
      continue;
    }
    compareContents(sides, at, at$(before, answer).content, at$(after, answered).content, 'given');
  }
}

function compareContents(sides, at, old = {}, now = {}, direction) {
  for (const [type, { schema }] of Object.entries(old)) {
    if (!now[type]) sides.say(`${at} is no ${type} any more`);
    else compareSchemas(sides, at, schema, now[type].schema, direction);
  }
}

/** What a reference points to. */
function at$(document, one) {
  if (!one?.$ref) return one ?? {};
  return one.$ref
    .slice(2)
    .split('/')
    .reduce((/** @type {Json} */ place, /** @type {string} */ name) => place[name], document);
}

const LOWER = ['maxLength', 'maximum', 'maxItems', 'exclusiveMaximum', 'maxProperties'];
const HIGHER = ['minLength', 'minimum', 'minItems', 'exclusiveMinimum', 'minProperties'];
const SAME = ['pattern', 'format'];

/**
 * @param {'taken' | 'given'} direction whether callers send it, or get it
 * @param {readonly string[]} inside the references that lead here: a schema may hold itself
 */
function compareSchemas(sides, at, oldOne, nowOne, direction, inside = []) {
  const pair = `${oldOne?.$ref} ${nowOne?.$ref}`;
  if (inside.includes(pair)) return;
  const deeper = oldOne?.$ref ? [...inside, pair] : inside;
  const [old, now] = [at$(sides.before, oldOne), at$(sides.after, nowOne)];
  const taken = direction === 'taken';
  const { say } = sides;
  const [oldTypes, types] = [typesOf(old), typesOf(now)];
  const narrow = taken
    ? oldTypes.filter((one) => !fits(one, types))
    : types.filter((one) => !fits(one, oldTypes));
  if (oldTypes.length > 0 && types.length > 0 && narrow.length > 0)
    say(taken ? `${at} does not take ${narrow} any more` : `${at} may be ${narrow} now`);
  if (taken) narrowed(say, at, old, now);
  const recurse = (where, one, other) => compareSchemas(sides, where, one, other, direction, deeper);
  compareProperties(say, at, old, now, taken, recurse);
  if (old.items && now.items) recurse(`${at}[]`, old.items, now.items);
  if (isObject(old.additionalProperties) && isObject(now.additionalProperties))
    recurse(`${at}.*`, old.additionalProperties, now.additionalProperties);
  for (const several of ['anyOf', 'oneOf', 'allOf']) {
    const [few, many] = [old[several] ?? [], now[several] ?? []];
    const fewer = several === 'allOf' ? many.length > few.length : many.length < few.length;
    if (few.length !== many.length && fewer === taken) say(`${at} has other alternatives now`);
    for (const [n, one] of few.entries()) if (many[n]) recurse(at, one, many[n]);
  }
}

/** What callers send and was right before has to be right now. */
function narrowed(say, at, old, now) {
  const gone = old.enum ? (now.enum ? old.enum.filter((one) => !now.enum.includes(one)) : []) : [];
  if (gone.length > 0) say(`${at} does not take ${gone} any more`);
  if (now.enum && !old.enum && old.const === undefined) say(`${at} takes only some values now`);
  for (const key of LOWER)
    if (now[key] !== undefined && !(old[key] <= now[key])) say(`${at} has a lower ${key} now`);
  for (const key of HIGHER)
    if (now[key] !== undefined && !(old[key] >= now[key])) say(`${at} has a higher ${key} now`);
  for (const key of SAME)
    if (now[key] !== undefined && now[key] !== old[key]) say(`${at} has another ${key} now`);
}

function compareProperties(say, at, old, now, taken, recurse) {
  const [olds, nows] = [old.properties ?? {}, now.properties ?? {}];
  const [oldNeeds, needs] = [old.required ?? [], now.required ?? []];
  for (const [name, one] of Object.entries(olds)) {
    const where = `${at}.${name}`;
    if (nows[name]) recurse(where, one, nows[name]);
    else if (!taken || now.additionalProperties === false) say(`${where} is gone`);
    if (!taken && nows[name] && oldNeeds.includes(name) && !needs.includes(name))
      say(`${where} may be missing now`);
  }
  if (!taken) return;
  for (const name of needs) if (!oldNeeds.includes(name)) say(`${at}.${name} is needed now`);
}

const isObject = (one) => typeof one === 'object' && one !== null;
const typesOf = ({ type }) => [type].flat().filter((one) => one !== undefined);
/** Every whole number is a number. */
const fits = (type, types) => types.includes(type) || (type === 'integer' && types.includes('number'));
