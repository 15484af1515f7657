// What machines need to be told: can the manifest, the limits of the cluster and the alert
// rules be looked at and taken away, and do they follow what is stated?

import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, open, test } from './fixtures.ts';
import { openFolds } from './plan.ts';

const DAY = new Date('2026-11-22T12:00:00');

/** Presses a button of the section; gives the file's name and text. */
async function taken(page: Page, button: string): Promise<[string, string]> {
  const saving = page.waitForEvent('download');
  await page.locator('#panel-operations').getByRole('button', { name: button }).click();
  const file = await saving;
  return [file.suggestedFilename(), await readFile(await file.path(), 'utf8')];
}

test.describe('autoscalers and alerts', () => {
  test('the manifest of a chat application is taken away, as it is shown', async ({ page }) => {
    await open(page, '#?preset=chat-1');
    const [name, text] = await taken(page, 'Download the manifest (YAML)');
    expect(name).toBe('headroom-hpa.yaml');
    expect(text).toContain('apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\n');
    expect(text).toContain('  name: app-backend\n');
    expect(text).toContain('  minReplicas: 13\n  maxReplicas: 39\n');
    expect(text).toContain('  minReplicas: 3\n  maxReplicas: 6\n');
    const shown = page.locator('#panel-operations pre').first();
    await expect(shown).toHaveText(text.trimEnd(), { useInnerText: false });
    const [nodes, limits] = await taken(page, 'Download the node limits (YAML)');
    expect(nodes).toBe('headroom-nodes.yaml');
    expect(limits).toContain('    minSize: 6\n    maxSize: 12\n');
    expect(limits).toContain('kind: NodePool\n');
  });

  test('the manifest of a platform says where its most is too little', async ({ page }) => {
    await page.clock.setFixedTime(DAY);
    await open(page, '#?preset=saas-1');
    const [, text] = await taken(page, 'Download the manifest (YAML)');
    expect(text).toContain('  minReplicas: 3\n  maxReplicas: 50\n');
    expect(text).not.toContain('\nkind: Deployment\n');
    const review = page.locator('#panel-review');
    await expect(review).toContainText('no more than 50 may start');
    await review.getByRole('button', { name: 'Let the plan say how many there may be' }).click();
    await expect(review).not.toContainText('no more than 50 may start');
    const [, mended] = await taken(page, 'Download the manifest (YAML)');
    expect(mended).toContain('  minReplicas: 3\n  maxReplicas: 87\n');
  });

  test('a finding leads to the manifest in two clicks', async ({ page }) => {
    await page.clock.setFixedTime(DAY);
    await open(page, '#?preset=saas-1');
    const finding = page.locator('[data-rule="autoscaler_at_most"]');
    await finding.getByRole('button', { name: 'The manifest' }).click();
    await expect(page.locator('#panel-operations')).toBeInViewport();
    await expect(page.locator('#panel-operations')).toBeFocused();
    const [name] = await taken(page, 'Download the manifest (YAML)');
    expect(name).toBe('headroom-hpa.yaml');
  });

  test('alert rules and their list are taken away', async ({ page }) => {
    await page.clock.setFixedTime(DAY);
    await open(page, '#?preset=saas-1&metric=a&metric.a.measures=gpu&metric.a.name=our_gpu_use&alert.off_plan=0.2');
    await openFolds(page);
    const panel = page.locator('#panel-operations');
    await expect(panel.getByRole('row', { name: /GPU nodes, used/ })).toContainText('from 85 %');
    await expect(panel.getByRole('row', { name: /off what is planned/ })).toContainText('over 20 %');
    const [name, rules] = await taken(page, 'Download the alert rules for Prometheus (YAML)');
    expect(name).toBe('headroom-alerts.yaml');
    expect(rules).toContain("expr: 'avg(our_gpu_use) / 100'");
    expect(rules).toContain('      - alert: HeadroomUse\n');
    expect(rules).toContain('severity: critical\n');
    const [list, csv] = await taken(page, 'Download the alerts as a list (CSV)');
    expect(list).toBe('headroom-alerts.csv');
    expect(csv).toContain('Spend over the bill that is planned,,over,0.1,,share,15,');
  });
});
