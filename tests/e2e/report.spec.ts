// What is wrong with the plan is mended by a press; what is known of it is kept,
// filled in, handed on and opened again.

import { readFile, writeFile } from 'node:fs/promises';
import { type Locator, type Page, type TestInfo } from '@playwright/test';
import { axe, expect, open, started, test } from './fixtures.ts';
import { box, draft, expectFigures, figure, figures, kept, state, openFolds } from './plan.ts';

const SAAS = '#?preset=saas-1';
// With its day stated the link to hand on is the one in the address.
const DATED = `${SAAS}&growth.start=2026-11-22`;
const DAY = new Date('2026-11-22T12:00:00');

const finding = (page: Page, rule: string): Locator => page.locator(`#panel-review [data-rule="${rule}"]`);
const report = (page: Page): Locator => page.locator('#panel-report');
const said = (page: Page): Locator => page.locator('#file-said');

/** Presses a button that saves a file; gives its name and what it holds. */
async function saved(page: Page, press: Locator): Promise<[string, string]> {
  const saving = page.waitForEvent('download');
  await press.click();
  const file = await saving;
  return [file.suggestedFilename(), await readFile(await file.path(), 'utf8')];
}

/** Opens a file of this text. */
async function opens(page: Page, info: TestInfo, text: string | Buffer, name = 'scenario.json'): Promise<void> {
  const path = info.outputPath(name);
  await writeFile(path, text);
  await page.locator('#file-choice').setInputFiles(path);
}

test.describe('a finding', () => {
  test('is mended by its button, and undo brings it back', async ({ page }) => {
    await open(page, `${DATED}&customers=1200`);
    const overdue = finding(page, 'change_overdue');
    await expect(overdue).toContainText('Add a read replica');
    await overdue.getByRole('button', { name: 'Mark as done: Add a read replica' }).click();
    await expect(overdue).toHaveCount(0);
    await expect(page.locator('#panel-review')).toBeFocused();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(overdue).toHaveCount(1);
    await page.getByRole('button', { name: 'Redo' }).click();
    await expect(overdue).toHaveCount(0);
    // It is stated like anything else: the link carries it.
    await kept(page);
    await page.reload();
    await started(page);
    await expect(overdue).toHaveCount(0);
  });

  test('states what was typed over, and leads to what proves it', async ({ page }) => {
    await open(page, `${SAAS}&money.budget=10000`);
    const over = finding(page, 'budget_exceeded');
    await expect(over).toContainText('$2,000');
    await over.getByRole('button', { name: 'Budget used' }).click();
    await expect(page.locator('aside.explain')).toContainText('bill');
    await page.keyboard.press('Escape');
    await over.getByRole('button', { name: 'Set Budget to $12,000' }).click();
    await expect(over).toHaveCount(0);
    await expect(finding(page, 'budget_runs_out')).toContainText('in month 1');
    await expectFigures(page, { 'money.budget_used': 1 });
  });

  test('that nobody can press away has no button', async ({ page }) => {
    await open(page, SAAS);
    await expect(finding(page, 'baselines_differ').locator('.fix')).toHaveCount(0);
    await expect(finding(page, 'no_slo').locator('.fix')).toHaveCount(1);
  });

  test('holds spare against what being short of it costs', async ({ page }) => {
    await open(page, `${SAAS}&money.short_hours=72&money.short_lost=2.8M&money.short_spare=40000`);
    await expect(finding(page, 'spare_pays')).toContainText('$2,800,000');
    await expect(figure(page, 'money.short.lost_per_hour')).toContainText('$38,889');
    await expect(page.locator('#panel-money .fold', { hasText: 'Cost of an outage' })).toBeVisible();
  });
});

