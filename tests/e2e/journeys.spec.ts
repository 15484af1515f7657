// What does a visitor do here: state a number, read the plan, follow a figure to
// its source, take steps back, and give the link to somebody else?

import { type Page } from '@playwright/test';
import { expect, open, settled, started, stopClock, test } from './fixtures.ts';
import { box, copyLink, draft, expectFigures, explain, figure, figures, kept, openFolds, startOver, state, unfold, users } from './plan.ts';

const EXAMPLE = { 'demand.concurrent_users': 1000, 'web.backend_pods_min': 13, 'web.nodes_min': 6 };

/** The fragment of a link to a scenario, made by another visitor. */
async function linkTo(page: Page, text: string): Promise<string> {
  const context = await page.context().browser()?.newContext({ baseURL: page.url().split('#')[0] });
  if (!context) throw new Error('no browser');
  const other = await context.newPage();
  await open(other);
  await state(users(other), text);
  const link = await kept(other);
  await context.close();
  return link;
}

/** Puts another fragment into the address of this tab, as pasting a link does. */
async function paste(page: Page, fragment: string): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), fragment);
}

test.describe('a number in the sentence', () => {
  const PLANS = [
    { text: '1000', class: 'medium', pods: [13, 39], frontend: [3, 6], nodes: [6, 12] },
    { text: '1500', class: 'medium', pods: [20, 60], frontend: [4, 8], nodes: [9, 18] },
    { text: '8000', class: 'large', pods: [104, 312], frontend: [20, 40], nodes: [42, 84] },
    { text: '100', class: 'small', pods: [3, 9], frontend: [2, 4], nodes: [3, 6] },
  ];
  for (const plan of PLANS) {
    test(`${plan.text} concurrent users give the published plan`, async ({ page }) => {
      await open(page, '#?concurrent_users=700');
      await users(page).fill(plan.text);
      await expectFigures(page, {
        'web.class': plan.class,
        'web.backend_pods_min': plan.pods[0],
        'web.backend_pods_max': plan.pods[1],
        'web.frontend_pods_min': plan.frontend[0],
        'web.frontend_pods_max': plan.frontend[1],
        'web.nodes_min': plan.nodes[0],
        'web.nodes_max': plan.nodes[1],
      });
    });
  }

  test('total users lead to the same plan', async ({ page }) => {
    await open(page);
    const before = await figures(page);
    await state(box(page, 'f-demand.total_users'), '20000');
    await expectFigures(page, { 'demand.concurrent_users': 2000 });
    await state(box(page, 'f-demand.total_users'), '10000');
    expect(await figures(page)).toEqual(before);
    await expectFigures(page, { 'web.read_units': 250, 'web.write_units': 100, 'web.request_rate': 50 });
    await expect(box(page, 's-demand.total_users')).toHaveValue('10,000');
  });
});

