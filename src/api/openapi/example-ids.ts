/** An id as examples have it: of the right shape, the same everywhere, and nobody's. */
import type { IdPrefix } from '../../ids.ts';

const LETTERS = '0h7k2v9x4q1m8t5w3z6c0b2n8';

/** Each kind has its own, so that two fields of one example are not taken for the same thing. */
export function exampleId(prefix: IdPrefix): string {
  const turn = [...prefix].reduce((sum, letter) => sum * 7 + letter.charCodeAt(0), 0) % LETTERS.length;
  return `${prefix}_${LETTERS.slice(turn)}${LETTERS.slice(0, turn)}`;
}
