/** Codes of an assessment in the words that a person reads. */
import { say } from '../texts/index.ts';
import type { Localized, NeedsPerson, RecommendationReason } from '../types.ts';

/** @param title of the criterion that it is about, if it is about one */
export function reasonText(one: RecommendationReason | NeedsPerson, title: Localized | undefined): Localized {
  const key = 'code' in one ? `recommended_${one.code}` : `needs_${one.reason}`;
  const mean = 'mean' in one ? (one.mean ?? 0) : 0;
  const inLanguage = (language: 'zh' | 'en') =>
    say(language, { key, args: { mean, criterion: title?.[language] ?? '' } });
  return { zh: inLanguage('zh'), en: inLanguage('en') };
}
