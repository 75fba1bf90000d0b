/** People after their interview, and a clock that is moved by hand: days before today, so that what is due can go out. */
import { expect } from 'vitest';
import { sweep } from '../../src/conversation/sweep.ts';
import { addDays, dayIn, momentOf } from '../../src/flows/days.ts';
import { candidate, type TestNode } from './node.ts';

const ZONE = 'Asia/Shanghai';
const FIRST = dayIn(Date.now() - 60 * 86_400_000, ZONE);

/** A day of the clock by its number, as `2026-03-06`. */
export const day = (n: number): string => addDays(FIRST, n);

export class Clock {
  at = momentOf(FIRST, 10 * 60, ZONE);
  readonly now = () => this.at;

  /** To a time on a day, where the work is. */
  to(n: number, clock: string): void {
    this.at = moment(n, clock);
  }
}

/** Epoch ms. */
function moment(n: number, clock: string): number {
  const [hours, minutes] = clock.split(':').map(Number);
  return momentOf(day(n), hours! * 60 + minutes!, ZONE);
}

export const iso = (n: number, clock: string): string => new Date(moment(n, clock)).toISOString();

/** Somebody whose interview is over and whose application stands in this stage. */
export async function ready(node: TestNode, stage: 'contract' | 'onboarding', language: 'zh' | 'en' = 'zh') {
  const person = await candidate(node, language);
  for (let i = 0; i < 60; i++) {
    const line = await person.say(language === 'zh' ? (i % 2 ? '没有了' : '跳过') : i % 2 ? 'no' : 'skip');
    if (/24小时内|within 24 hours/.test(line)) break;
  }
  const { body } = await node.call('GET', `/v1/interviews/${person.id}`);
  expect(body.status).toBe('completed');
  const application = String(body.application_id);
  await node.runtime.sql`update applications set stage = ${stage} where id = ${application}`;
  await node.runtime.sql`delete from deadlines where application_id = ${application}`;
  // As they were written: the API shows them a moment later, while others write too.
  const eventsOf = async () => {
    const rows = await node.runtime.sql<{ type: string }[]>`
      select type from events where application_id = ${application} order by sequence`;
    return rows.map(({ type }) => type);
  };
  const ticketsOf = async () =>
    (
      await node.runtime.sql<{ kind: string; reasons: string[] }[]>`
        select kind, reasons from tickets where application_id = ${application} order by position`
    ).map(({ kind, reasons }) => [kind, ...reasons].join(' '));
  return { ...person, application, eventsOf, ticketsOf };
}

/** The next line that this person reads. */
export const hears = async ({ user }: Pick<Awaited<ReturnType<typeof ready>>, 'user'>) =>
  (await user.next()).text;

export async function post(
  node: TestNode,
  path: string,
  body: object = {},
  headers: Record<string, string> = {},
) {
  const answer = await node.call('POST', path, body, headers);
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body;
}

/** What is due has gone out, and nothing of it was said to this person. */
export async function silent(
  node: TestNode,
  person: { user: { received: unknown[] } },
  during: () => void,
): Promise<void> {
  await node.settled();
  const heard = person.user.received.length;
  during();
  await sweep(node.runtime, async () => {});
  await node.settled();
  expect(person.user.received).toHaveLength(heard);
}
