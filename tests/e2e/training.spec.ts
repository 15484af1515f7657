// Measured latency, training and data: can an engineer paste a load test and
// plan with it, and switch the other workloads on?

import { type Locator, type Page } from '@playwright/test';
import { expect, open, test } from './fixtures.ts';
import { box, expectFigures, state } from './plan.ts';

const PASTED = 'load_bucket,p95_latency\n<100,40\n100-300,60\n300-500,90\nmany,3\n500-700,140\n700+,230';

const group = (page: Page, id: string): Locator => page.locator(`#inputs-${id}`);

test('measurements that are pasted say where the target breaks, and are planned with', async ({ page }) => {
  await open(page, '#?preset=chat-1');
  await group(page, 'slo').locator('> summary').click();
  await page.getByText('Paste measurements', { exact: true }).click();
  await box(page, 'loads').fill(PASTED);
  const said = box(page, 'loads-said');
  // Between 400 users at 90 ms and 600 at 140.
  await expect(said).toContainText('5 lines were understood. As measured, p95 latency passes 100 ms at 440 users. By the law');
  await expect(said).toContainText('with 95 % confidence');
  await expect(page.locator('.history-misread')).toContainText('Line 5, “many,3”');
  await page.getByRole('button', { name: 'Take 5 measurements' }).click();
  await expectFigures(page, { 'slo.load': 440 });
  await state(box(page, 'f-slo.measured_pods'), '4');
  await page.getByRole('button', { name: 'Plan with 110 users per pod' }).click();
  const users = page.locator('[id="f-web.users_per_backend_pod"]');
  await group(page, 'backend').locator('> summary').click();
  await expect(users).toHaveValue('110');
  const undo = page.getByRole('button', { name: 'Undo' });
  await undo.click();
  await expect(users).toHaveValue('100');
  await undo.click();
  await undo.click();
  // Taking them was one step.
  await expect(undo).toBeDisabled();
});

test('training and data are switched on by their short names', async ({ page }) => {
  await open(page, '#?preset=saas-1&training=on&data=on');
  await expectFigures(page, {
    'training.gpu_hours': 853.1999999999999,
    'data.batch_workers': 10,
    'data.stream_consumers': 20,
    'data.storage_months_to_80': 6.666666666666667,
  });
  await page.getByRole('rowheader', { name: 'At 80 % in' }).scrollIntoViewIfNeeded();
  await expect(page.getByText('Storage grows by 45 GB/month')).toBeVisible();
});
