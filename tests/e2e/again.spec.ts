// Can every file that the page starts with be had again, past the cache in which a bad
// answer is kept for good? Does the page come up where its style does not?

import { type Page } from '@playwright/test';
import { altered, any, cut, type Fault, first, halved, missing, mistyped, policy, stalled, webPage, withFault } from './faults.ts';
import { axe, expect, started, test } from './fixtures.ts';
import { choose } from './plan.ts';

const GUARD = /^guard-/;
const LOADER = /^loader-/;
const STYLE = /^style-/;
const PROGRAM = /^headroom-[0-9a-f]+\.js$/;
const HASHED = /-[0-9a-f]{16}[._]/;
const BAD: [string, (file: RegExp) => Fault][] = [
  ['another file', altered],
  ['half a file', halved],
  ['a web page', webPage],
];

/** Whether what is seen has the page's own style. */
const styled = (page: Page) => expect(page.locator('html')).toHaveCSS('scroll-padding-top', '64px');

// The browser itself reports what is missing or blocked.
test.use({ tolerated: /^(console|policy violation|request after the start): / });

for (const [name, file] of [['guard', GUARD], ['loader', LOADER], ['style', STYLE], ['program', PROGRAM]] as const) {
  for (const [what, bad] of BAD) {
    test(`one answer for the ${name} that is ${what} mends itself, also for the next visit`, async ({ page }) => {
      let asked = 0;
      const counted: Fault = ({ name }) => (file.test(name) && asked++, false);
      await withFault(any(counted, first(1, file, bad)), async (address) => {
        await page.goto(address);
        await started(page);
        await styled(page);
        const before = asked;
        await page.goto(`${address}?next`);
        await started(page);
        await styled(page);
        expect(asked).toBe(before);
      });
    });
  }

  test(`after several bad answers for the ${name} Reload fetches it again`, async ({ page }) => {
    let bad = true;
    await withFault((answer) => bad && webPage(file)(answer), async (address) => {
      await page.goto(`${address}#1abc`);
      await expect(page.getByRole('button', { name: 'Reload' }).first()).toBeVisible();
      await page.reload();
      await expect(page.getByRole('button', { name: 'Reload' }).first()).toBeVisible();
      bad = false;
      // One answer is in the cache for good: nothing but Reload asks for it again.
      await page.getByRole('button', { name: 'Reload' }).first().click();
      await started(page);
      await styled(page);
      expect(new URL(page.url()).hash).toBe('#1abc');
    });
  });
}

test('a visit while a new version is put up locks nobody out', async ({ page }) => {
  let isUp = false;
  await withFault((answer) => !isUp && any(webPage(HASHED), webPage(/^again\.js$/))(answer), async (address) => {
    await page.goto(address);
    await expect(page.getByText('Headroom has not started')).toBeVisible();
    isUp = true;
    await page.reload();
    await page.getByRole('button', { name: 'Reload' }).click();
    await started(page);
    await styled(page);
  });
});

test('a visit while a new version is put up needs no click once it is there', async ({ page }) => {
  await withFault(first(1, HASHED, webPage), async (address) => {
    await page.goto(address);
    await started(page);
    await styled(page);
  });
});

test.describe('a style', () => {
  for (const [what, fault] of [
    ['is missing', missing(STYLE)],
    ['is cut off', cut(STYLE)],
    ['is another file', altered(STYLE)],
    ['has a wrong type', mistyped(STYLE)],
    ['is forbidden', policy((text) => text.replace("style-src 'self'", "style-src 'none'"))],
  ] as const) {
    test(`that ${what} is said; the page works without it`, async ({ page }) => {
      await withFault(fault, async (address) => {
        await page.goto(address);
        await started(page);
        const said = page.getByText('This page looks plain');
        await expect(said).toBeVisible();
        await choose(page, 'SaaS platform');
        await expect(page.locator('.bar .menu-word')).toContainText('SaaS platform');
        await expect(said).toBeVisible();
      });
    });
  }

  test('that stalls does not hold up the page, and is put on when it can be had', async ({ page }) => {
    let isStalled = true;
    await withFault((answer) => isStalled && stalled(STYLE)(answer), async (address) => {
      await page.goto(address, { waitUntil: 'commit' });
      await started(page);
      await expect(page.getByText('This page looks plain')).toBeVisible();
      const paints = await page.evaluate(() => performance.getEntriesByType('paint').map((paint) => paint.startTime));
      expect(Math.min(...paints)).toBeLessThan(10_000);
      isStalled = false;
      await page.getByRole('button', { name: 'Reload' }).click();
      await started(page);
      await styled(page);
      await expect(page.getByText('This page looks plain')).toHaveCount(0);
    });
  });

  test('that stalls once is fetched again by itself', async ({ page }) => {
    await withFault(first(1, STYLE, stalled), async (address) => {
      await page.goto(address, { waitUntil: 'commit' });
      await started(page);
      await styled(page);
      await expect(page.getByText('This page looks plain')).toHaveCount(0);
    });
  });
});

for (const [name, file] of [['guard', GUARD], ['loader', LOADER]] as const) {
  test(`a ${name} that comes late is said, and is not too late`, async ({ page }) => {
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    await page.route(file.source.includes('guard') ? /guard-\w+\.js$/ : /loader-\w+\.js$/, async (route) => {
      await released;
      await route.continue();
    });
    await page.goto('./', { waitUntil: 'commit' });
    await expect(page.getByRole('status')).toContainText('has not arrived');
    release();
    await started(page);
    await styled(page);
  });

  test(`a ${name} that stalls is said, with a way on`, async ({ page }) => {
    let isStalled = true;
    await withFault((answer) => isStalled && stalled(file)(answer), async (address) => {
      await page.goto(address, { waitUntil: 'commit' });
      await expect(page.getByRole('status')).toContainText('has not arrived');
      await axe(page);
      isStalled = false;
      await page.getByRole('button', { name: 'Reload' }).click();
      await started(page);
    });
  });
}

test('without again.js the page starts all the same', async ({ page }) => {
  await withFault(missing(/^again\.js$/), async (address) => {
    await page.goto(address);
    await started(page);
    await styled(page);
  });
});
