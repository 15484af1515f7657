// Ranges: a number that is not known exactly moves figures, dates and chances, beside the page and under its policy.

import type { Page } from '@playwright/test';
import { axe, expect, open, settled, test } from './fixtures.ts';
import { box, embed, openFolds, state } from './plan.ts';

const LINK = '#?preset=saas-1&growth=8-20%';
const panel = (page: Page) => page.locator('#panel-ranges');
const drawn = (page: Page) => expect(page.locator('html')).toHaveAttribute('data-draws', 'settled');

/** Answers of the loader from now on: run, draws made, whether something is told, and the end. */
async function heard(page: Page): Promise<() => Promise<[number, number, boolean, unknown][]>> {
  await page.addInitScript(() => {
    const all: unknown[] = [];
    (window as unknown as { told: unknown[] }).told = all;
    document.addEventListener('headroom:drawn', (event) => {
      const [run, made, bytes, end] = (event as CustomEvent).detail;
      all.push([run, made, bytes !== null, end]);
    });
  });
  return () => page.evaluate(() => (window as unknown as { told: [number, number, boolean, unknown][] }).told);
}

test('a range in a link is drawn in a worker: figures, the order date and its chance', async ({ page }) => {
  await open(page, LINK);
  await drawn(page);
  expect(page.workers()).toHaveLength(1);
  expect(page.workers()[0]?.url()).toMatch(/^blob:/);
  await expect(page.locator('.verdict .figure-spread')).toHaveText(/^\(2\d,\d{3}–5\d,\d{3}\)$/);
  await panel(page).scrollIntoViewIfNeeded();
  await settled(page);
  await expect(panel(page).locator('.conclusion')).toContainText('90 of 100 draws');
  await expect(panel(page).locator('tr', { hasText: 'GPU nodes' }).first()).toContainText('50 %');
  await expect(panel(page).locator('canvas').first()).toBeVisible();
  await openFolds(page);
  await settled(page);
  await expect(panel(page)).toContainText('Growth rate');
  await page.evaluate(() => scrollTo(0, 0));
  await axe(page);
});

test('the accepted risk moves the last day to order, and a draw opens as a scenario', async ({ page }) => {
  await open(page, LINK);
  await drawn(page);
  await panel(page).scrollIntoViewIfNeeded();
  await settled(page);
  const day = () => panel(page).locator('tr', { hasText: 'GPU nodes' }).first().locator('td').nth(2).textContent();
  const before = Date.parse(await day() ?? '');
  await state(panel(page).locator('[id="s-uncertainty.risk"]'), '30');
  await drawn(page);
  await expect.poll(async () => Date.parse(await day() ?? '')).toBeGreaterThan(before);
  await openFolds(page);
  await settled(page);
  await panel(page).getByRole('button', { name: /^Open draw \d+$/ }).click();
  await settled(page);
  await expect(page.locator('html')).not.toHaveAttribute('data-draws');
  await expect(panel(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await drawn(page);
});

test('without a range nothing of it is there, and how sure one is can be said', async ({ page }) => {
  await open(page, '#?preset=chat-1');
  await settled(page);
  await expect(page.locator('.figure-spread')).toHaveCount(0);
  await expect(panel(page)).toHaveCount(0);
  expect(page.workers()).toHaveLength(0);
  await page.locator('.moves-sure').getByRole('button', { name: /^Say / }).first().click();
  await drawn(page);
  await expect(page.locator('.answers .figure-spread').first()).toBeVisible();
});

test('a hundred quick edits leave one run alive', async ({ page }) => {
  const told = await heard(page);
  await open(page, LINK);
  await drawn(page);
  const field = box(page, 's-demand.customers');
  for (let nth = 0; nth < 100; nth += 1) await field.fill(String(500 + nth));
  await expect.poll(async () => (await told()).at(-1)?.[3]).toBe(true);
  const all = await told();
  const last = all.at(-1)?.[0];
  const begun = all.findIndex(([run]) => run === last);
  expect(all.slice(begun).every(([run]) => run === last)).toBe(true);
  expect(page.workers()).toHaveLength(1);
});

test('a worker that is gone is replaced', async ({ page }) => {
  const told = await heard(page);
  await open(page, LINK);
  await drawn(page);
  await page.workers()[0]?.evaluate(() => self.close());
  await box(page, 's-demand.customers').fill('600');
  await expect.poll(async () => (await told()).at(-1)?.[3]).toBe(true);
  await drawn(page);
});

test('in a sandboxed frame without an origin of its own it is drawn too', async ({ page, baseURL }) => {
  const frame = await embed(page, `${baseURL}${LINK}`);
  await expect(frame.locator('html')).toHaveAttribute('data-draws', 'settled');
  await expect(frame.locator('.verdict .figure-spread')).toHaveText(/^\(2\d,\d{3}–5\d,\d{3}\)$/);
  expect(page.workers()).toHaveLength(1);
});

test('where no worker is to be had the page draws by itself', async ({ page }) => {
  await page.addInitScript(() => {
    (window as unknown as { Worker: unknown }).Worker = class {
      constructor() {
        throw new Error('refused');
      }
    };
  });
  await open(page, LINK);
  await drawn(page);
  await expect(page.locator('.verdict .figure-spread')).toBeVisible();
});

test('the policy holds in the worker', async ({ page }) => {
  await open(page, LINK);
  await drawn(page);
  const reached = await page.workers()[0]?.evaluate(async () => {
    const other = await fetch('https://example.org/').then(() => 'fetched', () => 'refused');
    // What is evaluated here may evaluate: so it is tried by the worker's own timer.
    const ran = await new Promise((resolve) => {
      setTimeout(() => {
        try {
          (0, eval)('1');
          resolve('ran');
        } catch {
          resolve('refused');
        }
      });
    });
    return [other, ran];
  });
  expect(reached).toEqual(['refused', 'refused']);
});

test('on a phone nothing of it sticks out', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, LINK);
  await drawn(page);
  await panel(page).scrollIntoViewIfNeeded();
  await settled(page);
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  expect(widths[0]).toBeLessThanOrEqual(widths[1] ?? 0);
});
