/**
 * The streams that are open on web chats in this process. A hint makes those of a conversation read on; so that a lost hint
 * delays nobody for long, all are looked after together every few seconds, by one query.
 */
import { type Cursor, findBehind, readThread, type Thread } from '../../../db/chat.ts';
import { TingdaError } from '../../errors.ts';
import type { Language } from '../../types.ts';
import type { ApiDeps } from '../deps.ts';
import { type EventStream, openStream } from '../sse.ts';
import { cursorText, wireMessage, wireState } from './wire.ts';

const LOOK_EVERY_MS = 3000;
const BEAT_EVERY_MS = 15_000;
/** Tabs of one visitor. */
const MOST_OF_ONE = 8;
/** Of one process: about 300 MB, see bench/README.md. */
const MOST = 10_000;
/** More than a visitor can write while away: a stream leaves nothing out. */
const ALL = 100_000;

interface Reader {
  address: string;
  conversationId: string;
  cursor: Cursor;
  /** What the page is read in, until the conversation has a language of its own. */
  language: Language;
  stream: EventStream;
  /** What the page was told last, so that it is told only what changed. */
  state: string;
  reading: boolean;
  again: boolean;
}

export interface ChatStreams {
  /** @param thread as the visitor has it at `cursor` @throws TingdaError `rate_limited`, `unavailable` */
  open(
    address: string,
    thread: Thread,
    cursor: Cursor,
    language: Language,
    headers: Record<string, string>,
  ): Response;
  /** How many are open. */
  readonly size: number;
  close(): void;
}

export function createStreams(deps: Pick<ApiDeps, 'sql' | 'live' | 'log'>): ChatStreams {
  const readers = new Map<string, Set<Reader>>();
  let size = 0;
  let closed = false;

  async function readOn(reader: Reader): Promise<void> {
    reader.again = true;
    if (reader.reading) return;
    reader.reading = true;
    try {
      while (reader.again && readers.get(reader.conversationId)?.has(reader)) {
        reader.again = false;
        const thread = await readThread(deps.sql, reader.address, ALL, reader.cursor);
        if (thread) tell(reader, thread);
      }
    } catch (error) {
      // The look comes by in a moment.
      deps.log.warn(
        { conversation_id: reader.conversationId, err: error },
        'a chat stream could not be read',
      );
    } finally {
      reader.reading = false;
    }
  }

  const stopListening = deps.live.subscribe((conversationId) => {
    for (const reader of readers.get(conversationId) ?? []) void readOn(reader);
  });

  async function look(): Promise<void> {
    const all = [...readers.values()].flatMap((some) => [...some]);
    const behind = await findBehind(deps.sql, all);
    for (const reader of all) if (behind.has(reader.address)) void readOn(reader);
  }

  const beating = setInterval(() => {
    for (const some of readers.values()) for (const { stream } of some) stream.beat();
  }, BEAT_EVERY_MS);
  let looking: NodeJS.Timeout;
  const lookLater = () => {
    looking = setTimeout(() => {
      void look()
        .catch((error: unknown) =>
          deps.log.warn({ err: error }, 'the chat streams could not be looked after'),
        )
        .finally(() => {
          if (!closed) lookLater();
        });
    }, LOOK_EVERY_MS);
    looking.unref();
  };
  beating.unref();
  lookLater();

  return {
    get size() {
      return size;
    },
    open(address, thread, cursor, language, headers) {
      const { conversationId } = thread;
      const mine = readers.get(conversationId) ?? new Set<Reader>();
      if (mine.size >= MOST_OF_ONE)
        throw new TingdaError(
          'rate_limited',
          'This chat is open in too many tabs. Close one and try again.',
          {
            retryAfterMs: 10_000,
          },
        );
      if (closed || size >= MOST)
        throw new TingdaError('unavailable', 'Too many chats are open here right now. Nothing is lost.');
      const { response, stream } = openStream(() => {
        size--;
        mine.delete(reader);
        if (mine.size === 0 && readers.get(conversationId) === mine) readers.delete(conversationId);
      }, headers);
      const reader: Reader = {
        address,
        conversationId,
        cursor,
        language,
        stream,
        state: '',
        reading: false,
        again: false,
      };
      readers.set(conversationId, mine.add(reader));
      size++;
      // What came in since the cursor, and from now on.
      void readOn(reader);
      return response;
    },
    close() {
      closed = true;
      stopListening();
      clearInterval(beating);
      clearTimeout(looking);
      for (const some of [...readers.values()]) for (const { stream } of [...some]) stream.close();
    },
  };
}

/** Sends what the reader has not seen. */
function tell(reader: Reader, thread: Thread): void {
  const { messages } = thread;
  const cursor = cursorText(thread.cursor);
  for (const [i, message] of messages.entries()) {
    // Who is cut off in the middle of a piece gets it again, and the page knows what it has.
    const id = i === messages.length - 1 ? cursor : cursorText(reader.cursor);
    reader.stream.send({ event: 'message', id, data: wireMessage(message) });
  }
  reader.cursor = thread.cursor;
  const state = wireState({ ...thread, language: thread.language ?? reader.language });
  const text = JSON.stringify(state);
  if (text === reader.state) return;
  reader.state = text;
  reader.stream.send({ event: 'state', id: cursor, data: state });
}
