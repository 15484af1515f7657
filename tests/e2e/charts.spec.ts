// Charts that lie on their side and scattered ones: are rows and points gone through by keyboard and found by the pointer,
// is what is said of them said aloud, and can values that span much be seen on a scale of ratios?

import { expect, open, test } from './fixtures.ts';
import { openFolds } from './plan.ts';

test('the runway is gone through row by row', async ({ page }) => {
  await open(page, '#?preset=saas-1');
  const chart = page.locator('#panel-resources figure.chart').first();
  const stage = chart.locator('.chart-stage');
  await stage.scrollIntoViewIfNeeded();
  await stage.focus();
  const said = chart.locator('.chart-said');
  const tip = chart.locator('.chart-tip');
  await page.keyboard.press('ArrowDown');
  await expect(said).toContainText('Resource GPU nodes; Room ');
  await expect(tip).toContainText('order ');
  await page.keyboard.press('ArrowDown');
  const second = await said.innerText();
  expect(second).not.toContain('GPU nodes');
  await page.keyboard.press('ArrowUp');
  await expect(said).toContainText('GPU nodes');
  // Between series go the keys across.
  await page.keyboard.press('ArrowRight');
  await expect(chart.locator('.chart-tip li.chosen')).toHaveCount(1);
  await expect(said).toHaveText(/^Resource GPU nodes; Room [^;]*$/);
  await page.keyboard.press('End');
  await expect(chart.locator('.chart-row')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(tip).toHaveCount(0);
  // The pointer finds the row under it, wherever in it.
  const box = (await stage.boundingBox())!;
  await page.mouse.move(box.x + box.width - 4, box.y + 70);
  await expect(tip).toContainText('GPU nodes');
  // The same in a table.
  await chart.getByRole('button', { name: 'Show table' }).click();
  await expect(chart.locator('tbody tr').first()).toContainText('GPU nodes');
  await expect(chart.locator('thead th').last()).toHaveText('In words');
});

test('a picture is as high as its rows, and narrow ones lose nothing', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, '#?preset=saas-1');
  const stage = page.locator('#panel-resources .chart-stage').first();
  await stage.scrollIntoViewIfNeeded();
  const height = () => stage.evaluate((it) => it.getBoundingClientRect().height);
  await expect.poll(height).toBeGreaterThan(300);
  const canvas = stage.locator('.chart-canvas');
  expect(await canvas.evaluate((it) => it.getBoundingClientRect().height)).toBe(await height());
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test('values that span much can be seen on a scale of ratios', async ({ page }) => {
  await open(page, '#?preset=saas-1');
  const chart = page.locator('#panel-growth figure.chart').first();
  await chart.scrollIntoViewIfNeeded();
  const scale = chart.getByRole('button', { name: 'Log scale' });
  await expect(scale).toHaveAttribute('aria-pressed', 'false');
  const picture = () => chart.locator('canvas').evaluate((it: HTMLCanvasElement) => it.toDataURL());
  const linear = await picture();
  await scale.click();
  await expect(scale).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(picture).not.toBe(linear);
  await scale.click();
  await expect.poll(picture).toBe(linear);
  // Where a bar begins at zero, there is no such scale.
  const runway = page.locator('#panel-resources figure.chart').first();
  await expect(runway.getByRole('button', { name: 'Log scale' })).toBeHidden();
});

test('ways to serve are scattered points that are gone through one by one', async ({ page }) => {
  await open(page, '#?preset=gpu-1&inference.method=estimated');
  await openFolds(page);
  const chart = page.locator('figure.chart', { has: page.locator('#headroom-gpu-choice-title') });
  await expect(chart.locator('.chart-title')).toContainText(/meets the targets/);
  const stage = chart.locator('.chart-stage');
  await stage.scrollIntoViewIfNeeded();
  await stage.focus();
  const said = chart.locator('.chart-said');
  await page.keyboard.press('Home');
  await expect(said).toHaveText(/^Way .+; Time per output token [\d.]+ ms; .+ \$[\d,]+ a month; \d+ GPUs?/);
  await expect(chart.locator('.chart-dot')).toHaveCount(1);
  const first = await said.innerText();
  await page.keyboard.press('ArrowRight');
  await expect(said).not.toHaveText(first);
  await page.keyboard.press('ArrowLeft');
  await expect(said).toHaveText(first);
  // The pointer finds the point that the keys stand at.
  const dot = (await chart.locator('.chart-dot').boundingBox())!;
  await page.keyboard.press('Escape');
  await expect(chart.locator('.chart-tip')).toHaveCount(0);
  await page.mouse.move(dot.x + dot.width / 2, dot.y + dot.height / 2 + 2);
  await expect(chart.locator('.chart-tip')).toContainText(/^Way /);
  await chart.getByRole('button', { name: 'Show table' }).click();
  await expect(chart.locator('thead th').first()).toHaveText('Way');
  await expect(chart.locator('thead th').nth(1)).toHaveText('Time per output token (ms)');
});
