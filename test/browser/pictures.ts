/** Pictures for the documentation, of the tests' own runs: `UPDATE_SCREENSHOTS=1 npx vitest run test/browser`. */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url));

export async function picture(
  page: Page,
  name:
    | 'chat-zh'
    | 'chat-en'
    | 'form'
    | 'sign-read'
    | 'sign-code'
    | 'sign-done'
    | 'own-data'
    | 'hr-join'
    | 'hr-home',
): Promise<void> {
  if (!process.env.UPDATE_SCREENSHOTS) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}${name}.png`, animations: 'disabled', caret: 'hide' });
}