test.describe('a checklist', () => {
  test('is filled in by the plan, and what is typed stays', async ({ page }) => {
    await page.clock.setFixedTime(DAY);
    await open(page, DATED);
    const weekly = page.locator('#checklist-weekly');
    await weekly.locator('summary').click();
    await expect(weekly).toContainText('Weekly capacity review, 22 Nov 2026');
    await expect(weekly.locator('[data-figure="demand.customers"]')).toContainText('500');
    await expect(weekly).toContainText('By 22 Jan 2027: order GPU nodes. 1 more makes 4');
    await box(page, 'b-weekly.monthly_users').fill('1,234');
    await box(page, 'c-weekly.customers').check();
    // An edit of the plan changes what is filled in and leaves what is typed.
    await state(box(page, 's-demand.customers'), '800');
    await expect(weekly.locator('[data-figure="demand.customers"]')).toContainText('800');
    await expect(box(page, 'b-weekly.monthly_users')).toHaveValue('1,234');
    const link = await kept(page);
    expect(link.length).toBeLessThan(400);
    await page.reload();
    await started(page);
    await weekly.locator('summary').click();
    await expect(box(page, 'b-weekly.monthly_users')).toHaveValue('1,234');
    await expect(box(page, 'c-weekly.customers')).toBeChecked();
    const [name, text] = await saved(page, weekly.getByRole('button', { name: 'Save as Markdown' }));
    expect(name).toBe('headroom-weekly.md');
    expect(text).toContain('- [ ] Customers: 800 customers\n');
    expect(text).toContain('- [ ] Users active in the month: 1,234\n');
    await page.getByRole('button', { name: 'Clear what I typed' }).click();
    await expect(box(page, 'b-weekly.monthly_users')).toHaveValue('');
    await expect(box(page, 'c-weekly.customers')).not.toBeChecked();
  });

  test('is led by what is late, and says what each figure is of', async ({ page }) => {
    await page.clock.setFixedTime(DAY);
    await open(page, `${SAAS}&growth.start=2026-11-22&pool.gpu_nodes.capacity=3&pool.gpu_nodes.lead_time=120`);
    const weekly = page.locator('#checklist-weekly');
    await weekly.locator('summary').click();
    const line = (label: string | RegExp): Locator => weekly.locator('.check').filter({ hasText: label });
    await expect(line(/^First of all/)).toContainText('Now, 45 days late: order GPU nodes.');
    await expect(line(/^Late/)).toContainText('GPU nodes now, 45 days late');
    await expect(line('Scale up required')).toContainText('Yes: GPU nodes now, 45 days late');
    await expect(line('target 50 to 80 %')).toContainText('GPU nodes 67 % (2 of 3 used)');
    await expect(line('Days until GPUs are full')).toContainText('124 days: GPU nodes full on 26 Mar 2027.');
    await expect(page.locator('.answers').first()).toContainText('Order GPU nodes now');
    const quarterly = page.locator('#checklist-quarterly');
    await quarterly.locator('summary').click();
    await expect(quarterly).toContainText('Strategic, in 1 to 6 months');
    await expect(quarterly).toContainText('spread over several zones by 6 Nov 2027');
    // A figure within a sentence leads to its working.
    await line('target 50 to 80 %').locator('[data-figure="resource.gpu_nodes.utilization"]').click();
    await expect(page.locator('aside.explain')).toContainText('Utilization');
    await page.keyboard.press('Escape');
  });

  test('holds the next three months as a table', async ({ page }) => {
    await open(page, SAAS);
    const monthly = page.locator('#checklist-monthly');
    await monthly.locator('summary').click();
    const row = monthly.getByRole('row', { name: /^Customers/ });
    await expect(row.locator('[data-figure="growth.customers.3"]')).toContainText('760');
    await page.locator('#checklist-quarterly summary').click();
    await expect(page.locator('#checklist-quarterly')).toContainText('Spot instances for training');
  });
});

