// A sales call of ten steps, as it is driven live: on a screen of 1280 and on a projector of
// 1024 px. Each step leaves a picture beside the report.

import { expect, open, settled, test } from './fixtures.ts';
import { box, copyLink, menu, state } from './plan.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

for (const width of [1280, 1024]) {
  test(`ten steps at ${width} px`, async ({ page, browser, baseURL }) => {
    await page.setViewportSize({ width, height: 768 });
    const side = page.locator('#panel-compared');
    const row = (label: string) => side.locator('tr', { has: page.locator('th', { hasText: label }) }).locator('td');
    let step = 0;
    const shown = async () => {
      await settled(page);
      step += 1;
      await page.screenshot({ path: test.info().outputPath(`${step}.png`) });
      expect(await page.evaluate(() => document.documentElement.scrollWidth), `step ${step}`).toBeLessThanOrEqual(width);
    };
    // 1. The example that is nearest to the customer.
    await open(page, '#?preset=saas-1');
    await shown();
    // 2. Their two numbers.
    await state(box(page, 's-demand.customers'), '2,000');
    await state(box(page, 's-growth.rate'), '6');
    await expect(page.locator('.answers')).not.toHaveClass(/stale/);
    await shown();
    // 3. "What if we double?"
    await page.locator('.compare-button').click();
    await side.getByLabel('Name of A').fill('As planned');
    await side.getByLabel('Name of B').fill('Twice the customers');
    await state(box(page, 's-demand.customers'), '4,000');
    await expect(row('Bill a month, now').nth(2)).toHaveText(/^\+\$/);
    await shown();
    // 4. "Which is cheaper next year, and by how much?"
    await expect(side.locator('.conclusion')).toContainText(/In a year B costs \$[\d,]+ a month more than A\./);
    await side.scrollIntoViewIfNeeded();
    await shown();
    // 5. "Why?"
    const why = page.locator('#panel-differences');
    await why.scrollIntoViewIfNeeded();
    await expect(why.locator('table').first()).toContainText('Customers');
    await shown();
    // 6. Large, for those at the back, and only what differs.
    await side.getByRole('button', { name: 'Large' }).click();
    await side.getByRole('button', { name: 'Only what differs' }).click();
    await side.scrollIntoViewIfNeeded();
    await shown();
    await side.getByRole('button', { name: 'Large' }).click();
    // 7. "What must Pro cost for a margin of 75 %?"
    await page.evaluate(() => document.querySelector('[data-figure="money.tier.pro.margin"]')?.scrollIntoView({ block: 'center' }));
    await page.locator('[data-figure="money.tier.pro.margin"]').first().click();
    const panel = page.locator('aside.explain');
    await panel.getByLabel('by changing').selectOption({ label: 'Pro, Price' });
    await panel.getByLabel('Make this').fill('75 %');
    await panel.getByRole('button', { name: 'Find' }).click();
    await expect(panel.locator('.solve-said')).toContainText('is 75 % with Pro, Price at $60');
    await shown();
    // 8. It is put in.
    await panel.getByRole('button', { name: /^Put in \$60/ }).click();
    await expect(page.locator('[data-figure="money.tier.pro.margin"]').first()).toHaveAttribute('data-value', /^0\.7(5|49999)/);
    await panel.getByRole('button', { name: 'Close' }).click();
    await shown();
    // 9. What was agreed on is noted.
    await menu(page, /Share/);
    await page.getByRole('button', { name: 'Add a note' }).click();
    await page.getByLabel('Note', { exact: true }).fill('Agreed on the call: Pro at the new price from January.');
    await shown();
    // 10. The link that the customer opens: the same figures.
    await copyLink(page);
    await expect(page.getByRole('button', { name: 'Link copied' })).toBeVisible();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const seen = await row('Bill a month, now').allTextContents();
    await shown();
    const context = await browser.newContext({ baseURL });
    const customer = await context.newPage();
    await customer.goto(link);
    await expect(customer.getByLabel('Note', { exact: true })).toHaveValue(/^Agreed on the call/);
    const theirs = customer.locator('#panel-compared tr', { has: customer.locator('th', { hasText: 'Bill a month, now' }) });
    await expect.poll(() => theirs.locator('td').allTextContents()).toEqual(seen);
    await context.close();
  });
}
