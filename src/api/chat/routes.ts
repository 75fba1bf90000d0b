/**
 * The web chat: the page at `/chat/CODE` and what it talks to. Its messages go the way of every other: verified and parsed by
 * the channel, stored by `receive`; what comes back stands in the outbox, and streams tell of it.
 */
import type { Context, Hono, MiddlewareHandler } from 'hono';
import { renderSVG } from 'uqr';
import { conversationOf, findStored, readThread, type Thread } from '../../../db/chat.ts';
import { wasSeen } from '../../../db/inbox.ts';
import { arrival } from '../../channels/web.ts';
import { chatPage } from '../../chat/page.ts';
import { messageName } from '../../conversation/receive.ts';
import { TingdaError } from '../../errors.ts';
import type { Opening } from '../../types.ts';
import { MAX_BODY, readBytes, requireJson } from '../body.ts';
import { clientAddress } from '../client-address.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { rawRequest } from '../hooks.ts';
import { isForm } from '../recording.ts';
import {
  type Entrance,
  findEntrance,
  findVisitor,
  requireEntrance,
  requireSameOrigin,
  requireVisitor,
  takeTurn,
} from './access.ts';
import { assetsVersion, readAsset } from './assets.ts';
import { createStreams } from './streams.ts';
import { takeVoice } from './voice.ts';
import { cursorText, readCursor, wireMessage, wireState } from './wire.ts';

/** Of a thread, as much as a page shows when it is opened. */
const HISTORY = 500;

type ChatContext = Context<ApiEnv>;

