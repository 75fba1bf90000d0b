/**
 * After an install: mends postgres.js 3.4.9 where a connection dies in mid-transaction. test/db/client.test.ts fails
 * without this. To be dropped when a release has it: https://github.com/porsager/postgres/issues
 *
 * - `nextWrite` writes to a socket that is gone, throws in a timer and takes the process with it; half-written bytes stay
 *   for the next connection. The statement is rejected instead, as any other on a lost connection.
 * - What a transaction says after its connection died (its ROLLBACK too) opens that connection again: a statement would
 *   be committed by itself, and from then on transactions on it wait until the server ends them. It is rejected.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const changes = {
  'connection.js': [
    [
      `  function nextWrite(fn) {
    const x = socket.write(chunk, fn)
`,
      `  function nextWrite(fn) {
    if (!socket) {
      chunk = nextWriteTimer = null
      error(Errors.connection('CONNECTION_CLOSED', options))
      return true
    }
    const x = socket.write(chunk, fn)
`,
    ],
    [
      `    incomings = null
    clearImmediate(nextWriteTimer)
    socket.removeListener`,
      `    incomings = null
    clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
    socket.removeListener`,
    ],
  ],
  'index.js': [
    [
      `      , prepare = null

    try {
      await sql.unsafe('begin '`,
      `      , prepare = null
      , lost = null

    try {
      await sql.unsafe('begin '`,
    ],
    [
      `        new Promise((_, reject) => connection.onclose = reject)
`,
      `        new Promise((_, reject) => connection.onclose = (error) => {
          lost = error
          reject(error)
        })
`,
    ],
    [
      `        q.catch(e => uncaughtError || (uncaughtError = e))
        c.queue`,
      `        q.catch(e => uncaughtError || (uncaughtError = e))
        if (lost)
          return q.reject(lost)
        c.queue`,
    ],
  ],
};

for (const [name, wanted] of Object.entries(changes)) {
  const file = fileURLToPath(new URL(`../node_modules/postgres/src/${name}`, import.meta.url));
  const before = readFileSync(file, 'utf8');
  let after = before;
  for (const [found, mended] of wanted) {
    if (after.includes(mended)) continue;
    if (!after.includes(found))
      throw new Error('postgres.js is not the version that scripts/patch.js mends.');
    after = after.replace(found, mended);
  }
  if (after !== before) writeFileSync(file, after);
}
