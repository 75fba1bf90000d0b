/**
 * `/form/TOKEN`: who somebody is by their papers, and whether a background check may be made. The link came in their chat, opens
 * once, and is kept nowhere; what they fill in is sealed with what they said to it, in one transaction with the step's move.
 */
import type { Context, Hono } from 'hono';
import { keepIdentity, recordStepConsent, stepSubject } from '../../../db/identities.ts';
import { findPageLink, usePageLink } from '../../../db/page-links.ts';
import { amendStep, lockStep, moveStep, type StepRow } from '../../../db/steps.ts';
import { pageName } from '../../conversation/notices/page.ts';
import { wordingName } from '../../conversation/phrase.ts';
import { type Identity, readIdentity, sealIdentity } from '../../pipeline/identity.ts';
import { moving } from '../../pipeline/machine.ts';
import type { Language } from '../../types.ts';
import { isReadable, readBytes, requireType } from '../body.ts';
import { clientAddress } from '../client-address.ts';
import type { ApiDeps, ApiEnv } from '../deps.ts';
import { CONSENT_TEXTS, type FormView, formPage, wordPage } from './form-page.ts';
import { pageSealed } from './html.ts';
import { requireOwnPage } from './own-page.ts';

/** A few fields; in an alphabet where each letter is nine bytes of the form. */
const MOST_BYTES = 16 * 1024;
/** Links that open nothing, from one address: ten an hour. And of one link: nobody corrects a form faster. */
const GUESSES = { perSecond: 10 / 3600, burst: 10 };
const TRIES = { perSecond: 1 / 10, burst: 20 };
/** What a look costs of the guesses, so that nobody looks when all are spent. */
const LOOK = 0.001;

type PageContext = Context<ApiEnv>;

/** A link that opens, and what it is about. */
interface Opened {
  hash: string;
  step: Pick<StepRow, 'id' | 'data'>;
  language: Language;
  title: string;
}

export function formRoutes(app: Hono<ApiEnv>, deps: ApiDeps): void {
  app.use('/form/*', pageSealed);

  app.get('/form/:token', async (c) => {
    const opened = await open(c);
    if (opened instanceof Response) return opened;
    return c.html(formPage(opened.language, view(opened, new URLSearchParams(), {})));
  });

  app.post('/form/:token', async (c) => {
    const opened = await open(c);
    if (opened instanceof Response) return opened;
    const { hash, language } = opened;
    if (await tooMuch(`form:tries:${hash}`, 1, TRIES)) return later(c, language);
    requireOwnPage(c, deps.config);
    requireType(c.req.header('content-type') ?? null, ['application/x-www-form-urlencoded']);
    const form = new URLSearchParams(Buffer.from(await readBytes(c.req.raw, MOST_BYTES)).toString());
    if (form.get('answer') === 'refuse') {
      const refused = await settle(opened, null);
      return refused ? c.html(wordPage(language, 'refused')) : dead(c);
    }
    const given = readIdentity(typedIn(form), new Date(deps.now()));
    const problems: FormView['problems'] = { ...('problems' in given ? given.problems : {}) };
    if (form.get('agree') !== 'yes') problems.agree = 'missing';
    if ('problems' in given || problems.agree)
      return c.html(formPage(language, view(opened, form, problems)), 422);
    const taken = await settle(opened, given.identity);
    return taken ? c.html(wordPage(language, 'done')) : dead(c);
  });

  /** The answer where the link opens nothing, for whatever reason: nobody learns which. */
  async function open(c: PageContext): Promise<Opened | Response> {
    const who = `form:guess:${deps.hash(clientAddress(c))}`;
    if (await tooMuch(who, LOOK, GUESSES)) return later(c, languageOf(c) ?? 'zh');
    const hash = deps.linkHash(pageName('form', c.req.param('token') ?? ''));
    const link = await findPageLink(deps.sql, { hash, purpose: 'form', now: new Date(deps.now()) });
    if (!link?.open) {
      await deps.take(who, 1 - LOOK, GUESSES.perSecond, GUESSES.burst);
      const why = link === null ? 'unknown' : link.used_at === null ? 'over' : 'used';
      deps.log.warn({ step_id: link?.subject, why }, 'a link to a form opened nothing');
      return dead(c);
    }
    const { language, title, data } = await stepSubject(deps.sql, link.subject);
    const shown = languageOf(c) ?? language ?? 'zh';
    return { hash, step: { id: link.subject, data }, language: shown, title: title[shown] };
  }

  /**
   * What was said on the page, once; null: no consent.
   * @returns false when somebody was faster, or nothing waits for it any more
   */
  async function settle(
    { hash, step: { id }, language }: Opened,
    identity: Identity | null,
  ): Promise<boolean> {
    let told: string | null = null;
    await deps.sql.begin(async (tx) => {
      const now = new Date(deps.now());
      const step = await lockStep(tx, id);
      if (step?.state !== 'collecting' || !(await usePageLink(tx, hash, now))) return;
      const { candidate_id: candidateId, conversation_id: conversationId } = step;
      const wording = consentWording(language);
      const consent = {
        conversationId,
        candidateId,
        kind: 'background_check',
        given: identity !== null,
      } as const;
      await recordStepConsent(tx, { ...consent, wording });
      if (identity === null) await amendStep(tx, id, { data: { consent_refused_at: now.toISOString() } });
      else {
        await keepIdentity(tx, candidateId, sealIdentity(deps.identities, candidateId, identity));
        const data = { submitted_at: now.toISOString(), consent_refused_at: null };
        const to = moving('background_check', 'pending');
        await moveStep(tx, { id, ...to, data, work: 'start', reason: null, by: 'candidate' });
      }
      const name = identity === null ? 'no_consent' : 'submitted';
      const notice = { kind: 'notice', notice: `background_check.${name}`, subject: id } as const;
      await deps.tell.system(tx, conversationId, `form ${hash}`, notice);
      told = conversationId;
    });
    if (told === null) return false;
    deps.tell.wake(told);
    return true;
  }

  const tooMuch = async (key: string, n: number, { perSecond, burst }: typeof TRIES) =>
    (await deps.take(key, n, perSecond, burst)) > 0;
}

const dead = (c: PageContext) => {
  const browser = /^\s*en\b/i.test(c.req.header('accept-language') ?? '') ? 'en' : 'zh';
  return c.html(wordPage(languageOf(c) ?? browser, 'dead'), 404);
};
const later = (c: PageContext, language: Language) => c.html(wordPage(language, 'later'), 429);

/** What nobody types is as good as nothing. */
function typedIn(form: URLSearchParams) {
  const field = (name: string) => {
    const value = form.get(name) ?? '';
    return isReadable(value) ? value : '';
  };
  return { legal_name: field('legal_name'), id_number: field('id_number'), birth_date: field('birth_date') };
}

function view({ title, step }: Opened, form: URLSearchParams, problems: FormView['problems']): FormView {
  const { legal_name, birth_date } = typedIn(form);
  const agency = typeof step.data.agency === 'string' ? step.data.agency : null;
  return { title, agency, typed: { legal_name, birth_date, agree: form.get('agree') === 'yes' }, problems };
}

/** What the page was asked for; null where it is the person's own language. */
function languageOf(c: PageContext): Language | null {
  const wished = c.req.query('lang');
  return wished === 'zh' || wished === 'en' ? wished : null;
}

function consentWording(language: Language): string {
  const args = { known: 'yes', name: '' };
  return wordingName(
    'background_check',
    language,
    CONSENT_TEXTS.map((key) => ({ key, args })),
  );
}
