// The platform with tiers: can a founder state prices, growth and a history, and
// give the plan away with its dates?

import { readFile } from 'node:fs/promises';
import { type Locator, type Page } from '@playwright/test';
import { expect, open, started, test } from './fixtures.ts';
import { box, choose, draft, expectFigures, figure, figures, openFolds, preset, startOver, state } from './plan.ts';

const SAAS = '#?preset=saas-1';
const DAY = new Date('2026-11-22T12:00:00');

const group = (page: Page, id: string): Locator => page.locator(`#inputs-${id}`);
const card = (page: Page, key: string): Locator => page.locator(`[id="row-tier.${key}"]`);
const names = (page: Page): Promise<string[]> =>
  group(page, 'tiers').locator('.table-name-box').evaluateAll((boxes) => boxes.map((it) => (it as HTMLInputElement).value));

/** Opens a group of the form. */
async function unfold(page: Page, id: string): Promise<void> {
  await group(page, id).locator('> summary').click();
}

/** The platform with its tiers unfolded, the one of this key too. */
async function tiers(page: Page, key = 'pro'): Promise<void> {
  await open(page, SAAS);
  await unfold(page, 'tiers');
  await card(page, key).locator('summary').click();
}

/** What "Copy link" gives. */
async function copied(page: Page): Promise<string> {
  await page.evaluate(() => {
    const clipboard = { writeText: async (text: string) => void (document.documentElement.dataset.copied = text) };
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
  });
  await page.locator('.copy-link').evaluate((it: HTMLElement) => it.click());
  await expect(page.locator('html')).toHaveAttribute('data-copied', /#1[\w-]+$/);
  return (await page.locator('html').getAttribute('data-copied')) ?? '';
}

test.describe('the example', () => {
  test('is chosen by its name, and undo, Back and Forward lead through', async ({ page }) => {
    await open(page);
    const chat = preset(page, 'LLM chat application');
    const saas = preset(page, 'SaaS platform');
    await expect(chat).toHaveAttribute('aria-pressed', 'true');
    await choose(page, 'SaaS platform');
    await expect(saas).toHaveAttribute('aria-pressed', 'true');
    await expect(box(page, 's-demand.customers')).toHaveValue('500');
    await expectFigures(page, { 'growth.customers.0': 500, 'money.bill': 12000 });
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(chat).toHaveAttribute('aria-pressed', 'true');
    await page.getByRole('button', { name: 'Redo' }).click();
    await expectFigures(page, { 'money.bill': 12000 });
    await page.goBack();
    await expect(chat).toHaveAttribute('aria-pressed', 'true');
    await expectFigures(page, { 'demand.concurrent_users': 1000 });
    await page.goForward();
    await expectFigures(page, { 'money.bill': 12000 });
  });

  test('is left by Back though the step before it looks the same', async ({ page }) => {
    await open(page);
    const chat = preset(page, 'LLM chat application');
    await choose(page, 'SaaS platform');
    await expectFigures(page, { 'money.bill': 12000 });
    const taken = page.url();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => page.url()).not.toBe(taken);
    await expect(chat).toHaveAttribute('aria-pressed', 'true');
    // Both entries had the fragment of the chat application.
    await page.getByRole('button', { name: 'Redo' }).evaluate((redo: HTMLElement) => {
      redo.click();
      history.back();
    });
    await expect(chat).toHaveAttribute('aria-pressed', 'true');
    await expectFigures(page, { 'demand.concurrent_users': 1000 });
    await page.goForward();
    await expectFigures(page, { 'money.bill': 12000 });
  });

  test('is scaled to the customers that there are, and sizes what is not stated', async ({ page }) => {
    await open(page, SAAS + '&customers=5000');
    await expectFigures(page, { 'money.bill.database': 6750, 'money.stated_bill': 12000 });
    await expect(figure(page, 'money.bill')).toContainText('63,784');
    await expect(page.locator('#answers')).toContainText('What you have is taken to be sized for today: state it.');
    await unfold(page, 'fleet');
    await page.locator('[id="row-pool.gpu_nodes"] summary').click();
    const there = page.getByLabel('GPU nodes, Capacity', { exact: true });
    await expect(there).toHaveValue('');
    await expect(there).toHaveAttribute('placeholder', '15');
    await state(there, '12');
    await expect(figure(page, 'fleet.gpu_nodes.utilization')).toContainText('84 %');
  });

  test('is what Start over leads back to', async ({ page }) => {
    await open(page, SAAS);
    await state(box(page, 's-demand.customers'), '800');
    await expectFigures(page, { 'growth.customers.0': 800 });
    await startOver(page);
    await expectFigures(page, { 'growth.customers.0': 500, 'money.bill': 12000 });
  });

  test('gives the published customers, dates and costs', async ({ page }) => {
    await page.clock.setFixedTime(DAY);
    await open(page, SAAS);
    const published = { 3: '760', 6: '1,157', 9: '1,759', 12: '2,675' };
    for (const [month, customers] of Object.entries(published)) {
      await expect(figure(page, `growth.customers.${month}`)).toContainText(customers);
    }
    await expect(page.locator('#answers')).toContainText('By 20 Apr 2027');
    await expectFigures(page, { 'growth.milestone_cost.0': 8000, 'money.cost_per_customer': 24 });
    await openFolds(page);
    const free = page.locator('#panel-money').getByRole('row', { name: /^Free/ }).first();
    await expect(free).toContainText('no price');
  });
});

