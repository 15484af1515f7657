// The first screen: does whoever knows two numbers read room, date and cost from it, in
// every example, without scrolling, and hand it on?

import { readFile } from 'node:fs/promises';
import { type Page } from '@playwright/test';
import { axe, expect, open, settled, test } from './fixtures.ts';
import { box, choose, copyLink, expectFigures, preset, state } from './plan.ts';

const DAY = new Date('2026-11-28T12:00:00Z');
const EXAMPLES = { 'chat-1': 'LLM chat', 'saas-1': 'SaaS platform', 'gpu-1': 'GPU inference', 'sale-1': 'Sale event', 'coach-1': 'Chat coach' };

/** States the two numbers that a prospect knows. */
async function twoNumbers(page: Page, customers: string, rate: string): Promise<void> {
  await box(page, 's-demand.anchor').selectOption('customers');
  await state(box(page, 's-demand.customers'), customers);
  await state(box(page, 's-growth.rate'), rate);
}

/** Keeps what is copied where the test can read it. */
async function clipboard(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    const writeText = async (text: string): Promise<void> => void (document.documentElement.dataset.copied = text);
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
  });
  return async () => (await page.locator('html').getAttribute('data-copied')) ?? '';
}

test.describe('room, date and cost after two numbers', () => {
  test.use({ viewport: { width: 1280, height: 800 } });
  for (const id of Object.keys(EXAMPLES)) {
    test(id, async ({ page }) => {
      await page.clock.setFixedTime(DAY);
      await open(page, `#?preset=${id}`);
      await twoNumbers(page, '5000', '8');
      await settled(page);
      const verdict = page.locator('.verdict');
      await expect(verdict).toContainText(/(\d{1,2} [A-Z][a-z]{2} 20\d\d|now|Nothing has to be ordered)/);
      await expect(verdict).toContainText(/costs \$[\d,.]+/);
      await expect(page.locator('.runway figcaption')).not.toBeEmpty();
      await expect(page.locator('.runway-lanes > li').first()).toBeVisible();
      await expect(page.locator('.answer').first()).not.toContainText('Not known');
      await expect(page.locator('.answer').nth(1)).not.toContainText('Not known');
      // All of it within the window, and nothing sticks out at its side.
      for (const part of ['.sentence', '.verdict', '.runway', '.answer-grid']) {
        const at = await page.locator(part).boundingBox();
        expect(at && at.y + at.height, part).toBeLessThanOrEqual(800);
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1280);
      await axe(page);
    });
  }
});

test('the numbers that were typed stay when another example is chosen', async ({ page }) => {
  await open(page);
  await twoNumbers(page, '5000', '8');
  for (const name of Object.values(EXAMPLES).slice(1)) {
    await choose(page, name);
    await expect(preset(page, name)).toHaveAttribute('aria-pressed', 'true');
    await expect(box(page, 's-demand.customers')).toHaveValue('5,000');
    await expect(box(page, 's-growth.rate')).toHaveValue('8');
  }
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(preset(page, 'Sale event')).toHaveAttribute('aria-pressed', 'true');
});

test('where no growth is stated, a rate is one press away', async ({ page }) => {
  await open(page);
  await expect(page.locator('.runway figcaption')).toHaveText('How fast do you grow?');
  await page.getByRole('button', { name: '8 %', exact: true }).click();
  await expect(box(page, 's-growth.rate')).toHaveValue('8');
  await expect(page.locator('.runway-lanes > li').first()).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('.runway figcaption')).toHaveText('How fast do you grow?');
});

test('the rest of an answer opens in place', async ({ page }) => {
  await open(page, '#?preset=saas-1');
  const answer = page.locator('.answer').nth(1);
  const rest = answer.locator('.answer-more p');
  await expect(rest).toBeHidden();
  await answer.getByText('Why', { exact: true }).click();
  await expect(rest).toBeVisible();
});

test('the months below the runway stand apart on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.clock.setFixedTime(DAY);
  await open(page, '#?preset=sale-1&customers=5000&growth=8%');
  const words = page.locator('.runway-ticks > span:visible');
  await expect(words.first()).toBeVisible();
  const places = await words.evaluateAll((all) => all.map((it) => it.getBoundingClientRect()).map(({ left, right }) => ({ left, right })));
  expect(places.length).toBeGreaterThan(1);
  for (const [nth, { left }] of places.entries()) {
    expect(left).toBeGreaterThanOrEqual(places[nth - 1]?.right ?? 0);
  }
});

test('what moves the answers most is changed in place', async ({ page }) => {
  await page.clock.setFixedTime(DAY);
  await open(page, '#?preset=saas-1');
  const moves = page.locator('.moves-list > li');
  const ranked = page.locator('.moves:not([aria-busy])');
  await expect(moves).toHaveCount(4);
  await expect(ranked).toBeVisible();
  const growth = moves.filter({ hasText: 'Growth rate' });
  await expect(growth).toHaveCount(1);
  await expect(growth.locator('.moves-effect')).toHaveText(/^At 13\.5 %.*; at 16\.5 %/);
  await state(box(page, 'm-growth.rate'), '10');
  await expect(box(page, 's-growth.rate')).toHaveValue('10');
  await expect(growth.locator('.moves-effect')).toHaveText(/^At 9 %.*; at 11 %/);
});

