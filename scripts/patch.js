/**
 * After an install: mends postgres.js 3.4.9 where a connection that dies in mid-transaction throws in a timer and takes
 * the process with it (`nextWrite` writes to a socket that is gone; half-written bytes stay for the next connection).
 * The statement is rejected instead, as any other on a lost connection. test/db/client.test.ts fails without this.
 * To be dropped when a release has it: https://github.com/porsager/postgres/issues
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('../node_modules/postgres/src/connection.js', import.meta.url));

const changes = [
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
];

const before = readFileSync(file, 'utf8');
let after = before;
for (const [found, wanted] of changes) {
  if (after.includes(wanted)) continue;
  if (!after.includes(found)) throw new Error('postgres.js is not the version that scripts/patch.js mends.');
  after = after.replace(found, wanted);
}
if (after !== before) writeFileSync(file, after);
