/** A page that one person opens by a link out of their chat: made when the line is written that says it. */
import { randomInt } from 'node:crypto';
import type { Effect } from '../../flows/model.ts';
import { newPersonalCode } from '../../ids.ts';
import type { NoticeParts } from './notice.ts';

export interface NewPage {
  /** To be said; `secret` is the part of it that no record keeps. */
  url: string;
  secret: string;
  /** Holds only if it is said. */
  effect: Extract<Effect, { type: 'page_link' }>;
}

/** `path`: `form`, `sign`, `data`; `subject`: the step or the candidate. Null where nobody knows how the outside reaches us. */
export function newPage(
  { address, linkHash, now }: Pick<NoticeParts, 'address' | 'linkHash' | 'now'>,
  { subject, path, validMs }: { subject: string; path: string; validMs: number },
): NewPage | null {
  const origin = address();
  if (origin === null) return null;
  // Two codes of 60 bits: a link is opened by whoever has it.
  const token = newPersonalCode() + newPersonalCode();
  return {
    url: `${origin}/${path}/${token}`,
    secret: token,
    effect: {
      ...{ type: 'page_link', hash: linkHash(pageName(path, token)), subject, purpose: path },
      expiresAt: now() + validMs,
    },
  };
}

/** What the hash of a page's link is made of. */
export const pageName = (path: string, token: string): string => `page ${path} ${token}`;

/** What the keyed hash of a code is made of that a page asks for. */
export const codeName = (purpose: string, link: string, code: string): string =>
  `${purpose} code ${link} ${code}`;

const CODE_VALID_MS = 10 * 60_000;

/** A code for a page, which exists in the line that says it alone; `link` is what is kept of the page's link. */
export function newCode(
  { linkHash, now }: Pick<NoticeParts, 'linkHash' | 'now'>,
  purpose: string,
  link: string,
): { code: string; effect: Extract<Effect, { type: 'page_code' }> } {
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const hash = linkHash(codeName(purpose, link, code));
  return { code, effect: { type: 'page_code', link, hash, expiresAt: now() + CODE_VALID_MS } };
}
