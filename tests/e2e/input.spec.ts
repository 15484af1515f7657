// What becomes of a text that is typed or pasted into a number field: the number
// it means, or the last good plan and a sentence that helps, never another number?

import { type Locator, type Page } from '@playwright/test';
import { expect, open, test } from './fixtures.ts';
import { box, expectFigures, figures, kept, STALE, state, unfold, users } from './plan.ts';

const CONCURRENT = 'f-demand.concurrent_users';
const SHARE = 'f-web.node_cpu_share';
const LOAD = 'f-demand.requests_per_user_minute';
const DIGITS = '7'.repeat(1000);

/** What is said under a box. */
const said = (page: Page, id: string): Locator => box(page, `${id}-said`);

/** Pastes a text in place of what a box holds, as the keyboard does. */
async function paste(page: Page, field: Locator, text: string): Promise<void> {
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await field.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+v');
}

test.describe('a text that means a number', () => {
  for (const [id, text, figure, value] of [
    [CONCURRENT, '12 500', 'demand.concurrent_users', 12500],
    [CONCURRENT, '1.5M', 'demand.concurrent_users', 1500000],
    [CONCURRENT, '1,500', 'demand.concurrent_users', 1500],
    [CONCURRENT, '1,000,000', 'demand.concurrent_users', 1000000],
    [CONCURRENT, '10k', 'demand.concurrent_users', 10000],
    [CONCURRENT, '2,500 users', 'demand.concurrent_users', 2500],
    // 1,000 users at 1.5 a minute, at 0.06 and at 0.05.
    [LOAD, '1.50', 'demand.peak_rate', 25],
    [LOAD, '0.06', 'demand.peak_rate', 1],
    [LOAD, '0.05', 'demand.peak_rate', 50 / 60],
    // Of two cores that a node has.
    [SHARE, '50%', 'web.node_cpu_offered', 1],
    [SHARE, '62.50', 'web.node_cpu_offered', 1.25],
  ] as const) {
    test(`${text} in ${id} is that number, and stays as typed until the box is left`, async ({ page }) => {
      await open(page);
      await unfold(page);
      const field = box(page, id);
      await field.click();
      await field.press('Control+a');
      await field.pressSequentially(text);
      await expect(field).toHaveValue(text);
      await expectFigures(page, { [figure]: value });
      await field.blur();
      await expectFigures(page, { [figure]: value });
      await expect(field).not.toHaveAttribute('aria-invalid');
      await expect(page.locator(STALE)).toHaveCount(0);
    });
  }

  test('is said again where it was not plain', async ({ page }) => {
    await open(page);
    await box(page, CONCURRENT).fill('1.5M');
    await expect(said(page, CONCURRENT)).toContainText('1,500,000');
  });

  test('may be a range: its middle is planned, its ends are kept', async ({ page }) => {
    await open(page);
    await state(users(page), '1000-3000');
    await expectFigures(page, { 'demand.concurrent_users': Math.sqrt(1000) * Math.sqrt(3000) });
    const link = await kept(page);
    await page.goto(`./?again${link}`);
    await expect(users(page)).toHaveValue(/1,000.*3,000/);
  });
});

test.describe('a text that means no number that can be planned', () => {
  for (const text of ['1e400', 'inf', '-3', '0', 'NaN', 'many', '1..', '99999999999999999999']) {
    test(`${text} keeps the last good plan, and says what helps`, async ({ page }) => {
      await open(page);
      await state(users(page), '1500');
      const good = await figures(page);
      const field = box(page, CONCURRENT);
      await field.fill(text);
      await expect(page.locator(STALE)).toHaveCount(2);
      await expect(page.locator('.attention')).toContainText('1 field needs attention');
      expect(await figures(page)).toEqual(good);
      await expect(said(page, CONCURRENT)).toBeEmpty();
      await field.blur();
      await expect(field).toHaveValue(text);
      await expect(field).toHaveAttribute('aria-invalid', 'true');
      await expect(said(page, CONCURRENT)).toHaveText(/\w+ \w+.*\.$/);
      await expect(said(page, CONCURRENT)).not.toHaveText(/invalid|oops|error/i);
      expect(await figures(page)).toEqual(good);

      await page.locator('.attention').getByRole('button', { name: 'Concurrent users' }).click();
      await expect(field).toBeFocused();
      await field.fill('8000');
      await expect(said(page, CONCURRENT)).not.toHaveText(/\w+ \w+.*\.$/);
      await expect(field).not.toHaveAttribute('aria-invalid');
      await expect(page.locator(STALE)).toHaveCount(0);
      await expect(page.locator('.attention')).toHaveCount(0);
      await expectFigures(page, { 'web.backend_pods_min': 104 });
    });
  }

  test('nothing at all keeps the last good plan, too', async ({ page }) => {
    await open(page);
    const good = await figures(page);
    await box(page, LOAD.replace('f-', 's-')).fill('');
    await expect(page.locator(STALE)).toHaveCount(2);
    await box(page, LOAD.replace('f-', 's-')).blur();
    await expect(said(page, LOAD.replace('f-', 's-'))).toHaveText(/\w+ \w+.*\.$/);
    expect(await figures(page)).toEqual(good);
  });

  test('a paste of a thousand digits is told at once', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await open(page);
    const good = await figures(page);
    const field = box(page, CONCURRENT);
    await paste(page, field, DIGITS);
    await expect(field).toHaveValue(DIGITS);
    await expect(said(page, CONCURRENT)).toHaveText(/\w+ \w+.*\.$/);
    await expect(page.locator(STALE)).toHaveCount(2);
    expect(await figures(page)).toEqual(good);
    await page.getByRole('button', { name: 'Reset all' }).click();
    await expect(field).toHaveValue('1,000');
    await expect(page.locator(STALE)).toHaveCount(0);
  });

  test('the leading rung left empty', async ({ page }) => {
    await open(page);
    const good = await figures(page);
    await box(page, CONCURRENT).fill('');
    await box(page, CONCURRENT).blur();
    await expect(page.locator(STALE)).toHaveCount(2);
    expect(await figures(page)).toEqual(good);
  });

  test('two fields are counted, and Escape gives back the last good number', async ({ page }) => {
    await open(page);
    await state(users(page), 'a');
    await state(box(page, 'f-demand.peak_rate'), 'b');
    await expect(page.locator('.attention')).toContainText('2 fields need attention');
    await users(page).press('Escape');
    await expect(users(page)).toHaveValue('1,000');
    await expect(page.locator('.attention')).toContainText('1 field needs attention');
  });
});

test.describe('a comma', () => {
  test('that may be a decimal point is never taken for another number in silence', async ({ page }) => {
    await open(page);
    await unfold(page);
    for (const id of [CONCURRENT, LOAD, SHARE]) {
      const good = await figures(page);
      await state(box(page, id), '1,5');
      await expect(box(page, id)).toHaveValue('1,5');
      await expect(said(page, id)).toHaveText(/\w+ \w+.*\.$/);
      expect(await figures(page)).toEqual(good);
      await box(page, id).press('Escape');
    }
  });
});