test.describe('the report', () => {
  test('is Markdown with every section of the page', async ({ page }) => {
    await page.clock.setFixedTime(DAY);
    await open(page, SAAS);
    await box(page, 'scenario-name').fill('Spring | <b>sale</b>');
    await state(box(page, 's-growth.rate'), '12');
    const [name, text] = await saved(page, report(page).getByRole('button', { name: 'Markdown' }));
    expect(name).toBe('headroom-spring-b-sale-b.md');
    expect(text).toContain('# Spring \\| \\<b>sale\\</b>');
    expect(text).toContain('Made on 22 Nov 2026 with Headroom, engine ');
    expect(text).toMatch(/Open this scenario: <http.*#1[\w-]+>/);
    const headings = await page.locator('.panels h2').allTextContents();
    for (const heading of headings.filter((it) => !['Checklists', 'Report'].includes(it))) expect(text).toContain(`\n## ${heading}\n`);
    expect(text).toContain('| Growth rate | 12 % a month | 15 % a month |');
  });

  test('is CSV with every figure, to the last digit', async ({ page }) => {
    await open(page, SAAS);
    const [monthly, months] = await saved(page, report(page).getByRole('button', { name: 'CSV', exact: true }));
    expect(monthly).toBe('headroom-saas-platform.csv');
    expect(months).toMatch(/^Month,Date,Customers,.*,Whole bill \(USD a month\),Required change\r\n0,/);
    const [name, text] = await saved(page, report(page).getByRole('button', { name: 'All figures (CSV)' }));
    expect(name).toBe('headroom-saas-platform-figures.csv');
    const lines = text.split('\r\n');
    expect(lines[0]).toBe('Kind,Id,Label,Value,Unit,Formula,Source,P5,P95,Name,Note');
    const exact = await figure(page, 'growth.customers.12').getAttribute('data-value');
    expect(lines.find((line) => line.startsWith('figure,growth.customers.12,'))).toContain(`,${exact},`);
  });

  test('names the link, in words and as a code, and what was stated', async ({ page }) => {
    await open(page, SAAS);
    await expect(report(page)).toContainText('Nothing: every input is as in the example');
    await state(box(page, 's-demand.customers'), '800');
    await openFolds(page);
    const stated = report(page).getByRole('row', { name: /^Customers/ });
    await expect(stated).toContainText('800 customers');
    await expect(stated).toContainText('500 customers');
    await expect(report(page).getByRole('img', { name: 'The link as a QR code' })).toBeVisible();
    const link = await report(page).locator('.report-link').textContent();
    expect(link).toMatch(/#1[\w-]+$/);
    const before = await figures(page);
    await page.goto(String(link));
    await started(page);
    expect(await figures(page)).toEqual(before);
    await page.getByText('Assumptions and sources').click();
    await expect(report(page)).toContainText('TenSafe Capacity Planning Guide 1.0.0 (2026-02-04)');
  });

  test('is printed by its button, with the assumptions, and left as it was', async ({ page }) => {
    await open(page, SAAS);
    const appendix = page.locator('.appendix');
    await page.evaluate(() => {
      window.print = () => void (document.documentElement.dataset.printed = 'yes');
    });
    await report(page).getByRole('button', { name: 'Print' }).click();
    await expect(page.locator('html')).toHaveAttribute('data-printed', 'yes');
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await expect(appendix).toHaveAttribute('open', '');
    await expect(appendix.locator('table').first()).toBeAttached();
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await expect(appendix).not.toHaveAttribute('open');
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.length).toBeGreaterThan(50_000);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`and checklists are found by axe to be in order, in ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await open(page, `${SAAS}&customers=1200`);
      await page.locator('.checklist > summary, .appendix > summary').evaluateAll((all) => all.forEach((it) => (it as HTMLElement).click()));
      await expect(box(page, 'b-quarterly.cto')).toBeAttached();
      await page.evaluate(() => scrollTo(0, 0));
      await axe(page);
    });
  }

  test('stays within a narrow page', async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 700 });
    await open(page, SAAS);
    await page.locator('.checklist > summary, .appendix > summary').evaluateAll((all) => all.forEach((it) => (it as HTMLElement).click()));
    await expect(box(page, 'b-quarterly.cto')).toBeAttached();
    const [needed, given] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    expect(needed).toBeLessThanOrEqual(given);
  });
});

test.describe('a scenario file', () => {
  test('opens again with the same figures, names and blanks, and undo leads back', async ({ page, context }, info) => {
    await open(page, SAAS);
    await box(page, 'scenario-name').fill('Spring');
    await state(box(page, 's-demand.customers'), '800');
    await page.locator('#checklist-weekly summary').click();
    await box(page, 'b-weekly.reviewer').fill('Ada');
    const before = await figures(page);
    const [name, text] = await saved(page, report(page).getByRole('button', { name: 'JSON' }));
    expect(name).toBe('headroom-spring.json');
    expect(JSON.parse(text)).toMatchObject({ headroom: 1, scenario: { preset: 'saas-1', name: 'Spring' }, checklists: { 'weekly.reviewer': 'Ada' } });

    const other = await context.browser()?.newContext({ baseURL: info.project.use.baseURL });
    const there = await other?.newPage();
    if (!other || !there) throw new Error('no other browser');
    await open(there);
    await opens(there, info, text);
    await expect(said(there)).toContainText('The file is open');
    await expect(box(there, 'scenario-name')).toHaveValue('Spring');
    await there.locator('#checklist-weekly summary').click();
    await expect(box(there, 'b-weekly.reviewer')).toHaveValue('Ada');
    expect(await figures(there)).toEqual(before);
    await there.getByRole('button', { name: 'Undo' }).click();
    await expectFigures(there, { 'demand.concurrent_users': 1000 });
    await other.close();
  });

  test('that is none says what is wrong, and the draft is untouched', async ({ page }, info) => {
    await open(page, DATED);
    await state(box(page, 's-demand.customers'), '800');
    const link = await kept(page);
    const [, good] = await saved(page, report(page).getByRole('button', { name: 'JSON' }));
    for (const [text, words] of [
      ['', 'is empty'],
      [good.slice(0, good.length / 2), 'cut short'],
      [good.replace('"growth.rate": 0.15', '"growth.rate": 0,15'), 'is damaged: line'],
      [good.replace('"growth.rate": 0.15', '"growth.rate": 99'), 'Growth rate must be'],
      [good.replace('"headroom": 1', '"headroom": 2'), 'later version'],
      ['{"name": "package", "version": "1.0.0"}', 'something else'],
      ['<svg onload="alert(1)"/>', 'line 1'],
      [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]), 'line 1'],
      ['x'.repeat(16_000_001), 'larger than 16 MB'],
    ] as const) {
      await opens(page, info, text);
      await expect(said(page)).toContainText(words);
      await expect(said(page)).toContainText('What you had is still here.');
      expect(await draft(page)).toBe(link);
      await expectFigures(page, { 'growth.customers.0': 800 });
    }
    await opens(page, info, good);
    await expect(said(page)).toContainText('The file is open');
  });
});
