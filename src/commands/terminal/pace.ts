/** Who types at a terminal ends a thought with Enter more often than on a phone: it is waited less for the rest. */

const TERMINAL_BURST_MS = 400;

/** `BURST_WAIT_MS` where it is set. */
export function terminalBurstMs(env: Record<string, string | undefined>): number {
  return env.BURST_WAIT_MS ? Number(env.BURST_WAIT_MS) : TERMINAL_BURST_MS;
}
