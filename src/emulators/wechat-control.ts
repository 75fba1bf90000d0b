/** The account's people over HTTP, for those who drive it from another language: see docs/channels/wechat.md. */
import { z } from 'zod';
import { type WechatFault, wechatFault } from './wechat-faults.ts';
import type { EmulatedContact } from './wechat-people.ts';

const text = z.object({
  text: z.string(),
  room: z.string().min(1).optional(),
  id: z.string().min(1).optional(),
});
const voice = z.object({ data: z.base64(), name: z.string().optional(), id: z.string().min(1).optional() });
const other = z.object({
  kind: z.enum(['Attachment', 'Emoticon', 'Image', 'Location', 'Recalled', 'Transfer', 'Unknown', 'Video']),
  text: z.string().optional(),
});
const contactSettings = z.object({
  name: z.string().optional(),
  friend: z.boolean().optional(),
  official: z.boolean().optional(),
});
const settings = z.object({
  line: z.enum(['open', 'refuse', 'hang']).optional(),
  logged_in: z.boolean().optional(),
});

/** What is driven: the emulator's own methods. */
interface Controlled {
  contact(id: string): EmulatedContact;
  fault(fault: WechatFault): void;
  clearFaults(): void;
  drop(): void;
  talkNonsense(): void;
  tellAgain(id: string): void;
  login(): void;
  logout(): void;
  line: 'open' | 'refuse' | 'hang';
}

/** @returns what is answered as JSON, or undefined for an unknown address. @throws ZodError, Error: answered with 400. */
export async function controlWechat(
  emulator: Controlled,
  method: string | undefined,
  url: URL,
  body: unknown,
): Promise<object | undefined> {
  const [, , noun, name, verb] = url.pathname.split('/');
  if (noun === 'faults' && method === 'POST') emulator.fault(wechatFault.parse(body));
  else if (noun === 'faults' && method === 'DELETE') emulator.clearFaults();
  else if (noun === 'drop' && method === 'POST') emulator.drop();
  else if (noun === 'nonsense' && method === 'POST') emulator.talkNonsense();
  else if (noun === 'messages' && name && verb === 'again' && method === 'POST')
    emulator.tellAgain(decodeURIComponent(name));
  else if (noun === 'settings' && method === 'PUT') {
    const given = settings.parse(body);
    if (given.logged_in === true) emulator.login();
    if (given.logged_in === false) emulator.logout();
    if (given.line) emulator.line = given.line;
  } else if (noun === 'contacts' && name) {
    const contact = emulator.contact(decodeURIComponent(name));
    return contactCall(contact, method, verb, url.searchParams, body);
  } else return undefined;
  return { ok: true };
}

async function contactCall(
  contact: EmulatedContact,
  method: string | undefined,
  verb: string | undefined,
  query: URLSearchParams,
  body: unknown,
): Promise<object | undefined> {
  if (method === 'PUT' && verb === undefined) {
    const given = contactSettings.parse(body);
    if (given.name !== undefined) contact.name = given.name;
    if (given.friend !== undefined) contact.friend = given.friend;
    if (given.official !== undefined) contact.official = given.official;
    return { ok: true };
  }
  if (method === 'POST' && verb === 'text') {
    const { text: words, room, id } = text.parse(body);
    return { ok: true, id: contact.say(words, { ...(room && { room }), ...(id && { id }) }) };
  }
  if (method === 'POST' && verb === 'voice') {
    const { data, name, id } = voice.parse(body);
    const bytes = Buffer.from(data, 'base64');
    return { ok: true, id: contact.sayAloud(bytes, { ...(name && { name }), ...(id && { id }) }) };
  }
  if (method === 'POST' && verb === 'other') {
    const { kind, text: words } = other.parse(body);
    return { ok: true, id: contact.send({ kind, ...(words !== undefined && { text: words }) }) };
  }
  if (method === 'POST' && verb === 'friend')
    return { ok: true, id: contact.befriend(z.object({ hello: z.string() }).parse(body).hello) };
  if (method === 'GET' && verb === 'messages') {
    return { messages: await contact.since(query), alias: contact.alias, friend: contact.friend };
  }
  return undefined;
}