test.describe('the link', () => {
  test('in the address gives the same figures elsewhere, to the last bit', async ({ page, browser, baseURL }) => {
    await open(page);
    await state(users(page), '1234');
    await state(box(page, 's-demand.requests_per_user_minute'), '2.7');
    await kept(page);
    const context = await browser.newContext({ baseURL });
    const other = await context.newPage();
    await other.goto(page.url());
    await started(other);
    expect(await figures(other)).toEqual(await figures(page));
    await expect(other.locator('.notice')).toHaveCount(0);
    await context.close();
  });

  test('that is copied is the one in the address', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await open(page);
    await state(users(page), '1234');
    await copyLink(page);
    await expect(page.getByRole('button', { name: 'Link copied' })).toBeVisible();
    await expect(page).toHaveURL(await page.evaluate(() => navigator.clipboard.readText()));
    expect(page.url()).toMatch(/#1[\w-]+$/);
  });

  test('leaves the draft alone until the first edit', async ({ page }) => {
    await open(page);
    await state(users(page), '1500');
    const mine = await kept(page);
    const theirs = await linkTo(page, '4321');
    await page.goto(`./?other${theirs}`);
    await started(page);
    await expectFigures(page, { 'demand.concurrent_users': 4321 });
    expect(await draft(page)).toBe(mine);
    await state(box(page, 's-demand.requests_per_user_minute'), '4');
    await kept(page);
    await page.goto('./');
    await started(page);
    await expectFigures(page, { 'demand.concurrent_users': 4321 });
  });

  test('pasted into the same tab opens, and back and forward lead through', async ({ page }) => {
    await open(page);
    await state(users(page), '1500');
    const mine = await kept(page);
    await paste(page, '#?concurrent_users=8000');
    await expectFigures(page, { 'demand.concurrent_users': 8000 });
    await paste(page, '#?concurrent_users=100');
    await expectFigures(page, { 'demand.concurrent_users': 100 });
    expect(await draft(page)).toBe(mine);
    await page.goBack();
    await expectFigures(page, { 'demand.concurrent_users': 8000 });
    await page.goBack();
    await expectFigures(page, { 'demand.concurrent_users': 1500 });
    await page.goForward();
    await expectFigures(page, { 'demand.concurrent_users': 8000 });
  });

  test('written by hand tells what was not understood, and plans the rest', async ({ page }) => {
    await open(page, '#?concurrent_users=1500&flavour=vanilla&users_per_backend_pod=many');
    await expectFigures(page, { 'demand.concurrent_users': 1500, 'web.nodes_min': 9 });
    await expect(page.locator('.notice li')).toHaveCount(2);
    await expect(page.locator('.notice')).toContainText('flavour');
    await expect(page.locator('.notice')).toContainText('many');
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expect(page.locator('.notices')).toHaveCount(0);
  });

  for (const [what, spoil, sentence] of [
    ['damaged', (link: string) => `${link.slice(0, 12)}${link[12] === 'A' ? 'B' : 'A'}${link.slice(13)}`, /is damaged/],
    ['cut short', (link: string) => link.slice(0, -9), /was cut short: \d+ of \d+ characters/],
    ['newer', (link: string) => link.replace('#1', '#3'), /newer version/],
    ['oversized', (link: string) => link + 'A'.repeat(50_000), /longer than any link/],
  ] as const) {
    test(`that is ${what} is told in words, and the page works`, async ({ page }) => {
      await open(page);
      await state(users(page), '1500');
      const link = spoil(await kept(page));
      await paste(page, link);
      await expect(page.locator('.notice')).toContainText(sentence);
      await expectFigures(page, { 'demand.concurrent_users': 1500 });
      await page.goto(`./?again${link}`);
      await started(page);
      await expect(page.locator('.notice')).toContainText(sentence);
      await expectFigures(page, { 'demand.concurrent_users': 1500 });
      await state(users(page), '8000');
      await expectFigures(page, { 'web.backend_pods_min': 104 });
      await kept(page);
    });
  }
});

