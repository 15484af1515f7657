// The sales call: what if we double, which is cheaper and why, what must it be.

import type { Page } from '@playwright/test';
import { axe, expect, open, settled, test } from './fixtures.ts';
import { box, copyLink, embed, openFolds, state } from './plan.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

const side = (page: Page) => page.locator('#panel-compared');
const why = (page: Page) => page.locator('#panel-differences');
const row = (page: Page, label: string) => side(page).locator('tr', { has: page.locator('th', { hasText: label }) });
const compare = (page: Page) => page.locator('.compare-button').click();

test('one is kept as A, and the next is edited beside it', async ({ page }) => {
  await open(page, '#?preset=saas-1');
  await compare(page);
  await expect(side(page)).toBeVisible();
  await expect(row(page, 'Bill a month, now').locator('td')).toHaveCount(3);
  await expect(row(page, 'Bill a month, now').locator('td').nth(2)).toHaveText('no change');
  await state(box(page, 's-demand.customers'), '1,000');
  await expect(row(page, 'Bill a month, now').locator('td').nth(2)).toHaveText(/^\+\$[\d,]+$/);
  await expect(side(page).locator('.conclusion')).toHaveText(/^In a year B costs \$[\d,]+ a month more than A\.$/);
  // What a reader finds who takes one from the other.
  const cells = await row(page, 'Bill a month, now').locator('td').allTextContents();
  const [a, b, apart] = cells.map((text) => Number(/\$([\d,]+)/.exec(text)?.[1]?.replaceAll(',', '')));
  expect(b! - a!).toBe(apart);
  await expect(why(page).locator('table').first()).toContainText('Customers');
  await side(page).getByLabel('Name of A').fill('As it is');
  await side(page).getByLabel('Name of B').fill('Doubled');
  await expect(side(page).locator('thead')).toContainText('A: As it is');
  await expect(side(page).locator('thead')).toContainText('B: Doubled');
  // A is turned to, and B stays as it was.
  await side(page).getByTitle('Edit this one').click();
  await expect(box(page, 's-demand.customers')).toHaveValue('500');
  await expect(row(page, 'Bill a month, now').locator('td').nth(2)).toHaveText(/^\+\$/);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(box(page, 's-demand.customers')).toHaveValue('1,000');
  await settled(page);
  await openFolds(page);
  await settled(page);
  await page.evaluate(() => scrollTo(0, 0));
  await axe(page);
});

test('what if we double, asked of what moves the answers', async ({ page }) => {
  await open(page, '#?preset=chat-1');
  await page.locator('.moves').getByRole('button', { name: 'Double it' }).first().click();
  await expect(side(page).getByLabel('Name of B')).toHaveValue(/^Double: /);
  await expect(row(page, 'Bill a month').locator('td').nth(2)).toHaveText(/^\+\$/);
  await page.getByRole('button', { name: 'Stop comparing' }).click();
  await expect(side(page)).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(side(page)).toBeVisible();
});

