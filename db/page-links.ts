/** Links to pages that one person opens out of their chat. Only their keyed hashes are kept. */
import type { Tx } from './client.ts';

export interface PageLink {
  /** The step that the page is about, or the candidate. */
  subject: string;
  purpose: string;
  used_at: Date | null;
  /** It may still be opened. */
  open: boolean;
  code_tries: number;
  /** All that were tried and wrong, by any link to the same page that still opens. */
  wrong_codes: number;
  codes_sent: number;
  /** A code was said in the chat and is still good. */
  code_open: boolean;
}

/** The id that a page is about, as the index has it. */
const about = (tx: Tx, alias = '') => tx`coalesce(${tx(`${alias}step_id`)}, ${tx(`${alias}candidate_id`)})`;

/** Makes a link. Those before open until their own end: the line that says this one may have to wait for the morning. */
export async function insertPageLink(
  tx: Tx,
  link: { hash: string; subject: string; purpose: string; expiresAt: Date },
): Promise<void> {
  const { hash, subject, purpose, expiresAt } = link;
  const column = subject.startsWith('cnd_') ? 'candidate_id' : 'step_id';
  await tx`
    insert into page_links (hash, ${tx(column)}, purpose, expires_at)
    values (decode(${hash}, 'hex'), ${subject}, ${purpose}, ${expiresAt})`;
}

/** How many were made within a day. */
export async function pageLinksMade(tx: Tx, subject: string, purpose: string): Promise<number> {
  const [row] = await tx<{ n: number }[]>`
    select count(*)::int as n from page_links
    where ${about(tx)} = ${subject} and purpose = ${purpose} and created_at > now() - interval '1 day'`;
  return row!.n;
}

/** Null for a link that was never made. `lock`: until the end of the transaction nobody else uses it. */
export async function findPageLink(
  tx: Tx,
  { hash, purpose, now }: { hash: string; purpose: string; now: Date },
  lock = false,
): Promise<PageLink | null> {
  const [row] = await tx<PageLink[]>`
    select ${about(tx, 'l.')} as subject, l.purpose, l.used_at, l.used_at is null and l.expires_at > ${now} as open,
      l.code_tries, (
        select coalesce(sum(o.wrong_codes), 0)::int from page_links o
        where ${about(tx, 'o.')} = ${about(tx, 'l.')} and o.purpose = l.purpose and o.used_at is null
          and o.expires_at > ${now}
      ) as wrong_codes, l.codes_sent, l.code_hash is not null and l.code_expires_at > ${now} as code_open
    from page_links l where l.hash = decode(${hash}, 'hex') and l.purpose = ${purpose}
    ${lock ? tx`for update of l` : tx``}`;
  return row ?? null;
}

/** What was done by it is done, and no other link to the same page opens: of two at once the second finds it used. */
export async function usePageLink(tx: Tx, hash: string, now: Date): Promise<boolean> {
  const [used] = await tx<{ subject: string; purpose: string }[]>`
    update page_links set used_at = ${now}
    where hash = decode(${hash}, 'hex') and used_at is null and expires_at > ${now}
    returning ${about(tx)} as subject, purpose`;
  if (!used) return false;
  await closePageLinks(tx, used.subject, used.purpose, now);
  return true;
}

/** No link to this page opens any more. */
export async function closePageLinks(tx: Tx, subject: string, purpose: string, now: Date): Promise<void> {
  await tx`
    update page_links set expires_at = ${now}
    where ${about(tx)} = ${subject} and purpose = ${purpose} and used_at is null and expires_at > ${now}`;
}

/** A code was said in the chat: the one before is over, and tries are counted anew. */
export async function setPageCode(tx: Tx, link: string, codeHash: string, expiresAt: Date): Promise<void> {
  await tx`
    update page_links set code_hash = decode(${codeHash}, 'hex'), code_expires_at = ${expiresAt}, code_tries = 0,
      codes_sent = codes_sent + 1
    where hash = decode(${link}, 'hex')`;
}

/** Counts the try, and tells whether the code is the one that was said and still good. */
export async function tryPageCode(
  tx: Tx,
  { link, codeHash, most, now }: { link: string; codeHash: string; most: number; now: Date },
): Promise<boolean> {
  const [row] = await tx<{ right: boolean }[]>`
    with tried as (
      select hash, coalesce(code_hash = decode(${codeHash}, 'hex') and code_expires_at > ${now}
        and code_tries < ${most}, false) as right
      from page_links where hash = decode(${link}, 'hex') for update
    )
    update page_links l set code_tries = code_tries + 1, wrong_codes = wrong_codes + (not t.right)::int
    from tried t where l.hash = t.hash returning t.right`;
  return row?.right ?? false;
}
