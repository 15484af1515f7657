// The sections below the answers: does a search find what is folded, does the index say where one
// is, and does a keystroke wait for nothing that nobody sees?

import type { Page } from '@playwright/test';
import { axe, expect, open, settled, test } from './fixtures.ts';
import { box, figure, openFolds } from './plan.ts';

const SAAS = '#?preset=saas-1';

const height = (page: Page): Promise<number> => page.evaluate(() => document.documentElement.scrollHeight);

/** Lays out every section, in view or not. */
const layOut = (page: Page) =>
  page.locator('.panel').evaluateAll((all) => all.forEach((it) => ((it as HTMLElement).style.contentVisibility = 'visible')));

test('a search finds "reserved" in a folded part, and opens it', async ({ page }) => {
  await open(page, SAAS);
  await settled(page);
  const folded = page.locator('#panel-money .fold-inside[hidden="until-found"]', { hasText: /reserved/i });
  await expect(folded).not.toHaveCount(0);
  const id = await folded.first().getAttribute('id');
  const inside = page.locator(`#${id}`);
  const press = page.locator(`[aria-controls="${id}"]`);
  await expect(press).toHaveAttribute('aria-expanded', 'false');
  // As the browser tells when its search comes to a match.
  await inside.evaluate((it) => it.dispatchEvent(new Event('beforematch', { bubbles: true })));
  await expect(press).toHaveAttribute('aria-expanded', 'true');
  await expect(inside).toBeVisible();
  await press.click();
  await expect(inside).toHaveAttribute('hidden', 'until-found');
  await press.focus();
  await page.keyboard.press('Enter');
  await expect(inside).toBeVisible();
});

test('what is folded and out of sight follows after the keystroke, and says so until then', async ({ page }) => {
  await open(page, SAAS);
  await settled(page);
  const panels = page.locator('.panels');
  const far = figure(page, 'money.tier.pro.revenue');
  const before = Number(await far.getAttribute('data-value'));
  const lagged = await box(page, 's-demand.customers').evaluate(async (it) => {
    const input = it as HTMLInputElement;
    input.focus();
    input.value = '1000';
    input.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise(requestAnimationFrame);
    return document.querySelector('.panels')?.getAttribute('aria-busy');
  });
  expect(lagged).toBe('true');
  await settled(page);
  await expect(panels).not.toHaveAttribute('aria-busy');
  await expect(far).toHaveAttribute('data-value', String(2 * before));
});

test('the index marks the section that is read', async ({ page }) => {
  await open(page, SAAS);
  await settled(page);
  const here = page.locator('.index [aria-current="true"]');
  await expect(here).toHaveCount(0);
  for (const name of ['Cost and tiers', 'Growth', 'Report']) {
    await page.locator('.index').getByRole('button', { name, exact: true }).click();
    await expect(here).toHaveText(name);
  }
});

test('a link that is opened starts at the top', async ({ page }) => {
  await open(page, SAAS);
  await page.locator('.index').getByRole('button', { name: 'Report', exact: true }).click();
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
  await page.evaluate(() => void (location.hash = '#?preset=coach-1'));
  await expect(page.locator('#panel-limits')).toBeAttached();
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
});

test('the largest preset is five screens, and under eight on a phone', async ({ page }) => {
  for (const [width, tall, screens] of [
    [1280, 800, 5.5],
    [390, 844, 8.6],
  ] as const) {
    await page.setViewportSize({ width, height: tall });
    await open(page, SAAS);
    await settled(page);
    await layOut(page);
    expect(await height(page), `screens at ${width} px`).toBeLessThanOrEqual(screens * tall);
  }
});

test('what is opened is found by axe to be in order, and stays within a narrow page', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await open(page, SAAS);
  await openFolds(page);
  const [needed, given] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  expect(needed).toBeLessThanOrEqual(given);
  await page.evaluate(() => scrollTo(0, 0));
  await axe(page);
});
