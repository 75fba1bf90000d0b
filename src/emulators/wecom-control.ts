/** The customers of the emulator over HTTP, for those who drive it from another language: see docs/channels/wecom.md. */
import { z } from 'zod';
import type { EmulatedCustomer } from './wecom-customers.ts';
import { type WecomFault, wecomFault } from './wecom-faults.ts';

const number = z.int().nullable();
const customerSettings = z.object({ refused_with: number.optional(), fails_with: number.optional() });
const settings = z.object({ webhook: z.url().optional(), callbacks: z.enum(['on', 'lost']).optional() });
const text = z.object({ text: z.string() });
const data = z.object({ data: z.base64() });

/** What is driven: the emulator's own methods. */
interface Controlled {
  customer(id: string): EmulatedCustomer;
  fault(fault: WecomFault): void;
  clearFaults(): void;
  expireToken(): void;
  forgetCursors(): void;
  webhook: string | undefined;
  callbacks: 'on' | 'lost';
}

/** @returns what is answered as JSON, or undefined for an unknown address. @throws ZodError, Error: answered with 400. */
export async function controlWecom(
  emulator: Controlled,
  method: string | undefined,
  url: URL,
  body: unknown,
): Promise<object | undefined> {
  const [, , noun, name, verb] = url.pathname.split('/');
  if (noun === 'faults' && method === 'POST') emulator.fault(wecomFault.parse(body));
  else if (noun === 'faults' && method === 'DELETE') emulator.clearFaults();
  else if (noun === 'token' && method === 'DELETE') emulator.expireToken();
  else if (noun === 'cursors' && method === 'DELETE') emulator.forgetCursors();
  else if (noun === 'settings' && method === 'PUT') {
    const given = settings.parse(body);
    if (given.webhook) emulator.webhook = given.webhook;
    if (given.callbacks) emulator.callbacks = given.callbacks;
  } else if (noun === 'customers' && name) {
    return customerCall(emulator.customer(decodeURIComponent(name)), method, verb, url.searchParams, body);
  } else return undefined;
  return { ok: true };
}

async function customerCall(
  customer: EmulatedCustomer,
  method: string | undefined,
  verb: string | undefined,
  query: URLSearchParams,
  body: unknown,
): Promise<object | undefined> {
  if (method === 'PUT' && verb === undefined) {
    const given = customerSettings.parse(body);
    if (given.refused_with !== undefined) customer.refusedWith = given.refused_with;
    if (given.fails_with !== undefined) customer.failsWith = given.fails_with;
    return { ok: true };
  }
  if (method === 'GET' && verb === 'messages') {
    return { messages: await customer.since(query) };
  }
  if (method !== 'POST') return undefined;
  const acts: Record<string, () => Promise<string>> = {
    text: () => customer.send(text.parse(body).text),
    voice: () => customer.voice(Buffer.from(data.parse(body).data, 'base64')),
    enter: () => customer.enter(z.object({ scene_param: z.string().default('') }).parse(body).scene_param),
    press: () => customer.press(z.object({ label: z.string() }).parse(body).label),
    recall: () => customer.recall(z.object({ msgid: z.string() }).parse(body).msgid),
  };
  const act = verb !== undefined && Object.hasOwn(acts, verb) ? acts[verb] : undefined;
  return act && { ok: true, msgid: await act() };
}
