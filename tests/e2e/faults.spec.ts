// What still works when something is broken or hostile: storage, the draft, other
// tabs, names, numbers, the network, the frame around the page?

import { type Page } from '@playwright/test';
import { expect, open, settled, started, test } from './fixtures.ts';
import { DRAFT, STALE, box, draft, embed, expectFigures, figures, kept, startOver, state, users } from './plan.ts';

const EXAMPLE = { 'demand.concurrent_users': 1000, 'web.backend_pods_min': 13 };

test.describe('storage', () => {
  for (const [what, name] of [
    ['is full', 'QuotaExceededError'],
    ['refuses', 'SecurityError'],
  ] as const) {
    test(`that ${what} is told once, and the address still keeps the work`, async ({ page }) => {
      await page.addInitScript((error) => {
        Storage.prototype.setItem = () => {
          throw new DOMException('no', error);
        };
      }, name);
      await open(page);
      await state(users(page), '1500');
      await expect(page.locator('.notice')).toContainText('could not keep your draft');
      await expect(page).toHaveURL(/#1[\w-]+$/);
      const before = page.url();
      await state(users(page), '100');
      await expect(page).not.toHaveURL(before);
      await expect(page.locator('.notice')).toHaveCount(1);
      await page.reload();
      await started(page);
      await expectFigures(page, { 'demand.concurrent_users': 100 });
    });
  }

  test('that cannot be reached at all is told, and the page works', async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('no', 'SecurityError');
        },
      });
    });
    await open(page);
    await expect(page.locator('.notice')).toContainText('keeps no draft');
    await state(users(page), '1500');
    await expectFigures(page, { 'web.backend_pods_min': 20 });
    await expect(page).toHaveURL(/#1[\w-]+$/);
  });
});

test.describe('a draft', () => {
  for (const [what, text] of [
    ['corrupt', '#1ABP9Jt8Wxv_MyCDchgYGXEVbIwM'],
    ['foreign', '{"version":3,"rows":[1,2,3]}'],
    ['empty', ''],
    ['hostile', '<img src=x onerror=alert(1)>'],
    ['huge', '#1' + 'A'.repeat(1_000_000)],
  ] as const) {
    test(`that is ${what} is left as it is until the first edit`, async ({ page }) => {
      await open(page);
      await page.evaluate(([key, value]) => localStorage.setItem(key, value), [DRAFT, text] as const);
      await page.reload();
      await started(page);
      await expect(page.locator('.notice')).toContainText('could not be read');
      await expectFigures(page, EXAMPLE);
      expect(await draft(page)).toBe(text);
      await state(users(page), '1500');
      await kept(page);
      await page.goto('./?next');
      await started(page);
      await expectFigures(page, { 'demand.concurrent_users': 1500 });
    });
  }
});

test('two tabs keep their own plans, and the draft is whole: that of the last edit', async ({ page, context }) => {
  await open(page);
  const other = await context.newPage();
  await open(other);
  await state(users(page), '1500');
  await kept(page);
  await state(users(other), '8000');
  const last = await kept(other);
  await expectFigures(page, { 'demand.concurrent_users': 1500, 'web.backend_pods_min': 20 });
  await expectFigures(other, { 'demand.concurrent_users': 8000, 'web.backend_pods_min': 104 });
  await page.reload();
  await started(page);
  await expectFigures(page, { 'demand.concurrent_users': 1500 });
  expect(await draft(page)).toBe(last);
});

