// When GPUs cannot be had: can someone say for how long and what takes over, and read what is served, lost
// and paid?

import type { Page } from '@playwright/test';
import { axe, expect, open, settled, test } from './fixtures.ts';
import { box, expectFigures, explain, state, unfold } from './plan.ts';

const panel = (page: Page) => page.locator('#panel-contingency');

const LINK =
  '#?preset=sale-1&contingency.days=28&fallback=region+cache+shed&fallback.region.kind=second_region&fallback.region.share=50%' +
  '&fallback.region.price_factor=1.2&fallback.region.start=24&fallback.region.ready=300&fallback.cache.kind=cached' +
  '&fallback.cache.share=20%&fallback.cache.start=0&fallback.cache.value_kept=60%&fallback.shed.kind=shed' +
  '&fallback.shed.share=10%&fallback.shed.start=0';

test('four weeks without GPUs from the sale on, and a second region, typed', async ({ page }) => {
  await open(page, '#?preset=sale-1');
  await expect(panel(page)).toHaveCount(0);
  await unfold(page);
  await state(box(page, 'f-contingency.days'), '4 weeks');
  // 683.33 a second for 72 hours, of which each brings $2.8 M over 540 million.
  await expectFigures(page, { 'contingency.short_at_peak': 683.3333333333335, 'contingency.requests_lost': 177_120_000.00000006 });
  await expect(panel(page)).toContainText('$918,400');
  const rows = page.locator('.table-editor', { hasText: 'Fallbacks' });
  await rows.getByRole('button', { name: /Add/ }).click();
  await rows.locator('select[id$=".kind"]').first().selectOption('second_region');
  await state(rows.locator('[id$=".share"]').first(), '80%');
  await state(rows.locator('[id$=".price_factor"]').first(), '1.2');
  await state(rows.locator('[id$=".start"]').first(), '24');
  await settled(page);
  // A day is lost; then it takes all of it on 7 machines.
  await expectFigures(page, { 'contingency.requests_lost': 59_040_000.000000015, 'contingency.use_cost': 405.6192 });
  await expect(page.locator('#answers')).toContainText('When GPUs cannot be had for');
  await expect(page.locator('#panel-review')).toContainText('nothing says what that costs a month');
});

test('what each fallback takes, stage by stage, by a link; and it can be opened', async ({ page }) => {
  await open(page, LINK);
  await expectFigures(page, { 'contingency.requests_lost': 32_039_999.999999993, 'contingency.by_fallbacks': 136_080_000.00000006 });
  const stages = panel(page).locator('table', { hasText: 'Stage by stage' });
  await expect(stages.locator('tbody tr')).toHaveCount(3);
  await expect(stages.locator('tbody tr').first()).toContainText('not up');
  await expect(panel(page).locator('table', { hasText: 'All the time' })).toContainText('$300');
  await explain(page, 'contingency.shortage_cost');
  await expect(page.locator('aside.explain')).toContainText('Fallbacks in use');
  await page.keyboard.press('Escape');
  await axe(page);
});
