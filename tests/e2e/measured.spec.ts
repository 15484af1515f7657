// What was measured since is stated row by row, says what becomes of the first order, and a
// press plans with it.

import { expect, open, settled, test } from './fixtures.ts';
import { box, figure, openFolds, state, unfold } from './plan.ts';

const DATED = '#?preset=saas-1&growth.start=2026-11-22';
const DAY = new Date('2026-11-22T12:00:00');

test('customers that were counted are held against the plan, and planned with', async ({ page }) => {
  await page.clock.setFixedTime(DAY);
  await open(page, DATED);
  await unfold(page);
  const table = page.locator('.table-editor', { hasText: 'Measured since' });
  await table.getByRole('button', { name: 'Add a measurement' }).click();
  await state(table.locator('input[id$=".month"]'), '3');
  await state(table.locator('input[id$=".customers"]'), '1,000');
  await settled(page);
  const finding = page.locator('#panel-review [data-rule="customers_drift"]');
  await expect(finding).toContainText('1,000 customers, 32 % more than planned.');
  await expect(finding).toContainText('the first to order is GPU nodes by 23 Dec 2026, by the plan by 22 Jan 2027.');
  const growth = page.locator('#panel-growth');
  await expect(growth).toContainText('What was measured since against the plan');
  await openFolds(page);
  await growth.locator('[data-figure$=".customers_drift"]').click();
  await expect(page.locator('.explain')).toContainText('Planned customers');
  await page.keyboard.press('Escape');
  await finding.getByRole('button', { name: 'Plan with growth as measured, 26 % a month' }).click();
  await expect(finding).toHaveCount(0);
  await expect(page.locator('.answers')).toContainText('Order GPU nodes by 23 Dec 2026');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(finding).toHaveCount(1);
});

test('signs of faster growth are findings, and a reserve has its price', async ({ page }) => {
  await open(page, `${DATED}&growth.new_users=100`);
  await unfold(page);
  await expect(page.locator('#panel-review [data-rule="growing_faster"]')).toContainText('Users grow by 20 % a month');
  // What is held against something that is not stated is left out.
  await expect(box(page, 'f-growth.models_now')).toBeHidden();
  await state(box(page, 'f-growth.burst_reserve'), '30 %');
  await settled(page);
  // 480 for cores, 256 for memory, 1,667 for a GPU node, 250 for storage, 300 for connections.
  await expect(figure(page, 'bill.reserve')).toHaveAttribute('data-value', '2953');
});
