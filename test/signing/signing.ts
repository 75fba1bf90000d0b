/** Contracts on a whole node, as HR, as a candidate on Telegram, and as whoever has the link. */
import { expect } from 'vitest';
import { candidate, type TestNode } from '../conversation/node.ts';

export const DAY = 86_400_000;

export const isoDay = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

export const FIELDS = {
  employer: '顺达物流（上海）有限公司',
  candidate_name: '林小雨',
  wage: { amount: '25.50', currency: 'CNY', per: 'hour' },
  hours: '每周 40 小时',
  place: '上海市浦东新区张江路 88 号',
  starts_on: isoDay(10),
  ends_on: isoDay(375),
};

/** Somebody on Telegram who was advanced: HR may make a contract. */
export async function advanced(node: TestNode, language: 'zh' | 'en' = 'zh') {
  const person = await candidate(node, language);
  const [row] = await node.runtime.sql<{ id: string }[]>`
    update applications set stage = 'advanced' where id = (select application_id from interviews where id = ${person.id})
    returning id`;
  await node.runtime.sql`update interviews set status = 'completed' where id = ${person.id}`;
  await node.settled();
  return { ...person, application: row!.id };
}

/** The same after a whole interview and a decision: what the chat says is what it says to everybody. */
export async function decided(node: TestNode) {
  const person = await candidate(node);
  for (let i = 0; i < 60; i++) if (/24小时内/.test(await person.say(i % 2 ? '没有了' : '跳过'))) break;
  const application = String((await node.call('GET', `/v1/interviews/${person.id}`)).body.application_id);
  const advance = { outcome: 'advance', reason: 'read it all' };
  expect((await node.call('POST', `/v1/applications/${application}/decision`, advance)).status).toBe(201);
  expect((await person.user.next()).text).toMatch(/好消息/);
  return { ...person, application };
}

export type Person = Awaited<ReturnType<typeof advanced>>;

export const make = (node: TestNode, application_id: string, change: object = {}) =>
  node.call('POST', '/v1/contracts', { application_id, fields: FIELDS, ...change });

/** A contract that was sent, and the link that came in the chat. */
export async function sent(node: TestNode, person: Person) {
  const { status, body } = await make(node, person.application);
  expect(status).toBe(201);
  expect((await node.call('POST', `/v1/contracts/${body.id}/send`, {})).status).toBe(200);
  return { id: body.id, link: await linkIn(person) };
}

/** The link in the next line. */
export async function linkIn({ user }: Person): Promise<string> {
  const { text = '' } = await user.next();
  const [link] = /http\S+\/sign\/\w+/.exec(text) ?? [];
  expect(link, text).toBeDefined();
  return link!;
}

export async function codeIn({ user }: Person): Promise<string> {
  const { text = '' } = await user.next();
  const [code] = /\d{6}/.exec(text) ?? [];
  expect(code, text).toBeDefined();
  return code!;
}

export interface Shown {
  status: number;
  text: string;
  headers: Headers;
}

/** Opens a page, going on to where it leads. */
export async function look(link: string): Promise<Shown> {
  const answer = await fetch(link);
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}

/** Sends a form of the page, as a browser does. */
export async function post(
  link: string,
  verb: string,
  form: Record<string, string>,
  headers = {},
): Promise<Shown> {
  const answer = await fetch(`${link}/${verb}`, {
    method: 'POST',
    headers: { origin: 'null', 'sec-fetch-site': 'same-origin', ...headers },
    body: new URLSearchParams(form),
  });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}

export const NAMED = { name: '林 小雨', read: 'yes' };

export const stateOf = async (node: TestNode, id: string) =>
  (await node.call('GET', `/v1/contracts/${id}`)).body;

export const ticketsOf = async (node: TestNode, { id }: Person) => {
  const [row] = await node.runtime.sql<{ candidate_id: string }[]>`
    select a.candidate_id from interviews i join applications a on a.id = i.application_id where i.id = ${id}`;
  const { data } = (await node.call('GET', `/v1/tickets?candidate_id=${row!.candidate_id}`)).body;
  return data.map(({ kind, reasons }) => `${kind} ${(reasons as string[]).join(' ')}`);
};

/** As they were written: the API shows them a moment later, while others write too. */
export const eventsOf = async (node: TestNode, { application }: Person) => {
  const rows = await node.runtime.sql<{ type: string }[]>`
    select type from events where application_id = ${application} and type like 'contract.%' order by sequence`;
  return rows.map(({ type }) => type);
};
