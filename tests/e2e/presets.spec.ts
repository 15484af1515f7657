// GPUs for models, a sale and a pipeline on API limits: does each example open as
// its source has it, answer what is typed, and go away as a link?

import { type Page } from '@playwright/test';
import { axe, expect, open, settled, started, test } from './fixtures.ts';
import { box, choose, expectFigures, explain, figure, figures, kept, preset, state } from './plan.ts';

const PANEL = 'aside.explain';

interface Example {
  id: string;
  /** What its button says. */
  button: string;
  /** The box of the load in its sentence. */
  opens: string;
  /** The figures that its source leads to. */
  headline: Record<string, number>;
  /** A field, what is typed into it, and the figure that it moves, from and to. */
  edit: [field: string, text: string, moved: string, from: number, to: number];
  /** A figure with a figure and an input that it follows from. */
  explained: [id: string, from: string];
}

const EXAMPLES: Example[] = [
  {
    id: 'gpu-1',
    button: 'GPU inference',
    opens: 's-demand.requests_per_day',
    headline: {
      'demand.requests_per_day': 24_000,
      'inference.gpus': 3,
      'inference.gpus_at.launch': 6,
      'inference.gpus_at.viral': 11,
      'inference.gpus_at.recovery': 4,
      'inference.cost': 15_067.2,
      'inference.api_cost': 930.75,
    },
    edit: ['s-demand.requests_per_day', '48000', 'inference.gpus', 3, 5],
    explained: ['inference.gpus', 'inference.replicas'],
  },
  {
    id: 'sale-1',
    button: 'Sale event',
    opens: 's-demand.requests_per_day',
    headline: {
      'demand.requests_per_day': 45_000_000,
      'inference.gpus': 14,
      'inference.gpus_at.sale': 27,
      'inference.short_at.sale': 13,
      'money.short.lost': 2_800_000,
      'money.short.outage_hours': 72,
    },
    edit: ['s-demand.requests_per_day', '90M', 'inference.gpus_at.sale', 27, 53],
    explained: ['inference.short_at.sale', 'inference.gpus_at.sale'],
  },
  {
    id: 'coach-1',
    button: 'Chat coach on API limits',
    opens: 's-demand.daily_active_users',
    headline: {
      'demand.daily_active_users': 1000,
      'flow.bottleneck': 1.6666666666666665,
      'flow.model_api.left_over': 4000,
      'flow.users_limit': 600,
    },
    edit: ['s-demand.daily_active_users', '500', 'flow.bottleneck', 1.6666666666666665, 0.8333333333333333],
    explained: ['flow.users_limit', 'flow.model_api.users_at_limit'],
  },
];

/** The example chosen by its button. */
async function chosen(page: Page, { button, opens }: Example): Promise<void> {
  await open(page);
  await choose(page, button);
  await expect(box(page, opens)).toBeVisible();
}

for (const example of EXAMPLES) {
  const { id, button, headline, edit, explained } = example;
  const link = `#?preset=${id}`;

  test.describe(id, () => {
    test('opens from its button and from its link with the same figures', async ({ page, context }) => {
      await chosen(page, example);
      await expect(preset(page, button)).toHaveAttribute('aria-pressed', 'true');
      await expectFigures(page, headline);
      const other = await context.newPage();
      await open(other, link);
      expect(await figures(other)).toEqual(await figures(page));
    });

    test('answers what is typed, and takes it back', async ({ page }) => {
      const [field, text, moved, from, to] = edit;
      await open(page, link);
      await expectFigures(page, { [moved]: from });
      await state(box(page, field), text);
      await expectFigures(page, { [moved]: to });
      await page.getByRole('button', { name: 'Undo' }).click();
      await expectFigures(page, { ...headline, [moved]: from });
    });

    test('explains a figure by what it follows from', async ({ page }) => {
      const [opened, from] = explained;
      await open(page, link);
      await explain(page, opened);
      const panel = page.locator(PANEL);
      await expect(panel.locator('.explain-id')).toHaveText(opened);
      await panel.locator(`[data-follow="${from}"]`).first().click();
      await expect(panel.locator('.explain-id')).toHaveText(from);
    });

    test('goes away as a link and comes back the same', async ({ page, context }) => {
      await open(page, link);
      await state(box(page, edit[0]), edit[1]);
      const before = await figures(page);
      const copied = await kept(page);
      expect(copied.length).toBeLessThan(400);
      const other = await context.newPage();
      await other.goto(`./${copied}`);
      await started(other);
      expect(await figures(other)).toEqual(before);
      await expect(other.locator('.notice')).toHaveCount(0);
    });
  });
}

