/** The phones of the emulator over HTTP, for those who drive it from another language: see docs/channels/twilio.md. */
import { z } from 'zod';
import { type TwilioFault, twilioFault } from './twilio-faults.ts';
import type { EmulatedPhone } from './twilio-people.ts';
import type { Alert } from './twilio-webhook.ts';

const code = z.number().int().nullable();
const phoneSettings = z.object({
  opted_out: z.boolean().optional(),
  refused_with: code.optional(),
  undelivered_with: code.optional(),
});
const settings = z.object({
  webhook: z.url().optional(),
  opt_out: z.enum(['default', 'advanced', 'off']).optional(),
  statuses: z.enum(['in_order', 'shuffled', 'none']).optional(),
});
const text = z.object({ text: z.string() });
const mms = z.object({
  text: z.string().default(''),
  files: z.array(z.object({ data: z.base64(), type: z.string() })).max(10),
});

/** What is driven: the emulator's own methods. */
interface Controlled {
  phone(number: string): EmulatedPhone;
  fault(fault: TwilioFault): void;
  clearFaults(): void;
  readonly alerts: readonly Alert[];
  webhook: string | undefined;
  optOut: 'default' | 'advanced' | 'off';
  statuses: 'in_order' | 'shuffled' | 'none';
}

/** @returns what is answered as JSON, or undefined for an unknown address. @throws ZodError, Error: answered with 400. */
export async function controlTwilio(
  emulator: Controlled,
  method: string | undefined,
  url: URL,
  body: unknown,
): Promise<object | undefined> {
  const [, , noun, name, verb] = url.pathname.split('/');
  if (noun === 'faults' && method === 'POST') emulator.fault(twilioFault.parse(body));
  else if (noun === 'faults' && method === 'DELETE') emulator.clearFaults();
  else if (noun === 'alerts' && method === 'GET') return { alerts: emulator.alerts };
  else if (noun === 'settings' && method === 'PUT') {
    const given = settings.parse(body);
    if (given.webhook) emulator.webhook = given.webhook;
    if (given.opt_out) emulator.optOut = given.opt_out;
    if (given.statuses) emulator.statuses = given.statuses;
  } else if (noun === 'phones' && name) {
    return phoneCall(emulator.phone(decodeURIComponent(name)), method, verb, url.searchParams, body);
  } else return undefined;
  return { ok: true };
}

async function phoneCall(
  phone: EmulatedPhone,
  method: string | undefined,
  verb: string | undefined,
  query: URLSearchParams,
  body: unknown,
): Promise<object | undefined> {
  if (method === 'PUT' && verb === undefined) {
    const given = phoneSettings.parse(body);
    if (given.opted_out !== undefined) phone.optedOut = given.opted_out;
    if (given.refused_with !== undefined) phone.refusedWith = given.refused_with;
    if (given.undelivered_with !== undefined) phone.undeliveredWith = given.undelivered_with;
    return { ok: true };
  }
  if (method === 'POST' && verb === 'text') return { ok: true, sid: await phone.send(text.parse(body).text) };
  if (method === 'POST' && verb === 'mms') {
    const { text: words, files } = mms.parse(body);
    const kept = files.map(({ data, type }) => ({ type, bytes: Buffer.from(data, 'base64') }));
    return { ok: true, sid: await phone.send(words, kept) };
  }
  if (method === 'GET' && verb === 'messages') {
    return { messages: await phone.since(query), from_twilio: phone.fromTwilio };
  }
  return undefined;
}
