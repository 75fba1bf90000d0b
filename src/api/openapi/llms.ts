/** The API in plain text, for a machine that reads: https://llmstxt.org */
import { type ApiDocument, operationsOf } from '../document.ts';

export function llmsText(document: ApiDocument): string {
  const lines = operationsOf(document).map(
    ({ method, path, operation }) => `- \`${method.toUpperCase()} ${path}\`: ${operation.summary}`,
  );
  return ['# Tingda 听答', '', ...lines, ''].join('\n');
}
