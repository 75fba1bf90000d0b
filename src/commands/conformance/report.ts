/** The results as a table, and what to do about those that are not right. */
import type { Result } from './run.ts';

export function report(results: readonly Result[]): string {
  const wide = Math.max(...results.map(({ what }) => what.length));
  const rows = results.map(
    ({ pass, what, expected, got, ms }) =>
      `${pass ? '✓' : '✗'} ${what.padEnd(wide)}  ${expected}  ${got.padEnd(14)} ${String(ms).padStart(6)} ms`,
  );
  const failed = results.filter(({ pass }) => !pass);
  const told = failed.map(
    ({ what, expected, got, means, mend }) =>
      `✗ ${what}: answered ${got}, where it should be ${expected}\n    ${means}\n    ${mend}`,
  );
  const end =
    failed.length === 0
      ? `All ${results.length} are right.`
      : `${results.length - failed.length} are right, ${failed.length} are not.`;
  return [rows.join('\n'), ...told, end].join('\n\n');
}