test.describe('an edit', () => {
  test('just before leaving is kept: the page does not wait for its pause', async ({ page }) => {
    await stopClock(page);
    await open(page);
    await users(page).fill('1500');
    await expectFigures(page, { 'demand.concurrent_users': 1500 });
    // Only leaving can keep it now.
    expect(await draft(page)).toBeNull();
    await page.goto('./?next');
    await started(page);
    await expectFigures(page, { 'demand.concurrent_users': 1500 });
  });

  test('whose write of the address was dropped is written again', async ({ page }) => {
    await page.addInitScript(() => {
      const write = history.replaceState.bind(history);
      let calls = 0;
      // As Chromium does when a page writes too often: nothing, without a word.
      history.replaceState = (...args) => {
        calls += 1;
        document.documentElement.dataset.writes = String(calls);
        if (calls > 2) write(...args);
      };
    });
    await stopClock(page);
    await open(page);
    const before = page.url();
    await state(users(page), '1500');
    const writes = page.locator('html');
    await page.clock.runFor(300);
    await expect(writes).toHaveAttribute('data-writes', '1');
    expect(page.url()).toBe(before);
    await page.clock.runFor(1000);
    await expect(writes).toHaveAttribute('data-writes', '2');
    expect(page.url()).toBe(before);
    await page.clock.runFor(2000);
    await expect(writes).toHaveAttribute('data-writes', '3');
    await expect(page).toHaveURL(/#1[\w-]+$/);
    await page.clock.runFor(60_000);
    await expect(writes).toHaveAttribute('data-writes', '3');
  });
});

test('a tab that is duplicated has the same plan, and goes its own way', async ({ page, context }) => {
  await open(page);
  await state(users(page), '1500');
  const mine = await kept(page);
  const before = await figures(page);
  // What a browser copies: the address, and what the origin stores.
  const twin = await context.newPage();
  await twin.goto(page.url());
  await started(twin);
  expect(await figures(twin)).toEqual(before);
  await expect(twin.locator('.notice')).toHaveCount(0);
  await state(users(twin), '8000');
  expect(await kept(twin)).not.toBe(mine);
  expect(await figures(page)).toEqual(before);
  await expect(page).toHaveURL(new RegExp(`${mine}$`));
});

test.describe('steps back', () => {
  test('restore every figure, step by step, and forward again', async ({ page }) => {
    await open(page);
    const seen = [await figures(page)];
    const steps: [string, string][] = [
      ['s-demand.concurrent_users', '1500'],
      ['s-demand.requests_per_user_minute', '4.5'],
      ['f-demand.customers', '25000'],
    ];
    for (const [id, text] of steps) {
      await state(box(page, id), text);
      seen.push(await figures(page));
    }
    await box(page, 's-web.node_type').selectOption('m5.2xlarge');
    seen.push(await figures(page));
    expect(new Set(seen.map(String)).size).toBe(seen.length);
    for (const before of seen.slice(0, -1).reverse()) {
      await page.getByRole('button', { name: 'Undo' }).click();
      expect(await figures(page)).toEqual(before);
    }
    await expect(page.getByRole('button', { name: 'Undo' })).toBeDisabled();
    for (const after of seen.slice(1)) {
      await page.getByRole('button', { name: 'Redo' }).click();
      expect(await figures(page)).toEqual(after);
    }
    await expect(page.getByRole('button', { name: 'Redo' })).toBeDisabled();
  });

  test('are taken by key, inside a field, too', async ({ page }) => {
    await open(page);
    await state(users(page), '1500');
    await users(page).fill('8000');
    await expectFigures(page, { 'demand.concurrent_users': 8000 });
    await page.keyboard.press('Control+z');
    await expectFigures(page, { 'demand.concurrent_users': 1500 });
    await expect(users(page)).toHaveValue('1,500');
    await page.keyboard.press('Control+z');
    await expectFigures(page, EXAMPLE);
    await page.keyboard.press('Control+Shift+z');
    await expectFigures(page, { 'demand.concurrent_users': 1500 });
    await page.keyboard.press('Control+y');
    await expectFigures(page, { 'demand.concurrent_users': 8000 });
  });
});

test.describe('the draft', () => {
  test('is there after a reload, and on the next visit', async ({ page }) => {
    await open(page);
    await state(users(page), '1500');
    await state(page.getByLabel('Scenario', { exact: true }), 'Spring launch');
    await expect(page).toHaveTitle(/^Spring launch/);
    await kept(page);
    const before = await figures(page);
    await page.reload();
    await started(page);
    expect(await figures(page)).toEqual(before);
    await page.goto('./?next');
    await started(page);
    expect(await figures(page)).toEqual(before);
    await expect(page).toHaveTitle(/^Spring launch/);
    await expect(page.getByLabel('Scenario', { exact: true })).toHaveValue('Spring launch');
  });

  test('starts over, and undo brings the work back', async ({ page }) => {
    await open(page);
    await state(users(page), '1500');
    const mine = await figures(page);
    await startOver(page);
    await expectFigures(page, EXAMPLE);
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await figures(page)).toEqual(mine);
  });
});

