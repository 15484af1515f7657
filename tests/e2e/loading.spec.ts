// Does the page come up, and does every way of not coming up end in a sentence
// that the visitor can read?

import { type Page } from '@playwright/test';
import { altered, cut, type Fault, first, halved, missing, mistyped, policy, status, webPage, withFault } from './faults.ts';
import { axe, expect, open, settled, started, stopClock, test } from './fixtures.ts';
import { embed } from './plan.ts';

const WASM = /_bg\.wasm$/;
const PROGRAM = /^headroom-[0-9a-f]+\.js$/;
const LOADER = /^loader-/;
const GUARD = /^guard-/;

async function expectFailure(page: Page, sentence: RegExp): Promise<void> {
  const status = page.getByRole('status');
  await expect(status).toContainText('Headroom could not start');
  await expect(status).toContainText(sentence);
  await expect(page.getByRole('button', { name: 'Reload' })).toBeVisible();
  await expect(page.getByRole('progressbar')).toBeHidden();
}

test.describe('a good host', () => {
  test('serves the page under any path, with nothing inline', async ({ page }) => {
    const response = await page.goto('./');
    await started(page);
    const html = (await response?.text()) ?? '';
    expect(html).toContain('<script');
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=/);
    expect(html).not.toMatch(/(src|href)="(\/|https?:)/);
  });

  test('sends the policy that the page states, to the letter', async ({ page }) => {
    const stated =
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; " +
      "connect-src 'self'; worker-src blob:; frame-src 'self'; base-uri 'none'; form-action 'none'; " +
      "require-trusted-types-for 'script'; trusted-types default";
    const response = await page.goto('./');
    await started(page);
    await expect(page.locator('meta[http-equiv="Content-Security-Policy"]')).toHaveAttribute('content', stated);
    expect(response?.headers()['content-security-policy']).toBe(`${stated}; frame-ancestors *`);
    expect(response?.headers()['referrer-policy']).toBe('no-referrer');
  });

  test('is asked once for each file', async ({ page }) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await open(page);
    expect(asked.filter((name, index) => asked.indexOf(name) !== index)).toEqual([]);
    expect(asked.some((name) => name.endsWith('.wasm'))).toBe(true);
  });

  test('may go away once the page is up', async ({ page, context }) => {
    await open(page);
    await settled(page);
    const before = await page.locator('#app').innerText();
    await context.setOffline(true);
    await page.evaluate(() => window.dispatchEvent(new Event('resize')));
    expect(await page.locator('#app').innerText()).toBe(before);
  });

  test('may give the program a wrong type: its content is what counts', async ({ page }) => {
    await withFault(mistyped(WASM), async (address) => {
      await page.goto(address);
      await started(page);
    });
  });
});

test.describe('a host with a fault', () => {
  // The browser itself reports what is missing or blocked.
  test.use({ tolerated: /^(console|policy violation): / });

  // Each cause has a sentence of its own that says what to do.
  const faults: [string, Fault, RegExp][] = [
    ['the wasm is missing', missing(WASM), /does not have a file of the planner \(it answered 404\).* Wait a minute and reload/],
    ['the wasm is refused', status(403, WASM), /refuses a file of the planner \(it answered 403\)\. You may have to sign in/],
    ['the wasm cannot be given now', status(503, WASM), /cannot give a file of the planner now \(it answered 503\)\. Wait a minute/],
    ['the wasm is cut off', cut(WASM), /could not be fetched: .* Check the connection/],
    ['the wasm is half a file', halved(WASM), /came only in part\. Check the connection/],
    ['the wasm is another file', altered(WASM), /is not the one that this page was built with: .* Wait a minute and reload/],
    ['the wasm is a web page', webPage(WASM), /sent a web page in place of a file/],
    ['the program is missing', missing(PROGRAM), /it answered 404/],
    ['the program has a wrong type', mistyped(PROGRAM), /has to serve \.js as text\/javascript/],
    ['the program is another file', altered(PROGRAM), /is not the one that this page was built with/],
    ['the program is a web page', webPage(PROGRAM), /sent a web page in place of a file/],
    ['the program is cut off', cut(PROGRAM), /could not be fetched: .* Check the connection/],
    ['the loader is missing', missing(LOADER), /loader-\w+\.js, could not be had from the server, which answered 404/],
    ['the loader is another file', altered(LOADER), /loader-\w+\.js, is not the file that this page was built with/],
    ['the guard is missing', missing(GUARD), /guard-\w+\.js, could not be had from the server, which answered 404/],
    ['the guard is cut off', cut(GUARD), /guard-\w+\.js, (came only in part|could not be fetched)/],
    ['the guard is another file', altered(GUARD), /guard-\w+\.js, is not the file that this page was built with/],
    ['WebAssembly is forbidden', policy((text) => text.replace(" 'wasm-unsafe-eval'", '')), /policy forbids WebAssembly.* has to allow 'wasm-unsafe-eval'/],
    ['fetching is forbidden', policy((text) => text.replace("connect-src 'self'", "connect-src 'none'")), /policy blocks a file .* Reloading does not help/],
  ];
  for (const [what, fault, sentence] of faults) {
    test(`says so when ${what}`, async ({ page }) => {
      await withFault(fault, async (address) => {
        await page.goto(address);
        await expectFailure(page, sentence);
        const said = (await page.getByRole('status').textContent()) ?? '';
        // What the browser says is folded, and a connection is only to be checked where it may be the cause.
        expect(said).not.toMatch(/Failed to|TypeError|WebAssembly\.|SHA|integrity/);
        if (!/part|could not be fetched/.test(said)) expect(said).not.toContain('connection');
      });
    });
  }

  test('keeps what the browser says of it, and of which file, folded', async ({ page }) => {
    await withFault(altered(WASM), async (address) => {
      await page.goto(address);
      await expectFailure(page, /is not the one/);
      const raw = page.getByText(/headroom-\w+_bg\.wasm/);
      await expect(raw).toBeHidden();
      await page.getByText('Details').click();
      await expect(raw).toBeVisible();
      await axe(page);
    });
  });

  const silent: [string, Fault][] = [
    ['all scripts are forbidden', policy((text) => text.replace(/script-src [^;]+/, "script-src 'none'"))],
    ['no script arrives', missing(/\.js$/)],
  ];
  for (const [what, fault] of silent) {
    test(`says so without any script when ${what}`, async ({ page }) => {
      await withFault(fault, async (address) => {
        await page.goto(address);
        await expect(page.getByText('Headroom has not started')).toBeVisible();
      });
    });
  }

  for (const [what, file] of [['wasm', WASM], ['program', PROGRAM]] as const) {
    test(`is asked again for the ${what}, once, when the connection breaks`, async ({ page }) => {
      await withFault(first(1, file, cut), async (address) => {
        await page.goto(address);
        await started(page);
      });
    });
  }

  test('offers a way out that works: Reload', async ({ page }) => {
    await withFault(first(2, WASM, missing), async (address) => {
      await page.goto(`${address}#1abc`);
      await expectFailure(page, /404/);
      await page.getByRole('button', { name: 'Reload' }).click();
      await started(page);
      expect(new URL(page.url()).hash).toBe('#1abc');
    });
  });

  test('gets a failure that everyone can read', async ({ page }) => {
    await withFault(missing(WASM), async (address) => {
      await page.goto(address);
      await expectFailure(page, /404/);
      await axe(page);
    });
  });
});

