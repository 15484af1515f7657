// Is what is typed into checklists kept as the draft is: through undo, a file, another tab,
// full storage, a reload, and a program that fails?

import { writeFile } from 'node:fs/promises';
import { type Page } from '@playwright/test';
import { axe, expect, open, started, stopClock, test } from './fixtures.ts';
import { box, choose, expectFigures, kept, state } from './plan.ts';

const SAAS = '#?preset=saas-1';
const NOTES = 'headroom.checklists';
const REVIEWER = 'b-weekly.reviewer';
const USERS = 'b-weekly.monthly_users';

const unfold = (page: Page): Promise<void> => page.locator('#checklist-weekly summary').click();
const undo = (page: Page): Promise<void> => page.getByRole('button', { name: 'Undo' }).click();
const redo = (page: Page): Promise<void> => page.getByRole('button', { name: 'Redo' }).click();
const stored = (page: Page): Promise<string> => page.evaluate((key) => localStorage.getItem(key) ?? '', NOTES);

/** Opens the weekly checklist of the example. */
async function weekly(page: Page, address = SAAS): Promise<void> {
  await open(page, address);
  await unfold(page);
}

/** A file with 800 customers and one blank filled in. */
async function file(page: Page, path: string): Promise<void> {
  const text = await page.evaluate(async () => {
    const saved = new Promise<string>((resolve) => {
      const make = URL.createObjectURL.bind(URL);
      URL.createObjectURL = (blob) => {
        void (blob as Blob).text().then(resolve);
        return make(blob);
      };
    });
    const press = [...document.querySelectorAll<HTMLButtonElement>('#panel-report button')];
    press.find((button) => button.textContent === 'JSON')?.click();
    return saved;
  });
  const held = JSON.parse(text);
  held.scenario.inputs['demand.customers'] = 800;
  held.checklists = { 'weekly.reviewer': 'Grace' };
  await writeFile(path, JSON.stringify(held));
}

