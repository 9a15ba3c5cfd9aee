import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { z } from 'zod';

/** What axe finds: `impact` from minor to critical. */
const found = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      impact: z.string().nullable(),
      help: z.string(),
      nodes: z.array(z.object({ html: z.string() })),
    }),
  ),
});

/**
 * What axe-core (deque.com/axe) finds on a page that is serious or critical, a sentence each. It is put into the page
 * past its content policy, by the browser's own tools, as no script of the page could be.
 */
export async function seriousFaults(page: Page): Promise<string[]> {
  await page.evaluate(`if (!window.axe) { ${axe.source} }`);
  const result: unknown = await page.evaluate('axe.run(document, { resultTypes: ["violations"] })');
  return found
    .parse(result)
    .violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help} (${nodes.length}): ${nodes[0]?.html.slice(0, 200) ?? ''}`);
}
