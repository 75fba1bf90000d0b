/** Ctrl-C and SIGTERM end in order; a second one ends at once. */

/** Resolves at the first SIGINT or SIGTERM. */
export function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) {
        process.removeListener(signal, end);
        process.once(signal, () => process.exit(130));
      }
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
  });
}