test.describe('a figure', () => {
  test('is followed to what was stated, and changed there', async ({ page }) => {
    await open(page);
    await explain(page, 'web.nodes_by_cpu');
    const panel = page.locator('aside.explain');
    await expect(panel.getByRole('heading', { level: 2 })).toBeFocused();
    await expect(panel.getByText('Formula', { exact: true })).toBeVisible();
    await expect(panel.getByText('In numbers', { exact: true })).toBeVisible();
    // 7.1 cores requested over 1.8 that a node offers.
    await expect(panel.locator('[data-substituted]')).toContainText('7.1');
    await expect(panel.locator('[data-substituted]')).toContainText('1.8');

    await panel.locator('[data-follow="web.node_cpu_offered"]').click();
    await panel.locator('[data-follow="web.node_cpu_share"]').click();
    await expect(panel.getByText('Stated', { exact: true })).toBeVisible();
    await panel.getByRole('button', { name: 'Back' }).click();
    await expect(panel.locator('[data-follow="web.node_cpu_share"]')).toBeVisible();
    await panel.locator('[data-follow="web.node_cpu_share"]').click();

    await state(box(page, 'p-web.node_cpu_share'), '50');
    await expectFigures(page, { 'web.node_cpu_offered': 1, 'web.nodes_by_cpu': 7.1 });
    await unfold(page);
    await expect(box(page, 'f-web.node_cpu_share')).toHaveValue('50');

    await panel.getByRole('button', { name: 'Back' }).focus();
    await page.keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
    await expect(figure(page, 'web.nodes_by_cpu')).toBeFocused();
  });
});

test.describe('an explanation that is closed', () => {
  test('leads back to the very place that it was opened from', async ({ page }) => {
    await open(page, '#?preset=saas-1');
    await openFolds(page);
    // Of every figure that stands in several places, the last one; and every place of the first.
    const places = await page.locator('button.figure, [data-figure].link').evaluateAll((all) => {
      const ids = all.map((it) => it.getAttribute('data-figure'));
      const seen = (id: string | null): number => ids.filter((other) => other === id).length;
      const shown = (it: Element): boolean => (it as HTMLElement).checkVisibility();
      return all.flatMap((it, at) => (seen(ids[at]) > 1 && ids.lastIndexOf(ids[at]) === at && shown(it) ? [at] : []));
    });
    expect(places.length).toBeGreaterThan(10);
    for (const at of places.slice(0, 25)) {
      const place = page.locator('button.figure, [data-figure].link').nth(at);
      await place.evaluate((it) => it.scrollIntoView({ block: 'center' }));
      const top = (): Promise<number> => place.evaluate((it) => it.getBoundingClientRect().top);
      await place.evaluate((it) => (it as HTMLElement).click());
      await expect(page.locator('#explain-heading')).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(page.locator('aside.explain')).toHaveCount(0);
      await expect(place).toBeFocused();
      const height = await page.evaluate(() => innerHeight);
      expect(await top()).toBeGreaterThanOrEqual(0);
      expect(await top()).toBeLessThan(height);
    }
  });

  test('scrolls back to it', async ({ page }) => {
    await open(page, '#?preset=saas-1');
    await settled(page);
    const place = page.locator('#panel-resources button.figure').first();
    await place.evaluate((it) => it.scrollIntoView({ block: 'center' }));
    const top = (): Promise<number> => place.evaluate((it) => Math.round(it.getBoundingClientRect().top));
    const before = await top();
    await place.evaluate((it) => (it as HTMLElement).click());
    await expect(page.locator('#explain-heading')).toBeFocused();
    await page.evaluate(() => scrollTo(0, 0));
    await page.getByRole('button', { name: 'Close' }).click();
    await expect(place).toBeFocused();
    await expect.poll(async () => Math.abs((await top()) - before)).toBeLessThan(3);
  });
});
