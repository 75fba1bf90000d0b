/**
 * Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): one open answer to which lines are
 * written as things happen. A reader that is gone or too slow is closed; it comes back with `Last-Event-ID` and misses nothing.
 * Whoever has much to say at once waits for the reader (`drained`), and is not mistaken for a slow one.
 */

export interface ServerEvent {
  event?: string;
  /** Where a reader that comes back goes on. */
  id?: string;
  data: unknown;
}

export interface EventStream {
  /** Written as JSON. A stream that is closed takes it and does nothing. */
  send(event: ServerEvent): void;
  /** Where a reader that comes back goes on, without telling it anything. */
  mark(id: string): void;
  /** Resolves when nothing waits to be read any more; true while the stream is open. */
  drained(): Promise<boolean>;
  /** A comment: keeps proxies from closing a silent connection. */
  beat(): void;
  close(): void;
}

/** Pieces that may wait for a slow reader. */
const MOST_WAITING = 1000;
/** How long a reader that lost its connection waits before it comes back. */
const RETRY_MS = 2000;

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  // https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering
  'x-accel-buffering': 'no',
};

const encoder = new TextEncoder();
const BEAT = encoder.encode(':\n\n');
const TOO_SLOW = encoder.encode(': too much waited to be read; come back with Last-Event-ID\n\n');

/**
 * Opens a stream. `onClose` is called once, whoever closed it.
 * @param headers go out with the answer
 */
export function openStream(
  onClose: () => void,
  headers: Record<string, string> = {},
): { response: Response; stream: EventStream } {
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  const closed = () => {
    if (!controller) return;
    controller = null;
    release(false);
    onClose();
  };
  const waiters: ((open: boolean) => void)[] = [];
  const release = (open: boolean) => {
    for (const resolve of waiters.splice(0)) resolve(open);
  };
  const write = (piece: Uint8Array) => {
    if (!controller) return;
    controller.enqueue(piece);
    if ((controller.desiredSize ?? 0) >= -MOST_WAITING) return;
    controller.enqueue(TOO_SLOW);
    stream.close();
  };
  const stream: EventStream = {
    send({ event, id, data }) {
      const lines = [
        ...(event === undefined ? [] : [`event: ${event}`]),
        ...(id === undefined ? [] : [`id: ${id}`]),
        // JSON has no line breaks outside of strings, and escapes them inside.
        `data: ${JSON.stringify(data)}`,
      ];
      write(encoder.encode(`${lines.join('\n')}\n\n`));
    },
    mark: (id) => write(encoder.encode(`id: ${id}\n\n`)),
    drained() {
      if (!controller) return Promise.resolve(false);
      if ((controller.desiredSize ?? 0) > 0) return Promise.resolve(true);
      return new Promise((resolve) => waiters.push(resolve));
    },
    beat: () => write(BEAT),
    close() {
      const open = controller;
      closed();
      open?.close();
    },
  };
  const body = new ReadableStream<Uint8Array>({
    start(made) {
      controller = made;
    },
    // Called when the reader has taken all there was.
    pull: () => release(true),
    cancel: closed,
  });
  write(encoder.encode(`retry: ${RETRY_MS}\n\n`));
  return { response: new Response(body, { headers: { ...HEADERS, ...headers } }), stream };
}
