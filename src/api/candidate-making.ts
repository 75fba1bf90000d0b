/**
 * A candidate added or changed by API: nobody twice, by the name that another system has for them, and by their number where that
 * is asked for.
 */
import { findKnown, insertOrigins } from '../../db/candidate-origins.ts';
import { type CandidateRow, findCandidate, insertCandidate, type NewCandidate } from '../../db/candidates.ts';
import type { Tx } from '../../db/client.ts';
import { markOf } from '../../db/erasure.ts';
import { candidatesByPhone } from '../../db/reach.ts';
import { phoneTypes } from '../conversation/recipient.ts';
import { TingdaError } from '../errors.ts';
import type { ApiDeps } from './deps.ts';
import { erased, invalidFields } from './problem.ts';

interface AddedCandidate extends NewCandidate {
  remote_id: string | null;
  unique_phone: boolean;
}

/**
 * @throws TingdaError `conflict` for who is here already, with their id, and for who was erased by that name;
 *   `validation_failed` for a name in no system
 */
export async function addCandidate(
  { channels, eraseHash }: Pick<ApiDeps, 'channels' | 'eraseHash'>,
  tx: Tx,
  { remote_id, unique_phone, ...given }: AddedCandidate,
): Promise<CandidateRow> {
  if (remote_id !== null && given.source === null)
    throw invalidFields([{ path: 'source', message: 'must say which system has this remote_id' }]);
  const origins = remote_id === null ? [] : [{ source: given.source!, remote_id }];
  const phones = given.phone === null ? [] : [given.phone];
  // Both names are locked here, in the order of imports: of two at once the second finds the first.
  const marks = origins.map(({ source, remote_id }) => markOf.origin(eraseHash, source, remote_id));
  const { byOrigin, erasedMarks } = await findKnown(tx, { ids: [], origins, phones, marks });
  if (erasedMarks.size > 0) throw erased('stored');
  for (const id of byOrigin.values()) throw known('remote_id', id);
  if (given.phone !== null && unique_phone)
    for (const id of await candidatesByPhone(tx, given.phone, phoneTypes(channels))) throw known('phone', id);
  const made = await insertCandidate(tx, given);
  if (origins.length === 0) return made;
  await insertOrigins(
    tx,
    origins.map((origin) => ({ ...origin, candidate_id: made.id })),
  );
  return (await findCandidate(tx, made.id))!;
}

/**
 * The number is this person's alone. To be asked before they are locked: whoever adds or imports somebody locks the number
 * first, and until the commit nobody who asks takes it.
 * @throws TingdaError `conflict` when somebody else has it, with their id
 */
export async function requireOwnPhone(
  { channels }: Pick<ApiDeps, 'channels'>,
  tx: Tx,
  phone: string,
  candidateId: string,
): Promise<void> {
  const having = await candidatesByPhone(tx, phone, phoneTypes(channels));
  for (const id of having) if (id !== candidateId) throw known('phone', id, 'changed');
}

const known = (path: 'phone' | 'remote_id', id: string, done: 'stored' | 'changed' = 'stored') =>
  new TingdaError(
    'conflict',
    done === 'stored'
      ? 'This person is here already, as `errors` names them; nothing was stored. Change that one.'
      : 'Somebody else has this number, as `errors` names them; nothing was changed. See whether the two are one person.',
    { items: [{ path, message: `is what ${id} has`, id }] },
  );