test.describe('a hostile name', () => {
  const NAMES = [
    '<script>window.hurt=1</script>', '"><script>window.hurt=1</script>', "'><img src=x onerror=window.hurt=1>", '<img src=x onerror=window.hurt=1>',
    '<svg onload=window.hurt=1>', '<svg><script>window.hurt=1</script></svg>', '<iframe src="javascript:parent.hurt=1">', '<a href="javascript:window.hurt=1">x</a>',
    '<body onload=window.hurt=1>', '<style>*{display:none}</style>', '<!--', '-->', ']]>', '<![CDATA[x]]>', '</title><script>window.hurt=1</script>',
    '</textarea><script>window.hurt=1</script>', '<base href="https://example.org/">', '<meta http-equiv=refresh content=0>', '<plaintext>', '<noscript>',
    'javascript:window.hurt=1', 'data:text/html,<script>window.hurt=1</script>', 'vbscript:x', '&lt;script&gt;', '&amp;', '&#60;b&#62;', '%3Cscript%3E', '%00', '%', '%%', '%zz',
    '\u202egnp.exe', '\u2066abc\u2069', '\u200f\u200e', '\u200b', '\u200d\u200d', '\ufeff', '\u00ad', '\u0301'.repeat(60), 'Z\u0351\u036b\u0343', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
    '\u{e0041}', '\ufffd', '\uffff', '\u2028', '=1+1', '+1', '-1', '@SUM(A1)', '=HYPERLINK("https://example.org","x")', '{{7*7}}', '${7*7}', '#{7*7}', '`window.hurt=1`',
    "'; DROP TABLE plans; --", '../../etc/passwd', '\\\\host\\share', '__proto__', 'constructor', 'NaN', 'null', 'undefined', '#1ABP9Jt8Wxv', '?embed', ' ', '  two  spaces  ', 'ﷺ'.repeat(40), '漢字', 'العربية',
  ];

  /** All elements, but for those that are made anew when the figures have rested. */
  const ELEMENTS = 'body *:not(:is(.moves, .inputs-top) *)';

  /** Asserts that a name is text wherever it shows, and did nothing. */
  async function expectOnlyText(page: Page, name: string, elements: number): Promise<void> {
    await expect(page.getByLabel('Scenario', { exact: true }), name).toHaveValue(name);
    await expect.poll(() => page.title(), name).toContain(name.replace(/[\t\n\f\r ]+/g, ' ').trim());
    await expect(page.locator(ELEMENTS), name).toHaveCount(elements);
    expect(await page.evaluate(() => 'hurt' in window), name).toBe(false);
  }

  /** How many elements the page has once it is whole. */
  async function countElements(page: Page): Promise<number> {
    await settled(page);
    return page.locator(ELEMENTS).count();
  }

  test('is only text when it is typed', async ({ page }) => {
    await open(page);
    await state(page.getByLabel('Scenario', { exact: true }), 'plain');
    const elements = await countElements(page);
    for (const name of NAMES) {
      await state(page.getByLabel('Scenario', { exact: true }), name);
      await expectOnlyText(page, name, elements);
    }
    const last = await kept(page);
    await page.goto(`./?again${last}`);
    await started(page);
    await expectOnlyText(page, NAMES.at(-1) ?? '', elements);
  });

  test('is only text when it comes with a link', async ({ page }) => {
    await open(page, '#?name=plain');
    await expect(page).toHaveTitle(/^plain/);
    const elements = await countElements(page);
    for (const name of NAMES) {
      await page.evaluate((hash) => (location.hash = hash), `#?name=${encodeURIComponent(name)}`);
      await expectOnlyText(page, name, elements);
    }
  });

  test('in a key or a value is only text in the notice', async ({ page }) => {
    await open(page);
    for (const name of NAMES.filter((name) => name.trim() !== '')) {
      const text = encodeURIComponent(name);
      await page.evaluate((hash) => (location.hash = hash), `#?k${text}=${text}`);
      const line = page.locator('.notice li');
      await expect.poll(() => line.allTextContents(), name).toEqual([expect.stringContaining(name)]);
      await expect(line.locator('*'), name).toHaveCount(0);
      expect(await page.evaluate(() => 'hurt' in window), name).toBe(false);
    }
  });

  test('of 10,000 letters or of two lines is refused in a sentence, typed or in a link', async ({ page }) => {
    await open(page);
    const field = page.getByLabel('Scenario', { exact: true });
    await field.fill('w'.repeat(10_000));
    await expect(page.locator('#scenario-name-error')).toContainText('80 characters');
    await expect(page).toHaveTitle(/^Headroom/);
    await field.fill('short');
    await expect(page.locator('#scenario-name-error')).toBeEmpty();
    await expect(page).toHaveTitle(/^short/);
    await page.evaluate(() => (location.hash = `#?name=${'w'.repeat(10_000)}`));
    await expect(page.locator('.notice')).toContainText('80 characters');
    await page.evaluate(() => (location.hash = '#?name=a%0Ab&concurrent_users=1500'));
    await expect(page.locator('.notice')).toContainText('one line of plain text');
    await expectFigures(page, { 'demand.concurrent_users': 1500 });
  });
});

test.describe('a number at the edge', () => {
  for (const text of ['0', '-1', '1e308', '1e-320', '9007199254740993', '-0', '1e-5', '10000001']) {
    test(`${text} is refused in every form of the field, and the plan stays finite`, async ({ page }) => {
      await open(page);
      const good = await figures(page);
      for (const id of ['s-demand.concurrent_users', 'f-demand.concurrent_users', 'f-demand.customers', 'f-demand.peak_rate']) {
        await state(box(page, id), text);
        const shown = await figures(page);
        expect(shown.filter((each) => /NaN|inf/i.test(each.split(' = ')[1])), id).toEqual([]);
        if (id.endsWith('concurrent_users')) {
          await expect(page.locator(STALE), id).toHaveCount(2);
          expect(shown, id).toEqual(good);
        }
        await startOver(page);
        await expect(page.locator(STALE), id).toHaveCount(0);
      }
    });
  }
});

test('offline after the start, everything goes on', async ({ page, context }) => {
  await open(page);
  await context.setOffline(true);
  await state(users(page), '1500');
  await expectFigures(page, { 'web.backend_pods_min': 20, 'web.nodes_min': 9 });
  await kept(page);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expectFigures(page, EXAMPLE);
  await page.locator('.answers button.figure').first().click();
  await expect(page.locator('aside.explain')).toBeVisible();
});

test('in a sandboxed frame without storage the plan follows what is typed', async ({ page, baseURL }) => {
  const frame = await embed(page, `${baseURL}`);
  const field = frame.locator('[id="s-demand.concurrent_users"]');
  await field.fill('1500');
  await expect(frame.locator('[data-figure="web.backend_pods_min"]').first()).toHaveAttribute('data-value', '20');
  await expect(frame.locator('.notice').first()).toContainText('keeps no draft');
  await startOver(frame);
  await expect(frame.locator('[data-figure="web.backend_pods_min"]').first()).toHaveAttribute('data-value', '13');
});

test('on paper the plan is whole, without what can only be clicked', async ({ page }) => {
  await open(page);
  await state(users(page), '1500');
  const shown = await figures(page);
  await page.emulateMedia({ media: 'print' });
  expect(await figures(page)).toEqual(shown);
  for (const name of ['Undo', 'Redo', 'Copy link', 'Start over']) await expect(page.getByRole('button', { name })).toBeHidden();
  // What the first screen says stands on the page that paper begins with.
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await expect(page.locator('.paper')).toContainText('The four answers');
  await expect(page.locator('#panel-sizing')).toBeVisible();
});