test.describe('what the sources tell', () => {
  test('the sale was 13 GPUs short, which cost less than being short', async ({ page }) => {
    await open(page, '#?preset=sale-1');
    const answers = page.locator('#answers');
    await expect(answers).toContainText('Not enough for Sale: it takes 27 GPUs, 13 GPUs short.');
    await expect(answers).toContainText('Before Sale');
    const finding = page.locator('[data-rule="short_of_capacity"]');
    await expect(finding).toContainText('Sale needs 27 GPUs, 13 more than are there.');
    await expect(finding).toContainText('For its 72 h they cost $942');
    await expect(finding).toContainText('An outage is stated to cost $2,800,000: 2,974 times as much');
    // Said once, with the event that it is of.
    await expect(page.locator('[data-rule="spare_pays"]')).toHaveCount(0);
    await expect(finding.locator('.evidence')).toContainText('Sale, GPUs short');
    await expect(page.locator('#panel-inference').getByRole('row', { name: /^Sale/ }).first()).toContainText('67 %');
  });

  test('the bursty service takes 11 GPUs for its viral moment, and an API would cost less', async ({ page }) => {
    await open(page, '#?preset=gpu-1');
    await expect(page.locator('#panel-inference')).toContainText('Viral moment takes 11 GPUs; 3 are there');
    await expect(page.locator('#answers')).toContainText('even fully used, these GPUs cost more');
  });

  test('the coach is stopped by the tokens of a day', async ({ page }) => {
    await open(page, '#?preset=coach-1');
    await expect(page.locator('#panel-limits .conclusion')).toContainText('Model API is full first, by tokens a day');
    const answers = page.locator('#answers');
    await expect(answers).toContainText('Higher API tier makes that 666 users.');
    await expect(answers).toContainText('Now.');
    await expectFigures(page, {
      'flow.phase.mvp.break_even_high': 2,
      'flow.phase.growth.break_even_low': 9,
      'flow.phase.growth.break_even_high': 20,
      'flow.phase.scale.break_even_low': 79,
    });
    await state(box(page, 's-demand.daily_active_users'), '500');
    await expect(answers).toContainText(/100\s+more daily users/);
    await expectFigures(page, { 'flow.users_to_add': 100 });
  });
});

/**
 * What sticks out at a side of the window, and where a text is cut off. What scrolls within the
 * page may be wider than it, and what nobody sees takes no room.
 */
async function cutOff(page: Page): Promise<string[]> {
  await page.locator('.panel').evaluateAll((all) => all.forEach((it) => ((it as HTMLElement).style.contentVisibility = 'visible')));
  await settled(page);
  return await page.evaluate(() => {
    const found: string[] = [];
    const scrolls = (it: Element | null): boolean => !!it && (/auto|scroll/.test(getComputedStyle(it).overflowX) || scrolls(it.parentElement));
    for (const it of document.querySelectorAll<HTMLElement>('body *')) {
      const style = getComputedStyle(it);
      const { left, right, width } = it.getBoundingClientRect();
      if (width === 0 || !it.checkVisibility() || it.closest('[hidden], .quiet, .chart-said') || style.clipPath !== 'none') continue;
      const words = `${it.tagName} ${it.className} "${(it.textContent ?? '').slice(0, 40)}"`;
      if (/hidden|clip/.test(style.overflowX) && it.scrollWidth > it.clientWidth + 1) found.push(`cut off: ${words}`);
      if ((left < -1 || right > innerWidth + 1) && !scrolls(it.parentElement)) found.push(`sticks out: ${words}`);
    }
    return found;
  });
}

test.describe('text of twice the size', () => {
  test.use({ viewport: { width: 1280, height: 800 } });
  for (const id of ['saas-1', 'chat-1', ...EXAMPLES.map((it) => it.id)]) {
    test(`is whole on ${id}`, async ({ page }) => {
      await open(page, `#?preset=${id}`);
      const size = () => page.locator('.verdict').evaluate((it) => parseFloat(getComputedStyle(it).fontSize));
      const before = await size();
      await page.evaluate(() => void (document.documentElement.style.fontSize = '200%'));
      expect(await size()).toBeCloseTo(2 * before, 1);
      expect(await cutOff(page)).toEqual([]);
    });
  }
});

for (const [look, options] of [
  ['in light', { colorScheme: 'light' }],
  ['in dark', { colorScheme: 'dark' }],
  ['320 px wide', { viewport: { width: 320, height: 640 } }],
] as const) {
  test.describe(`axe-core, ${look}`, () => {
    test.use({ ...options });
    for (const { id, explained } of EXAMPLES) {
      test(`finds nothing on ${id}, nor does anything stick out`, async ({ page }) => {
        await open(page, `#?preset=${id}`);
        await axe(page);
        const [needed, given] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        expect(needed).toBeLessThanOrEqual(given);
        expect(await cutOff(page)).toEqual([]);
        await explain(page, explained[0]);
        await expect(page.locator(PANEL)).toBeVisible();
        await axe(page);
      });
    }
  });
}
