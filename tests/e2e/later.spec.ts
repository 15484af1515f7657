// The parts of the program that follow the first view: the page is usable before
// they are there, takes them in without a jump, waits where a link needs them, and
// says so where they do not come.

import type { Page } from '@playwright/test';
import { altered, cut, first, missing, slowly, stalled, withFault } from './faults.ts';
import { axe, expect, open, started, stopClock, test } from './fixtures.ts';
import { preset } from './plan.ts';

const LIMITS = /^limits-[0-9a-f]+\.wasm$/;
const GROWTH = /^growth-[0-9a-f]+\.wasm$/;
const DETAILS = /^details-[0-9a-f]+\.wasm$/;
const USERS = '[id="s-demand.concurrent_users"]';
const BILL = '.answers button.figure[data-figure="web.bill"]';

const chosen = (page: Page, name: string) => page.locator('.bar .menu-word', { hasText: name });

/** Holds back the parts that follow; the returned function lets them go. */
async function holdBack(page: Page, file = /(shared|growth|money|training|data|latency|log|pools|limits|inference|details)-\w+\.wasm$/): Promise<() => void> {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(file, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

test('the first view is usable before the rest is there, and keeps what was done in it', async ({ page }) => {
  const release = await holdBack(page);
  await page.goto('./');
  await page.locator(USERS).fill('2000');
  await expect(page.locator(BILL).first()).not.toHaveText(/\$0/);
  await expect(preset(page, 'SaaS platform')).toBeDisabled();
  await expect(page.locator('canvas')).toHaveCount(0);
  // Asked for too early: it opens when it can.
  await page.locator(BILL).first().click();
  await page.getByText('Frontend pods', { exact: true }).first().click();
  const box = page.locator('[id="f-web.frontend_floor"]');
  await box.focus();
  release();
  await started(page);
  await expect(page.locator(USERS)).toHaveValue('2,000');
  await expect(preset(page, 'SaaS platform')).toBeEnabled();
  await expect(page.locator('#panel-cost canvas')).toHaveCount(1);
  await expect(page.locator('#explain-heading')).toContainText('Monthly bill');
  await expect(page.locator('#inputs-workloads')).toHaveCount(1);
  await expect(page.locator('#inputs-frontend')).toHaveAttribute('open', '');
  await expect(box).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator(USERS)).toHaveValue('1,000');
});

for (const link of ['#?preset=saas-1&seed=7', '#?growth=10%25', '#?tier.gold.price=9', '#?money.workload=on']) {
  test(`${link} waits for its part, and no longer; pasted early it opens as soon`, async ({ page }) => {
    // However long this takes, the page does not say that it takes long.
    await stopClock(page);
    const release = await holdBack(page, /details-\w+\.wasm$/);
    const all = await holdBack(page, /(growth|money)-\w+\.wasm$/);
    await page.goto(`./${link}`);
    await expect(page.getByRole('status')).toHaveText('Loading the planner.');
    all();
    await expect(page.locator('#boot')).toHaveCount(0);
    await expect(page.locator('#answers')).toContainText('What will it cost?');
    release();
    await started(page);
    expect(new URL(page.url()).hash).toBe(link);

    await page.goto('about:blank');
    const again = await holdBack(page);
    await page.goto('./#?concurrent_users=700');
    await expect(page.locator(USERS)).toHaveValue('700');
    await page.evaluate((hash) => (location.hash = hash), link);
    again();
    await started(page);
    await expect(page.locator('#inputs-workloads')).toHaveCount(1);
    if (link.includes('saas')) await expect(chosen(page, 'SaaS platform')).toBeVisible();
    expect(new URL(page.url()).hash).toBe(link);
  });
}

test('a draft that needs a later part waits for it', async ({ page }) => {
  await open(page, '#?preset=saas-1');
  await page.locator('#scenario-name').fill('Spring');
  await expect(page).toHaveURL(/#1/);
  for (const address of ['', '#main']) {
    await page.goto('about:blank');
    await open(page, address);
    await expect(page.locator('#scenario-name')).toHaveValue('Spring');
    await expect(chosen(page, 'SaaS platform')).toBeVisible();
  }
});

for (const link of ['#?flavour=vanilla', '#?preset=saas-99', '#?growths=1', '#1damaged', '#main']) {
  test(`${link} opens the page all the same`, async ({ page }) => {
    await open(page, link);
    await expect(chosen(page, 'LLM chat application')).toBeVisible();
  });
}

test.describe('a later part that does not come', () => {
  // The browser itself reports what is missing or blocked.
  test.use({ tolerated: /^console: / });

  for (const [what, fault] of [
    ['is missing', missing(GROWTH)],
    ['is another file', altered(LIMITS)],
    ['has details missing', missing(DETAILS)],
  ] as const) {
    test(`is said above the page when it ${what}; the page goes on`, async ({ page }) => {
      await withFault(fault, async (address) => {
        await page.goto(address);
        await expect(page.getByText('A part of the planner did not arrive.')).toBeVisible();
        await page.locator(USERS).fill('2000');
        await expect(page.locator(BILL).first()).toBeVisible();
        await axe(page);
      });
    });
  }

  test('holds up no other, and comes without a reload when it is asked for again', async ({ page }) => {
    let isMissing = true;
    await withFault((answer) => isMissing && missing(GROWTH)(answer), async (address) => {
      await page.goto(address);
      const said = page.getByText('A part of the planner did not arrive.');
      await expect(said).toContainText('it answered 404');
      await expect(preset(page, 'Sale event')).toBeEnabled();
      await expect(preset(page, 'SaaS platform')).toBeDisabled();
      await expect(preset(page, 'SaaS platform')).toHaveAttribute('title', /has not arrived yet/);
      await page.locator(USERS).fill('2000');
      await page.getByText('Details').click();
      await expect(page.getByText(/growth-\w+\.wasm: 404/)).toBeVisible();
      isMissing = false;
      await page.getByRole('button', { name: 'Try again' }).click();
      await started(page);
      await expect(said).toHaveCount(0);
      await expect(preset(page, 'SaaS platform')).toBeEnabled();
      await expect(page.locator(USERS)).toHaveValue('2,000');
    });
  });

  test('is tried again by itself when the connection is back', async ({ page }) => {
    let isMissing = true;
    await withFault((answer) => isMissing && cut(GROWTH)(answer), async (address) => {
      await page.goto(address);
      await expect(page.getByText('A part of the planner did not arrive.')).toBeVisible();
      isMissing = false;
      await page.evaluate(() => window.dispatchEvent(new Event('online')));
      await started(page);
    });
  });

  test('but stalls is said after a while, and comes when it is asked for again', async ({ page }) => {
    await withFault(first(1, GROWTH, stalled), async (address) => {
      await page.goto(address);
      const said = page.getByText('The rest of the planner is late.');
      await expect(said).toContainText('Nothing has arrived for 8 seconds');
      await axe(page);
      await page.getByRole('button', { name: 'Try again' }).click();
      await started(page);
      await expect(said).toHaveCount(0);
      await expect(preset(page, 'SaaS platform')).toBeEnabled();
    });
  });

  test('quickly says how far it is', async ({ page }) => {
    await withFault(slowly(/^(growth|details)-/), async (address) => {
      await page.goto(address);
      const bar = page.getByRole('progressbar', { name: 'Loading the rest' });
      await expect(bar).toBeVisible();
      const before = await bar.evaluate((bar: HTMLProgressElement) => bar.value);
      await expect.poll(() => bar.evaluate((bar: HTMLProgressElement) => bar.value)).toBeGreaterThan(before);
      await expect(page.getByText('The rest is on its way')).toBeVisible();
      await axe(page);
    });
  });

  test('ends in a sentence where a link waits for it', async ({ page }) => {
    await withFault(missing(GROWTH), async (address) => {
      await page.goto(`${address}#?preset=saas-1`);
      await expect(page.getByRole('status')).toContainText('Headroom could not start');
      await expect(page.getByRole('status')).toContainText('it answered 404');
      await page.getByText('Details').click();
      await expect(page.getByText(/growth-\w+\.wasm: 404/)).toBeVisible();
    });
  });

  test('is asked for again, once, when the connection breaks', async ({ page }) => {
    await withFault(first(1, GROWTH, cut), async (address) => {
      await page.goto(`${address}#?preset=saas-1`);
      await started(page);
      await expect(chosen(page, 'SaaS platform')).toBeVisible();
    });
  });
});
