/** Who keeps a copy: `updated_after` finds whatever changed, and everything shows when it was made and changed. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertAssessment } from '../../db/assessments.ts';
import type { Change, EffectScope } from '../../db/changes.ts';
import { setDeadline } from '../../db/deadlines.ts';
import { applyChanges } from '../../db/effects.ts';
import { attachIdentity, makeIdentity, storeMessages } from '../../db/inbox.ts';
import { markUnreachable } from '../../db/outbox.ts';
import { reachByPhone } from '../../db/reach.ts';
import { newId } from '../../src/ids.ts';
import { SAID } from '../assessment/people.ts';
import { interviewOf } from '../assessment/stage.ts';
import { hashOf, message, type Person, person } from '../db/support.ts';
import { type Harness, startHarness } from './harness.ts';
import * as make from './subjects.ts';

let api: Harness;
beforeAll(async () => {
  api = await startHarness();
});
afterAll(() => api.close());

const HOUR_AGO = () => encodeURIComponent(new Date(Date.now() - 3_600_000).toISOString());
const found = async (list: string, id: string) => {
  const { body } = await api.call('GET', `/v1/${list}?limit=100&updated_after=${HOUR_AGO()}`);
  return body.data.some((one) => one.id === id);
};
const rest = (table: 'applications' | 'candidates', id: string) =>
  api.sql`update ${api.sql(table)} set updated_at = now() - interval '1 day' where id = ${id}`;

describe('an application is found by updated_after', () => {
  const cases: Record<string, (known: make.Known) => Promise<unknown>> = {
    'once its person is invited to the interview': ({ opening_id, candidate_id }) =>
      api.call('POST', '/v1/invitations', { opening_id, candidate_id, send: false }),
    'once a day for the decision is promised': ({ application_id }) =>
      setDeadline(api.sql, application_id!, 'decision', new Date('2099-01-01T00:00:00Z')),
    'once there is more time to give the details of a check': ({ background_checks }) =>
      api.call('POST', `/v1/background_checks/${background_checks}/remind`, {}),
  };
  it.each(Object.entries(cases))('%s', async (name, change) => {
    const known = await (name.includes('check') ? make.looked(api) : make.applied(api));
    await rest('applications', known.application_id!);
    expect(await found('applications', known.application_id!)).toBe(false);
    await change(known);
    expect(await found('applications', known.application_id!)).toBe(true);
  });

  it('once its interview is assessed, and shows the recommendation', async () => {
    const { id, application, opening, who } = await interviewOf(api.sql, SAID.zh);
    await rest('applications', application);
    await api.sql.begin((tx) =>
      insertAssessment(tx, {
        ...{ interviewId: id, conversationId: who.conversationId, applicationId: application },
        ...{ openingId: opening, madeBy: 'rules', ratedBy: null, model: null, promptVersion: null },
        ...{ rubric: { id: 'x', version: 1, hash: 'x' }, criteria: [], unasked: [] },
        ...{ recommendation: 'review', reasons: [], needsPerson: [], changes: [], reopenedBy: [] },
        ...{ uncertainty: 0, upToSeq: 1 },
      }),
    );
    expect(await found('applications', application)).toBe(true);
    const { body } = await api.call('GET', `/v1/applications/${application}`);
    expect(body).toMatchObject({ recommendation: 'review', interview_id: id });
  });

  it('and how long it waits in its stage is told by its stage alone', async () => {
    const { application_id: id } = await make.applied(api, 'reviewing');
    const since = async () => {
      const [row] = await api.sql<{ at: Date }[]>`select stage_at as at from applications where id = ${id!}`;
      return row!.at;
    };
    const before = await since();
    await setDeadline(api.sql, id!, 'decision', new Date('2099-01-01T00:00:00Z'));
    expect(await since()).toEqual(before);
    const move = { from_stage: 'reviewing', to_stage: 'advanced' };
    expect((await api.call('POST', `/v1/applications/${id}/stage_moves`, move)).status).toBe(201);
    expect((await since()) > before).toBe(true);
  });
});

describe('a candidate is found by updated_after', () => {
  const effect = (who: Person, ...changes: Change[]) => {
    const scope: EffectScope = { ...who, channel: 'telegram', language: 'zh', consentWording: 'v1' };
    return api.sql.begin((tx) => applyChanges(tx, scope, changes));
  };
  const at = (address: string) => ({ channel: 'api', account: 'api', address });
  type Doing = (who: Person) => Promise<unknown>;
  const cases: Record<string, { before?: Doing; change: Doing }> = {
    'once they asked us to stop': { change: (who) => effect(who, { type: 'opt_out' }) },
    'once they came back': {
      before: (who) => effect(who, { type: 'opt_out' }),
      change: (who) => effect(who, { type: 'opt_in' }),
    },
    'once they did not agree': { change: (who) => effect(who, { type: 'consent', given: false }) },
    'once what they said before may be used again': {
      change: (who) =>
        effect(who, { type: 'reuse', interviewId: 'x', given: false, turn: 1, answers: [], wording: 'v1' }),
    },
    'once they have an address more': {
      change: (who) => api.sql.begin((tx) => attachIdentity(tx, who.conversationId, at(who.address))),
    },
    'once they have an address by their number': {
      before: (who) => api.sql`update candidates set phone = '+8613800138999' where id = ${who.candidateId}`,
      change: (who) => reachByPhone(api.sql, who.candidateId, { type: 'twilio', account: who.address }),
    },
    'once nobody is reached there': { change: (who) => markUnreachable(api.sql, who.identityId) },
    'once they write from where nobody was reached': {
      before: (who) => markUnreachable(api.sql, who.identityId),
      change: (who) => storeMessages(api.sql, [message(who.address, newId('req'))], 0),
    },
    'once they came by a link from elsewhere': {
      before: (who) => api.sql`
        insert into link_codes (id, hash, conversation_id, expires_at)
        values (${newId('lnk')}, decode(${hashOf(who.address)}, 'hex'), ${who.conversationId}, now() + interval '1 hour')`,
      change: (who) =>
        makeIdentity(api.sql, 'web', 'web', who.address, { plain: 'NONE', hash: hashOf(who.address) }),
    },
  };
  it.each(Object.entries(cases))('%s', async (_name, { before, change }) => {
    const who = await person(api.sql);
    await before?.(who);
    await rest('candidates', who.candidateId);
    expect(await found('candidates', who.candidateId)).toBe(false);
    await change(who);
    expect(await found('candidates', who.candidateId)).toBe(true);
  });

  it('but not by a word that they say', async () => {
    const who = await person(api.sql);
    await rest('candidates', who.candidateId);
    await storeMessages(api.sql, [message(who.address, 'hello')], 0);
    expect(await found('candidates', who.candidateId)).toBe(false);
  });
});

it('everything that is kept elsewhere too shows when it was made and when it changed', async () => {
  const known = await make.applicant(api);
  const paths = [
    `openings/${known.opening_id}`,
    `openings/${known.opening_id}/shifts/${known.shift_id}`,
    `candidates/${known.candidate_id}`,
    `applications/${known.application_id}`,
    `interviews/${known.interviews}`,
  ];
  const time = expect.stringMatching(/^20\d\d-\d\d-\d\dT[\d:.]+Z$/);
  for (const path of paths) {
    const { body } = await api.call('GET', `/v1/${path}`);
    expect(body, path).toMatchObject({ created_at: time, updated_at: time });
    expect(Date.parse(String(body.updated_at)) >= Date.parse(String(body.created_at)), path).toBe(true);
  }
});

describe('interviews', () => {
  it('are found by their opening, by their person, and by both with a status', async () => {
    const [one, other] = [await make.applicant(api), await make.applicant(api)];
    const find = async (query: string) =>
      (await api.call('GET', `/v1/interviews?${query}`)).body.data.map(({ id }) => id);
    for (const by of [`opening_id=${one.opening_id}`, `candidate_id=${one.candidate_id}`]) {
      expect(await find(by)).toEqual([one.interviews]);
      expect(await find(`${by}&status=invited`)).toEqual([one.interviews]);
      expect(await find(`${by}&status=completed`)).toEqual([]);
    }
    expect(await find(`opening_id=${one.opening_id}&candidate_id=${other.candidate_id}`)).toEqual([]);
  });
});
