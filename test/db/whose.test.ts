/** Every kind of id is somebody's or nobody's: what is forgotten here is found by no erasure and by no auditor. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { candidateOf, idsOf, KINDS_OF_PEOPLE } from '../../db/whose.ts';
import { onServer, type TestDatabase } from './support.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await onServer();
});
afterAll(() => db.close());

/** The operator's own, and what has ids and states in it only. */
const NOBODYS = ['aud', 'dlv', 'evt', 'imp', 'key', 'opn', 'req', 'ses', 'shf', 'tpl', 'usr', 'whk'];

it("has every kind of id that there is, as somebody's or as nobody's", () => {
  const all = [...readFileSync('src/ids.ts', 'utf8').matchAll(/^ {2}\| '([a-z]{3})'/gm)].map(
    ([, kind]) => kind!,
  );
  expect(all.length).toBeGreaterThan(25);
  expect([...KINDS_OF_PEOPLE, ...NOBODYS].toSorted()).toEqual(all.toSorted());
});

it('asks of each kind a question that the database understands, both ways', async () => {
  for (const kind of KINDS_OF_PEOPLE) {
    const nobody = candidateOf(db.sql, `${kind}_${'0'.repeat(25)}`)!;
    expect(await db.sql`select ${nobody} as whose`, kind).toEqual([{ whose: null }]);
  }
  expect(candidateOf(db.sql, `opn_${'0'.repeat(25)}`)).toBeNull();
  await db.sql`insert into candidates (id) values ('cnd_1'), ('cnd_2')`;
  await db.sql`insert into conversations (id, candidate_id) values ('cnv_1', 'cnd_1'), ('cnv_2', 'cnd_2')`;
  const ids = await db.sql<{ id: string }[]>`${idsOf(db.sql, 'cnd_1')}`;
  expect(ids.map(({ id }) => id).toSorted()).toEqual(['cnd_1', 'cnv_1']);
});
