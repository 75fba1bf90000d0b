/**
 * What people say, are called and can be reached at, and what opens doors, is planted by every channel and by everything that HR
 * writes: fifty words and more here, five hundred by night. None comes out in a log, a figure, a trace, a queue, a cache, an
 * event, a call of a webhook or a sealed backup; and after the erasure none is anywhere. What is not to be stored is nowhere at
 * any time. Last, a word is put into each of these places, and is found there.
 */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { countPersonal } from '../../db/personal.ts';
import { channelRegistry } from '../../src/channels/index.ts';
import { waitUntil } from '../support/patience.ts';
import { makeNoise, type Noise } from './noise.ts';
import { live, type Planted } from './people.ts';
import { hits, type Place } from './search.ts';
import { inside, outside, type Sink } from './sinks.ts';
import { openStage, type Stage } from './stage.ts';
import { ways } from './ways.ts';

const NIGHTLY = Boolean(process.env.TINGDA_NIGHTLY);
/** Of each channel. */
const PEOPLE = NIGHTLY ? 3 : 1;
const LEAST = NIGHTLY ? 500 : 50;
const PATIENCE = { timeout: 60_000, interval: 50 };
vi.setConfig({ testTimeout: NIGHTLY ? 900_000 : 300_000, hookTimeout: 120_000 });

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await waitUntil(
    () => [...stage.node.runtime.channels.values()].every(({ health }) => health().state === 'ok'),
    PATIENCE,
  );
});
afterAll(() => stage.stop());

/** Told, and not kept as it was told: left out, sealed, masked, hashed, or put in the place of by something later. */
const NOT_IN_CLEAR = [
  ...['file', 'file name', 'location', 'sticker', 'transfer', 'a card', 'somebody’s card', 'username'],
  ...['a kind that we do not know', 'ID number', 'cookie', 'name at first'],
  ...['key of a repetition', 'key of an invitation'],
];

const people: Planted[] = [];
let noise: Noise;
/** What opens doors; it is nobody's, and stays when people are erased. */
let secrets: Record<string, string>;

/** Of everybody, by who it is and what. */
const ofAll = (kind: 'words' | 'dropped') =>
  Object.fromEntries(
    people.flatMap((one, i) => Object.entries(one[kind]).map(([what, word]) => [`${i} ${what}`, word])),
  );
const words = () => ({ ...ofAll('words'), ...noise.kept.words });
const dropped = () => ({ ...ofAll('dropped'), ...noise.dropped });

async function readAll(sinks: Record<string, Sink>): Promise<Record<string, Place>> {
  const places: Record<string, Place> = {};
  for (const [name, { read }] of Object.entries(sinks)) places[name] = await read(stage);
  return places;
}

/** Each was really there to be looked through. */
function allThere(places: Record<string, Place>): void {
  for (const [name, content] of Object.entries(places)) expect(content.length, name).toBeGreaterThan(20);
}

it('every channel of the registry has its way in', () => {
  expect(Object.keys(ways).sort()).toEqual(channelRegistry.map(({ type }) => type).sort());
});

it('people of every channel leave what they leave, and HR writes what HR writes', async () => {
  const { node } = stage;
  const hook = await node.call('POST', '/v1/webhook_endpoints', { url: stage.hook, events: ['*'] });
  const key = await node.call('POST', '/v1/keys', { name: 'ats', scopes: ['admin'] });
  secrets = { key: String(key.body.key), 'secret of a webhook': String(hook.body.secret) };
  for (let n = 0; n < PEOPLE; n++)
    people.push(...(await Promise.all(Object.keys(ways).map((channel) => live(stage, channel, n)))));
  noise = await makeNoise(stage, 'kanarienoisex');
  const planted = new Set(Object.values({ ...words(), ...dropped(), ...secrets }));
  expect(planted.size).toBeGreaterThanOrEqual(LEAST);
});

it('none of it comes out where it does not belong, and what is refused or makes no sense is nowhere', async () => {
  const { sql } = stage.node.runtime;
  const untold = async () => {
    const [row] = await sql<{ n: number }[]>`select count(*)::int as n from events`;
    return row!.n - (stage.hooked().split('"type":').length - 1);
  };
  await expect.poll(untold, PATIENCE).toBe(0);
  const places = await readAll(outside);
  allThere(places);
  expect(stage.commands(), 'jobs came and went').toMatch(/\{tingda\}:wake.*cnv_/);
  places['answers to refused calls'] = people.map(({ answers }) => answers).join('\n');
  expect(hits({ ...words(), ...dropped(), ...secrets }, places)).toEqual([]);
});

it('what belongs to somebody is where it belongs: else nothing would be shown by not finding it', async () => {
  const places = await readAll(inside);
  allThere(places);
  const found = hits({ ...words(), ...dropped() }, places);
  const known = new Set(found.map((hit) => hit.slice(0, hit.lastIndexOf(' in '))));
  const missing = Object.keys(words()).filter((what) => !known.has(what));
  expect(missing.filter((what) => !NOT_IN_CLEAR.includes(what.replace(/^\d+ /, '')))).toEqual([]);
  expect(Object.keys(dropped()).filter((what) => known.has(what))).toEqual([]);
});

it('after the erasure nothing is left', async () => {
  const { node } = stage;
  // Done at once, or a moment later.
  for (const { id } of [...people, noise.kept])
    expect([202, 204]).toContain((await node.call('DELETE', `/v1/candidates/${id}`)).status);
  for (const { id } of [...people, noise.kept]) {
    const state = async () => (await node.call('GET', `/v1/candidates/${id}/erasure`)).body.state;
    await expect.poll(state, PATIENCE).toBe('done');
    expect(await countPersonal(node.runtime.sql, id)).toEqual({});
  }
  await node.settled();
  const places = { ...(await readAll(outside)), ...(await readAll(inside)) };
  expect(hits({ ...words(), ...dropped() }, places)).toEqual([]);
});

it.each(Object.entries({ ...outside, ...inside }))(
  'a word that is put into %s is found there',
  async (name, sink) => {
    const word = `Probe${Buffer.from(name).toString('hex').slice(0, 24)}林`;
    await sink.plant(stage, word);
    const found = async () => hits({ word }, { place: await sink.read(stage) });
    await expect.poll(found, { interval: 100 }).toEqual(['word in place']);
  },
);
