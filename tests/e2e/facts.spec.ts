// The facts: does the page say what the plan rests on, how old that is, and can all that is
// known be searched?

import { axe, expect, open, settled, test } from './fixtures.ts';
import { box, figure, openFolds } from './plan.ts';

const DAY = new Date('2026-11-28T12:00:00Z');

test('what the plan rests on has its source, its day and its age, the oldest first', async ({ page }) => {
  await page.clock.setFixedTime(DAY);
  await open(page, '#?preset=gpu-1');
  const panel = page.locator('#panel-facts');
  await openFolds(page);
  await expect(panel.locator('.conclusion')).toHaveText(
    'This plan rests on 2 facts that were looked up, none of them older than 90 days on 28 Nov 2026.',
  );
  const api = panel.getByRole('row', { name: /^GPT-5 mini/ });
  await expect(api).toContainText('$0.25 input, $0.025 cached, $2 output a million tokens');
  await expect(api).toContainText('ends on 11 Dec 2026');
  await expect(api).toContainText('litellm');
  await expect(api.locator('button.figure')).toHaveAttribute('data-figure', 'inference.api_input_price');
  // What is typed takes the place of what is looked up.
  await open(page, '#?preset=gpu-1&inference.gpu_hour=3');
  await openFolds(page);
  await expect(panel.getByRole('row', { name: /^H100 SXM/ })).toHaveCount(0);
});

test('all that is known is found by a few words', async ({ page }) => {
  await page.clock.setFixedTime(DAY);
  await open(page, '#?preset=chat-1');
  const panel = page.locator('#panel-facts');
  await panel.scrollIntoViewIfNeeded();
  await settled(page);
  const all = panel.locator('details.facts');
  await all.locator('summary').click();
  await expect(all.getByRole('status')).toContainText(/^\d{3} facts/);
  await box(page, 'facts-search').fill('opus 4.5');
  await expect(all.getByRole('status')).toHaveText('One fact.');
  await expect(all.getByRole('row', { name: /^Claude Opus 4.5 to 5/ })).toContainText('$5 input');
  await box(page, 'facts-search').fill('H100');
  await expect(all.getByRole('row', { name: /^H100 SXM/ })).toHaveCount(5);
  await box(page, 'facts-search').fill('no such thing');
  await expect(all.getByRole('status')).toContainText('Nothing is known by these words.');
  await box(page, 'facts-search').fill('t3');
  await page.evaluate(() => scrollTo(0, 0));
  await axe(page);
});

test('an API that ends is found, and another of its vendor is offered', async ({ page }) => {
  await open(page, '#?preset=gpu-1&growth=5%&growth.start=2026-11-28');
  const finding = page.locator('[data-rule="api_ends"]');
  await expect(finding).toContainText('GPT-5 mini, ends on 11 Dec 2026');
  await openFolds(page);
  await finding.getByRole('button', { name: /^Compare with GPT-/ }).click();
  await expect(finding).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(finding).toHaveCount(1);
  // Gemini 3.8 Flash doubles with the year: the month after it has the other price.
  await open(page, '#?preset=gpu-1&growth=5%&growth.start=2026-11-28&inference.api=gemini_38_flash');
  await expect(page.locator('[data-rule="api_price_changes"]')).toContainText('From 1 Jan 2027 on Gemini 3.8 Flash asks $1.50');
  await expect(figure(page, 'inference.api_input_price.2')).toHaveAttribute('data-value', '1.5');
});
