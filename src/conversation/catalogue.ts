/** Openings and flow versions as a turn needs them: read often, changed seldom. */
import { loadFlow } from '../../db/flows.ts';
import { findByCode } from '../../db/invitations.ts';
import { lookUp } from '../../db/links.ts';
import { findOpening, findOpeningByCode } from '../../db/openings.ts';
import { restoreFlow } from '../flows/load.ts';
import type { HeardMessage, PinnedFlow, Start } from '../flows/model.ts';
import { isPersonalCode } from '../ids.ts';
import type { Runtime } from '../runtime.ts';
import type { Opening } from '../types.ts';
import { MAX_TRIES } from './codes.ts';

/** How long a change of an opening may take to reach running conversations. */
const FRESH_MS = 1000;
/** Flow versions are immutable and few; this bounds a process that has seen years of them. */
const MAX_FLOWS = 200;

export interface Catalogue {
  /** The opening and the pinned flow of an interview; null when either is gone. */
  get(openingId: string, flowHash: string): Promise<Start | null>;
  /** What a code leads to now, for the person of this conversation who brings it from this address. */
  byCode(code: string, conversationId: string, identityId: string | null): Promise<Found>;
}

type Found = Omit<NonNullable<HeardMessage['start']>, 'code'>;

export function createCatalogue(runtime: Pick<Runtime, 'sql' | 'flows' | 'log' | 'linkHash'>): Catalogue {
  const openings = new Map<string, { opening: Opening; until: number }>();
  const versions = new Map([...runtime.flows.values()].map((pinned) => [pinned.hash, pinned]));

  async function opening(id: string): Promise<Opening | null> {
    const cached = openings.get(id);
    if (cached && cached.until > performance.now()) return cached.opening;
    const found = await findOpening(runtime.sql, id);
    if (found) openings.set(id, { opening: found, until: performance.now() + FRESH_MS });
    return found;
  }

  async function flow(hash: string): Promise<PinnedFlow | null> {
    const cached = versions.get(hash);
    if (cached) return cached;
    const body = await loadFlow(runtime.sql, hash);
    if (!body) return null;
    if (versions.size >= MAX_FLOWS) versions.clear();
    const pinned = restoreFlow(hash, body);
    versions.set(hash, pinned);
    return pinned;
  }

  function startOf(found: Opening | null): Start | 'unknown' | 'closed' {
    if (!found || found.status === 'draft') return 'unknown';
    if (found.status !== 'open') return 'closed';
    const pinned = runtime.flows.get(found.flow);
    if (pinned) return { opening: found, pinned };
    runtime.log.error(
      { opening_id: found.id, flow: found.flow },
      'an open opening names a flow that is not there',
    );
    return 'closed';
  }

  return {
    async get(openingId, flowHash) {
      const [found, pinned] = await Promise.all([opening(openingId), flow(flowHash)]);
      return found && pinned ? { opening: found, pinned } : null;
    },
    async byCode(code, conversationId, identityId) {
      if (!/^[A-Z0-9]{4,12}$/.test(code)) return { found: 'unknown' };
      const named = await findOpeningByCode(runtime.sql, code);
      if (named) return { found: startOf(named) };
      const hash = identityId !== null && isPersonalCode(code) ? runtime.linkHash(code) : null;
      const looked = hash === null ? null : await lookUp(runtime.sql, hash, identityId!);
      if (looked && looked.tries >= MAX_TRIES) return { found: 'guessed' };
      const invitation = await findByCode(runtime.sql, code);
      if (!invitation) {
        const { link } = looked ?? {};
        if (link?.conversationId === conversationId) return { found: 'linked', link: link.id };
        // Whatever it was once, and whosever it is: the same answer as to a code that never was.
        return hash === null ? { found: 'unknown' } : { found: 'unknown', tried: hash };
      }
      const { id, claimed_by: claimedBy, conversation_id: invited, over } = invitation;
      const found = startOf(await opening(invitation.opening_id));
      // Who has come by it once comes by it for ever; so does the person it was made for, while it holds.
      if (claimedBy === conversationId || (claimedBy && invited === conversationId && !over))
        return { found };
      if (claimedBy) return { found: 'used' };
      if (over) return { found: 'over' };
      if (typeof found !== 'object') return { found };
      return { found, invitation: { id, duplicate: invited !== conversationId } };
    },
  };
}
