// Spikes: does the promise survive, what would have held it, and is that so once its button is pressed?

import type { Page } from '@playwright/test';
import { axe, expect, open, settled, test } from './fixtures.ts';
import { explain, openFolds } from './plan.ts';

const panel = (page: Page) => page.locator('#panel-spikes');
const row = (page: Page, name: string) => panel(page).locator('table', { hasText: 'The promise' }).first().locator('tr', { hasText: name });

for (const preset of ['chat-1', 'saas-1', 'gpu-1', 'coach-1', 'sale-1']) {
  test(`${preset} answers the litmus test without an input`, async ({ page }) => {
    await open(page, `#?preset=${preset}`);
    await openFolds(page);
    await panel(page).scrollIntoViewIfNeeded();
    await settled(page);
    await expect(panel(page).locator('.conclusion')).toContainText(/promise/);
    await expect(row(page, 'Viral moment')).toContainText(/holds|breaks/);
    await expect(panel(page).locator('canvas').first()).toBeVisible();
  });
}

test('what would have held it holds it once its button is pressed, and undo takes it back', async ({ page }) => {
  await open(page, '#?preset=saas-1');
  await openFolds(page);
  await panel(page).scrollIntoViewIfNeeded();
  await settled(page);
  await expect(row(page, 'Viral moment')).toContainText('breaks');
  await panel(page).getByRole('button', { name: /^Keep \d+ pods warm$/ }).click();
  await settled(page);
  await expect(row(page, 'Viral moment')).toContainText('holds');
  await expect(panel(page)).toBeFocused();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await settled(page);
  await expect(row(page, 'Viral moment')).toContainText('breaks');
});

test('a figure of a spike is explained, and the machines are told of it', async ({ page }) => {
  await open(page, '#?preset=saas-1&spike.shown=launch&spike.goes_by=requests');
  await panel(page).scrollIntoViewIfNeeded();
  await settled(page);
  await expect(panel(page).locator('.conclusion')).toContainText('A launch');
  await explain(page, 'spike.broken.launch');
  await expect(page.locator('aside.explain')).toContainText('second by second');
  await page.keyboard.press('Escape');
  await openFolds(page);
  await settled(page);
  await expect(panel(page)).toContainText('ramping-arrival-rate');
  await expect(panel(page)).toContainText('LoadTestShape');
  await expect(page.locator('#panel-operations')).toContainText('http_requests_per_second');
  await page.evaluate(() => scrollTo(0, 0));
  await axe(page);
});

test('on a phone nothing of it sticks out', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, '#?preset=chat-1');
  await panel(page).scrollIntoViewIfNeeded();
  await settled(page);
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  expect(widths[0]).toBeLessThanOrEqual(widths[1]);
});
