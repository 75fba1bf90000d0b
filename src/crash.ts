/**
 * Named crash points: one at every commit and every side effect on the way of a message. In the fault tests a point
 * kills the process as `kill -9` would; everywhere else passing one does nothing. A point that no test covers fails
 * the build (test/fault/points.test.ts).
 */
export const CRASH_POINTS = [
  'receive.before_commit',
  'receive.committed',
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
] as const;

export type CrashPoint = (typeof CRASH_POINTS)[number];

/** @param at `point:n` kills at the n-th passing of that point; undefined never does */
export function crashSwitch(at: string | undefined): (point: CrashPoint) => void {
  if (!at) return () => {};
  const [name, count] = at.split(':');
  let left = Number(count);
  return (point) => {
    if (point === name && --left === 0) process.kill(process.pid, 'SIGKILL');
  };
}
