/** What a part of the benchmark hands over, and the few statistics it needs. */

export interface Figure {
  what: string;
  value: string;
  /** The same work done in the least way, measured in the same run. */
  floor?: string;
  goal?: string;
  /** Absent where there is no goal. */
  pass?: boolean;
}

export interface PartResult {
  title: string;
  /** How it was measured, in a sentence or two, for the reader of the README. */
  how: string;
  figures: Figure[];
  /** Where the time went: processor time by process, and the like. */
  notes: string[];
}

/** The value below which `share` (0–1) of the values lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined) throw new Error('no values');
  return value;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}

export function perSecond(value: number): string {
  return `${Math.round(value).toLocaleString('en')}/s`;
}

export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}

export function percent(value: number): string {
  return `${Math.round(value * 100)} %`;
}
