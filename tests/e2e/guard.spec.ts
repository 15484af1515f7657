// What does a visitor have after the program has failed: their link, their
// draft, and a page that starts again?

import { type Page } from '@playwright/test';
import { axe, expect, open, started, stopClock, test, whole } from './fixtures.ts';

const DRAFT = 'headroom.draft';

async function panic(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.dispatchEvent(new CustomEvent('headroom:panic', { detail: 'panicked at <b>somewhere</b>' }));
  });
}

/** Panics at once after its start, twice, and opens the page a third time. */
async function openAfterTwoFailedStarts(page: Page, fragment = ''): Promise<void> {
  // A start that lives for a while is a good one, and a busy machine takes its time.
  await stopClock(page);
  await open(page, fragment);
  await page.evaluate((key) => localStorage.setItem(key, 'a <b>draft</b>'), DRAFT);
  await panic(page);
  await page.reload();
  await expect(page.locator('#boot')).toHaveCount(0);
  await panic(page);
  await page.reload();
}

test.describe('after a panic', () => {
  test('the page is frozen and says so', async ({ page }) => {
    await open(page, '#1abc');
    await panic(page);
    const dialog = page.getByRole('alertdialog', { name: 'Headroom has stopped' });
    await expect(dialog).toBeFocused();
    await expect(dialog).toContainText('panicked at <b>somewhere</b>');
    await expect(page.locator('#app')).toHaveJSProperty('inert', true);
    await expect(dialog.getByLabel('Link to this scenario')).toHaveValue(/#1abc$/);
    await axe(page);
  });

  test('a second panic opens no second dialog', async ({ page }) => {
    await open(page);
    await panic(page);
    await panic(page);
    await expect(page.getByRole('alertdialog')).toHaveCount(1);
  });

  test('the link can be copied', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await open(page, '#1abc');
    await panic(page);
    await page.getByRole('button', { name: 'Copy the link to this scenario' }).click();
    await expect(page.getByText('The link is copied.')).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url());
  });

  test('a link that cannot be copied is selected', async ({ page }) => {
    await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await open(page, '#1abc');
    await panic(page);
    await page.getByRole('button', { name: 'Copy the link to this scenario' }).click();
    await expect(page.getByText('copy it by hand')).toBeVisible();
    expect(await page.evaluate(() => String(getSelection()))).toContain('#1abc');
  });

  test('Reload starts again with the same link', async ({ page }) => {
    await open(page, '#1abc');
    await panic(page);
    await page.getByRole('button', { name: 'Reload' }).click();
    await started(page);
    await expect(page.getByRole('alertdialog')).toHaveCount(0);
    expect(page.url()).toMatch(/#1abc$/);
  });
});

test.describe('a trap that runs no panic hook', () => {
  test.use({ tolerated: /^uncaught error: (unreachable|too much recursion)$/ });

  test('is known by its name where the browser has a kind of error of its own for it', async ({ page }) => {
    await open(page);
    await expect(page.locator('html')).not.toHaveAttribute('data-stopped');
    await page.evaluate(() => void Promise.reject(Object.assign(new Error('too much recursion'), { name: 'InternalError' })));
    await expect(page.getByRole('alertdialog')).toContainText('too much recursion');
    // What the program's writes look for.
    await expect(page.locator('html')).toHaveAttribute('data-stopped', '');
  });

  test('freezes the page, too', async ({ page }) => {
    await open(page);
    await page.evaluate(() => void Promise.reject(new WebAssembly.RuntimeError('unreachable')));
    await expect(page.getByRole('alertdialog')).toContainText('unreachable');
  });
});

