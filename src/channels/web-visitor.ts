/**
 * Who writes in the web chat. Nobody logs in: the page's cookie is the visitor, 128 random bits that only we can have
 * signed. The visitor's name is the address; without the signature it opens nothing.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Hash } from '../secrets.ts';

const COOKIE = 'tingda_chat';
const SHAPE = /^([A-Za-z0-9_-]{22})\.([0-9a-f]{32})$/;
/** As long as an interview and what comes after it may take: half a year. */
const MAX_AGE_SECONDS = 180 * 24 * 3600;

export interface Visitors {
  /**
   * The visitor whose cookie this header carries; null without one, and for one that we did not sign. Of several the one
   * with the longest path comes first: https://www.rfc-editor.org/rfc/rfc6265#section-5.4
   */
  read(cookieHeader: string | undefined): string | null;
  /** A new visitor's `Set-Cookie`, for all pages below `path`. */
  issue(path: string): string;
}

/** @param secure the page is reached over https only */
export function createVisitors(sign: Hash, secure: boolean): Visitors {
  return {
    read(header) {
      for (const pair of (header ?? '').split(';')) {
        const [name, value = ''] = pair.trim().split('=');
        const [, visitor, signature] = (name === COOKIE && SHAPE.exec(value)) || [];
        if (!visitor || !signature) continue;
        if (timingSafeEqual(Buffer.from(signature), Buffer.from(sign(visitor)))) return visitor;
      }
      return null;
    },
    issue(path) {
      const visitor = randomBytes(16).toString('base64url');
      const rules = `Path=${path}; Max-Age=${MAX_AGE_SECONDS}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
      return `${COOKIE}=${visitor}.${sign(visitor)}; ${rules}`;
    },
  };
}
