/** What keeps somebody from using a page, as far as a program can tell. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds wrong, best practices included; empty when nothing. */
export async function wrong(page: Page): Promise<string[]> {
  await page.waitForLoadState();
  // Colours in the middle of a movement are not those that one reads.
  await page.evaluate(
    'Promise.all(document.getAnimations().filter((a) => a.effect.getTiming().iterations === 1).map((a) => a.finished))',
  );
  await page.evaluate(axe.source);
  const found = await page.evaluate<{ id: string; nodes: { html: string; failureSummary: string }[] }[]>(
    'axe.run().then(({ violations }) => violations)',
  );
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
}
