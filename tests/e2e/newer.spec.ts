// What does a link say that a later version made, or that stands at days without a start?
// Nothing of it may be lost in an edit, and both ends see the same figures.

import { readFileSync } from 'node:fs';
import { type Page } from '@playwright/test';
import { axe, expect, open, started, test } from './fixtures.ts';
import { box, copyLink, draft, DRAFT, expectFigures, explain, figures, kept, startOver, state, unfold, users } from './plan.ts';

/** States an input and a choice that no version has yet; the library's tests make it anew. */
const NEWER = readFileSync(new URL('./newer.txt', import.meta.url), 'utf8').trim();

const fragment = (page: Page): string => new URL(page.url()).hash;
const edit = (page: Page) => page.getByRole('button', { name: 'Edit what was read' });
const untouched = (page: Page) => page.getByRole('button', { name: 'Copy the untouched link' });

test.describe('a link that a newer version made', () => {
  test('is shown as far as it was read, and nothing is edited until the visitor says so', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await open(page);
    await state(users(page), '1500');
    const mine = await kept(page);
    await page.goto(`./?other${NEWER}`);
    await started(page);
    await expectFigures(page, { 'demand.concurrent_users': 2500 });
    const notice = page.locator('.notice').first();
    await expect(notice).toContainText('newer version (engine 9.0.0)');
    await expect(notice.locator('li')).toHaveText([/^web\.abacus=0\.75: .*input/, /^web\.node_type=abacus: .*choice/]);
    await axe(page);
    // The figures can be opened, and nothing can be changed from there either.
    await explain(page, 'demand.concurrent_users');
    await expect(page.locator('aside.explain')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.locator('.inputs-column')).toHaveAttribute('inert', '');
    await users(page).evaluate((field) => {
      (field as HTMLInputElement).value = '7';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await expectFigures(page, { 'demand.concurrent_users': 2500 });
    expect(fragment(page)).toBe(NEWER);
    expect(await draft(page)).toBe(mine);
    await page.locator('.compare-button').click();
    await expect(page.locator('#panel-compared')).toHaveCount(0);
    await expect(edit(page)).toBeVisible();
    await untouched(page).click();
    await expect(notice).toContainText('on the clipboard');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());

    await edit(page).click();
    await expect(edit(page)).toBeHidden();
    await expect(page.locator('.inputs-column')).not.toHaveAttribute('inert');
    await state(users(page), '3000');
    await expectFigures(page, { 'demand.concurrent_users': 3000 });
    await kept(page);
    // The link is one step back, as it came.
    await page.goBack();
    await expect.poll(() => fragment(page)).toBe(NEWER);
    await expectFigures(page, { 'demand.concurrent_users': 2500 });
    await expect(edit(page)).toBeVisible();
  });

  test('gives way to an example, a step that leads back to it', async ({ page }) => {
    await open(page, NEWER);
    await startOver(page);
    await expectFigures(page, { 'demand.concurrent_users': 1000 });
    await expect(edit(page)).toBeHidden();
    await state(users(page), '3000');
    await kept(page);
    await page.goBack();
    await expect.poll(() => fragment(page)).toBe(NEWER);
    await expect(edit(page)).toBeVisible();
  });

  test('and that is pasted into a tab can be left by undo', async ({ page }) => {
    await open(page);
    await state(users(page), '1500');
    const mine = await kept(page);
    await page.evaluate((hash) => (location.hash = hash), NEWER);
    await expect(edit(page)).toBeVisible();
    expect(await draft(page)).toBe(mine);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expectFigures(page, { 'demand.concurrent_users': 1500 });
    await expect(edit(page)).toBeHidden();
    await page.goBack();
    await expect.poll(() => fragment(page)).toBe(NEWER);
  });

  test('and is the draft is not written over unasked', async ({ page }) => {
    await open(page);
    await page.evaluate(([key, link]) => localStorage.setItem(key, link), [DRAFT, NEWER] as const);
    await page.goto('./?draft');
    await started(page);
    await expectFigures(page, { 'demand.concurrent_users': 2500 });
    await expect(edit(page)).toBeVisible();
    await expect(page.locator('.inputs-column')).toHaveAttribute('inert', '');
    expect(await draft(page)).toBe(NEWER);
  });

  test('in a form that this version cannot read at all stays a step back, and can be copied', async ({ page }) => {
    await open(page, '#3abcdefgh');
    await expect(page.locator('.notice')).toContainText('newer version');
    await expect(untouched(page)).toBeVisible();
    await expect(edit(page)).toBeHidden();
    await state(users(page), '1500');
    await kept(page);
    await page.goBack();
    await expect.poll(() => fragment(page)).toBe('#3abcdefgh');
  });
});

test('a written link with words that are not understood stays a step back from the first edit', async ({ page }) => {
  const written = '#?concurrent_users=1500&flavour=vanilla';
  await open(page, written);
  await state(users(page), '2000');
  await kept(page);
  await page.goBack();
  await expect.poll(() => fragment(page)).toBe(written);
  await expectFigures(page, { 'demand.concurrent_users': 1500 });
});

test.describe('a link that is copied', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  for (const [what, query] of [
    ['seasons and no start', 'growth.december=1.5'],
    ['an event and no start', 'event=sale&event.sale.multiplier=3&event.sale.date=2027-02-01&event.sale.hours=72'],
    ['neither', 'customers=800'],
  ] as const) {
    test(`from a plan with ${what} shows the recipient the figures of the sender`, async ({ page, browser, baseURL }) => {
      await open(page, `#?preset=saas-1&${query}`);
      const seen = await figures(page);
      await copyLink(page);
      await expect(page.getByRole('button', { name: 'Link copied' })).toBeVisible();
      const link = await page.evaluate(() => navigator.clipboard.readText());
      const context = await browser.newContext({ baseURL });
      const other = await context.newPage();
      await other.goto(link);
      await started(other);
      expect(await figures(other)).toEqual(seen);
      await expect(other.locator('.notice')).toHaveCount(0);
      await context.close();
      const says = page.getByText('It does not say when the plan starts');
      await expect(says).toHaveCount(what === 'neither' ? 0 : 1);
    });
  }

  test('from a plan that was given a season on the page has the start that it got with it', async ({ page }) => {
    await open(page, '#?preset=saas-1');
    await unfold(page);
    await expect(box(page, 'f-growth.start')).toHaveValue('');
    await state(box(page, 'f-growth.december'), '1.5');
    await expect(box(page, 'f-growth.start')).not.toHaveValue('');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(box(page, 'f-growth.start')).toHaveValue('');
    await page.getByRole('button', { name: 'Redo' }).click();
    await copyLink(page);
    await expect(page.getByRole('button', { name: 'Link copied' })).toBeVisible();
    await expect(page.getByText('It does not say when the plan starts')).toHaveCount(0);
    // A start that is taken away stays away.
    await state(box(page, 'f-growth.start'), '');
    await state(box(page, 's-demand.customers'), '900');
    await expect(box(page, 'f-growth.start')).toHaveValue('');
  });
});
