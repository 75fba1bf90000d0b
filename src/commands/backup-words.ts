/** What is said after a backup and a restore, to whoever may sit before it at night: what is, what may come, what to do next. */
import type { ShutOut } from '../../db/access.ts';
import type { Applied } from '../backup/known.ts';
import type { Restored } from '../backup/read.ts';
import type { Recorded } from '../backup/record.ts';
import type { Written } from '../backup/write.ts';

export function backedUp(file: string, made: Written): void {
  console.log(`${file}: ${sum(made.rows)} rows, ${made.files} files, ${made.bytes} bytes. 已备份。`);
  if (made.missing > 0)
    console.error(
      `${made.missing} files were not in the store and are not in it. 有 ${made.missing} 个文件不在存储中，未能备份。`,
    );
  console.error('It is sealed with the SECRET_KEY; keep that somewhere else. 请将 SECRET_KEY 另行保管。');
}

export function recorded(file: string, { erasures, stops, holds, keys, users }: Recorded): void {
  console.log(
    `${file}: ${erasures} erasures, ${stops} STOPs, ${holds} legal holds, ${keys} keys revoked or rotated, ${users} people of HR. 已记录。`,
  );
}

/** Whom an id means, as the commands want them named. */
export type Named = (id: string) => string;

export function restored(
  { at, rows, files, erased, stopped, shutOut, parked, left }: Restored,
  named: Named,
): void {
  console.log(`Everything is as it was at ${at}: ${sum(rows)} rows, ${files} files. 已恢复。`);
  again({ erased, stopped });
  shut(shutOut, named);
  console.log(
    'Everybody of HR signs in anew; keys and people that came later are not there. HR 须重新登录；备份之后新建的密钥和用户不在其中。',
  );
  if (parked > 0)
    console.log(
      `${parked} lines are overdue and wait for a person; nobody was sent them. ${parked} 条消息已过时，未发送，等人处理。`,
    );
  if (left > 0)
    console.log(
      `${left} files of who came later go from the store once Tingda runs. ${left} 个后来者的文件会在启动后删除。`,
    );
}

export function applied(
  { at, erased, stopped, shutOut, access }: Applied,
  erasures: string,
  named: Named,
): void {
  console.log(`What was known at ${at} holds here too. 已应用。`);
  again({ erased, stopped });
  shut(shutOut, named);
  if (!access) silent(erasures);
}

/** What of keys, people and endpoints was ended again, and what is to be looked at for it. */
function shut(
  { revoked, disabled, unowned, rotated, anew, endpoints, ended, letIn, twice }: ShutOut,
  named: Named,
): void {
  const people = (ids: string[]) => ids.map(named).join(', ');
  if (revoked > 0)
    console.log(
      `${revoked} keys had been revoked, and are revoked again. ${revoked} 个此前吊销的密钥已再次吊销。`,
    );
  if (disabled > 0)
    console.log(
      `${disabled} people of HR had been shut out, or may do less since; so it is again. ${disabled} 位此前停用或降权的 HR 用户已照此处理。`,
    );
  if (ended.length > 0)
    console.log(
      `These keys are of people who are shut out, may do less or begin anew; they are revoked: ${ended.join(', ')}. 这些密钥的主人已停用、降权或须重新登录，密钥已吊销。`,
    );
  if (unowned.length > 0)
    console.log(
      `Whoever had taken these keys over came after the backup and is not there; they are revoked, make others: ${unowned.join(', ')}. 接管者在备份之后才加入，密钥已吊销，请另建。`,
    );
  if (rotated.length > 0)
    console.log(
      `These keys have another secret since, which is not in the backup; they are revoked, make others: ${rotated.join(', ')}. 密钥此后轮换过，旧密钥已吊销，请另建。`,
    );
  if (anew.length > 0)
    console.log(
      `These people sign in with something else since; the old opens nothing, give each a link (\`tingda users invite EMAIL --role ROLE\`): ${people(anew)}. 这些人此后更改过登录方式，旧的已失效，请重新给他们链接。`,
    );
  if (twice.length > 0)
    console.log(
      `These people changed what they sign in with after the backup, and again here; it stays as it is here. Ask them whether that was them; if not, disable them: ${people(twice)}. 这些人在备份之后和恢复之后都更改过登录方式，以这里的为准；请向本人核实，若非本人请停用。`,
    );
  if (letIn.length > 0)
    console.log(
      `The record has these people shut out, or as less; here they were let in, or given more, later, and so it stays. See that it is right: ${people(letIn)}. 记录中这些人已停用或权限较低，此处之后又启用或提升，以此处为准，请核对。`,
    );
  if (endpoints.length > 0)
    console.log(
      `These webhook endpoints were changed since and are off; see where they point, rotate the secret, then switch them on: ${endpoints.join(', ')}. 这些 webhook 此后更改过，已停用；请核对地址、轮换密钥后再启用。`,
    );
}

/** The record was written before it was written down who is shut out. */
function silent(erasures: string): void {
  console.error(
    `${erasures} was written by an older Tingda and says nothing of keys and people of HR: revoke and disable by hand what was since the backup.\n` +
      `${erasures} 由旧版本写出，不含密钥和 HR 用户：备份之后吊销或停用的，请再做一次。`,
  );
}

function again({ erased, stopped }: { erased: number; stopped: number }): void {
  if (erased > 0)
    console.log(
      `${erased} people had been erased, and were erased again. ${erased} 位此前已删除的人已再次删除。`,
    );
  if (stopped > 0)
    console.log(
      `${stopped} addresses had said STOP, and are closed again. ${stopped} 个此前退订的地址已再次关闭。`,
    );
}

/** Who may have come back, where nobody here can know it. */
export function unknown({ at, known }: Restored, erasures: string | undefined): void {
  if (known.database) return;
  if (known.record) {
    console.error(
      `Who was erased, said STOP or was shut out is known until ${known.record}. Whoever was later is back: do it again for them, if you know of any.\n` +
        `删除、退订和停用的记录截至 ${known.record}。此后的人已随备份恢复；如果您知道是谁，请为他们再做一次。`,
    );
    if (!known.access) silent(erasures!);
    return;
  }
  const why =
    erasures === undefined
      ? ['', '']
      : [`${erasures} is older than the backup and says nothing of it. `, `${erasures} 早于备份，帮不上忙。`];
  console.error(
    `WARNING: nobody here knows who was erased, said STOP or was shut out after ${at}. ${why[0]}They are back: people would be written to, keys that were revoked would work.\n` +
      'Nothing has run since the backup? Then there is nobody. Otherwise, before you start Tingda: `tingda restore --erasures FILE` ' +
      'with what `tingda backup --erasures` has written; or, if there is no such file, erase, revoke and disable again by hand what you know of.\n' +
      `注意：这里不知道 ${at} 之后谁被删除、退订或停用。${why[1]}这些人已随备份恢复：可能再次收到消息，已吊销的密钥也会重新有效。\n` +
      '备份之后没有运行过？那就没有这样的人。否则请在启动之前运行 `tingda restore --erasures FILE`（FILE 由 `tingda backup --erasures` 写出）；' +
      '如果没有这个文件，请把您知道的逐一重新删除、吊销、停用。',
  );
}

const sum = (rows: Record<string, number>) => Object.values(rows).reduce((total, n) => total + n, 0);
