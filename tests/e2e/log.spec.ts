// A request log: can someone paste what the source's query gives, or drop its file, see the
// shape of the day and plan with it? And does a recommender speak of predictions?

import { type Page } from '@playwright/test';
import { axe, expect, open, test } from './fixtures.ts';
import { box, expectFigures, explain, kept, openFolds, state, unfold } from './plan.ts';

/** Two days: 3,600 requests an hour, at 20:00 14,400 with a p95 of 360 and a peak of 480 a minute. */
const hours = [1, 2].flatMap((day) =>
  Array.from({ length: 24 }, (_, hour) => {
    const counted = hour === 20 ? '14400,360,480' : '3600,72,90';
    return `2026-03-0${day} ${String(hour).padStart(2, '0')}:00:00,${counted}`;
  }),
);
const LOG = ['hour,requests,p95_load,peak_load', ...hours].join('\n');

async function unfoldLog(page: Page): Promise<void> {
  await page.locator('#inputs-log > summary').click();
  await page.getByText('Paste a request log', { exact: true }).click();
}

test('a log that is pasted says what it counted, draws the day, and is planned with', async ({ page }) => {
  await open(page, '#?preset=chat-1');
  await unfoldLog(page);
  const without = LOG.split('\n').filter((line) => !line.includes('03-02 04'));
  await box(page, 'request-log').fill([...without, 'noon,1,1,1'].join('\n'));
  const said = box(page, 'request-log-said');
  await expect(said).toContainText('47 hours were understood, from 1 Mar 2026 00:00 to 2 Mar 2026 23:00.');
  await expect(said).toContainText('1 hour has no line, 2 Mar 2026 04:00');
  await expect(page.locator('.history-misread')).toContainText('Line 49, “noon,1,1,1”');
  await box(page, 'request-log').fill(LOG);
  // 48 hours with 194,400 requests: 1.125 a second; 360 a minute are 6, 5.33 times that.
  await expect(said).toContainText('1.13 requests/s on average');
  await expect(said).toContainText('A usual day peaks at 5.33x its average.');
  await page.getByRole('button', { name: 'Take this log' }).click();
  await expectFigures(page, { 'log.average_rate': 1.125, 'log.usual_rate': 6, 'log.peak_rate': 8 });
  await page.getByText(/^The day peaks at/).first().scrollIntoViewIfNeeded();
  await expect(page.getByText('The busiest hour begins at 20:00 with 4 requests/s')).toBeVisible();
  await expect(page.locator('[data-rule="log_average_differs"]')).toContainText('1.13 requests/s on average, the plan 25');
  await page.getByRole('button', { name: /^Plan with 1.13 requests\/s on average and 5.33x at the peak of a usual day/ }).first().click();
  await expectFigures(page, { 'demand.average_rate': 1.125, 'demand.peak_rate': 5.99625 });
  await expect(page.locator('[data-rule="log_average_differs"]')).toHaveCount(0);
  // What stays at the top of the page covers a part of whatever it has been scrolled over.
  await page.evaluate(() => scrollTo(0, 0));
  await axe(page);
  // A link carries what was counted.
  const link = await kept(page);
  await open(page, link);
  await expectFigures(page, { 'log.average_rate': 1.125, 'demand.average_rate': 1.125 });
});

test('a file that is dropped is read like a text that is pasted', async ({ page }) => {
  await open(page, '#?preset=gpu-1');
  await unfoldLog(page);
  const dropped = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'log.csv', { type: 'text/csv' }));
    return data;
  }, LOG);
  await box(page, 'request-log').dispatchEvent('drop', { dataTransfer: dropped });
  await expect(box(page, 'request-log-said')).toContainText('48 hours were understood');
  await expect(box(page, 'request-log')).toHaveValue(LOG);
});

test('calls and outputs that were counted, and sessions, are ways to state demand', async ({ page }) => {
  await open(page, '#?preset=gpu-1&log.calls_counted=2600&log.outputs_counted=2000&demand.recompute_multiplier=1');
  await expectFigures(page, { 'log.recompute_multiplier': 1.3 });
  await page.locator('[data-rule="recompute_differs"]').getByRole('button', { name: 'Plan with 1.3x as many calls as outputs' }).click();
  await expect(box(page, 's-demand.recompute_multiplier')).toHaveValue('1.3');
  // 800 an hour for 15 minutes are 200 at once.
  await open(page, '#?preset=chat-1&sessions_per_hour=800&demand.session_length=15');
  await expectFigures(page, { 'demand.concurrent_users': 200 });
  await explain(page, 'demand.concurrent_users');
  await expect(page.locator('aside.explain')).toContainText("Little's law");
});

test('a recommender speaks of predictions, and of no token', async ({ page }) => {
  await open(page, '#?preset=sale-1');
  await expect(page.locator('.sentence')).toContainText('Predictions a day');
  await expect(page.locator('.answers')).toContainText('per thousand predictions');
  await expect(page.locator('.answers')).toContainText('more predictions a second');
  await unfold(page);
  const lines = (await page.locator('body').innerText()).split('\n');
  // But for what it could be of in its place.
  expect(lines.filter((line) => /token/i.test(line) && !line.includes('Answers, in tokens'))).toEqual([]);
  await explain(page, 'demand.peak_rate');
  await expect(page.locator('aside.explain')).toContainText('predictions/s');
  // As answers of a language model it is of tokens again.
  await box(page, 'f-inference.work').selectOption('tokens');
  await expect(page.locator('#inputs-served')).toBeVisible();
  await expect(page.locator('.sentence')).toContainText('Requests a day');
  await box(page, 'f-inference.work').selectOption('predictions');
  await expect(page.locator('#inputs-served')).toBeHidden();
  await state(box(page, 's-demand.requests_per_day'), '90M predictions');
  await expectFigures(page, { 'demand.requests_per_day': 90_000_000 });
});

test('who waits for a transcription, and who streams, is said where the wait looks like nothing', async ({ page }) => {
  await open(page, '#?preset=coach-1');
  await expectFigures(page, { 'flow.transcriber.wait_each_ahead': 30, 'flow.transcriber.wait_two_ahead': 60, 'flow.streaming.stream_servers': 1 });
  await openFolds(page);
  await expect(page.getByText("The engineering summary's queue of 30 to 60 s is that wait")).toBeVisible();
  await expect(page.getByRole('button', { name: 'What to build for those who wait' })).toBeVisible();
});
