/** Recordings that came along with their message, because their provider gives them once: kept first, then named. */
import { draftMedia, settleDraft } from '../../db/media-drafts.ts';
import { newId } from '../ids.ts';
import { formats, sniff } from '../media/sniff.ts';
import type { Runtime } from '../runtime.ts';
import type { InboundMessage } from '../types.ts';

type Parts = Pick<Runtime, 'sql' | 'media' | 'log'>;

/** The message as it is stored, naming what is in our store now. Should it never be, the sweep takes the bytes away. */
export async function keepRecording(parts: Parts, message: InboundMessage): Promise<InboundMessage> {
  const { recording, content } = message;
  if (!recording || content.kind !== 'voice') return message;
  const id = newId('med');
  const format = sniff(recording);
  const type = format ? formats[format].type : 'application/octet-stream';
  await draftMedia(parts.sql, id);
  await parts.media.put(id, recording, type);
  const media = { id, type, bytes: recording.length, kept: true as const };
  return { ...message, content: { ...content, media } };
}

/** @param stored false when the same message was there before */
export async function settleRecording(
  { sql, media, log }: Parts,
  { recording, content }: InboundMessage,
  stored: boolean,
): Promise<void> {
  if (!recording || content.kind !== 'voice') return;
  const { id } = content.media;
  try {
    if (!stored) await media.erase(id);
    await settleDraft(sql, id);
  } catch (err) {
    log.warn({ media_id: id, err }, 'a recording is left to the sweep');
  }
}
