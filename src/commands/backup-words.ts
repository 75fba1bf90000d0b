/** What is said after a backup and a restore, to whoever may sit before it at night: what is, what may come, what to do next. */
import type { Applied } from '../backup/known.ts';
import type { Restored } from '../backup/read.ts';
import type { Recorded } from '../backup/record.ts';
import type { Written } from '../backup/write.ts';

export function backedUp(file: string, made: Written): void {
  console.log(`${file}: ${sum(made.rows)} rows, ${made.files} files, ${made.bytes} bytes. 已备份。`);
  if (made.missing > 0) console.error(`${made.missing} files were not in the store and are not in it.`);
  console.error('It is sealed with the SECRET_KEY; keep that somewhere else. 请将 SECRET_KEY 另行保管。');
}

export function recorded(file: string, { erasures, stops, holds }: Recorded): void {
  console.log(`${file}: ${erasures} erasures, ${stops} STOPs, ${holds} legal holds. 已记录。`);
}

export function restored({ at, rows, files, erased, stopped, parked, left }: Restored): void {
  console.log(`Everything is as it was at ${at}: ${sum(rows)} rows, ${files} files. 已恢复。`);
  again({ erased, stopped });
  if (parked > 0) console.log(`${parked} lines are overdue and wait for a person; nobody was sent them.`);
  if (left > 0) console.log(`${left} files of who came later go from the store once Tingda runs.`);
}

export function applied({ at, erased, stopped }: Applied): void {
  console.log(`What was known at ${at} holds here too. 已应用。`);
  again({ erased, stopped });
}

function again({ erased, stopped }: { erased: number; stopped: number }): void {
  if (erased > 0) console.log(`${erased} people had been erased, and were erased again.`);
  if (stopped > 0) console.log(`${stopped} addresses had said STOP, and are closed again.`);
}

/** Who may have come back, where nobody here can know it. */
export function unknown({ at, known }: Restored, erasures: string | undefined): void {
  if (known.database) return;
  if (known.record) {
    console.error(
      `Who was erased or said STOP is known until ${known.record}. Whoever asked for it later is back: do it again for them, if you know of any.\n` +
        `删除与退订的记录截至 ${known.record}。此后提出的人已随备份恢复；如果您知道是谁，请为他们再做一次。`,
    );
    return;
  }
  const why =
    erasures === undefined
      ? ['', '']
      : [`${erasures} is older than the backup and says nothing of it. `, `${erasures} 早于备份，帮不上忙。`];
  console.error(
    `WARNING: nobody here knows who was erased or said STOP after ${at}. ${why[0]}Whoever did is back, and would be written to.\n` +
      'Nothing has run since the backup? Then there is nobody. Otherwise, before you start Tingda: `tingda restore --erasures FILE` ' +
      'with what `tingda backup --erasures` has written; or, if there is no such file, erase again by hand whom you know of.\n' +
      `注意：这里不知道 ${at} 之后谁被删除、谁退订。${why[1]}这些人已随备份恢复，并可能再次收到消息。\n` +
      '备份之后没有运行过？那就没有这样的人。否则请在启动之前运行 `tingda restore --erasures FILE`（FILE 由 `tingda backup --erasures` 写出）；' +
      '如果没有这个文件，请把您知道的人逐一重新删除。',
  );
}

const sum = (rows: Record<string, number>) => Object.values(rows).reduce((total, n) => total + n, 0);
