/**
 * Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): one open answer to which lines are
 * written as things happen. A reader that is gone or too slow is closed; it comes back with `Last-Event-ID` and misses nothing.
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
    onClose();
  };
  const write = (piece: Uint8Array) => {
    if (!controller) return;
    controller.enqueue(piece);
    if ((controller.desiredSize ?? 0) < -MOST_WAITING) stream.close();
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
    cancel: closed,
  });
  write(encoder.encode(`retry: ${RETRY_MS}\n\n`));
  return { response: new Response(body, { headers: { ...HEADERS, ...headers } }), stream };
}
