/** Which arguments a text takes, and some for each. */
import { IntlMessageFormat } from 'intl-messageformat';
import zh from '../../src/texts/zh.json' with { type: 'json' };

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** Literals have a value too, but no name: `type` 0 is text. */
function names(elements: Element[]): string[] {
  return elements.flatMap((element) => {
    if (element.type === 0 || !('value' in element)) return [];
    const inside = 'options' in element ? Object.values(element.options).map((option) => option.value) : [];
    return [element.value, ...inside.flatMap(names)];
  });
}

export function argumentsOf(text: string): string[] {
  const format = new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true });
  return [...new Set(names(format.getAst()))].sort();
}

/** What has no example of its own is a word or two. */
export const argsFor = (
  key: string,
  examples: Record<string, string | number>,
): Record<string, string | number> => ({
  ...Object.fromEntries(
    argumentsOf((zh as Record<string, string>)[key]!).map((name) => [name, 'some words']),
  ),
  ...examples,
});
