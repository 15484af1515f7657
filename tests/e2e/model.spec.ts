// What serves a model: can someone paste the configuration of a model that is not listed, see
// what was understood and plan with it; and does an open choice of GPU say what is cheapest,
// what the next would cost, and what the same costs elsewhere?

import { readFileSync } from 'node:fs';
import { type Page } from '@playwright/test';
import { axe, expect, open, settled, test } from './fixtures.ts';
import { box, expectFigures, figure, kept, openFolds } from './plan.ts';

/** As published; the file that tests of the host read too. */
function config(id: string): string {
  const lines = readFileSync(new URL('../configs.tsv', import.meta.url), 'utf8').split('\n');
  return lines.find((line) => line.startsWith(`${id}\t`))?.split('\t')[1] ?? '';
}

const ESTIMATED = '#?preset=gpu-1&inference.method=estimated';

async function unfoldConfig(page: Page): Promise<void> {
  await page.locator('#inputs-models > summary').click();
  await page.getByText('Paste the config.json of a model', { exact: true }).click();
}

test('a configuration that is pasted becomes the model that is served', async ({ page }) => {
  await open(page, `${ESTIMATED}&inference.gpu=h200`);
  await unfoldConfig(page);
  const said = box(page, 'model-config-said');
  await box(page, 'model-config').fill('{"hidden_size": 4096,');
  await expect(said).toContainText('The text ends too early.');
  await box(page, 'model-config').fill(config('kimi_k3'));
  await expect(page.locator('.history-misread').first()).toContainText('`linear_attn_config` was not understood');
  await box(page, 'model-config').fill(config('qwen35_35b_a3b'));
  await expect(said).toContainText('in 40 layers, 8 of 256 experts for a token.');
  await expect(said).toContainText('10 layers keep every token');
  await page.getByRole('button', { name: 'Serve this model' }).click();
  // 10 layers of 1,024 elements at 16 bits; 30 with a state of 2,146,304 bytes.
  await expectFigures(page, { 'inference.kv_bytes_per_token': 20480 });
  const link = await kept(page);
  await open(page, link);
  await expectFigures(page, { 'inference.kv_bytes_per_token': 20480 });
  await page.evaluate(() => scrollTo(0, 0));
  await axe(page);
});

test('an open choice of GPU says what is cheapest, the next, and the same elsewhere', async ({ page }) => {
  await open(page, `${ESTIMATED}&inference.gpu=any&inference.precision=any&peak_rate=20`);
  const panel = page.locator('#panel-inference');
  await openFolds(page);
  await expect(panel.locator('.conclusion').first()).toContainText('Of all that meet the targets it costs least; the next,');
  const elsewhere = panel.getByRole('row', { name: /^Neocloud, on demand/ });
  await expect(elsewhere).toContainText('a month');
  await expect(panel.getByRole('row', { name: /^Large cloud, on demand/ })).toContainText('as planned');
  await expect(panel.getByRole('row', { name: /^Spot/ })).toContainText('may be taken back at any time');
});

test('what nobody measured says so beside the answer and among the findings', async ({ page }) => {
  await open(page, `${ESTIMATED}&inference.gpu=l40s&inference.precision=fp8`);
  await settled(page);
  await expect(page.locator('[data-rule="not_measured"]')).toContainText('no measurement covers it');
  await expect(figure(page, 'inference.accuracy').first()).toContainText('not measured on this GPU');
});
