/** What a person reads while it runs and at the end. */
import { interviewOf, type Metrics, metInBetween } from './metrics.ts';
import type { Played } from './record.ts';

export function progressLine(played: Played): string {
  const { persona, flow, status, turns, facts, extras, interjections } = interviewOf(played);
  const handled = interjections.filter((one) => one.handled).length;
  const parts = [
    `${facts.told} of ${facts.planted} facts`,
    `${extras.told} of ${extras.planted} extras`,
    ...(interjections.length > 0 ? [`${handled} of ${interjections.length} interjections handled`] : []),
    `${turns} messages`,
  ];
  // Whoever opted out is at the end that they chose.
  const ended = status === 'completed' || played.books.ended === 'opted_out';
  const mark = ended && handled === interjections.length ? '✓' : '✗';
  return `${mark} ${persona.padEnd(28)} ${flow.padEnd(18)} ${status.padEnd(12)} ${parts.join(' · ')}`;
}

const MARK = { true: '✓', false: '✗', 'not measured': '·' };

export function report(all: Played[], metrics: Metrics, seconds: number): string {
  const rows = Object.entries(metrics).map(([id, { title, value, n, target, pass, reason }]) => {
    const shown = value === null ? '–' : value.toFixed(3).replace(/\.?0+$/, '');
    const cells = [
      id.padStart(2),
      title.padEnd(42),
      shown.padStart(6),
      `n ${n}`.padStart(7),
      target.padEnd(12),
    ];
    return `${MARK[`${pass}`]} ${cells.join('  ')}${reason ? ` not measured: ${reason}` : ''}`.trimEnd();
  });
  const missed = Object.values(metrics).filter(({ pass }) => pass === false).length;
  const verdict = missed === 0 ? 'every measured target is met' : `${missed} missed`;
  const { hits, n } = metInBetween(all);
  const between = n === 0 ? [] : [`${hits} of ${n} interjections handled.`];
  return [...rows, '', ...between, `${all.length} interviews in ${seconds.toFixed(1)} s: ${verdict}.`].join(
    '\n',
  );
}