test('two links are compared, and one link carries both to whoever opens it', async ({ page, browser, baseURL }) => {
  await open(page, '#?preset=saas-1');
  await compare(page);
  await side(page).getByLabel('A link to compare with').fill(`${baseURL}#?preset=saas-1&customers=1000&growth=12%&name=Offer`);
  await expect(side(page).getByLabel('Name of B')).toHaveValue('Offer');
  await side(page).getByLabel('A link to compare with').fill('#?preset=gpu-1');
  await expect(side(page).getByLabel('Name of C')).toBeVisible();
  await expect(side(page).getByLabel('A link to compare with')).toBeHidden();
  const seen = await row(page, 'Bill a month, now').locator('td').allTextContents();
  await copyLink(page);
  await expect(page.getByRole('button', { name: 'Link copied' })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain('#2');
  expect(link.slice(link.indexOf('#')).length).toBeLessThan(1200);
  const context = await browser.newContext({ baseURL });
  const other = await context.newPage();
  await other.goto(link);
  await expect(side(other)).toBeVisible();
  await expect.poll(() => row(other, 'Bill a month, now').locator('td').allTextContents()).toEqual(seen);
  await expect(other.locator('.notice')).toHaveCount(0);
  await context.close();
  // A link that is none says so, and changes nothing.
  await side(page).getByLabel('Take C away').click();
  await side(page).getByLabel('A link to compare with').fill('#1nonsense');
  await expect(side(page).getByRole('status')).toContainText('link');
  await expect(side(page).getByLabel('Name of C')).toHaveCount(0);
});

test('a reload keeps what is compared, and its steps', async ({ page }) => {
  await open(page, '#?preset=chat-1');
  await compare(page);
  await expect(page).toHaveURL(/#2/);
  const before = page.url();
  await state(box(page, 's-demand.concurrent_users'), '2,000');
  await expect.poll(() => page.url()).not.toBe(before);
  await page.reload();
  await expect(side(page)).toBeVisible();
  await expect(box(page, 's-demand.concurrent_users')).toHaveValue('2,000');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(box(page, 's-demand.concurrent_users')).toHaveValue('1,000');
});

test('what must the price of Pro be for a margin of 75 %, and how many users for $10,000', async ({ page }) => {
  await open(page, '#?preset=saas-1&customers=2000');
  await page.evaluate(() => document.querySelector('[data-figure="money.tier.pro.margin"]')?.scrollIntoView());
  await page.locator('[data-figure="money.tier.pro.margin"]').first().click();
  const panel = page.locator('aside.explain');
  await panel.getByLabel('by changing').selectOption({ label: 'Pro, Price' });
  await panel.getByLabel('Make this').fill('75 %');
  await panel.getByRole('button', { name: 'Find' }).click();
  await expect(panel.locator('.solve-said')).toContainText('is 75 % with Pro, Price at $60');
  await panel.getByRole('button', { name: /^Put in \$60/ }).click();
  await expect(page.locator('[data-figure="money.tier.pro.margin"]').first()).toHaveAttribute('data-value', /^0\.7(5|49999)/);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();

  await open(page, '#?preset=chat-1');
  await page.locator('.answers [data-figure="web.bill"]').first().click();
  await panel.getByLabel('Make this').fill('$10,000');
  await panel.getByRole('button', { name: 'Find' }).click();
  await expect(panel.locator('.solve-said')).toContainText('is never $10,000 a month: with');
  await panel.getByRole('button', { name: /^Put in/ }).first().click();
  const bill = Number(await page.locator('[data-figure="web.bill"]').first().getAttribute('data-value'));
  expect(bill).toBeLessThanOrEqual(10_000);
  expect(bill).toBeGreaterThan(8_000);
});

test('what does not depend on an input says so, and a text that is none asks', async ({ page }) => {
  await open(page, '#?preset=chat-1');
  await page.locator('.answers [data-figure="web.bill"]').first().click();
  const panel = page.locator('aside.explain');
  await panel.getByLabel('Make this').fill('plenty');
  await panel.getByRole('button', { name: 'Find' }).click();
  await expect(panel.locator('.solve-said')).toContainText('such as');
  await panel.getByLabel('Make this').fill('1');
  await panel.getByRole('button', { name: 'Find' }).click();
  await expect(panel.locator('.solve-said')).toContainText('It comes nearest');
  await axe(page);
});

for (const width of [390, 1024]) {
  test(`a comparison stays within ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await open(page, '#?preset=saas-1');
    if (width > 1000) await compare(page);
    else {
      await page.locator('.bar summary', { hasText: 'Share' }).click();
      await page.getByRole('button', { name: 'Compare with a copy' }).click();
    }
    await expect(side(page)).toBeVisible();
    await page.getByRole('button', { name: 'Large' }).click();
    await settled(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(width);
    await expect(page.locator('html')).toHaveClass(/presented/);
    await page.getByRole('button', { name: 'Stop comparing' }).click();
    await expect(page.locator('html')).not.toHaveClass(/presented/);
    await page.getByRole('button', { name: /^Undo/ }).click();
    await expect(side(page)).toBeVisible();
    await page.evaluate(() => scrollTo(0, 0));
    await axe(page);
  });
}

test('this browser keeps scenarios, and all of them go into one file and come back', async ({ page }) => {
  await open(page, '#?preset=chat-1&concurrent_users=1500&name=Spring');
  await settled(page);
  const opener = page.getByRole('button', { name: 'Scenarios that this browser keeps' });
  await opener.scrollIntoViewIfNeeded();
  await opener.click();
  const shelf = page.locator('#fold-kept');
  await shelf.getByRole('button', { name: 'Keep this one' }).click();
  await expect(shelf.locator('li')).toHaveCount(1);
  await expect(shelf.locator('li')).toContainText('Spring');
  // Once only.
  await shelf.getByRole('button', { name: 'Keep this one' }).click();
  await expect(shelf.locator('li')).toHaveCount(1);
  await state(box(page, 's-demand.concurrent_users'), '2,000');
  await shelf.getByRole('button', { name: 'Keep this one' }).click();
  await expect(shelf.locator('li')).toHaveCount(2);
  const saving = page.waitForEvent('download');
  await shelf.getByRole('button', { name: 'Export' }).click();
  const file = await (await saving).path();
  await shelf.getByRole('button', { name: 'Take away Spring' }).first().click();
  await expect(shelf.locator('li')).toHaveCount(1);
  await shelf.getByRole('button', { name: 'Spring', exact: true }).click();
  await expect(box(page, 's-demand.concurrent_users')).toHaveValue('1,500');
  // It is what the last step led from, so it is that step taken back.
  await page.getByRole('button', { name: 'Redo', exact: true }).click();
  await expect(box(page, 's-demand.concurrent_users')).toHaveValue('2,000');
  await page.locator('#kept-choice').setInputFiles(file);
  await expect(shelf.locator('.kept-said')).toHaveText('One scenario was added.');
  await expect(shelf.locator('li')).toHaveCount(2);
  await page.locator('#kept-choice').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{"a": 1}') });
  await expect(shelf.locator('.kept-said')).toContainText('not a file of kept scenarios');
  await page.reload();
  await settled(page);
  await expect(page.locator('#fold-kept li')).toHaveCount(2);
});

test('within another page, sandboxed, the inputs that the link names move the answers', async ({ page, baseURL }) => {
  const frame = await embed(page, `${baseURL}?embed#?preset=chat-1&concurrent_users=1500&web.backend_buffer=30%`);
  await expect(frame.locator('.embed-inputs li')).toHaveCount(2);
  const bill = frame.locator('.answers [data-figure="web.bill"]').first();
  const before = Number(await bill.getAttribute('data-value'));
  await frame.locator('.embed-inputs input').first().fill('3,000');
  await expect.poll(async () => Number(await bill.getAttribute('data-value'))).toBeGreaterThan(before);
  await expect(frame.locator('.bar')).toBeHidden();
  await expect(frame.locator('.moves')).toBeHidden();
});
