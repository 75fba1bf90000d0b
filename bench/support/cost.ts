/** What the programs under measurement cost. On busy machines this tells more than the clock. */
import { readdirSync, readFileSync } from 'node:fs';

/**
 * Processor time used so far by each named process, in milliseconds; empty where there is no /proc. PostgreSQL counts with
 * its children, one for each connection; we do not count with ours, which are the others.
 */
export function processorTime(named: Record<string, number>): Record<string, number> {
  const used: Record<string, number> = {};
  for (const stat of allStats()) {
    for (const [name, pid] of Object.entries(named)) {
      const isPart = stat.pid === pid || (stat.parent === pid && pid !== process.pid);
      if (isPart) used[name] = (used[name] ?? 0) + stat.ms;
    }
  }
  return used;
}

/** One line: milliseconds of each process for one piece of work. */
export function costEach(
  what: string,
  before: Record<string, number>,
  after: Record<string, number>,
  pieces: number,
): string {
  const each = Object.entries(after).map(
    ([name, used]) => `${name} ${((used - (before[name] ?? 0)) / pieces).toFixed(2)} ms`,
  );
  return `${what}: ${each.join(', ')}.`;
}

/** The resident set of a process, in bytes: https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
export function memoryOf(pid: number): number {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  if (!found) throw new Error(`process ${pid} tells nothing of its memory`);
  return Number(found[1]) * 1024;
}

/** Linux counts in hundredths of a second. */
const TICK_MS = 10;

function allStats(): { pid: number; parent: number; ms: number }[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        const stat = statOf(name);
        return stat ? [stat] : [];
      });
  } catch {
    return [];
  }
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html; the name in parentheses may hold spaces. */
function statOf(pid: string): { pid: number; parent: number; ms: number } | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return {
      pid: Number(pid),
      parent: Number(fields[1]),
      ms: (Number(fields[11]) + Number(fields[12])) * TICK_MS,
    };
  } catch {
    return null;
  }
}
