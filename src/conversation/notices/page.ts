/** A page that one person opens by a link out of their chat: made when the line is written that says it. */

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

/** `path`: `form`, `sign`. Null where nobody knows how the outside reaches us. */
export function newPage(
  { address, linkHash, now }: Pick<NoticeParts, 'address' | 'linkHash' | 'now'>,
  { stepId, path, validMs }: { stepId: string; path: string; validMs: number },
): NewPage | null {
  const origin = address();
  if (origin === null) return null;
  // Two codes of 60 bits: a link is opened by whoever has it.
  const token = newPersonalCode() + newPersonalCode();
  return {
    url: `${origin}/${path}/${token}`,
    secret: token,
    effect: {
      ...{ type: 'page_link', hash: linkHash(pageName(path, token)), stepId, purpose: path },
      expiresAt: now() + validMs,
    },
  };
}

/** What the hash of a page's link is made of. */
export const pageName = (path: string, token: string): string => `page ${path} ${token}`;
