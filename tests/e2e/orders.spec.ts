// From demand to orders and one bill: are the questions of a call answered by one page, whatever the
// preset, and can the orders be taken away?

import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, open, settled, test } from './fixtures.ts';
import { box, figure, openFolds, state, unfold } from './plan.ts';

const DAY = new Date('2026-11-28T12:00:00');
const PRESETS = ['chat-1', 'saas-1', 'gpu-1', 'sale-1', 'coach-1'];
/** What no answer may say once growth is stated. */
const NO_GROWTH = /states no growth|growth, which is not stated|no growth stated/;

const answers = (page: Page) => page.locator('#answers');
const dates = (page: Page) => page.locator('#panel-resources table', { hasText: 'By when to order more' });
const row = (page: Page, name: string) => dates(page).locator('tr', { hasText: name });

test.describe('orders and the bill', () => {
  for (const preset of PRESETS) {
    test(`5,000 customers growing 8 % a month, in two numbers: ${preset}`, async ({ page }) => {
      await page.clock.setFixedTime(DAY);
      await open(page, `#?preset=${preset}`);
      await state(box(page, 's-growth.rate'), '8');
      await unfold(page);
      await state(box(page, 'f-demand.customers'), '5000');
      await settled(page);
      await expect(figure(page, 'timeline.customers.12').or(figure(page, 'growth.customers.12')).first()).toContainText('12,591');
      await expect(answers(page)).not.toContainText(NO_GROWTH);
      await expect(page.locator('#panel-resources')).toBeVisible();
      await expect(answers(page)).toContainText(/(Order|Raise) .* (by \d|now)/);
      await expect(answers(page)).toContainText('a month now');
    });
  }

  test('a launch in March at four times the load, six weeks of lead time, a budget: what to order when', async ({ page }) => {
    await page.clock.setFixedTime(DAY);
    const leads = ['api_pods', 'cpu_cores', 'memory_gb', 'gpu_nodes', 'storage_tb', 'db_connections'];
    const lead = leads.map((pool) => `pool.${pool}.lead_time=42`).join('&');
    await open(page, `#?preset=saas-1&growth=12%&growth.start=2026-11-28&money.budget=60000&${lead}`);
    await unfold(page);
    // An event is added on the page: 168 hours from the first of March.
    const events = page.locator('.table-editor', { hasText: 'Events' });
    await events.getByRole('button', { name: /Add/ }).click();
    await state(events.locator('[id$=".date"]').first(), '2027-03-01');
    await state(events.locator('[id$=".hours"]').first(), '168');
    await state(events.locator('[id$=".multiplier"]').first(), '4');
    await settled(page);
    // Six weeks before the first of March.
    await expect(answers(page)).toContainText('by 18 Jan 2027');
    await expect(answers(page)).toContainText('of the budget');
    const calendar = page.locator('#panel-resources table', { hasText: 'What to order by when' });
    await expect(calendar).toContainText('Order: GPU nodes');
    await expect(calendar).toContainText('1 Mar 2027');
    await expect(page.locator('#panel-resources')).toContainText('Whole bill');
  });

  test('when a limit by the day is hit', async ({ page }) => {
    await page.clock.setFixedTime(DAY);
    await open(page, '#?preset=coach-1&daily_active_users=100&growth=12%');
    // A sixth of the tokens of a day is used: six times as many come in ln 6 / ln 1.12 = 15.8 months.
    await expect(row(page, 'Model API')).toContainText('22 Mar 2028');
    await expect(answers(page)).not.toContainText(NO_GROWTH);
  });

  test('GPUs in a year at 20 % a month', async ({ page }) => {
    await page.clock.setFixedTime(DAY);
    await open(page, '#?preset=gpu-1&growth=20%');
    await expect(answers(page)).toContainText('Order GPUs by');
    await expect(figure(page, 'resource.gpus.needed.12')).toHaveAttribute('data-value', '19');
  });

  test('the whole bill with GPUs', async ({ page }) => {
    await page.clock.setFixedTime(DAY);
    await open(page, '#?preset=saas-1&inference=on');
    await expect(figure(page, 'bill.part.platform')).toHaveAttribute('data-value', '12000');
    await expect(answers(page)).toContainText('GPUs');
    const value = async (id: string) => Number(await figure(page, id).getAttribute('data-value'));
    expect(await value('bill.total')).toBeCloseTo((await value('bill.part.platform')) + (await value('bill.part.gpus')), 6);
  });

  test('the orders can be taken away, as a table and as a calendar', async ({ page }) => {
    await page.clock.setFixedTime(DAY);
    await open(page, '#?preset=saas-1&growth.start=2026-11-28');
    await openFolds(page);
    for (const [name, file, start] of [
      ['Download all orders (CSV)', 'headroom-orders.csv', 'Order by,Action,What,Units'],
      ['Put the orders into your calendar (ICS)', 'headroom-orders.ics', 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\n'],
    ] as const) {
      const saving = page.waitForEvent('download');
      await page.getByRole('button', { name }).click();
      const saved = await saving;
      expect(saved.suggestedFilename()).toBe(file);
      const text = await readFile(await saved.path(), 'utf8');
      expect(text.startsWith(start)).toBe(true);
      expect(text).toContain('GPU nodes');
    }
  });
});
