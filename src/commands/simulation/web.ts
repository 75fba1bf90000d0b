/** A simulation over the web chat: its own HTTP, as the page uses it. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ChatAnswer, WebVisitor } from '../../emulators/web-visitor.ts';
import type { SimulatedChannel } from './channel.ts';

export async function createWeb(): Promise<SimulatedChannel> {
  let base = '';
  const visitors: WebVisitor[] = [];
  return {
    environment: {},
    open(url) {
      base = url;
    },
    seat({ language }) {
      let visitor: WebVisitor | undefined;
      const here = (): WebVisitor => {
        if (!visitor) throw new Error('The page was not opened.');
        return visitor;
      };
      return {
        chat: {
          // The link is the starting point.
          async begin(code) {
            visitor = await WebVisitor.open(base, code, language);
            visitors.push(visitor);
          },
          say: (text) => insist((clientId) => here().say(text, clientId)),
          press: (label) => insist((clientId) => here().press(label, clientId)),
          async next(timeoutMs) {
            const message = await here().arrival(timeoutMs);
            return message && { text: message.text, buttons: message.buttons.map(({ label }) => label) };
          },
        },
        address: () => visitor?.address ?? '',
        leave: () => here().close(),
        comeBack: () => here().reload(),
      };
    },
    async close() {
      for (const visitor of visitors) visitor.close();
    },
  };
}

/** As the page's queue: who writes faster than anybody can is slowed down, and the same message is sent again. */
async function insist(send: (clientId: string) => Promise<ChatAnswer>): Promise<void> {
  const clientId = randomUUID();
  for (;;) {
    const { status, headers } = await send(clientId);
    if (status === 201) return;
    if (status !== 429) throw new Error(`The web chat answered ${status}.`);
    await sleep(Number(headers.get('retry-after')) * 1000);
  }
}
