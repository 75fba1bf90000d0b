/** What a person's action has to be said about in the chat: by its inbox, in the transaction of the action. */
import type { Tx } from '../../db/client.ts';
import { newId } from '../ids.ts';
import type { ApiDeps } from './deps.ts';

/** @returns the conversation, to be woken after the commit */
export async function notify(
  { tell }: Pick<ApiDeps, 'tell'>,
  tx: Tx,
  { conversation_id: conversationId }: { conversation_id: string },
  notice: string,
  subject: string,
): Promise<string> {
  await tell.system(tx, conversationId, newId('req'), { kind: 'notice', notice, subject });
  return conversationId;
}
