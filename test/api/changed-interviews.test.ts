/** Who keeps a copy of interviews: `updated_at` moves whenever an interview is shown otherwise, and `updated_after` finds it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commitTurn } from '../../db/commit.ts';
import { applyChanges } from '../../db/effects.ts';
import { askErasure } from '../../db/erasure.ts';
import { eraseEverything } from '../../db/forgetting.ts';
import { insertOpening } from '../../db/openings.ts';
import { freeSeat } from '../../db/seats.ts';
import { turnsOf } from '../assessment/people.ts';
import { type Interview, interviewOf } from '../assessment/stage.ts';
import { CODE, startTestNode, type TestNode } from '../conversation/node.ts';
import { mustLease, turnOf, write } from '../db/support.ts';
import { sorterOpening } from '../support/opening.ts';
import { type Harness, startHarness } from './harness.ts';
import * as make from './subjects.ts';

let api: Harness;
beforeAll(async () => {
  api = await startHarness();
});
afterAll(() => api.close());

const HOUR = 3_600_000;
const found = async (id: string, list = 'interviews') => {
  const since = encodeURIComponent(new Date(Date.now() - HOUR).toISOString());
  const { body } = await api.call('GET', `/v1/${list}?limit=100&updated_after=${since}`);
  return body.data.some((one) => one.id === id);
};
const rest = (id: string, table = 'interviews') =>
  api.sql`update ${api.sql(table)} set updated_at = now() - interval '1 day' where id = ${id}`;
const shown = async (id: string, list = 'interviews') => {
  const { updated_at, ...body } = (await api.call('GET', `/v1/${list}/${id}`)).body;
  return { updated_at: Date.parse(String(updated_at)), body };
};

/** It rests, is changed, is shown otherwise, says when, and is found by it. */
async function changes(id: string, change: () => Promise<unknown>): Promise<void> {
  await rest(id);
  const before = await shown(id);
  expect(await found(id)).toBe(false);
  await change();
  const after = await shown(id);
  expect(after.body).not.toEqual(before.body);
  expect(after.updated_at).toBeGreaterThan(before.updated_at);
  expect(await found(id)).toBe(true);
}

describe('an interview is found by updated_after', () => {
  const heard = [
    {
      question_id: 'introduction',
      text: '我在京东分拣过',
      transcript: { text: '我在京东分拣过', confidence: 0.9 },
    },
  ];
  const scope = ({ who }: Interview) => ({
    ...{ ...who, channel: 'telegram', language: 'zh' as const, consentWording: 'v1' },
  });
  const corrects = (interview: Interview, turn: number) =>
    api.sql.begin((tx) =>
      applyChanges(tx, scope(interview), [{ type: 'transcript', turn, at: 2, cut: 2, put: '顺丰' }]),
    );
  /** Answers of one are used in another. */
  const uses = async (one: Interview, other: Interview) => {
    const [turn] = await api.sql<{ seq: number; question_id: string }[]>`
      select seq, question_id from turns where interview_id = ${one.id} and speaker = 'candidate' order by seq limit 1`;
    const answers = [{ questionId: turn!.question_id, interviewId: one.id, turn: turn!.seq }];
    await api.sql.begin((tx) =>
      applyChanges(tx, scope(one), [
        { type: 'reuse', interviewId: other.id, given: true, turn: 1_000_000, answers, wording: 'v1' },
      ]),
    );
    return turn!.seq;
  };

  it('once something is added to it behind its end, while another one goes on', async () => {
    const done = await interviewOf(api.sql, heard);
    const other = await interviewOf(api.sql, [], { who: done.who });
    await write(api.sql, done.who);
    const [added] = turnsOf([{ text: '我还会开叉车', kind: 'addendum' }], 90);
    await changes(done.id, async () => {
      const lease = await mustLease(api.sql, done.who);
      const turn = { ...added!, interview_id: done.id, at: Date.now() } as never;
      const interview = { id: other.id, asked: 1, total: 9 };
      expect(
        (await commitTurn(api.sql, turnOf(lease, { turns: [turn], interview, turnSeq: 90 }))).committed,
      ).toBe(true);
    });
  });

  it('once a recording is read otherwise, and so is one in which that is used again', async () => {
    const one = await interviewOf(api.sql, heard);
    const other = await interviewOf(api.sql, [], { who: one.who });
    let turn = 0;
    await changes(other.id, async () => {
      turn = await uses(one, other);
    });
    await rest(other.id);
    await changes(one.id, () => corrects(one, turn));
    expect(await found(other.id)).toBe(true);
  });

  it('once nothing of it is left', async () => {
    const one = await interviewOf(api.sql, heard);
    await rest(one.id);
    await api.sql.begin(async (tx) => {
      await askErasure(tx, one.who.candidateId, 'key_x');
      await eraseEverything(tx, one.who.candidateId, one.who.conversationId);
    });
    expect(await found(one.id)).toBe(true);
  });

  it('once nobody can begin it any more, by a word or by the clock, and once somebody can again', async () => {
    const known = await make.applicant(api);
    const { interviews: id, opening_id, candidate_id } = known as Record<string, string>;
    const invite = () => api.call('POST', '/v1/invitations', { opening_id, candidate_id, send: false });
    await api.sql`update invitations set created_at = now() - interval '2 days' where interview_id = ${id!}`;
    await changes(id!, () => api.call('POST', `/v1/invitations/${known.invitations}/revoke`));
    expect((await shown(id!)).body).toMatchObject({ status: 'expired' });
    const long = new Date(Date.now() - 2 * HOUR);
    await api.sql`update invitations set revoked_at = ${long} where interview_id = ${id!}`;
    await changes(id!, invite);
    // Over since then, and not since somebody looked.
    const over = new Date(Date.now() - HOUR / 2);
    await changes(
      id!,
      () =>
        api.sql`update invitations set expires_at = ${over} where interview_id = ${id!} and revoked_at is null`,
    );
    expect((await shown(id!)).updated_at).toBe(over.getTime());
    await rest(id!);
    await api.sql`update invitations set expires_at = ${long} where interview_id = ${id!}`;
    expect(await found(id!)).toBe(false);
  });

  it('and by what else is asked for, page by page', async () => {
    const one = await make.applicant(api);
    await rest(one.interviews!);
    // To the moment, also within the ten minutes that the index knows.
    const since = new Date(Date.now() - 1).toISOString();
    const ids = [];
    for (let i = 0; i < 3; i++) ids.push((await make.applicant(api, one.opening_id)).interviews);
    const read: unknown[] = [];
    const query = new URLSearchParams({ opening_id: one.opening_id!, updated_after: since, limit: '2' });
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await api.call('GET', `/v1/interviews?${query}${cursor && `&cursor=${cursor}`}`);
      read.push(...body.data.map(({ id }) => id));
      cursor = body.next_cursor;
    }
    expect(read).toEqual(ids.toReversed());
    expect((await api.call('GET', '/v1/interviews?updated_after=yesterday')).status).toBe(422);
  });
});

