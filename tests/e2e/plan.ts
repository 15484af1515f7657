// How do the journeys read the plan on the page, and state what is planned?

import { type FrameLocator, type Locator, type Page } from '@playwright/test';
import { expect, settled } from './fixtures.ts';

/** Where the draft is stored. */
export const DRAFT = 'headroom.draft';

/** Shown while the plan on screen is of the last good input. */
export const STALE = '.answers.stale, .panels.stale';

/** A field's box: `f-` in the form, `s-` in the sentence, `p-` in the panel. */
export const box = (page: Page, id: string): Locator => page.locator(`[id="${id}"]`);

/** The concurrent users in the sentence: the one number that a visitor knows. */
export const users = (page: Page): Locator => box(page, 's-demand.concurrent_users');

/** The entry of an example in the menu "Start from", whether or not that is open. */
export const preset = (page: Page, name: string): Locator => page.locator('.preset', { hasText: name });

/** Opens a menu of the bar. */
export async function menu(page: Page | FrameLocator, name: RegExp): Promise<void> {
  await page.locator('.bar summary', { hasText: name }).click();
}

/** Starts from another example. */
export async function choose(page: Page, name: string): Promise<void> {
  await menu(page, /Start from/);
  await preset(page, name).click();
}

/** Gives the scenario back to its example. */
export async function startOver(page: Page | FrameLocator): Promise<void> {
  await menu(page, /Start from/);
  await page.getByRole('button', { name: 'Start over' }).click();
}

/** A page of another that shows this one in a sandboxed frame without an origin of its own. */
export async function embed(page: Page, source: string): Promise<FrameLocator> {
  await page.route('**/embedder', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="en"><title>Embedder</title><iframe title="Headroom" width="900" height="700" sandbox="allow-scripts" src="${source}"></iframe>`,
    }),
  );
  await page.goto('./embedder');
  return page.frameLocator('iframe');
}

/** Opens the menu "Share" and copies the link. */
export async function copyLink(page: Page): Promise<void> {
  await menu(page, /Share/);
  await page.getByRole('button', { name: 'Copy link' }).click();
}

/** Brings the form up where it is a sheet. */
export async function form(page: Page): Promise<void> {
  const opener = page.getByRole('button', { name: 'Change numbers' });
  if (await opener.isVisible()) await opener.click();
}

/** Opens every group of the form; the rows of a group are made when it opens. */
export async function unfold(page: Page): Promise<void> {
  const groups = page.locator('details.inputs-group');
  await groups.evaluateAll((all) => all.forEach((group) => group.setAttribute('open', '')));
  for (const group of await groups.all()) await expect(group.locator('.inputs-row, .table-editor').first()).toBeAttached();
}

/** Opens everything that is folded, once it is made. */
export async function openFolds(page: Page): Promise<void> {
  await settled(page);
  await page.locator('.fold-press[aria-expanded="false"]').evaluateAll((all) => all.forEach((it) => (it as HTMLElement).click()));
  await settled(page);
}

/** The first button below the bar that shows a figure. */
export const figure = (page: Page, id: string): Locator => page.locator(`button.figure[data-figure="${id}"]:not(.slim *)`).first();

/** Opens the explanation of a figure, and before it what the figure is folded in. */
export async function explain(page: Page, id: string): Promise<void> {
  const place = figure(page, id);
  await place.evaluate((it) => {
    const fold = it.closest('.fold-inside[hidden]');
    if (fold) document.querySelector<HTMLElement>(`[aria-controls="${fold.id}"]`)?.click();
    it.closest('details')?.setAttribute('open', '');
  });
  await place.click();
}

/** Every figure on the page with its exact value, in the page's order, once none lags behind the plan. */
export async function figures(page: Page): Promise<string[]> {
  await settled(page);
  const all = await page
    .locator('button.figure')
    .evaluateAll((buttons) => buttons.map((button) => `${button.getAttribute('data-figure')} = ${button.getAttribute('data-value')}`));
  expect(all.length, 'figures on the page').toBeGreaterThan(50);
  return all;
}

/** Asserts the exact values of some figures. */
export async function expectFigures(page: Page, wanted: Record<string, number | string>): Promise<void> {
  for (const [id, value] of Object.entries(wanted)) {
    await expect(figure(page, id), id).toHaveAttribute('data-value', String(value));
  }
}

/** Types into a box and leaves it, so that the edit is a step of its own. */
export async function state(field: Locator, text: string): Promise<void> {
  await field.fill(text);
  await field.blur();
}

/** The draft that the browser keeps; null if there is none. */
export const draft = (page: Page): Promise<string | null> => page.evaluate((key) => localStorage.getItem(key), DRAFT);

/** Waits until the address and the draft are the link to what the page shows; gives its fragment. */
export async function kept(page: Page): Promise<string> {
  const link = await page.evaluate(async () => {
    const copied = new Promise<string>((resolve) => {
      const clipboard = { writeText: async (text: string) => resolve(text) };
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
    });
    document.querySelector<HTMLButtonElement>('.copy-link')?.click();
    const text = await copied;
    // Gives the browser's own clipboard back.
    Reflect.deleteProperty(navigator, 'clipboard');
    return text;
  });
  const { hash } = new URL(link);
  expect(hash).toMatch(/^#1[\w-]+$/);
  await expect(page).toHaveURL(link);
  await expect.poll(() => draft(page), 'the draft follows the page').toBe(hash);
  return hash;
}
