/** What may be told of an error: its kind, its code and where it was thrown. Its message may quote a row or an input. */

interface Outline extends Record<string, unknown> {
  type: string;
  code?: string;
  at: string[];
  cause?: Outline;
}

const MOST_FRAMES = 8;
const MOST_CAUSES = 3;
/** `at work (file:///…/src/work.ts:3:7)`, `at async node:internal/…:1:2`, `at Array.map (<anonymous>)`. */
const FRAME = /^\s+at (?:.*:\d+:\d+\)?|.*\((?:<anonymous>|native|index \d+)\))$/;

/** @param hidden takes out of a code what must not be told even there */
export function outlineOf(
  error: Error,
  hidden: (text: string) => string = (text) => text,
  depth = 0,
): Outline {
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    ...(typeof code === 'string' && { code: hidden(code) }),
    at: framesOf(error),
    ...(error.cause instanceof Error &&
      depth < MOST_CAUSES && { cause: outlineOf(error.cause, hidden, depth + 1) }),
  };
}

/** The lines below the message: one that has several lines itself may look like a frame. */
function framesOf({ stack = '', message }: Error): string[] {
  const told = stack.indexOf(message);
  return stack
    .slice(told < 0 ? 0 : told + message.length)
    .split('\n')
    .filter((line) => FRAME.test(line))
    .slice(0, MOST_FRAMES)
    .map((line) => line.trim().replace(/file:\/\/\S*?\/(src|db|node_modules)\//, '$1/'));
}
