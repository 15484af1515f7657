// From the lean page to the whole one in full/: what the lean program cannot plan
// opens there, nothing else does, and the way never ends in a loop or in safe mode.

import type { Page } from '@playwright/test';
import { expect, open, started, test } from './fixtures.ts';

const LEAN = /\/some\/sub\/path\/(#.*)?$/;
const WHOLE = /\/some\/sub\/path\/full\//;

const chosen = (page: Page, name: string) => page.locator('.presets').getByRole('button', { name, pressed: true });

test('the preset of the whole program opens it, and Back leads back', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'SaaS platform' }).click();
  await expect(page).toHaveURL(/\/full\/#\?preset=saas-1$/);
  await started(page);
  await expect(chosen(page, 'SaaS platform')).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(LEAN);
  await started(page);
  await expect(chosen(page, 'LLM chat application')).toBeVisible();
});

for (const link of ['#?preset=saas-1&seed=7', '#?growth=10%25', '#?tier.gold.price=9', '#?money.workload=on']) {
  test(`${link} opens the whole page with the same fragment, from the address and when it is pasted`, async ({ page }) => {
    await open(page, link);
    await expect(page).toHaveURL(WHOLE);
    expect(new URL(page.url()).hash).toBe(link);
    await open(page, '#?concurrent_users=700');
    await expect(page).toHaveURL(LEAN);
    await page.evaluate((hash) => (location.hash = hash), link);
    await expect(page).toHaveURL(WHOLE);
    await started(page);
    expect(new URL(page.url()).hash).toBe(link);
  });
}

for (const link of ['#?flavour=vanilla', '#?preset=saas-99', '#?growths=1', '#1damaged', '#main']) {
  test(`${link} stays on the lean page`, async ({ page }) => {
    await open(page, link);
    await expect(page).toHaveURL(LEAN);
  });
}

test('a share link and a draft of the whole program open it, however often', async ({ page }) => {
  await open(page, 'full/#?preset=saas-1');
  await page.locator('#scenario-name').fill('Spring');
  await expect(page).toHaveURL(/\/full\/#1/);
  const { hash } = new URL(page.url());
  for (const address of [hash, '', hash, '', '#main']) {
    await open(page, address);
    await expect(page).toHaveURL(WHOLE);
    await expect(page.locator('#scenario-name')).toHaveValue('Spring');
    await expect(chosen(page, 'SaaS platform')).toBeVisible();
  }
});

test('the whole page opens what the lean one does, and stays', async ({ page }) => {
  await open(page, 'full/#?concurrent_users=700');
  await expect(page).toHaveURL(WHOLE);
  await expect(chosen(page, 'LLM chat application')).toBeVisible();
  await expect(page.getByRole('button', { name: 'SaaS platform' })).toHaveCount(1);
});