test.describe('the policy on what may become code', () => {
  test.use({ tolerated: /^(console|policy violation): / });

  for (const markup of ['<script>1</script>', '<img src="x" onerror="1">', '<a href="javascript:1">x</a>', '<iframe></iframe>']) {
    test(`refuses ${markup}`, async ({ page }) => {
      await open(page);
      const outcome = await page.evaluate((html) => {
        const place = document.createElement('div');
        try {
          place.innerHTML = html;
        } catch (error) {
          return `${(error as Error).name}, ${place.childNodes.length} nodes`;
        }
        return 'accepted';
      }, markup);
      expect(outcome).toBe('TypeError, 0 nodes');
    });
  }

  test('refuses a script from elsewhere and a string as code', async ({ page }) => {
    await open(page);
    const refused = await page.evaluate(() => {
      const attempts = [
        () => (document.createElement('script').src = 'https://example.org/a.js'),
        () => (document.createElement('script').src = '../elsewhere/a.js'),
        () => (document.createElement('script').text = '1'),
      ];
      return attempts.map((attempt) => {
        try {
          attempt();
        } catch (error) {
          return (error as Error).name;
        }
        return 'accepted';
      });
    });
    expect(refused).toEqual(['TypeError', 'TypeError', 'TypeError']);
  });
});

test('a program that arrives but never starts is told, and counts as a failed start', async ({ page }) => {
  await stopClock(page);
  await page.addInitScript(() => {
    document.addEventListener('headroom:started', (event) => event.stopImmediatePropagation(), { capture: true });
  });
  for (const attempt of ['first', 'second']) {
    await page.goto('./');
    await expect(page.locator('#app'), attempt).not.toBeEmpty();
    await whole(page);
    await page.clock.runFor(8000);
    await expect(page.locator('#boot-status')).toContainText('has arrived but does not start');
    await expect(page.getByRole('button', { name: 'Reload' })).toBeVisible();
  }
  await page.reload();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
});

test.describe('a tab that is closed', () => {
  /** The parts that follow the first one never come, so that the program waits for them. */
  async function hold(page: Page): Promise<() => void> {
    let reached = (): void => undefined;
    const asked = new Promise<void>((resolve) => (reached = resolve));
    await page.route(/\/(?!headroom-)[\w-]+\.wasm$/, () => reached());
    await page.goto('./#?preset=saas-1', { waitUntil: 'commit' });
    await asked;
    return reached;
  }

  test('while the program starts has failed nothing, however often', async ({ context }) => {
    for (let time = 0; time < 3; time += 1) {
      const tab = await context.newPage();
      await hold(tab);
      await tab.close();
    }
    const page = await context.newPage();
    await open(page, '#?preset=saas-1');
    await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
  });

  test('one of twenty that are restored at once has failed nothing', async ({ context }) => {
    const tabs = await Promise.all(Array.from({ length: 20 }, () => context.newPage()));
    await Promise.all(tabs.slice(0, 12).map((tab) => hold(tab)));
    for (const tab of tabs.slice(12)) await tab.goto('./', { waitUntil: 'commit' });
    await Promise.all(tabs.map((tab) => tab.close()));
    const page = await context.newPage();
    await open(page);
    await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0);
    expect(await page.evaluate(() => localStorage.getItem('headroom.starts'))).toBeNull();
  });
});

test.describe('a trap while the program starts', () => {
  test.use({ tolerated: /^(uncaught error: |console: )/ });

  test('is told and counts as a failed start', async ({ page }) => {
    await page.addInitScript(() => {
      if (localStorage.getItem('whole')) return;
      WebAssembly.compile = async () => {
        throw new WebAssembly.RuntimeError('memory access out of bounds');
      };
    });
    for (const attempt of ['first', 'second']) {
      await page.goto(`./?${attempt}`);
      await expect(page.locator('#boot-status'), attempt).toContainText('stopped as it started');
      await expect(page.locator('.guard-details'), attempt).toContainText('memory access out of bounds');
    }
    await page.reload();
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
    await page.evaluate(() => localStorage.setItem('whole', 'yes'));
    await page.getByRole('button', { name: 'Try again' }).click();
    await started(page);
  });

  test('that has run for a while is no failed start', async ({ page }) => {
    await stopClock(page);
    await open(page);
    await page.clock.runFor(5000);
    await panic(page);
    expect(await page.evaluate(() => localStorage.getItem('headroom.starts'))).toBeNull();
  });
});

