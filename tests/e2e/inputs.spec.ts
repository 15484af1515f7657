// Is an input found by what people call it, changed where it stands, and left out where it says nothing?

import { type Page } from '@playwright/test';
import { axe, expect, open, settled, test } from './fixtures.ts';
import { box, expectFigures, figure, form, openFolds, state, unfold } from './plan.ts';

const SEARCH = 'inputs-search';
const found = (page: Page) => box(page, 'inputs-found');
const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');
const inView = (page: Page, id: string): Promise<boolean> =>
  box(page, id).evaluate((it) => {
    const { top, bottom } = it.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });

test.describe('the search', () => {
  test('leads finance to the price of Pro, and the margin stands beside it', async ({ page }) => {
    await open(page, '#?preset=saas-1');
    await box(page, SEARCH).click();
    await page.keyboard.type('price of pro');
    await expect(found(page)).toHaveText('1 input');
    await page.keyboard.press('Enter');
    await expect(box(page, 'f-tier.pro.price')).toBeFocused();
    const margin = figure(page, 'money.tier.pro.margin');
    const before = Number(await margin.getAttribute('data-value'));
    await page.keyboard.press('Control+a');
    await page.keyboard.type('129');
    await expect.poll(async () => Number(await margin.getAttribute('data-value'))).toBeGreaterThan(before);
    await margin.click();
    await expect(page.locator('.explain')).toBeVisible();
  });

  for (const [preset, words, id] of [
    ['saas-1', 'MAU', 'demand.total_users'],
    ['saas-1', 'churn', 'growth.churn'],
    ['saas-1', 'HPA', 'fleet.cpu_target'],
    ['saas-1', 'reserved', 'money.reserved_share'],
    ['gpu-1', 'TTFT', 'inference.ttft_target'],
    ['gpu-1', 'vram', 'inference.gpu_memory'],
    ['coach-1', 'rpm', 'stage.model_api.requests_per_minute'],
  ] as const) {
    test(`finds ${id} of ${preset} by ${words}`, async ({ page }) => {
      await open(page, `#?preset=${preset}`);
      await box(page, SEARCH).fill(words);
      await expect(found(page)).toHaveText(/^\d+ inputs?$/);
      await expect(box(page, `f-${id}`)).toBeVisible();
    });
  }

  test('says where nothing is found, and Escape leaves the form as it was', async ({ page }) => {
    await open(page, '#?preset=chat-1');
    await page.locator('#inputs-backend > summary').click();
    await box(page, SEARCH).fill('vram');
    await expect(found(page)).toContainText('Under Workloads something is off that has it');
    await expect(page.locator('.inputs-group:visible')).toHaveCount(0);
    await box(page, SEARCH).press('Escape');
    await expect(box(page, SEARCH)).toHaveValue('');
    await expect(page.locator('#inputs-backend')).toHaveAttribute('open', '');
    await expect(page.locator('#inputs-nodes')).not.toHaveAttribute('open');
    await expect(box(page, 'f-web.backend_buffer')).toBeVisible();
  });
});

test.describe('an input that cannot change anything', () => {
  test('is shown when it is asked for, or when it is stated', async ({ page }) => {
    await open(page, '#?preset=chat-1');
    await unfold(page);
    const ceiling = box(page, 'f-growth.ceiling');
    await expect(ceiling).toBeHidden();
    const rest = page.locator('#inputs-growth').getByRole('button', { name: /^\d+ that do not apply here$/ });
    await rest.click();
    await expect(ceiling).toBeVisible();
    await state(ceiling, '9000');
    await rest.click();
    await expect(box(page, 'f-growth.churn')).toBeHidden();
    await expect(ceiling).toBeVisible();
    await expect(page.locator('.inputs-row', { has: ceiling })).toContainText('No growth is planned.');
  });

  test('of a stage is one of another kind of stage', async ({ page }) => {
    await open(page, '#?preset=coach-1');
    await page.locator('#inputs-stages > summary').click();
    await box(page, 'row-stage.transcriber').locator('> summary').click();
    await expect(box(page, 'f-stage.transcriber.concurrency')).toBeVisible();
    await expect(box(page, 'f-stage.transcriber.tokens_per_minute')).toBeHidden();
    await expect(box(page, 'row-stage.transcriber').getByRole('button', { name: /that do not apply here/ })).toBeVisible();
  });
});