test.describe('tiers', () => {
  test('take another price, and its double is double the revenue', async ({ page }) => {
    await tiers(page);
    const revenue = figure(page, 'money.tier.pro.revenue');
    const before = Number(await revenue.getAttribute('data-value'));
    expect(before).toBeGreaterThan(0);
    await state(page.getByLabel('Pro, Price', { exact: true }), '198');
    await expect(revenue).toHaveAttribute('data-value', String(2 * before));
    await expect(card(page, 'pro').locator('summary')).toContainText('$198');
    await page.getByRole('button', { name: 'Reset Pro, Price' }).click();
    await expect(revenue).toHaveAttribute('data-value', String(before));
  });

  test('are added, named, moved and removed, each as one step to undo', async ({ page }) => {
    await tiers(page);
    const undo = page.getByRole('button', { name: 'Undo' });
    await page.getByRole('button', { name: 'Add a tier' }).click();
    const name = box(page, 'n-tier.new_tier');
    await expect(name).toBeFocused();
    await name.fill('Startup');
    await name.blur();
    await openFolds(page);
    await expect(figure(page, 'money.tier.new_tier.customers')).toBeVisible();
    await expect(page.locator('#panel-money').getByRole('row', { name: /^Startup/ }).first()).toBeVisible();
    await page.getByRole('button', { name: 'Move up Startup' }).click();
    await expect.poll(() => names(page)).toEqual(['Free', 'Pro', 'Business', 'Startup', 'Enterprise']);
    await expect(page.getByRole('button', { name: 'Move up Startup' })).toBeFocused();
    await page.getByRole('button', { name: 'Remove Startup' }).click();
    await expect.poll(() => names(page)).toEqual(['Free', 'Pro', 'Business', 'Enterprise']);
    await expect(card(page, 'enterprise').locator('summary')).toBeFocused();
    await expect(group(page, 'tiers').getByRole('status').first()).toContainText('Startup is removed.');
    for (const expected of [
      ['Free', 'Pro', 'Business', 'Startup', 'Enterprise'],
      ['Free', 'Pro', 'Business', 'Enterprise', 'Startup'],
      ['Free', 'Pro', 'Business', 'Enterprise', 'New tier'],
      ['Free', 'Pro', 'Business', 'Enterprise'],
    ]) {
      await undo.click();
      await expect.poll(() => names(page)).toEqual(expected);
    }
    await expect(undo).toBeDisabled();
  });

  test('refuse a name that is none, and more rows than there may be, in a sentence', async ({ page }) => {
    await tiers(page);
    const name = box(page, 'n-tier.pro');
    await name.fill(' ');
    await expect(name).toHaveAttribute('aria-invalid', 'true');
    await expect(box(page, 'n-tier.pro-said')).toContainText('Give it a name');
    await openFolds(page);
    await expect(page.locator('#panel-money').getByRole('row', { name: /^Pro/ }).first()).toBeVisible();
    await name.fill('Plus');
    await expect(name).not.toHaveAttribute('aria-invalid');
    const add = page.getByRole('button', { name: 'Add a tier' });
    const said = group(page, 'tiers').locator('.table-said');
    for (let rows = 4; rows < 40 && !(await said.textContent()); rows += 1) await add.click();
    await expect(said).toContainText('There can be at most');
  });

  test('go back to the example as a whole', async ({ page }) => {
    await tiers(page);
    await page.getByRole('button', { name: 'Remove Pro' }).click();
    await card(page, 'free').locator('summary').click();
    await state(box(page, 'f-tier.free.cost'), '1');
    await page.getByRole('button', { name: 'Reset Tiers' }).click();
    await expect.poll(() => names(page)).toEqual(['Free', 'Pro', 'Business', 'Enterprise']);
    await expect(group(page, 'tiers').locator('.inputs-count')).toHaveCount(0);
  });

  test('are edited with the keyboard alone', async ({ page }) => {
    await open(page, SAAS);
    const press = (keys: string) => page.keyboard.press(keys);
    await group(page, 'tiers').locator('> summary').focus();
    await press('Enter');
    const add = page.getByRole('button', { name: 'Add a tier' });
    let tabs = 0;
    while (!(await add.evaluate((it) => it === document.activeElement))) {
      expect(tabs, 'presses of Tab to the button').toBeLessThan(10);
      await press('Tab');
      tabs += 1;
    }
    await press('Enter');
    // The name is selected: typing takes its place.
    await page.keyboard.type('Solo');
    await press('Tab');
    await page.keyboard.type('19');
    await press('Tab');
    await expect(card(page, 'new_tier').locator('summary')).toContainText('Solo');
    await expect(card(page, 'new_tier').locator('summary')).toContainText('$19');
    await page.getByRole('button', { name: 'Remove Solo' }).focus();
    await press('Enter');
    await expect(card(page, 'enterprise').locator('summary')).toBeFocused();
    await press('Control+z');
    await expect(card(page, 'new_tier').locator('summary')).toContainText('Solo');
  });

  test('have no id twice, and a label for every box', async ({ page }) => {
    await tiers(page);
    for (const id of ['growth', 'seasons', 'milestones', 'bill', 'levers']) await unfold(page, id);
    await page.locator('details.table-row').evaluateAll((all) => all.forEach((it) => it.setAttribute('open', '')));
    await expect(box(page, 'f-lever.spot.saving')).toBeAttached();
    const twice = await page.evaluate(() => {
      const ids = [...document.querySelectorAll('[id]')].map((it) => it.id);
      return ids.filter((id, at) => ids.indexOf(id) !== at);
    });
    expect(twice).toEqual([]);
    const nameless = await page
      .locator('.table-row :is(input, select)')
      .evaluateAll((all) => all.filter((it) => (it as HTMLInputElement).labels?.length !== 1 && !it.hasAttribute('aria-label')).map((it) => it.id));
    expect(nameless).toEqual([]);
  });
});