test.describe('what is typed into a checklist', () => {
  test('is taken back and forward a blank at a time, like any edit', async ({ page }) => {
    await weekly(page);
    await state(box(page, REVIEWER), 'Ada');
    await state(box(page, REVIEWER), 'Ada L');
    await box(page, 'c-weekly.customers').check();
    await state(box(page, 's-demand.customers'), '800');
    await undo(page);
    await expectFigures(page, { 'growth.customers.0': 500 });
    await expect(box(page, REVIEWER)).toHaveValue('Ada L');
    await undo(page);
    await expect(box(page, 'c-weekly.customers')).not.toBeChecked();
    await undo(page);
    await expect(box(page, REVIEWER)).toHaveValue('Ada');
    await undo(page);
    await expect(box(page, REVIEWER)).toHaveValue('');
    for (let step = 0; step < 4; step += 1) await redo(page);
    await expect(box(page, REVIEWER)).toHaveValue('Ada L');
    await expect(box(page, 'c-weekly.customers')).toBeChecked();
    await expectFigures(page, { 'growth.customers.0': 800 });
    await page.reload();
    await started(page);
    await unfold(page);
    await expect(box(page, REVIEWER)).toHaveValue('Ada L');
  });

  test('is there again when a file was opened and undo is pressed, and after a reload', async ({ page }, info) => {
    await weekly(page);
    await state(box(page, REVIEWER), 'Ada');
    await state(box(page, USERS), '1,234');
    const path = info.outputPath('scenario.json');
    await file(page, path);
    await page.locator('#file-choice').setInputFiles(path);
    await expect(page.locator('#file-said')).toContainText('Undo brings back');
    await expect(box(page, REVIEWER)).toHaveValue('Grace');
    await expect(box(page, USERS)).toHaveValue('');
    await undo(page);
    await expectFigures(page, { 'growth.customers.0': 500 });
    await expect(box(page, REVIEWER)).toHaveValue('Ada');
    await expect(box(page, USERS)).toHaveValue('1,234');
    await page.reload();
    await started(page);
    await unfold(page);
    await expect(box(page, REVIEWER)).toHaveValue('Ada');
    await expect(box(page, USERS)).toHaveValue('1,234');
  });

  test('is there again when the page was reloaded between the file and undo', async ({ page }, info) => {
    await weekly(page);
    await state(box(page, 's-demand.customers'), '700');
    await state(box(page, REVIEWER), 'Ada');
    const path = info.outputPath('scenario.json');
    await file(page, path);
    await page.locator('#file-choice').setInputFiles(path);
    await expectFigures(page, { 'growth.customers.0': 800 });
    await page.reload();
    await started(page);
    await unfold(page);
    await expect(box(page, REVIEWER)).toHaveValue('Grace');
    await undo(page);
    await expectFigures(page, { 'growth.customers.0': 700 });
    await expect(box(page, REVIEWER)).toHaveValue('Ada');
    await undo(page);
    await expect(box(page, REVIEWER)).toHaveValue('');
    await undo(page);
    await expectFigures(page, { 'growth.customers.0': 500 });
    await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
    await page.reload();
    await started(page);
    for (let step = 0; step < 3; step += 1) await redo(page);
    await expectFigures(page, { 'growth.customers.0': 800 });
    await unfold(page);
    await expect(box(page, REVIEWER)).toHaveValue('Grace');
    // Another scenario has no steps of this one.
    await page.goto('./?other#?preset=saas-1&customers=900');
    await started(page);
    await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
  });

  test("is there again after the browser's own Back from a file, and the file's after Forward", async ({ page }, info) => {
    await weekly(page);
    await state(box(page, REVIEWER), 'Ada');
    const path = info.outputPath('scenario.json');
    await file(page, path);
    await page.locator('#file-choice').setInputFiles(path);
    await expectFigures(page, { 'growth.customers.0': 800 });
    await page.goBack();
    await expectFigures(page, { 'growth.customers.0': 500 });
    await expect(box(page, REVIEWER)).toHaveValue('Ada');
    await page.goForward();
    await expectFigures(page, { 'growth.customers.0': 800 });
    await expect(box(page, REVIEWER)).toHaveValue('Grace');
  });

  test('stays when another example is chosen', async ({ page }) => {
    await weekly(page);
    await state(box(page, REVIEWER), 'Ada');
    await choose(page, 'LLM chat');
    await expectFigures(page, { 'demand.concurrent_users': 1000 });
    await undo(page);
    await expect(box(page, REVIEWER)).toHaveValue('Ada');
    expect(await stored(page)).toContain('Ada');
  });

  test('is cleared by a press, and undo brings it back', async ({ page }) => {
    await weekly(page);
    await state(box(page, REVIEWER), 'Ada');
    await state(box(page, USERS), '1,234');
    await page.getByRole('button', { name: 'Clear what I typed' }).click();
    await expect(box(page, REVIEWER)).toHaveValue('');
    await expect(page.locator('#panel-checklists')).toContainText('Undo brings it back');
    await undo(page);
    await expect(box(page, REVIEWER)).toHaveValue('Ada');
    await expect(box(page, USERS)).toHaveValue('1,234');
    await expect(page.locator('#panel-checklists')).not.toContainText('Undo brings it back');
  });

  test('in two tabs comes together: of each blank what was typed last', async ({ page, context }) => {
    await weekly(page);
    const other = await context.newPage();
    await weekly(other);
    await state(box(page, REVIEWER), 'Ada');
    await state(box(other, USERS), '1,234');
    await expect(box(page, USERS)).toHaveValue('1,234');
    await expect(box(other, REVIEWER)).toHaveValue('Ada');
    await state(box(other, REVIEWER), 'Grace');
    await expect(box(page, REVIEWER)).toHaveValue('Grace');
    // Undo here takes back what was done here, and nothing of the other tab.
    await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
    for (const tab of [page, other]) {
      await tab.reload();
      await started(tab);
      await unfold(tab);
      await expect(box(tab, REVIEWER)).toHaveValue('Grace');
      await expect(box(tab, USERS)).toHaveValue('1,234');
    }
  });

  test('in a tab that hears of nothing is put beside what the other has kept', async ({ page, context }) => {
    await page.addInitScript(() => addEventListener('storage', (event) => event.stopImmediatePropagation(), true));
    await weekly(page);
    const other = await context.newPage();
    await weekly(other);
    await state(box(other, USERS), '1,234');
    await state(box(page, REVIEWER), 'Ada');
    const words = JSON.parse(await stored(page));
    expect(words['weekly.reviewer'][0]).toBe('Ada');
    expect(words['weekly.monthly_users'][0]).toBe('1,234');
  });

  test('that cannot be kept is told', async ({ page }) => {
    await page.addInitScript(() => {
      const keep = Storage.prototype.setItem;
      Storage.prototype.setItem = function (key, value) {
        if (key.endsWith('checklists')) throw new DOMException('no', 'QuotaExceededError');
        keep.call(this, key, value);
      };
    });
    await weekly(page);
    await state(box(page, REVIEWER), 'Ada');
    await expect(page.locator('.notice')).toContainText('could not keep what you typed into the checklists');
    await state(box(page, USERS), '1,234');
    await expect(page.locator('.notice')).toHaveCount(1);
    await page.evaluate(() => scrollTo(0, 0));
    await axe(page);
  });

  test('and kept by words alone is read', async ({ page }) => {
    await open(page, SAAS);
    await page.evaluate((key) => localStorage.setItem(key, '{"weekly.reviewer": "Ada"}'), NOTES);
    await page.reload();
    await started(page);
    await unfold(page);
    await expect(box(page, REVIEWER)).toHaveValue('Ada');
  });

  test('and kept in a way that is not understood is put aside, not written over', async ({ page }) => {
    await open(page, SAAS);
    await page.evaluate((key) => localStorage.setItem(key, '{"version": 9}'), NOTES);
    await page.reload();
    await started(page);
    await unfold(page);
    expect(await stored(page)).toBe('{"version": 9}');
    await state(box(page, REVIEWER), 'Ada');
    await expect.poll(() => stored(page)).toContain('Ada');
    expect(await page.evaluate((key) => localStorage.getItem(`${key}.unread`), NOTES)).toBe('{"version": 9}');
  });
});

