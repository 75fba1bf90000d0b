/**
 * `/sign/TOKEN`: a contract on the phone. The link came in the person's chat and is kept nowhere; the code that signs is said
 * in the same chat, so that a link that was passed on signs nothing. Works without script.
 */
import type { Context, Hono } from 'hono';
import { type ContractRow, findContract } from '../../../db/contracts.ts';
import { findPageLink, type PageLink } from '../../../db/page-links.ts';
import { SIGN } from '../../conversation/notices/contract.ts';
import { pageName } from '../../conversation/notices/page.ts';
import { isSameName } from '../../pipeline/contract/names.ts';
import { agreedOf, PAPER_TYPE } from '../../pipeline/contract/paper.ts';
import { type Agreed, blocksOf, momentText } from '../../pipeline/contract/sheet.ts';
import { clockOf, dayOf } from '../../texts/dates.ts';
import type { Language } from '../../types.ts';
import { isReadable, readBytes, requireType } from '../body.ts';
import { clientAddress } from '../client-address.ts';
import { readPaper } from '../contract-paper.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { isUsable, reachedAt } from '../page-codes.ts';
import { askToSign, decline, type Signing, sign, tryToSign } from '../signing.ts';
import { pageSealed } from './html.ts';
import { requireOwnPage } from './own-page.ts';
import { codePage, declinePage, readPage, type SignView, signedPage, wordPage } from './sign-page.ts';

/** A name, a code, or a few lines of a question; in an alphabet where each letter is nine bytes of the form. */
const MOST_BYTES = 16 * 1024;
const REMARK_LENGTH = 1000;
/** Links that open nothing, from one address: ten an hour. And of one link: nobody corrects a form faster. */
const GUESSES = { perSecond: 10 / 3600, burst: 10 };
const TRIES = { perSecond: 1 / 5, burst: 30 };
/** What a look costs of the guesses, so that nobody looks when all are spent. */
const LOOK = 0.001;
/** While the chat is yet to say the code. */
const JUST_ASKED_MS = 60_000;

type PageContext = Context<ApiEnv>;

/** A link that opens, and what it shows. */
interface Opened extends Signing {
  link: PageLink;
  agreed: Agreed;
  language: Language;
  path: string;
}

