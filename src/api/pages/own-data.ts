/**
 * `/data/TOKEN`: everything that is kept of one person, for themself. The link came in their chat and is kept nowhere; the code
 * that opens it is said in the same chat, so that whoever was passed the link gets nothing. Apps that look at links use
 * nothing up: only the form does, with the right code, once. Works without script.
 */
import type { Context, Hono } from 'hono';
import { writeAudit } from '../../../db/audit.ts';
import { findCandidate } from '../../../db/candidates.ts';
import { findPageLink, type PageLink, usePageLink } from '../../../db/page-links.ts';
import { chatOf } from '../../../db/reach.ts';
import { OWN_DATA, outside } from '../../conversation/notices/own-data.ts';
import { pageName } from '../../conversation/notices/page.ts';
import type { Language } from '../../types.ts';
import { archiveOf } from '../archive.ts';
import { isReadable, readBytes, requireType } from '../body.ts';
import { clientAddress } from '../client-address.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { askCode, type CodedPage, isUsable, reachedAt, tryCode } from '../page-codes.ts';
import type { CodeProblems } from './code-parts.ts';
import { pageSealed } from './html.ts';
import { askPage, downloadPage, type OwnDataView, wordPage } from './own-data-page.ts';
import { requireOwnPage } from './own-page.ts';

/** A code. */
const MOST_BYTES = 1024;
/** Links that open nothing, from one address: ten an hour. And of one link: nobody types faster. */
const GUESSES = { perSecond: 10 / 3600, burst: 10 };
const TRIES = { perSecond: 1 / 5, burst: 30 };
/** What a look costs of the guesses, so that nobody looks when all are spent. */
const LOOK = 0.001;

type PageContext = Context<ApiEnv>;

/** A link that opens, and whose it is. */
interface Opened extends CodedPage {
  link: PageLink;
  person: NonNullable<Awaited<ReturnType<typeof findCandidate>>>;
  language: Language;
  path: string;
}

export function ownDataRoutes(app: Hono<ApiEnv>, given: ApiDeps): void {
  const deps = { ...given, channels: outside(given.channels) };
  app.use('/data/*', pageSealed);

  app.get('/data/:token', async (c) => {
    const opened = await open(c);
    if (opened instanceof Response) return opened;
    const page = isUsable(opened.link) || c.req.query('code') !== undefined ? downloadPage : askPage;
    return c.html(page(opened.language, await view(opened)));
  });

  // Where a form was sent to, opened anew: in another browser, which can save files.
  for (const verb of ['code', 'archive'] as const)
    app.get(`/data/:token/${verb}`, (c) => c.redirect(`/data/${c.req.param('token')}`, 303));

  app.post('/data/:token/code', async (c) => {
    const [opened] = await posted(c);
    if (opened instanceof Response) return opened;
    const { language, path, link } = opened;
    const asked = await askCode(deps, opened);
    if (asked === 'asked') return c.redirect(`${path}?lang=${language}&code=1#code-where`, 303);
    const page = isUsable(link) ? downloadPage : askPage;
    return c.html(page(language, await view(opened, { ask: asked })), asked === 'many' ? 429 : 409);
  });

  app.post('/data/:token/archive', async (c) => {
    const [opened, form] = await posted(c);
    if (opened instanceof Response) return opened;
    const { language, person } = opened;
    const typed = (form.get('code') ?? '').trim();
    if (typed === '' || !isReadable(typed))
      return c.html(downloadPage(language, await view(opened, { code: 'missing' })), 422);
    const tried = await tryCode(deps, opened, typed);
    if (tried === 'locked') {
      deps.log.warn({ candidate_id: person.id }, 'links to own data were locked: too many wrong codes');
      return dead(c);
    }
    // Somebody was faster.
    if (tried === 'closed') return dead(c);
    if (tried !== 'right') return c.html(downloadPage(language, await view(opened, { code: tried })), 422);
    if (!(await take(c, opened))) return dead(c);
    return c.body(archiveOf(deps, person, language), 200, {
      'content-type': 'application/zip',
      'content-disposition': 'attachment; filename="my-data.zip"',
    });
  });

  /** The link is used up, and who read is written down: both, or nothing is handed out. */
  function take(c: PageContext, { hash, person }: Opened): Promise<boolean> {
    return deps.sql.begin(async (tx) => {
      if (!(await usePageLink(tx, hash, new Date(deps.now())))) return false;
      await writeAudit(tx, {
        actor: { kind: 'candidate', id: person.id },
        action: 'own_data.download',
        method: c.req.method,
        subject: person.id,
        addressHash: deps.hash(clientAddress(c)),
        status: 200,
      });
      return true;
    });
  }

  /** A form of this page, from nowhere else. */
  async function posted(c: PageContext): Promise<[Opened | Response, URLSearchParams]> {
    const none = new URLSearchParams();
    const opened = await open(c);
    if (opened instanceof Response) return [opened, none];
    if (await tooMuch(`data:tries:${opened.hash}`, 1, TRIES)) return [later(c, opened.language), none];
    requireOwnPage(c, deps.config);
    requireType(c.req.header('content-type') ?? null, ['application/x-www-form-urlencoded']);
    return [opened, new URLSearchParams(Buffer.from(await readBytes(c.req.raw, MOST_BYTES)).toString())];
  }

  /** The answer where the link opens nothing, for whatever reason: nobody learns which. */
  async function open(c: PageContext): Promise<Opened | Response> {
    const who = `data:guess:${deps.hash(clientAddress(c))}`;
    if (await tooMuch(who, LOOK, GUESSES)) return later(c, languageOf(c) ?? 'zh');
    const token = c.req.param('token') ?? '';
    const hash = deps.linkHash(pageName(OWN_DATA, token));
    const link = await findPageLink(deps.sql, { hash, purpose: OWN_DATA, now: new Date(deps.now()) });
    // Null for who was erased.
    const person = link?.open ? await findCandidate(deps.sql, link.subject) : null;
    const chat = person && (await chatOf(deps.sql, person.id));
    if (!link || !person || !chat) {
      await deps.take(who, 1 - LOOK, GUESSES.perSecond, GUESSES.burst);
      const why = link === null ? 'unknown' : link.used_at !== null ? 'used' : link.open ? 'erased' : 'over';
      deps.log.warn({ candidate_id: link?.subject, why }, 'a link to own data opened nothing');
      return dead(c);
    }
    return {
      ...{ hash, link, person, path: `/data/${token}`, language: languageOf(c) ?? chat.language ?? 'zh' },
      ...{ purpose: OWN_DATA, subject: person.id, conversationId: chat.conversationId },
      notices: { code: 'own_data.code', locked: 'own_data.locked' },
    };
  }

  async function view(opened: Opened, problems: CodeProblems = {}): Promise<OwnDataView> {
    return { path: opened.path, reached: await reachedAt(deps, opened.conversationId), problems };
  }

  const tooMuch = async (key: string, n: number, { perSecond, burst }: typeof TRIES) =>
    (await deps.take(key, n, perSecond, burst)) > 0;
}

const dead = (c: PageContext) => {
  const browser = /^\s*en\b/i.test(c.req.header('accept-language') ?? '') ? 'en' : 'zh';
  return c.html(wordPage(languageOf(c) ?? browser, 'dead'), 404);
};
const later = (c: PageContext, language: Language) => c.html(wordPage(language, 'later'), 429);

/** What the page was asked for; null where it is the person's own language. */
function languageOf(c: PageContext): Language | null {
  const wished = c.req.query('lang');
  return wished === 'zh' || wished === 'en' ? wished : null;
}
