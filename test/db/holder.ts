/** A process that runs the embedded engine in a directory and counts: a line is printed for each committed row. */
import { openEmbedded } from '../../db/embedded.ts';

const [directory = '', task = 'write'] = process.argv.slice(2);
const { sql } = await openEmbedded(directory);
await sql`create table if not exists counted (n integer primary key)`;
console.log('ready');
if (task === 'write') {
  const [last] = await sql<{ n: number }[]>`select coalesce(max(n), 0) as n from counted`;
  for (let n = (last?.n ?? 0) + 1; ; n++) {
    await sql`insert into counted values (${n})`;
    process.stdout.write(`${n}\n`);
  }
}
if (task === 'hang') {
  // Dies with a transaction open on somebody else's engine.
  await sql.begin(async (tx) => {
    await tx`insert into counted values (-1)`;
    console.log('inserted');
    await new Promise((resolve) => setTimeout(resolve, 600_000));
  });
}
setInterval(() => {}, 1000);