export function chatRoutes(app: Hono<ApiEnv>, deps: ApiDeps): void {
  const streams = createStreams(deps);
  deps.stopping.addEventListener('abort', () => streams.close());
  const { publicUrl } = deps.config;

  app.use('/chat/*', sealed);

  app.get('/chat/:code', async (c) => {
    const entrance = await findEntrance(c, deps);
    const visitor = entrance && (await findVisitor(c, deps, entrance));
    // Who was invited in person, on a phone where somebody else chats, gets a cookie for this page alone.
    const path = entrance?.invited && deps.visitors.read(c.req.header('cookie')) ? c.req.path : '/chat';
    if (entrance && visitor === null) c.header('set-cookie', deps.visitors.issue(path));
    const opening = entrance?.opening ?? null;
    const known = visitor !== null && (await conversationOf(deps.sql, visitor)) !== null;
    const status = opening === null ? 'unknown' : opening.status === 'open' || known ? 'open' : 'closed';
    const page = chatPage(
      {
        code: (c.req.param('code') ?? '').toUpperCase(),
        title: opening?.title ?? null,
        place: opening ? placeOf(opening) : null,
        status,
        language: languageOf(c),
      },
      await assetsVersion(),
    );
    c.header('content-security-policy', PAGE_POLICY);
    return c.html(page, opening ? 200 : 404);
  });

  app.get('/chat/:code/messages', async (c) => {
    const entrance = await requireEntrance(c, deps);
    const visitor = await requireVisitor(c, deps, entrance);
    await takeTurn(deps, visitor, 'read');
    const thread = await arrive(c, visitor, entrance);
    const { messages, cursor } = thread;
    return c.json({
      data: messages.map(wireMessage),
      cursor: cursorText(cursor),
      ...wireState({ ...thread, language: thread.language ?? languageOf(c) }),
    });
  });

  app.post('/chat/:code/messages', async (c) => {
    requireSameOrigin(c, publicUrl);
    const entrance = await requireEntrance(c, deps);
    const visitor = await requireVisitor(c, deps, entrance);
    await takeTurn(deps, visitor, 'message');
    const web = deps.channels.get('web');
    if (!web) throw new TingdaError('unavailable', 'The web chat is off; nothing was stored.');
    if (isForm(c.req.header('content-type'))) return c.json(await takeVoice(deps, visitor, c.req.raw), 201);
    requireJson(c.req.header('content-type'));
    const verified = await web.verify(rawRequest(c.req.raw, await readBytes(c.req.raw, MAX_BODY)));
    const [message] = web.parse(verified).messages;
    if (!message || !('clientId' in message.content))
      throw new TingdaError('internal', 'A message was lost.');
    // Who writes before the page ever showed anything has arrived by it.
    if ((await conversationOf(deps.sql, visitor)) === null) {
      await takeTurn(deps, clientAddress(c), 'arrival');
      await welcome(c, visitor, entrance.code);
    }
    await store([message]);
    const name = messageName(message.channel, message.account, message.externalId);
    const stored = await findStored(deps.sql, visitor, deps.hash(name));
    if (!stored) throw new TingdaError('unavailable', 'The message was not stored. Please send it again.');
    return c.json({ id: stored.id, client_id: message.content.clientId, at: stored.at.toISOString() }, 201);
  });

  app.get('/chat/:code/stream', async (c) => {
    const entrance = await requireEntrance(c, deps);
    const visitor = await requireVisitor(c, deps, entrance);
    await takeTurn(deps, visitor, 'read');
    const from = c.req.header('last-event-id') ?? c.req.query('after');
    const cursor = from === undefined ? undefined : readCursor(from);
    const thread = (await readThread(deps.sql, visitor, 1)) ?? (await arrive(c, visitor, entrance));
    return streams.open(visitor, thread, cursor ?? thread.cursor, languageOf(c), {});
  });

  /** Somebody else takes the phone: this browser forgets who wrote here. What was written stays with whom it belongs to. */
  app.post('/chat/:code/leave', async (c) => {
    requireSameOrigin(c, publicUrl);
    const entrance = await requireEntrance(c, deps);
    await requireVisitor(c, deps, entrance);
    c.header('set-cookie', deps.visitors.issue('/chat'));
    const page = c.req.path.slice(0, c.req.path.lastIndexOf('/'));
    if (entrance.invited) c.header('set-cookie', deps.visitors.issue(page), { append: true });
    return c.body(null, 204);
  });

  app.get('/chat/:code/qr.svg', async (c) => {
    const { code } = await requireEntrance(c, deps);
    const url = `${deps.address() ?? new URL(c.req.url).origin}/chat/${code}`;
    return c.body(renderSVG(url), 200, {
      'content-type': 'image/svg+xml',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    });
  });

  app.get('/assets/chat/:version/:file{.+}', async (c) => {
    const asset = await readAsset(c.req.param('version'), c.req.param('file'));
    if (!asset) throw new TingdaError('not_found', 'There is no such file.');
    const zipped = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '');
    return c.body(zipped ? asset.gzip : asset.bytes, 200, {
      'content-type': asset.type,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      vary: 'accept-encoding',
      ...(zipped ? { 'content-encoding': 'gzip' } : {}),
    });
  });

  /**
   * The thread as it is when the page opens. The first time that is the starting point, as `/start CODE` is elsewhere; and
   * who comes by another opening's link starts that one.
   */
  async function arrive(c: ChatContext, visitor: string, entrance: Entrance): Promise<Thread> {
    const { code, opening, invited, linked } = entrance;
    const before = await readThread(deps.sql, visitor, HISTORY);
    const elsewhere =
      before && opening.status === 'open' && before.openingId !== opening.id && !before.starting;
    // Who came by a link that is somebody else's has been told so.
    const told = before && invited !== null && before.conversationId !== invited;
    // Once more by a new link: the chat goes on here. The same link again is the same arrival, and has no effect.
    const back = linked && before?.conversationId === invited;
    if (before && !back && (!elsewhere || told)) return before;
    if (before) await store([arrival(visitor, code, back ? 0 : before.cursor.inbox, languageOf(c))]);
    else {
      await takeTurn(deps, clientAddress(c), 'arrival');
      await welcome(c, visitor, code);
    }
    const thread = await readThread(deps.sql, visitor, HISTORY);
    if (!thread) throw new TingdaError('unavailable', 'The chat could not be opened. Please try again.');
    return thread;
  }

  /** Who never came before. Who was erased comes anew: their first arrival was seen, and has no effect any more. */
  async function welcome(c: ChatContext, visitor: string, code: string): Promise<void> {
    for (let n = 0; ; n--) {
      const first = arrival(visitor, code, n, languageOf(c));
      if (
        !(await wasSeen(deps.sql, deps.hash(messageName(first.channel, first.account, first.externalId))))
      ) {
        await store([first]);
        return;
      }
      // Another tab was faster.
      if ((await conversationOf(deps.sql, visitor)) !== null) return;
    }
  }

  async function store(messages: Parameters<ApiDeps['receive']>[0]): Promise<void> {
    try {
      await deps.receive(messages);
    } catch (cause) {
      throw new TingdaError('unavailable', 'The message was not stored. Please send it again.', { cause });
    }
  }
}

const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const sealed: MiddlewareHandler<ApiEnv> = async (c, next) => {
  await next();
  c.res.headers.set('cache-control', 'no-store');
  c.res.headers.set('x-content-type-options', 'nosniff');
  c.res.headers.set('referrer-policy', 'no-referrer');
};

function placeOf({ site }: Opening): string | null {
  return [site.name, site.city].filter(Boolean).join(' · ') || null;
}

/** What the page was asked for, else what the browser prefers. */
function languageOf(c: ChatContext): 'zh' | 'en' {
  const wished = c.req.query('lang') ?? c.req.header('accept-language') ?? 'zh';
  return /^\s*en\b/i.test(wished) ? 'en' : 'zh';
}
