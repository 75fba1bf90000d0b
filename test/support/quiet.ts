/** Quiet hours for tests: a fixed time of day is not quiet at its end. */

/** An hour ago until in two hours there: quiet now, at any time of day. */
export function quietNow(timeZone = 'Asia/Shanghai'): string {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const at = (hours: number) => clock.format(Date.now() + hours * 3_600_000);
  return `${at(-1)}-${at(2)}`;
}
