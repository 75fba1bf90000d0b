/** The language of the chrome around a talk: as asked for, else the system's. */
import { TingdaError } from '../../errors.ts';
import type { Language } from '../../types.ts';

/** @throws TingdaError when `asked` is neither zh nor en */
export function chooseLanguage(
  asked: string | undefined,
  env: Record<string, string | undefined> = process.env,
): Language {
  if (asked === 'zh' || asked === 'en') return asked;
  if (asked !== undefined)
    throw new TingdaError('validation_failed', `--language must be zh or en, not ${asked}.`);
  return /^zh/i.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || '') ? 'zh' : 'en';
}