test('a stalled download says so and still goes on when it can', async ({ page }) => {
  await stopClock(page);
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const asked = page.waitForRequest(/_bg\.wasm$/);
  await page.route(/_bg\.wasm$/, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto('./', { waitUntil: 'domcontentloaded' });
  await asked;
  await expect(page.getByRole('status')).toHaveText('Loading the planner.');
  await page.clock.runFor(8000);
  await expect(page.getByRole('status')).toContainText('Nothing has arrived for 8 seconds');
  await expect(page.getByRole('button', { name: 'Reload' })).toBeVisible();
  release();
  await started(page);
});

test('a browser without WebAssembly is told so', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'WebAssembly'));
  await page.goto('./');
  await expectFailure(page, /does not run WebAssembly.* Switch it on for this site, or use another browser/);
});

test.describe('a start that fails in the browser', () => {
  test.use({ tolerated: /^console: / });

  test('for want of memory is told so', async ({ page }) => {
    await page.addInitScript(() => {
      WebAssembly.compile = () => Promise.reject(new RangeError('WebAssembly.Memory(): could not allocate memory'));
    });
    await page.goto('./');
    await expectFailure(page, /not enough memory for the planner\. Close other tabs/);
  });

  test('for its age is told so', async ({ page }) => {
    await page.addInitScript(() => {
      WebAssembly.compile = () => Promise.reject(new WebAssembly.CompileError('invalid opcode 0x12'));
    });
    await page.goto('./');
    await expectFailure(page, /it is too old\. Update it, or use another/);
  });

  test('without a connection is told so', async ({ page }) => {
    await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'onLine', { get: () => false }));
    await withFault(cut(WASM), async (address) => {
      await page.goto(address);
      await expectFailure(page, /This device is offline\. Connect it and reload/);
    });
  });
});

test('a page without hashing (plain http) is checked by the browser instead', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(crypto, 'subtle', { value: undefined }));
  await open(page);
});

test.describe('a page without hashing', () => {
  test.use({ tolerated: /^console: .*(integrity|Failed to load)/ });

  test('refuses another file, too', async ({ page }) => {
    await page.addInitScript(() => Object.defineProperty(crypto, 'subtle', { value: undefined }));
    await withFault(altered(WASM), async (address) => {
      await page.goto(address);
      await expectFailure(page, /is not the one that this page was built with/);
    });
  });
});

test('storage that throws does not stop the start', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await open(page);
});

test('a sandboxed frame without an origin of its own shows the app', async ({ page, baseURL }) => {
  const frame = await embed(page, `${baseURL}`);
  await expect(frame.locator('#boot')).toHaveCount(0);
  await expect(frame.locator('#app')).not.toBeEmpty();
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the page says what it is, with a worked example', async ({ page }) => {
    await page.goto('./');
    await expect(page.getByRole('heading', { name: 'Headroom' })).toBeVisible();
    const example = page.getByRole('table', { name: /1,000 concurrent users/ });
    await expect(example.getByRole('row', { name: 'Backend pods 13 to 39' })).toBeVisible();
    await expect(example.getByRole('row', { name: 'Cost a month $500 to $800' })).toBeVisible();
    await expect(page.getByText('Loading the planner')).toBeHidden();
  });
});
