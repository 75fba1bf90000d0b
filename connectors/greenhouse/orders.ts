/**
 * What Greenhouse ordered: a file of lines that only grows, each on the disk before it is answered. It holds ids and
 * addresses of Greenhouse, and nobody's name.
 */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';

export interface Order {
  /** Greenhouse's candidate and our opening, as a hash. */
  name: string;
  /** The same candidate, whatever is ordered. */
  person: string;
  candidateId: string;
  invitationId: string;
  /** The `partner_interview_id`. */
  interviewId: string;
  /** Where Greenhouse wants to hear that something is new. */
  url: string;
}

export interface Orders {
  byName(name: string): Order | undefined;
  byPerson(person: string): Order | undefined;
  byInterview(interviewId: string): Order | undefined;
  keep(order: Order): void;
}

/** Of two lines with one name the later holds. */
export function openOrders(file: string): Orders {
  const orders = new Map<string, Order>();
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  for (const line of lines) {
    // The last one may have been cut off by a crash; it was never answered, and is ordered again.
    const order = parsed(line);
    if (order) orders.set(order.name, order);
  }
  const handle = openSync(file, 'a', 0o600);
  if (lines.length > 0 && lines.at(-1) !== '') writeSync(handle, '\n');
  process.once('exit', () => closeSync(handle));
  const find = (wanted: (order: Order) => boolean) => [...orders.values()].findLast(wanted);
  return {
    byName: (name) => orders.get(name),
    byPerson: (person) => find((order) => order.person === person),
    byInterview: (interviewId) => find((order) => order.interviewId === interviewId),
    keep(order) {
      writeSync(handle, `${JSON.stringify(order)}\n`);
      fsyncSync(handle);
      orders.set(order.name, order);
    },
  };
}

function parsed(line: string): Order | null {
  try {
    return JSON.parse(line) as Order;
  } catch {
    return null;
  }
}