test('a founder sees whether all fixes together reach 3,000 users', async ({ page }) => {
  await open(page, '#?preset=coach-1');
  await state(box(page, 's-demand.daily_active_users'), '3000');
  const title = page.locator('#panel-limits .chart-title', { hasText: 'that are planned' });
  await expect(title).toHaveText(/^(\d+ fixes hold the|All fixes together hold [\d,]+ of the) 3,000 users that are planned/);
});

test.describe('it is handed on', () => {
  test('as a few lines for a chat', async ({ page }) => {
    await page.clock.setFixedTime(DAY);
    await open(page, '#?preset=saas-1');
    const copied = await clipboard(page);
    await page.locator('.share > summary').click();
    await page.getByRole('button', { name: 'Copy a summary for chat' }).click();
    await expect(page.locator('.share-said')).toHaveText('The summary is on the clipboard.');
    const lines = (await copied()).split('\n');
    expect(lines).toHaveLength(9);
    expect(lines[1]).toMatch(/^Order GPU nodes by /);
    expect(lines[8]).toMatch(/#1[\w-]+$/);
    // A press elsewhere closes the menu, and Escape does.
    await page.locator('.verdict').click({ position: { x: 2, y: 2 } });
    await expect(page.locator('.share')).not.toHaveAttribute('open', '');
    await copyLink(page);
    await page.keyboard.press('Escape');
    await expect(page.locator('.share')).not.toHaveAttribute('open', '');
    await expect(page.locator('.share > summary')).toBeFocused();
  });

  test('as a picture, saved and copied', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.clock.setFixedTime(DAY);
    await open(page, '#?preset=saas-1');
    const share = page.locator('.share > summary');
    await share.click();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save a picture (PNG)' }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toBe('headroom-saas-platform.png');
    const png = await readFile(await download.path());
    expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    // Twice as sharp as it is laid out: 1,200 wide, as high as its words and lanes.
    expect(png.readUInt32BE(16)).toBe(2400);
    expect(png.readUInt32BE(20)).toBeGreaterThan(1000);
    expect(png.readUInt32BE(20)).toBeLessThan(1600);
    await share.click();
    await page.getByRole('button', { name: 'Copy a picture' }).click();
    await expect(page.locator('.share-said')).toContainText('The picture is on the clipboard');
    const copied = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const blob = await item?.getType('image/png');
      const { width, height } = await createImageBitmap(blob as Blob);
      return { width, height };
    });
    expect(copied).toEqual({ width: 2400, height: png.readUInt32BE(20) });
  });

  test('as a picture where the browser copies none, which is saved', async ({ page }) => {
    await open(page, '#?preset=chat-1');
    await clipboard(page);
    await page.locator('.share > summary').click();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Copy a picture' }).click();
    expect((await saved).suggestedFilename()).toBe('headroom-llm-chat-application.png');
    await expect(page.locator('.share-said')).toContainText('it is saved as a file');
  });

  test('as a frame, which shows the same figures', async ({ page }) => {
    await open(page, '#?preset=coach-1');
    const copied = await clipboard(page);
    await page.locator('.share > summary').click();
    await page.getByRole('button', { name: 'Copy code to embed it' }).click();
    await expect(page.locator('.share-said')).toContainText('The code is on the clipboard');
    const source = /src="([^"]+)"/.exec(await copied())?.[1] ?? '';
    expect(source).toContain('?embed#1');
    await page.goto(source);
    await expect(page.locator('.page.embedded')).toBeVisible();
    await expect(page.locator('.bar')).toBeHidden();
    await expectFigures(page, { 'flow.users_limit': 600 });
  });
});

test('nothing jumps while one types', async ({ page }) => {
  await open(page, '#?preset=saas-1');
  await settled(page);
  await page.evaluate(() => {
    const shifts = { sum: 0 };
    Object.assign(window, { shifts });
    // As browsers count it: what moves by itself, not within half a second of a key.
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[]) {
        if (!entry.hadRecentInput) shifts.sum += entry.value;
      }
    }).observe({ type: 'layout-shift', buffered: false });
  });
  const customers = box(page, 's-demand.customers');
  await customers.focus();
  await customers.fill('');
  await customers.pressSequentially('2750');
  await state(box(page, 's-growth.rate'), '12');
  await settled(page);
  const sum = await page.evaluate(() => (window as unknown as { shifts: { sum: number } }).shifts.sum);
  test.info().annotations.push({ type: 'layout shift', description: sum.toFixed(4) });
  expect(sum).toBeLessThan(0.02);
});
