// The fleet: does a planner see what runs out first and when to order?

import { expect, open, test } from './fixtures.ts';
import { box, expectFigures, state } from './plan.ts';

const SAAS = '#?preset=saas-1';
const DAY = new Date('2026-11-22T12:00:00');

test.describe('the fleet', () => {
  test('says how many more fit, when to order, and what binds', async ({ page }) => {
    await page.clock.setFixedTime(DAY);
    await open(page, SAAS);
    const answers = page.locator('#answers');
    await expect(answers).toContainText('203 more customers');
    await expect(answers).toContainText('Order GPU nodes by 22 Jan 2027');
    await expectFigures(page, { 'answer.room': 203, 'fleet.api_pods.utilization': 0.625 });
    await expect(page.locator('#panel-resources .conclusion')).toContainText('Order GPU nodes by 22 Jan 2027');
  });

  test('says first of all what is ordered too late', async ({ page }) => {
    await page.clock.setFixedTime(DAY);
    await open(page, '#?preset=saas-1&pool.gpu_nodes.lead_time=180');
    await expect(page.locator('#answers')).toContainText('Order GPU nodes now');
    await expect(page.locator('#panel-resources .conclusion')).toContainText('Order GPU nodes now');
    await expect(page.locator('#panel-review')).toContainText('the last moment to order passed');
  });

  test('follows growth as it is typed', async ({ page }) => {
    await page.clock.setFixedTime(DAY);
    await open(page, SAAS);
    await state(box(page, 's-growth.rate'), '0');
    await expect(page.locator('#panel-resources .conclusion')).toContainText('Nothing has to be ordered');
  });
});