test.describe('after a trap on the side of the scripts', () => {
  test.use({ tolerated: /^uncaught error: unreachable$/ });

  test('nothing is written any more: draft, checklists and address stay as they were', async ({ page }) => {
    await stopClock(page);
    await open(page);
    await page.locator('#checklist-weekly summary').click();
    await page.locator('[id="b-weekly.reviewer"]').fill('Ada');
    await page.locator('[id="s-demand.concurrent_users"]').fill('1500');
    await page.clock.runFor(300);
    const kept = (): Promise<string[]> => page.evaluate((key) => [localStorage.getItem(key) ?? '', localStorage.getItem('headroom.checklists') ?? '', location.hash], DRAFT);
    const before = await kept();
    expect(before[0]).toMatch(/^#1/);
    expect(before[2]).toBe(before[0]);
    // An edit that waits to be written when the trap comes.
    await page.locator('[id="s-demand.concurrent_users"]').fill('8000');
    await page.evaluate(() => void Promise.reject(new WebAssembly.RuntimeError('unreachable')));
    await expect(page.getByRole('alertdialog')).toContainText('unreachable');
    await page.clock.runFor(60_000);
    await page.evaluate(() => {
      const blank = document.getElementById('b-weekly.reviewer') as HTMLInputElement;
      blank.value = 'half';
      blank.dispatchEvent(new Event('input', { bubbles: true }));
      dispatchEvent(new Event('pagehide'));
    });
    await page.clock.runFor(1000);
    expect(await kept()).toEqual(before);
  });
});

test.describe('after two failed starts in a row', () => {
  test('safe mode starts nothing and shows the link and the draft as text', async ({ page }) => {
    await openAfterTwoFailedStarts(page, '#1abc');
    const safe = page.getByRole('main', { name: 'Headroom could not start twice in a row' });
    await expect(safe).toBeFocused();
    await expect(page.locator('#app')).toBeEmpty();
    await expect(safe.getByLabel('The link')).toHaveValue(/#1abc$/);
    await expect(safe.getByLabel('The draft kept in this browser')).toHaveValue(`${DRAFT}: a <b>draft</b>`);
    // axe-core waits for timers.
    await page.clock.resume();
    await axe(page);
  });

  test('Try again starts the app, draft and link untouched', async ({ page }) => {
    await openAfterTwoFailedStarts(page, '#1abc');
    await page.getByRole('button', { name: 'Try again' }).click();
    await started(page);
    expect(page.url()).toMatch(/#1abc$/);
    expect(await page.evaluate((key) => localStorage.getItem(key), DRAFT)).toBe('a <b>draft</b>');
  });

  test('another failure after Try again leads back to safe mode', async ({ page }) => {
    await openAfterTwoFailedStarts(page);
    await page.getByRole('button', { name: 'Try again' }).click();
    await started(page);
    await panic(page);
    await page.reload();
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  });

  test('the draft can be dropped, and nothing else', async ({ page }) => {
    await openAfterTwoFailedStarts(page);
    await page.evaluate(() => localStorage.setItem('another', 'kept'));
    await page.getByRole('button', { name: 'Drop the draft and start' }).click();
    await started(page);
    expect(await page.evaluate(() => localStorage.getItem('another'))).toBe('kept');
    expect(await page.evaluate((key) => localStorage.getItem(key), DRAFT)).not.toBe('a <b>draft</b>');
  });

  test('the link can be left out', async ({ page }) => {
    await openAfterTwoFailedStarts(page, '#1abc');
    await page.getByRole('button', { name: 'Start without the link' }).click();
    await started(page);
    expect(new URL(page.url()).hash).not.toBe('#1abc');
  });
});

test('a start that lives for a while forgives those before it', async ({ page }) => {
  await stopClock(page);
  await open(page);
  await panic(page);
  await page.reload();
  await started(page);
  await page.clock.runFor(5000);
  await panic(page);
  await page.reload();
  await started(page);
  await expect(page.locator('#app')).not.toBeEmpty();
});
