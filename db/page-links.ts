/** Links to pages that one person opens out of their chat. Only their keyed hashes are kept. */
import type { Tx } from './client.ts';

export interface PageLink {
  step_id: string;
  purpose: string;
  used_at: Date | null;
  /** It may still be opened. */
  open: boolean;
  code_tries: number;
  /** All that were tried and wrong. */
  wrong_codes: number;
  codes_sent: number;
  /** A code was said in the chat and is still good. */
  code_open: boolean;
}

/** Makes a link; the ones before, for the same step and purpose, are over. `now` is the interview's clock. */
export async function insertPageLink(
  tx: Tx,
  link: { hash: string; stepId: string; purpose: string; expiresAt: Date; now: Date },
): Promise<void> {
  const { hash, stepId, purpose, expiresAt, now } = link;
  await tx`
    update page_links set expires_at = ${now}
    where step_id = ${stepId} and purpose = ${purpose} and used_at is null and expires_at > ${now}`;
  await tx`
    insert into page_links (hash, step_id, purpose, expires_at)
    values (decode(${hash}, 'hex'), ${stepId}, ${purpose}, ${expiresAt})`;
}

/** Null for a link that was never made. `lock`: until the end of the transaction nobody else uses it. */
export async function findPageLink(
  tx: Tx,
  { hash, purpose, now }: { hash: string; purpose: string; now: Date },
  lock = false,
): Promise<PageLink | null> {
  const [row] = await tx<PageLink[]>`
    select step_id, purpose, used_at, used_at is null and expires_at > ${now} as open, code_tries, wrong_codes,
      codes_sent, code_hash is not null and code_expires_at > ${now} as code_open
    from page_links where hash = decode(${hash}, 'hex') and purpose = ${purpose} ${lock ? tx`for update` : tx``}`;
  return row ?? null;
}

/** What was done by it is done: of two at once the second finds it used. */
export async function usePageLink(tx: Tx, hash: string, now: Date): Promise<boolean> {
  const rows = await tx`
    update page_links set used_at = ${now}
    where hash = decode(${hash}, 'hex') and used_at is null and expires_at > ${now} returning 1`;
  return rows.length > 0;
}

/** No link of this step for this purpose opens any more. */
export async function closePageLinks(tx: Tx, stepId: string, purpose: string, now: Date): Promise<void> {
  await tx`
    update page_links set expires_at = ${now}
    where step_id = ${stepId} and purpose = ${purpose} and expires_at > ${now}`;
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
