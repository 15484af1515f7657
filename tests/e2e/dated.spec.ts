// What will be stated later, and what is not used now: can a change be found, dated and followed
// month by month, does a link carry it, and does the form say what changes nothing?

import type { Page } from '@playwright/test';
import { expect, open, settled, test } from './fixtures.ts';
import { box, figure, state, unfold } from './plan.ts';

const DAY = new Date('2026-11-28T12:00:00');
const table = (page: Page) => page.locator('.table-editor', { hasText: 'Dated changes' });
const picker = (page: Page) => page.getByRole('combobox', { name: 'Input' });
/** What the search lists. */
const found = (page: Page) => page.getByRole('listbox', { name: 'Inputs' }).getByRole('option');
const value = async (page: Page, id: string) => Number(await figure(page, id).first().getAttribute('data-value'));

test.describe('dated changes', () => {
  test('an input is searched, and its change is planned from its day on', async ({ page }) => {
    await page.clock.setFixedTime(DAY);
    await open(page, '#?preset=saas-1');
    await unfold(page);
    const before = await value(page, 'growth.customers.12');
    await table(page).getByRole('button', { name: 'Add a dated change' }).click();
    await picker(page).fill('growth rate');
    await expect(found(page).first()).toBeVisible();
    await expect(found(page).first()).toContainText('15 %');
    await picker(page).press('Enter');
    await expect(picker(page)).toHaveValue('Growth rate');
    // The row is called after it, and begins with what the input holds now.
    await expect(table(page).locator('summary').first()).toContainText('Growth rate');
    const becomes = table(page).locator('input[id$=".to"]');
    await expect(becomes).toHaveValue('15');
    await state(table(page).locator('input[id$=".date"]'), '2027-05-28');
    // A day needs a start, which is today.
    await expect(box(page, 'f-growth.start')).toHaveValue('28 Nov 2026');
    await settled(page);
    expect(await value(page, 'growth.customers.12')).toBe(before);
    await state(becomes, '5');
    await settled(page);
    // 500 * 1.15^6 * 1.05^6
    expect(await value(page, 'growth.customers.12')).toBeCloseTo(500 * 1.15 ** 6 * 1.05 ** 6, 6);
    await expect(page.locator('#panel-growth')).toContainText('What changes when');
    await expect(page.locator('#panel-growth')).toContainText('28 May 2027');
    // The figure is explained with what is stated then.
    await figure(page, 'growth.customers.12').first().click();
    const panel = page.locator('.explain');
    await expect(panel).toContainText('As stated from 28 May 2027 on: Growth rate 5 %');
    await panel.getByRole('button', { name: 'Growth factor of a month' }).click();
    await expect(panel.locator('.explain-value')).toContainText('1.05');
    await panel.getByRole('button', { name: 'Growth rate' }).or(panel.getByRole('button', { name: 'Growth in this case' })).first().click();
    await panel.getByRole('button', { name: 'Close' }).click();
    // Undo takes the last number back.
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(becomes).toHaveValue('15');
  });

  test('a choice becomes another, by arrow keys and a click', async ({ page }) => {
    await page.clock.setFixedTime(DAY);
    await open(page, '#?preset=chat-1&growth=10%&growth.start=2026-11-28');
    await unfold(page);
    await table(page).getByRole('button', { name: 'Add a dated change' }).click();
    await picker(page).fill('no such input');
    await expect(table(page)).toContainText('No input is called so');
    await picker(page).press('Escape');
    await expect(picker(page)).toHaveValue('');
    await picker(page).fill('node');
    await picker(page).press('ArrowDown');
    await picker(page).press('ArrowUp');
    await found(page).filter({ hasText: 'Node type' }).first().click();
    const becomes = table(page).locator('select[id$=".to"]');
    await becomes.selectOption('m5.2xlarge');
    await state(table(page).locator('input[id$=".date"]'), '2027-03-01');
    await settled(page);
    await expect(page.locator('#panel-growth')).toContainText('m5.2xlarge');
    // What it may hold follows the input.
    await picker(page).fill('backend buffer');
    await picker(page).press('Enter');
    await expect(table(page).locator('input[id$=".to"]')).toBeVisible();
  });

  test('a link carries it, of an input whose part of the program has not arrived', async ({ page }) => {
    await page.clock.setFixedTime(DAY);
    const change = 'dated=a&dated.a.input=inference.workload&dated.a.to=on&dated.a.date=2027-05-28';
    await open(page, `#?preset=saas-1&growth.start=2026-11-28&pool.gpu_nodes.sized_by=measured&${change}`);
    await expect(page.locator('#panel-growth')).toContainText('What changes when');
    // Two weeks before the first GPUs are needed.
    const gpus = page.locator('#panel-resources table', { hasText: 'By when to order more' }).locator('tr', { hasText: /^GPUs/ });
    await expect(gpus).toContainText('14 May 2027');
    // None at first, seventeen in a year; the bill pays for them from then on.
    await expect(figure(page, 'resource.gpus.needed.3')).toHaveAttribute('data-value', '0');
    await expect(figure(page, 'resource.gpus.needed.12')).toHaveAttribute('data-value', '17');
    expect(await value(page, 'bill.total.12')).toBeGreaterThan(100_000);
  });
});

test.describe('what is not used', () => {
  test('an input that changes nothing says why, and counts once it does', async ({ page }) => {
    await open(page, '#?preset=chat-1');
    await unfold(page);
    const row = page.locator('.inputs-row', { has: box(page, 'f-growth.ceiling') });
    await expect(row).toHaveClass(/inputs-row-unused/);
    await expect(row).toContainText('not used');
    await expect(row).toBeHidden();
    await state(box(page, 'f-growth.rate'), '10');
    await expect(row).toContainText('Only logistic growth goes to a ceiling.');
    await box(page, 'f-growth.shape').selectOption('logistic');
    await expect(row).not.toHaveClass(/inputs-row-unused/);
  });

  test('a link that states it is told so', async ({ page }) => {
    await open(page, '#?preset=chat-1&growth=10%&growth.ceiling=9000');
    await expect(page.locator('body')).toContainText('growth.ceiling=9000: Only logistic growth goes to a ceiling.');
  });
});