test.describe('after two failed starts in a row', () => {
  // The program is preloaded with the page and, here, not used: the browser remarks on it.
  test.use({ tolerated: /^console: The resource \S+ was preloaded/ });

  test('the draft goes and what was typed into checklists stays, and the other way round', async ({ page }) => {
    const fail = async (): Promise<void> => {
      await page.evaluate(() => localStorage.setItem('headroom.starts', '2'));
      await page.reload();
    };
    await stopClock(page);
    // With its day stated the link to hand on is the one in the address.
    await weekly(page, `${SAAS}&growth.start=2026-11-22`);
    await state(box(page, REVIEWER), 'Ada');
    await state(box(page, 's-demand.customers'), '800');
    await page.clock.runFor(300);
    const draft = await kept(page);
    await fail();
    const safe = page.getByRole('main', { name: 'Headroom could not start twice in a row' });
    await expect(safe.getByLabel('What was typed into checklists')).toHaveValue(/Ada/);
    await expect(safe.getByLabel('The draft kept in this browser')).not.toHaveValue(/Ada/);
    await page.getByRole('button', { name: 'Drop the draft and start' }).click();
    await started(page);
    expect(await stored(page)).toContain('Ada');
    expect(await page.evaluate(() => localStorage.getItem('headroom.draft'))).toBeNull();
    await page.evaluate((link) => localStorage.setItem('headroom.draft', link), draft);
    await fail();
    await page.getByRole('button', { name: 'Drop what was typed into checklists and start' }).click();
    await started(page);
    expect(await stored(page)).toBe('');
    expect(await page.evaluate(() => localStorage.getItem('headroom.draft'))).toBe(draft);
  });
});
