/** What became of the questions to a model, out of the text of `/metrics`. */

export interface ModelFigures {
  /** Questions by `purpose outcome`. */
  calls: Record<string, number>;
  /** Lines that were not said, by `part rule`. */
  lines_refused: Record<string, number>;
  /** Claims behind which no words of a message stood. */
  claims_dropped: number;
}

export function modelFigures(text: string): ModelFigures {
  const counts = (name: string): Record<string, number> => {
    const found = [...text.matchAll(new RegExp(`^${name}\\{([^}]*)\\} (\\d+)$`, 'gm'))];
    return Object.fromEntries(
      found.map(([, labels = '', count]) => {
        const values = [...labels.matchAll(/="([^"]*)"/g)].map(([, value]) => value);
        return [values.join(' '), Number(count)];
      }),
    );
  };
  const dropped = /^tingda_model_claims_dropped_total (\d+)$/m.exec(text)?.[1];
  return {
    calls: counts('tingda_model_calls_total'),
    lines_refused: counts('tingda_model_lines_refused_total'),
    claims_dropped: Number(dropped ?? 0),
  };
}

/** For people: one line each, the most frequent first. */
export function modelReport({
  calls,
  lines_refused: refused,
  claims_dropped: dropped,
}: ModelFigures): string {
  const list = (counts: Record<string, number>) =>
    Object.entries(counts)
      .sort(([, a], [, b]) => b - a)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ') || 'none';
  return [
    `questions to the model: ${list(calls)}`,
    `its lines that were not said: ${list(refused)}`,
    `its claims without words behind: ${dropped}`,
  ].join('\n');
}
