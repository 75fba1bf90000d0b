/** The receipt of a decision: what of the interview spoke for somebody, in their own words, and what was not shown. */
import type { AssessedCriterion, Localized } from '../types.ts';

export interface Receipt {
  met: { title: Localized; quote: string | null }[];
  open: Localized[];
}

/** From here on a criterion counts as met: the middle of its five anchors. */
const MET = 3;
/** So much of what somebody said is quoted to them; it is read on a phone. */
const QUOTED = 40;

/** Only what was scored is named: where nothing was seen, nothing is said of it. */
export function receiptOf(
  criteria: readonly Pick<AssessedCriterion, 'id' | 'score' | 'evidence'>[],
  rubric: readonly { id: string; title: Localized }[],
): Receipt {
  const receipt: Receipt = { met: [], open: [] };
  for (const { id, score, evidence } of criteria) {
    const title = rubric.find((one) => one.id === id)?.title;
    if (!title || score === null) continue;
    if (score >= MET) receipt.met.push({ title, quote: quoted(evidence[0]?.quote) });
    else receipt.open.push(title);
  }
  return receipt;
}

/** Cut between letters, never inside one. */
function quoted(words: string | undefined): string | null {
  if (!words) return null;
  const letters = [...new Intl.Segmenter().segment(words.trim())];
  if (letters.length <= QUOTED) return words.trim();
  return `${letters
    .slice(0, QUOTED)
    .map(({ segment }) => segment)
    .join('')}…`;
}
