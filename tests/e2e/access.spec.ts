// Can everyone use the page: does axe-core find nothing in any of its states, and
// does the whole task work from the keyboard?

import { type Page } from '@playwright/test';
import { axe, expect, open, test } from './fixtures.ts';
import { box, expectFigures, explain, figure, form, state, unfold, users } from './plan.ts';

const PANEL = 'aside.explain';

/** The states of the page that look different. */
const STATES: [string, (page: Page) => Promise<void>][] = [
  ['as it opens', async () => {}],
  [
    'with every group unfolded and every field explained',
    async (page) => {
      await form(page);
      await unfold(page);
      const about = page.getByRole('button', { name: /^About / });
      await about.evaluateAll((all) => all.forEach((it) => (it as HTMLElement).click()));
      await expect(page.locator('.inputs-about:not([hidden])').first()).toBeVisible();
    },
  ],
  [
    'with a figure explained',
    async (page) => {
      await explain(page, 'web.nodes_by_cpu');
      await expect(page.locator(PANEL)).toBeVisible();
    },
  ],
  [
    'with an input explained',
    async (page) => {
      await explain(page, 'web.node_cpu_offered');
      await page.locator('[data-follow="web.node_cpu_share"]').click();
      await expect(box(page, 'p-web.node_cpu_share')).toBeVisible();
    },
  ],
  [
    'with notices, changes and findings',
    async (page) => {
      await page.evaluate(() => (location.hash = '#?name=Spring&concurrent_users=9999999&flavour=vanilla'));
      await expect(page.locator('.notice')).toBeVisible();
      await state(users(page), '8000');
    },
  ],
  [
    'with fields that need attention',
    async (page) => {
      await state(users(page), 'many');
      await form(page);
      await state(box(page, 'f-demand.peak_rate'), '-3');
      await expect(page.locator('.attention')).toContainText('2 fields need attention');
    },
  ],
  [
    'of a platform, with its tables and a history',
    async (page) => {
      await open(page, '#?preset=saas-1');
      await page.getByText('Show table').first().click();
      await form(page);
      for (const id of ['growth', 'tiers']) await page.locator(`#inputs-${id} > summary`).click();
      await page.locator('details:is(.table-row, .history)').evaluateAll((all) => all.forEach((it) => it.setAttribute('open', '')));
      await box(page, 'history-rate').fill('2026-01,500\n2026-02,560\nsoon,many\n2026-03,610');
      await expect(page.getByRole('button', { name: /^Use / })).toBeVisible();
      await box(page, 'n-tier.pro').fill(' ');
    },
  ],
  [
    'with the table behind the chart',
    async (page) => {
      await page.locator('#panel-cost').getByText('Show table').click();
    },
  ],
];

const LOOKS = [
  ['in light', { colorScheme: 'light' }],
  ['in dark', { colorScheme: 'dark' }],
  ['320 px wide', { viewport: { width: 320, height: 640 } }],
  ['in forced colors', { forcedColors: 'active' }],
] as const;

for (const [look, options] of LOOKS) {
  test.describe(`axe-core, ${look}`, () => {
    test.use('forcedColors' in options ? { contextOptions: { forcedColors: 'active' } } : { ...options });
    for (const [name, reach] of STATES) {
      test(`finds nothing on the page ${name}`, async ({ page }) => {
        await open(page);
        await reach(page);
        // Where the bar covers half of a control depends on where the page was left.
        await page.evaluate(() => scrollTo(0, 0));
        await axe(page);
      });
    }
  });
}

for (const width of [320, 375, 640, 1024]) {
  test(`nothing sticks out sideways at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 700 });
    await open(page);
    await unfold(page);
    const [needed, given] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    expect(needed).toBeLessThanOrEqual(given);
  });
}

// As WCAG 1.4.12 has it.
const SPACED = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-bottom: 2em !important; }`;

for (const preset of ['chat-1', 'saas-1', 'gpu-1', 'sale-1', 'coach-1']) {
  test(`nothing of ${preset} sticks out sideways where a visitor spaces text wider`, async ({ page }) => {
    await open(page, `#?preset=${preset}`);
    await unfold(page);
    await page.evaluate((rules) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`${rules} .panel { content-visibility: visible !important; }`);
      document.adoptedStyleSheets = [sheet];
    }, SPACED);
    for (const width of [320, 640, 1024]) {
      await page.setViewportSize({ width, height: 700 });
      const [needed, given] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
      expect(needed, `${width} px`).toBeLessThanOrEqual(given);
    }
  });
}

test.describe('with the keyboard alone', () => {
  test('Tab reaches the number, arrows step it, Enter opens a figure and Escape leads back', async ({ page }) => {
    await open(page);
    const reached = (id: string) => page.evaluate((wanted) => document.activeElement?.id === wanted, id);
    let presses = 0;
    while (!(await reached('s-demand.concurrent_users'))) {
      expect(presses, 'presses of Tab to the first number').toBeLessThan(20);
      await page.keyboard.press('Tab');
      presses += 1;
    }
    await page.keyboard.press('ArrowUp');
    const shown = async (): Promise<number> => Number(await figure(page, 'demand.concurrent_users').getAttribute('data-value'));
    await expect.poll(shown).toBeGreaterThan(1000);
    const stepped = await shown();
    await page.keyboard.press('ArrowDown');
    await expectFigures(page, { 'demand.concurrent_users': 1000 });
    await page.keyboard.press('Shift+ArrowUp');
    await expect.poll(shown).toBeGreaterThan(stepped);

    const isFigure = () => page.evaluate(() => document.activeElement?.matches('.answers button.figure') ?? false);
    while (!(await isFigure())) {
      expect(presses, 'presses of Tab to the first answer').toBeLessThan(40);
      await page.keyboard.press('Tab');
      presses += 1;
    }
    const opened = await page.evaluate(() => document.activeElement?.getAttribute('data-figure'));
    await page.keyboard.press('Enter');
    await expect(page.locator(PANEL).getByRole('heading', { level: 2 })).toBeFocused();
    await expect(page.locator(`${PANEL} .explain-id`)).toHaveText(String(opened));
    await page.keyboard.press('Tab');
    expect(await page.evaluate((panel) => document.querySelector(panel)?.contains(document.activeElement), PANEL)).toBe(true);
    await page.keyboard.press('Escape');
    await expect(page.locator(PANEL)).toHaveCount(0);
    // The very one that was opened, not another place that shows the same figure.
    await expect(page.locator(`.answers button.figure[data-figure="${opened}"]`)).toBeFocused();
  });

  test('the answers are one step away', async ({ page }) => {
    await open(page);
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: 'Skip to the answers' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.locator('#answers')).toBeFocused();
  });

  test('the headline is announced once the figures rest', async ({ page }) => {
    await open(page);
    await users(page).fill('1500');
    await expect(page.locator('.answers [aria-live="polite"]')).toHaveText(/^The plan is now 9 nodes, \$/);
  });
});

test.describe('under a finger', () => {
  test.use({ viewport: { width: 375, height: 700 } });

  test('every target is 24 px or more, or stands in a sentence', async ({ page }) => {
    await open(page);
    const small = await page.locator('button:visible, select:visible, input:visible, summary:visible').evaluateAll((targets) =>
      targets
        .filter((target) => {
          const { width, height } = target.getBoundingClientRect();
          return (width < 24 || height < 24) && !target.closest('p, h1, td, li, label');
        })
        .map((target) => target.outerHTML.slice(0, 120)),
    );
    expect(small).toEqual([]);
  });
});