test.describe('from the keyboard', () => {
  test('Tab goes from field to field, and F1 tells about one and leads to its reset', async ({ page }) => {
    await open(page);
    await box(page, 'f-demand.customers').focus();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toMatch(/^f-demand\./);
    await box(page, 'f-demand.concurrent_users').focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('F1');
    const about = box(page, 'f-demand.concurrent_users-about');
    await expect(about).toContainText('Default: 1,000');
    await page.keyboard.press('Tab');
    await expect(page.locator('.inputs-group').getByRole('button', { name: 'Reset Concurrent users' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expectFigures(page, { 'demand.concurrent_users': 1000 });
    await page.keyboard.press('F1');
    await expect(about).toBeHidden();
  });
});

test('a saving is switched in the table that ranks it', async ({ page }) => {
  await open(page, '#?preset=saas-1');
  const spot = page.locator('#panel-money .switch [data-field="lever.spot.state"]');
  await openFolds(page);
  const saved = figure(page, 'bill.total');
  const before = await saved.getAttribute('data-value');
  const was = await spot.isChecked();
  await spot.focus();
  await page.keyboard.press('Space');
  await expect(saved).not.toHaveAttribute('data-value', String(before));
  await expect(spot).toBeChecked({ checked: !was });
  await expect(spot).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(saved).toHaveAttribute('data-value', String(before));
  await expect(spot).toBeChecked({ checked: was });
});

test.describe('the working of a figure', () => {
  for (const [where, place] of [
    ['an answer at the left', '.answers button.figure >> nth=0'],
    ['the document', '.panels button.figure:visible >> nth=3'],
  ] as const) {
    test(`never lies over a figure of ${where}`, async ({ page }) => {
      await open(page, '#?preset=saas-1');
      const pressed = page.locator(place);
      await pressed.click();
      const panel = await page.locator('.explain').boundingBox();
      const figure = await pressed.boundingBox();
      if (!panel || !figure) throw new Error('both are there');
      expect(panel.x >= figure.x + figure.width || panel.x + panel.width <= figure.x).toBe(true);
    });
  }
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('a button brings the form up, and what is typed there is answered', async ({ page }) => {
    await open(page, '#?preset=saas-1');
    await expect(page.locator('.inputs')).toBeHidden();
    await form(page);
    const sheet = page.getByRole('dialog', { name: 'Change numbers' });
    await expect(sheet).toBeVisible();
    await expect.poll(async () => (await sheet.boundingBox())?.height).toBeGreaterThan(700);
    await state(box(page, 't-growth.rate'), '10');
    await expect(box(page, 's-growth.rate')).toHaveValue('10');
    await settled(page);
    await axe(page);
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
    await expect(page.getByRole('button', { name: 'Change numbers' })).toBeFocused();
    // The form is where it was: a wide window shows it again.
    await page.setViewportSize({ width: 1280, height: 800 });
    await expect(box(page, 't-growth.rate')).toHaveValue('10');
    await expect(page.locator('.inputs')).toBeVisible();
  });

  test('a field that needs attention is reached in the sheet', async ({ page }) => {
    await open(page);
    await form(page);
    await state(box(page, 'f-demand.peak_rate'), '-3');
    await page.getByRole('button', { name: 'Close' }).click();
    await page.locator('.attention').getByRole('button').click();
    await expect(box(page, 'f-demand.peak_rate')).toBeFocused();
    await expect.poll(() => inView(page, 'f-demand.peak_rate')).toBe(true);
  });

  for (const width of [320, 390]) {
    test(`nothing sticks out of the sheet at ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: 844 });
      await open(page, '#?preset=saas-1');
      await form(page);
      await unfold(page);
      const wide = await page.locator('.sheet-body').evaluate((it) => it.scrollWidth - it.clientWidth);
      expect(wide).toBe(0);
    });
  }
});