describe('an opening is found by updated_after', () => {
  it('once it is changed, and once it takes people again by itself', async () => {
    const { opening_id: id, application_id } = await make.applied(api);
    await rest(id!, 'openings');
    expect(await found(id!, 'openings')).toBe(false);
    await api.call('PATCH', `/v1/openings/${id}`, { headcount: 1 });
    expect(await found(id!, 'openings')).toBe(true);
    await api.sql`update openings set status = 'filled', updated_at = now() - interval '1 day' where id = ${id!}`;
    expect(await found(id!, 'openings')).toBe(false);
    await api.sql.begin((tx) => freeSeat(tx, application_id!));
    expect((await shown(id!, 'openings')).body).toMatchObject({ status: 'open' });
    expect(await found(id!, 'openings')).toBe(true);
    // A change of nothing is none.
    await rest(id!, 'openings');
    await api.call('PATCH', `/v1/openings/${id}`, {});
    expect(await found(id!, 'openings')).toBe(false);
  });
});

describe('on the whole way of two interviews', () => {
  let node: TestNode;
  beforeAll(async () => {
    node = await startTestNode();
    await insertOpening(node.runtime.sql, { ...sorterOpening('RIDE02'), role: 'courier', flow: 'courier' });
  });
  afterAll(() => node.stop());

  it('nothing is shown otherwise at the time of before', async () => {
    const user = node.telegram.user(9101, { first_name: 'Sam', language_code: 'en' });
    const words = [
      ...[
        `/start ${CODE}`,
        'yes',
        'I sorted parcels at DHL for two weeks last winter. Nights are fine with me.',
      ],
      ...[
        'mostly scanning, six thousand a day',
        'in the end I got a bonus',
        'no',
        'skip',
        'skip',
        'no',
        "I'm 22",
      ],
      ...['weekends are fine', '/start RIDE02', "Yes, but I can't do nights any more", `/start ${CODE}`],
      ...[
        'add: I also drive a van',
        'I made a mistake, at DHL it was three weeks',
        'skip',
        'skip',
        'skip',
        'STOP',
      ],
    ];
    const seen = new Map<string, { text: string; at: number }>();
    let moved = 0;
    for (const text of words) {
      user.send(text);
      await node.settled();
      for (const { updated_at, ...one } of (await node.call('GET', '/v1/interviews')).body.data) {
        const [is, at] = [JSON.stringify(one), Date.parse(String(updated_at))];
        const before = seen.get(String(one.id));
        if (before && before.text !== is) {
          expect(at, `${text}: ${is}`).toBeGreaterThan(before.at);
          moved++;
        }
        seen.set(String(one.id), { text: is, at });
      }
    }
    expect(seen.size).toBe(2);
    expect(moved).toBeGreaterThan(8);
  });
});