export function signRoutes(app: Hono<ApiEnv>, deps: ApiDeps): void {
  app.use('/sign/*', pageSealed);

  app.get('/sign/:token', async (c) => {
    const opened = await open(c);
    if (opened instanceof Response) return opened;
    const { row, link, language } = opened;
    if (row.state === 'signed') return c.html(signedPage(language, signedView(opened)));
    if (row.state === 'declined') return c.html(wordPage(language, 'declined'));
    const asked =
      link.code_open || (row.read_at !== null && deps.now() - row.read_at.getTime() < JUST_ASKED_MS);
    const page = asked && row.signer !== null && c.req.query('name') === undefined ? codePage : readPage;
    return c.html(page(language, await view(opened)));
  });

  app.get('/sign/:token/contract.pdf', async (c) => {
    const opened = await open(c);
    if (opened instanceof Response) return opened;
    const { row, language } = opened;
    if (row.state === 'declined') return c.html(wordPage(language, 'declined'), 404);
    const { bytes } = await readPaper(deps, row);
    return c.body(bytes, 200, {
      'content-type': PAPER_TYPE,
      'content-disposition': `inline; filename="${row.id}.pdf"`,
    });
  });

  app.post('/sign/:token/code', async (c) => {
    const [opened, form] = await posted(c);
    if (opened instanceof Response) return opened;
    const { row, agreed, language } = opened;
    const name = typedIn(form, 'name').normalize('NFKC').slice(0, 100);
    const read = form.get('read') === 'yes';
    const problems: SignView['problems'] = {};
    if (name === '') problems.name = 'missing';
    else if (!isSameName(name, agreed.terms.candidate_name)) problems.name = 'other';
    if (!read) problems.read = 'missing';
    const typed = { name, read };
    if (problems.name || problems.read)
      return c.html(readPage(language, { ...(await view(opened)), typed, problems }), 422);
    const asked = await askToSign(deps, opened, name);
    if (asked === 'asked') return c.redirect(pageOf(opened), 303);
    const page = row.signer === null ? readPage : codePage;
    return c.html(
      page(language, { ...(await view(opened)), typed, problems: { ask: asked } }),
      asked === 'many' ? 429 : 409,
    );
  });

  app.post('/sign/:token/sign', async (c) => {
    const [opened, form] = await posted(c);
    if (opened instanceof Response) return opened;
    const { row, language } = opened;
    if (row.signer === null) return c.redirect(pageOf(opened), 303);
    const tried = await tryToSign(deps, opened, typedIn(form, 'code'));
    if (tried === 'locked') return locked(c, opened);
    if (tried === 'closed') return c.redirect(pageOf(opened), 303);
    if (tried !== 'right')
      return c.html(codePage(language, { ...(await view(opened)), problems: { code: tried } }), 422);
    await sign(deps, opened, clientAddress(c));
    // Whoever was faster has signed the same contract by the same link: both see it signed.
    return c.redirect(pageOf(opened), 303);
  });

  app.post('/sign/:token/decline', async (c) => {
    const [opened, form] = await posted(c);
    if (opened instanceof Response) return opened;
    const { link, language } = opened;
    const remark = typedIn(form, 'remark').slice(0, REMARK_LENGTH);
    const code = typedIn(form, 'code');
    const again = async (problems: SignView['problems'], status: 200 | 409 | 422 | 429, coded: boolean) =>
      c.html(declinePage(language, { ...(await view(opened)), remark, coded, problems }), status);
    if (code === '') {
      // Whoever only has the link could take a contract away from somebody: the chat is asked here too.
      if (isUsable(link) && form.get('again') === null)
        return form.get('coded') === null ? again({}, 200, true) : again({ code: 'missing' }, 422, true);
      const asked = await askToSign(deps, opened, null);
      if (asked === 'asked') return again({}, 200, true);
      return again({ ask: asked }, asked === 'many' ? 429 : 409, isUsable(link));
    }
    const tried = await tryToSign(deps, opened, code);
    if (tried === 'locked') return locked(c, opened);
    if (tried === 'closed') return c.redirect(pageOf(opened), 303);
    if (tried !== 'right') return again({ code: tried }, 422, tried !== 'over');
    await decline(deps, opened, remark === '' ? null : remark);
    return c.redirect(pageOf(opened), 303);
  });

  function locked(c: PageContext, { row, language }: Opened): Response | Promise<Response> {
    deps.log.warn({ step_id: row.id }, 'a link to a contract was locked: too many wrong codes');
    return c.html(wordPage(language, 'dead'), 404);
  }

  /** A form of a page that can still be signed; whoever comes late sees what became of it. */
  async function posted(c: PageContext): Promise<[Opened | Response, URLSearchParams]> {
    const none = new URLSearchParams();
    const opened = await open(c);
    if (opened instanceof Response) return [opened, none];
    if (await tooMuch(`sign:tries:${opened.hash}`, 1, TRIES)) return [later(c, opened.language), none];
    requireOwnPage(c, deps.config);
    requireType(c.req.header('content-type') ?? null, ['application/x-www-form-urlencoded']);
    if (opened.row.state !== 'sent') return [c.redirect(pageOf(opened), 303), none];
    return [opened, new URLSearchParams(Buffer.from(await readBytes(c.req.raw, MOST_BYTES)).toString())];
  }

  /** The answer where the link opens nothing, for whatever reason: nobody learns which. */
  async function open(c: PageContext): Promise<Opened | Response> {
    const who = `sign:guess:${deps.hash(clientAddress(c))}`;
    if (await tooMuch(who, LOOK, GUESSES)) return later(c, languageOf(c) ?? 'zh');
    const token = c.req.param('token') ?? '';
    const hash = deps.linkHash(pageName(SIGN, token));
    const now = new Date(deps.now());
    const link = await findPageLink(deps.sql, { hash, purpose: SIGN, now });
    const row = link && (await findContract(deps.sql, link.subject));
    const agreed = row && agreedOf(row);
    const why = link && row && agreed ? closed(link, row) : 'unknown';
    if (!link || !row || !agreed || why !== null) {
      await deps.take(who, 1, GUESSES.perSecond, GUESSES.burst);
      deps.log.warn({ step_id: link?.subject, why }, 'a link to a contract opened nothing');
      return dead(c);
    }
    return { hash, link, row, agreed, language: languageOf(c) ?? row.language, path: `/sign/${token}` };
  }

  async function view(opened: Opened): Promise<SignView> {
    const { row, agreed, path, language } = opened;
    const { employer, candidate_name: name } = agreed.terms;
    return {
      path,
      title: row.title[language],
      employer,
      blocks: blocksOf(agreed),
      contractLanguage: row.language,
      name,
      by: row.expires_at
        ? `${dayOf(row.expires_at, language, row.zone)} ${clockOf(row.expires_at, language, row.zone)}`
        : '',
      reached: await reachedAt(deps, row.conversation_id),
      typed: { name: row.signer ?? '', read: false },
      remark: '',
      coded: false,
      problems: {},
    };
  }

  const tooMuch = async (key: string, n: number, { perSecond, burst }: typeof TRIES) =>
    (await deps.take(key, n, perSecond, burst)) > 0;
}

/** Why a link shows nothing; null where it does. One that was used shows what it was used for, as long as that holds. */
function closed(link: PageLink, { state, employment_over: left }: ContractRow): string | null {
  if (state === 'signed' && left) return 'employment over';
  if (link.used_at !== null) return state === 'signed' || state === 'declined' ? null : state;
  if (!link.open) return 'over';
  return state === 'sent' || state === 'signed' ? null : state;
}

function signedView({ row, agreed, path, language }: Opened) {
  return {
    path,
    title: row.title[language],
    employer: agreed.terms.employer,
    blocks: blocksOf(agreed),
    contractLanguage: row.language,
    at: row.signed_at ? momentText(row.signed_at, language, row.zone) : '',
    hash: row.signed_hash ?? '',
    signer: row.signer ?? '',
  };
}

const pageOf = ({ path, language }: Opened) => `${path}?lang=${language}#sign`;

const dead = (c: PageContext) => {
  const browser = /^\s*en\b/i.test(c.req.header('accept-language') ?? '') ? 'en' : 'zh';
  return c.html(wordPage(languageOf(c) ?? browser, 'dead'), 404);
};
const later = (c: PageContext, language: Language) => c.html(wordPage(language, 'later'), 429);

/** What nobody types is as good as nothing. */
function typedIn(form: URLSearchParams, name: string): string {
  const value = (form.get(name) ?? '').trim();
  return isReadable(value) ? value : '';
}

/** What the page was asked for; null where it is the contract's own language. */
function languageOf(c: PageContext): Language | null {
  const wished = c.req.query('lang');
  return wished === 'zh' || wished === 'en' ? wished : null;
}
