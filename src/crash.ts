import { readFileSync } from 'node:fs';

/**
 * Named crash points: one at every commit and every side effect on the way of a message. In the fault tests a point
 * kills the process as `kill -9` would; everywhere else passing one does nothing. A point that no test covers fails
 * the build (test/fault/points.test.ts).
 */
export const CRASH_POINTS = [
  'receive.before_commit',
  'receive.committed',
  'once.seated',
  'once.stored',
  'once.committed',
  'tell.stored',
  'tell.committed',
  'drain.leased',
  'turn.before_commit',
  'turn.committed',
  'session.saved',
  'send.claimed',
  'send.accepted',
  'send.settled',
  'timers.fired',
  'sends.recovered',
  'link.known',
  'link.before_join',
  'link.joined',
  'media.taken',
  'media.stored',
  'media.heard',
  'media.finished',
  'step.taken',
  'step.asked',
  'assess.taken',
  'assess.scored',
  'assess.committed',
  'import.drafted',
  'import.kept',
  'import.made',
  'import.taken',
  'import.before_commit',
  'import.committed',
  'import.finished',
  'import.erased',
] as const;

export type CrashPoint = (typeof CRASH_POINTS)[number];

/**
 * @param file holds `point:n`: the n-th passing of that point, counted from when it was written there, kills. A test writes
 *   it while the process runs. Undefined never kills.
 */
export function crashSwitch(file: string | undefined): (point: CrashPoint) => void {
  if (!file) return () => {};
  let armed = '';
  let name: string | undefined;
  let left = 0;
  return (point) => {
    const at = readFileSync(file, 'utf8');
    if (at !== armed) {
      armed = at;
      name = at.split(':')[0];
      left = Number(at.split(':')[1]);
    }
    if (point === name && --left === 0) process.kill(process.pid, 'SIGKILL');
  };
}
