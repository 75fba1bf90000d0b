/** One of the flow's options: by button, number, letter, or in words that fit exactly one option. */
import { bare } from '../text.ts';
import type { QuestionKind } from './kind.ts';

export const choice: QuestionKind = {
  type: 'choice',
  parse(reply, question) {
    const options = question.options ?? [];
    const plain = bare(reply);
    const exact = options.find((option) => option.id === reply || bare(option.id) === plain);
    if (exact) return { result: 'answered', value: exact.id };
    const index = /^(?:第|选|option )?([1-9a-h])(?:个|项)?$/.exec(plain)?.[1];
    if (index !== undefined) {
      const position = /\d/.test(index) ? Number(index) - 1 : index.charCodeAt(0) - 97;
      const option = options[position];
      if (option) return { result: 'answered', value: option.id };
    }
    const named = options.filter(
      (option) => isNamed(plain, option.label.zh) || isNamed(plain, option.label.en),
    );
    // 全职兼职都可以 fits an option that says so, which is then the longest label named.
    const either = options.find((option) => /both|either|any/.test(option.id));
    if (either && /都|随便|\b(?:both|either|any)\b/.test(plain))
      return { result: 'answered', value: either.id };
    return named.length === 1 && named[0] ? { result: 'answered', value: named[0].id } : { result: 'retry' };
  },
  volunteered(clause, question, language) {
    const plain = bare(clause);
    if (!question.hears?.[language].some((word) => plain.includes(word.toLowerCase()))) return null;
    if (/吗|如果|以前|之前|去年|[?？]|\b(?:if|used to|was|were|last)\b/.test(plain)) return null;
    const parsed = choice.parse(clause, question);
    return parsed.result === 'answered' ? parsed.value : null;
  },
  choices: (question, language) =>
    (question.options ?? []).map((option) => ({ label: { text: option.label[language] }, value: option.id })),
  retry: 'retry_choice',
};

/** "part time" and "parttime" are Part-time. */
function isNamed(plain: string, label: string): boolean {
  return joined(plain).includes(joined(bare(label)));
}

const joined = (text: string) => text.replace(/[\s-]+/g, '');