test.describe('the link', () => {
  test('gives the same figures and dates on another day', async ({ page, context }) => {
    await page.clock.setFixedTime(DAY);
    await tiers(page);
    await state(page.getByLabel('Pro, Price', { exact: true }), '120 to 150');
    await card(page, 'free').locator('summary').click();
    await page.getByRole('button', { name: 'Remove Free' }).click();
    const before = await figures(page);
    const told = await page.locator('#panel-growth .conclusion').textContent();
    expect(told).toContain('22 Nov 2027');
    const link = await copied(page);
    const other = await context.newPage();
    await other.clock.setFixedTime(new Date('2027-02-03T12:00:00'));
    await other.goto(link);
    await started(other);
    expect(await figures(other)).toEqual(before);
    expect(await other.locator('#panel-growth .conclusion').textContent()).toBe(told);
    await expect(other.locator('.notice')).toHaveCount(0);
  });

  test('in the address states no day: a reload changes nothing', async ({ page }) => {
    await page.clock.setFixedTime(DAY);
    await open(page, SAAS);
    await state(box(page, 's-growth.rate'), '12');
    await expect.poll(() => draft(page)).toMatch(/^#1/);
    await expect.poll(() => new URL(page.url()).hash).toBe(await draft(page));
    const before = await figures(page);
    await page.clock.setFixedTime(new Date('2026-12-01T12:00:00'));
    await page.reload();
    await started(page);
    expect(await figures(page)).toEqual(before);
    await expect(group(page, 'growth').locator('.inputs-count')).toHaveText('1 changed');
    await expect(page.locator('#panel-growth .conclusion')).toContainText('1 Dec 2027');
    // The reload left what can be taken back.
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(box(page, 's-growth.rate')).toHaveValue('15');
    await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
  });
});

test.describe('a history', () => {
  const PASTED = 'month,customers\n2026-01,500\n2026-02,560\n2026-03,610\nsoon,many\n2026-04,700\n2026-05,770';

  test('that is pasted gives the growth rate with its range, as one step', async ({ page }) => {
    await open(page, SAAS);
    await unfold(page, 'growth');
    await page.getByText('Fit the growth rate to your history').click();
    await box(page, 'history-rate').fill(PASTED);
    await expect(box(page, 'history-rate-said')).toContainText('5 lines were understood. They fit 11');
    await expect(page.locator('.history-misread')).toContainText('Line 5, “soon,many”');
    const use = page.getByRole('button', { name: /^Use 11/ });
    const stated = (await use.textContent())?.match(/[\d.]+/)?.[0];
    await use.click();
    const rate = box(page, 'f-growth.rate');
    await expect(rate).toHaveValue(/^\d[\d.]* to \d[\d.]*$/);
    await expect(box(page, 'f-growth.rate-said')).toContainText(new RegExp(`planned with (the middle, )?${stated} %`));
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(rate).toHaveValue('15');
    await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
    // The text is the page's own.
    await expect(box(page, 'history-rate')).toHaveValue(PASTED);
    await page.reload();
    await started(page);
    await unfold(page, 'growth');
    await expect(box(page, 'history-rate')).toHaveValue('');
  });

  test('of what a part cost gives its exponent', async ({ page }) => {
    await open(page, SAAS);
    await unfold(page, 'bill');
    await page.getByText('Fit an exponent to your history').click();
    await page.locator('.history select').selectOption('money.semi_fixed_exponent');
    await box(page, 'history-traffic_exponent').fill('100 1000\n400 2000\n1600 4000\n6400 8000');
    await page.getByRole('button', { name: /^Use 0.5/ }).click();
    await expect(box(page, 'f-money.semi_fixed_exponent')).toHaveValue(/^0\.5/);
  });
});

test.describe('the projection', () => {
  test('stands behind its chart as a table of dated months', async ({ page }) => {
    await page.clock.setFixedTime(DAY);
    await open(page, SAAS);
    const chart = page.locator('#panel-growth figure.chart');
    await chart.getByRole('button', { name: 'Show table' }).click();
    const rows = chart.locator('tbody tr');
    await expect(rows).toHaveCount(13);
    await expect(rows.first()).toContainText('Nov 2026');
    await expect(rows.nth(6)).toContainText('Nov 2027');
    // An edit keeps it open, with other numbers.
    const before = await rows.nth(6).textContent();
    await state(box(page, 's-growth.rate'), '20');
    await expect(rows.nth(6)).not.toHaveText(before ?? '');
  });

  test('is saved as CSV, a row a month', async ({ page }) => {
    await page.clock.setFixedTime(DAY);
    await open(page, SAAS);
    await openFolds(page);
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download these months' }).click();
    const file = await saving;
    expect(file.suggestedFilename()).toBe('headroom-projection.csv');
    const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split(/\r?\n/);
    expect(lines).toHaveLength(26);
    expect(lines[0]).toMatch(/^Month,Date,Customers,/);
    expect(lines[1]).toMatch(/^0,2026-11-22,500,/);
  });
});
