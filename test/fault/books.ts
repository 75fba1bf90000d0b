/** What must be true of a stack when calm has returned, whatever happened before. */
import { expect } from 'vitest';
import type { EmulatedUser } from '../../src/emulators/telegram.ts';
import type { Stack } from './stack.ts';

export interface Talk {
  user: EmulatedUser;
  /** What the candidate wrote, in order. */
  wrote: string[];
}

export interface Findings {
  /** Sends that reached a candidate more than once. */
  repeats: number;
  parked: number;
}

/** Compares what each candidate wrote and read with what the database says. */
export async function audit(stack: Stack, talks: Talk[]): Promise<Findings> {
  const findings: Findings = { repeats: 0, parked: 0 };
  for (const talk of talks) await auditTalk(stack, talk, findings);
  const [twice] = await stack.sql<{ n: number }[]>`
    select count(*)::int as n from (
      select application_id, data->>'to_stage' from events where type = 'stage.changed'
      group by 1, 2 having count(*) > 1) doubled`;
  expect(twice?.n, 'a stage change happened twice').toBe(0);
  const [gaps] = await stack.sql<{ n: number }[]>`
    select count(*)::int as n from (
      select application_id from events where application_id is not null group by 1
      having max(sequence) <> count(*)) gapped`;
  expect(gaps?.n, 'sequences of events have gaps').toBe(0);
  return findings;
}

async function auditTalk(stack: Stack, { user, wrote }: Talk, findings: Findings): Promise<void> {
  const address = String(user.id);
  const inbox = await stack.sql<{ text: string; done: boolean; aside: string | null }[]>`
    select coalesce(i.content->>'text', '/start ' || (i.content->>'code')) as text, i.done_at is not null as done,
      i.aside_reason as aside
    from inbox i join identities d on d.id = i.identity_id where d.address = ${address} order by i.seq`;
  expect(
    inbox.map((row) => row.text),
    `messages of chat ${address}, once each and in order`,
  ).toEqual(wrote);
  const left = inbox.filter((row) => !row.done || row.aside !== null);
  expect(left, `messages of chat ${address} that were not taken up\n${stack.said()}`).toEqual([]);

  const turns = await stack.sql<{ text: string }[]>`
    select t.text from turns t join identities d on d.conversation_id = t.conversation_id
    where d.address = ${address} and t.speaker = 'candidate' order by t.seq`;
  // What was written before consent is kept in the inbox only.
  expect(wrote.slice(-turns.length), `turns of chat ${address}`).toEqual(turns.map((turn) => turn.text));
  expect(turns.length).toBeGreaterThanOrEqual(wrote.length - 2);

  const sent = await stack.sql<{ text: string; state: string }[]>`
    select o.content->>'text' as text, o.state from outbox o join identities d on d.id = o.identity_id
    where d.address = ${address} and o.content->>'kind' = 'text' order by o.seq`;
  findings.parked += sent.filter((row) => row.state === 'parked').length;
  const read = user.received.map((message) => message.text);
  findings.repeats += walk(sent, read, address);

  const [begun] = await stack.sql<{ n: number }[]>`
    select count(*)::int as n from interviews v join identities d on d.conversation_id = v.conversation_id
    where d.address = ${address}`;
  expect(begun?.n, `interviews of chat ${address}`).toBe(1);
}

/**
 * Follows what was read through what was to be sent: each line in its order, a repeat only of the line just read. A line
 * that was parked (twice nobody knew) may be missing.
 */
function walk(lines: { text: string; state: string }[], read: string[], address: string): number {
  let at = -1;
  let repeats = 0;
  for (const text of read) {
    let ahead = at + 1;
    while (lines[ahead] && lines[ahead]?.text !== text && lines[ahead]?.state === 'parked') ahead += 1;
    if (lines[ahead]?.text === text) at = ahead;
    else if (lines[at]?.text === text) repeats += 1;
    else expect.fail(`chat ${address} read out of order: ${JSON.stringify(text.slice(0, 80))}`);
  }
  const missing = lines.slice(at + 1).filter((line) => line.state !== 'parked');
  expect(missing, `lines of chat ${address} that never arrived`).toEqual([]);
  return repeats;
}
