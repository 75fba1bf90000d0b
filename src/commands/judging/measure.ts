/** What the scores of judge tests say: whether more evidence gets more, and praise gets nothing. */
import type { Metric } from '../../simulate/metrics.ts';
import { LEVELS, type Level } from './cases.ts';

/** Without a score there was no evidence: less than any. */
type Score = number | null;
const value = (score: Score) => score ?? 0;

export interface Scores {
  /** One a case; a case that the model failed in is left out. */
  levels: Record<Level, Score[]>;
  /** Before and after praise, a pair for each criterion. */
  praise: [Score, Score][];
  /** What could not be scored, by the code of the failure. */
  failed: Map<string, number>;
}

/** How often one of the first list is above one of the second; a tie counts half. Null when there is nothing to compare. */
export function auc(above: readonly Score[], below: readonly Score[]): number | null {
  if (above.length === 0 || below.length === 0) return null;
  let hits = 0;
  for (const one of above)
    for (const other of below) hits += value(one) > value(other) ? 1 : value(one) === value(other) ? 0.5 : 0;
  return hits / (above.length * below.length);
}

/** @param scripted what would be measured is a script: then nothing is */
export function measure(scores: Scores, scripted: boolean): Record<string, Metric> {
  const { levels, praise } = scores;
  const pairs: [Level, Level][] = [
    ['high', 'low'],
    ['high', 'medium'],
    ['medium', 'low'],
  ];
  const single = pairs.map(([above, below]) => auc(levels[above], levels[below]));
  const n = LEVELS.reduce((sum, level) => sum + levels[level].length, 0);
  const known = single.filter((one) => one !== null);
  const order =
    known.length === pairs.length ? known.reduce((sum, one) => sum + one, 0) / pairs.length : null;
  const shifts = praise.map(([before, after]) => Math.abs(value(after) - value(before)));
  const shift = shifts.length === 0 ? null : shifts.reduce((sum, one) => sum + one, 0) / shifts.length;
  const judged = (title: string, of: number | null, n: number, target: string, pass: boolean): Metric => {
    const row = { title, value: of === null ? null : Math.round(of * 1000) / 1000, n, target };
    if (scripted) return { ...row, value: null, pass: 'not measured', reason: 'the model is a script' };
    if (of === null) return { ...row, pass: 'not measured', reason: 'nothing was scored' };
    return { ...row, pass };
  };
  return {
    order: judged('high > medium > low evidence (mean AUC)', order, n, '≥ 0.85', (order ?? 0) >= 0.85),
    ...Object.fromEntries(
      pairs.map(([above, below], i) => [
        `${above}_over_${below}`,
        judged(
          `${above} > ${below} evidence (AUC)`,
          single[i]!,
          levels[above].length + levels[below].length,
          '≥ 0.85',
          (single[i] ?? 0) >= 0.85,
        ),
      ]),
    ),
    praise: judged('shift by praise without evidence (mean)', shift, shifts.length, '0', shift === 0),
  };
}

const MARK = { true: '✓', false: '✗', 'not measured': '·' };

/** What a person reads at the end. */
export function table(
  metrics: Record<string, Metric>,
  failed: Scores['failed'],
  model: string,
  seconds: number,
): string {
  const rows = Object.values(metrics).map(({ title, value, n, target, pass, reason }) => {
    const shown = value === null ? '–' : value.toFixed(3);
    const cells = [title.padEnd(44), shown.padStart(6), `n ${n}`.padStart(6), target];
    return `${MARK[`${pass}`]} ${cells.join('  ')}${reason ? `  not measured: ${reason}` : ''}`;
  });
  const left = [...failed].map(([code, n]) => ` ${n} could not be scored (${code}).`).join('');
  return [...rows, '', `${model}, ${seconds} s.${left}`].join('\n');
}
