/** The people of the emulator over HTTP, for those who drive it from another language: see docs/channels/telegram.md. */
import { z } from 'zod';
import { type TelegramFault, telegramFault } from './telegram-faults.ts';
import type { EmulatedGroup, Profile, EmulatedUser as User } from './telegram-people.ts';

const id = z.coerce.number().int();
const profile = z.object({
  first_name: z.string().optional(),
  last_name: z.string().optional(),
  username: z.string().optional(),
  language_code: z.string().optional(),
});

/** What is driven: the emulator's own methods. */
interface Controlled {
  user(id: number, profile?: Profile): User;
  group(id: number, title?: string): EmulatedGroup;
  fault(fault: TelegramFault): void;
  clearFaults(): void;
}

/** What a person can do: `POST /_emulator/users/ID/<verb>` with the fields as JSON. */
const acts: Record<string, (user: User, body: unknown) => unknown> = {
  text: (user, body) => user.send(z.object({ text: z.string().min(1) }).parse(body).text),
  press(user, body) {
    const { button, stale } = z.object({ button: z.string(), stale: z.boolean().default(false) }).parse(body);
    return user.press(button, { stale });
  },
  contact(user, body) {
    const shape = z.object({ phone_number: z.string().optional(), user_id: z.number().int().nullish() });
    const { phone_number, user_id } = shape.parse(body);
    return user.shareContact(phone_number, user_id);
  },
  edit(user, body) {
    const shape = z.object({ message_id: z.number().int(), text: z.string() });
    const { message_id, text } = shape.parse(body);
    user.edit(message_id, text);
    return message_id;
  },
  voice(user, body) {
    const shape = z.object({
      data: z.base64(),
      duration: z.number().default(3),
      mime_type: z.string().default('audio/ogg'),
      caption: z.string().default(''),
    });
    const { data, ...options } = shape.parse(body);
    return user.sendVoice(Buffer.from(data, 'base64'), options);
  },
  sticker: (user) => user.sendSticker(),
  location: (user) => user.sendLocation(),
  block: (user) => user.block(),
  unblock: (user) => user.unblock(),
};

/** @returns what is answered as JSON, or undefined for an unknown address. @throws ZodError, Error: answered with 400. */
export async function control(
  emulator: Controlled,
  method: string | undefined,
  url: URL,
  body: unknown,
): Promise<object | undefined> {
  const [, , noun, name, verb] = url.pathname.split('/');
  if (noun === 'faults' && method === 'POST') {
    emulator.fault(telegramFault.parse(body));
    return { ok: true };
  }
  if (noun === 'faults' && method === 'DELETE') {
    emulator.clearFaults();
    return { ok: true };
  }
  if (noun === 'users' && name) {
    const user = emulator.user(id.parse(name), method === 'PUT' ? profile.parse(body) : undefined);
    if (method === 'PUT' && verb === undefined) return user.profile;
    if (method === 'GET' && verb === 'messages') return messages(user, url.searchParams);
    const act = verb && Object.hasOwn(acts, verb) ? acts[verb] : undefined;
    if (act && method === 'POST') return { ok: true, id: act(user, body) ?? null };
  }
  if (noun === 'groups' && name && method === 'POST') {
    const shape = z.object({
      user_id: z.number().int(),
      title: z.string().optional(),
      text: z.string().optional(),
    });
    const { user_id, title, text } = shape.parse(body);
    const group = emulator.group(id.parse(name), title);
    if (verb === 'join') return { ok: true, id: group.add(emulator.user(user_id)) ?? null };
    if (verb === 'text' && text) return { ok: true, id: group.send(emulator.user(user_id), text) };
  }
  return undefined;
}

/** The bot's messages after a message id; `wait` is how many seconds to wait for the first. */
async function messages(user: User, query: URLSearchParams): Promise<object> {
  const after = id.parse(query.get('after') ?? 0);
  const newer = () => user.received.filter((message) => message.message_id > after);
  const waitMs = Math.min(id.parse(query.get('wait') ?? 0), 60) * 1000;
  if (newer().length === 0 && waitMs > 0) await user.arrival(waitMs);
  return { messages: newer() };
}
