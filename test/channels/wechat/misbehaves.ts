/** A process in place of the one with the connection, which does what its token says, and no good. */
import { setTimeout as sleep } from 'node:timers/promises';

process.on('message', async (message: { kind: string; token?: string; n?: number }) => {
  if (message.kind === 'taken') process.send!({ kind: 'up' });
  if (message.kind === 'request') process.exit(3);
  if (message.kind !== 'connect') return;
  process.send!({ kind: 'alive' });
  if (message.token === 'crash') process.exit(3);
  if (message.token === 'hang') {
    await sleep(50);
    for (;;);
  }
  if (message.token === 'eat') {
    const eaten: object[] = [];
    for (;;) eaten.push(new Array(1e6).fill(0.5));
  }
  if (message.token === 'nonsense') {
    for (const nonsense of [
      null,
      'x',
      { kind: 'message', n: 1 },
      { kind: 'friend', n: 2, friend: {} },
      { kind: 'down', problem: '?' },
    ])
      process.send!(nonsense as object);
  }
  setInterval(() => process.send!({ kind: 'alive' }), 100);
});
