// How do journeys through any browser read the page, and state what is planned?

import { expect } from '@playwright/test';
import { type Tab } from './tab.ts';

/** Presses the first element of this kind, that says exactly this if a text is given. */
export async function press(tab: Tab, selector: string, says?: string): Promise<void> {
  const found = (): Promise<[x: number, y: number] | null> =>
    tab.run(
      (wanted, text) => {
        const all = [...document.querySelectorAll(wanted)];
        const it = all.find((one) => text === null || one.textContent?.trim() === text);
        if (!it) return null;
        it.scrollIntoView({ block: 'center', behavior: 'instant' });
        const { x, y, width, height } = it.getBoundingClientRect();
        const middle: [number, number] = [x + width / 2, y + height / 2];
        return it.contains(document.elementFromPoint(...middle)) ? middle : null;
      },
      selector,
      says ?? null,
    );
  let last: string | undefined;
  // Where it is twice in a row it stays.
  const rests = async (): Promise<boolean> => {
    const before = last;
    last = String(await found());
    return last !== 'null' && last === before;
  };
  await expect.poll(rests, { message: `${selector} ${says ?? ''} can be pressed`, intervals: [20, 50, 100] }).toBe(true);
  const [x, y] = String(last).split(',').map(Number);
  await tab.pressAt(x, y);
}

/** Opens all that is folded. */
export async function openFolds(tab: Tab): Promise<void> {
  await tab.run(() => document.querySelectorAll<HTMLElement>('.fold-press[aria-expanded="false"]').forEach((it) => it.click()));
  await expectCount(tab, '[aria-busy="true"]:not(.moves)', 0);
}

/** Puts a text in place of what a box holds, by keys, and leaves it. */
export async function state(tab: Tab, id: string, text: string): Promise<void> {
  await write(tab, id, text);
  await tab.keys('Tab');
}

/** Puts a text in place of what a box holds, by keys. */
export async function write(tab: Tab, id: string, text: string): Promise<void> {
  await focus(tab, id);
  await tab.keys('Control', 'a');
  await tab.type(text);
}

/** Focuses a box, once it is there. */
export const focus = (tab: Tab, id: string): Promise<void> => {
  const takes = (): Promise<boolean> =>
    tab.run((it) => {
      const box = document.getElementById(it);
      box?.focus();
      return box !== null && document.activeElement === box;
    }, id);
  return expect.poll(takes, `${id} takes the focus`).toBe(true);
};

/** What the first element of this kind says; null where there is none. */
export const says = (tab: Tab, selector: string): Promise<string | null> =>
  tab.run((wanted) => document.querySelector(wanted)?.textContent ?? null, selector);

export const count = (tab: Tab, selector: string): Promise<number> => tab.run((wanted) => document.querySelectorAll(wanted).length, selector);

export const holds = (tab: Tab, id: string): Promise<string | undefined> =>
  tab.run((it) => (document.getElementById(it) as HTMLInputElement | null)?.value, id);

/** Every figure on the page that there is, with its exact value, each id once, when none lags behind the plan. */
export async function figures(tab: Tab): Promise<Record<string, string>> {
  await expectCount(tab, '[aria-busy="true"]:not(.moves)', 0);
  const all = await tab.run(() => {
    const buttons = [...document.querySelectorAll<HTMLElement>('button.figure')].filter(({ dataset }) => dataset.value);
    return Object.fromEntries(buttons.map(({ dataset }) => [dataset.figure ?? '', dataset.value ?? '']));
  });
  expect(Object.keys(all).length, 'figures on the page').toBeGreaterThan(50);
  return all;
}

export const value = (tab: Tab, id: string): Promise<string | undefined> =>
  tab.run((it) => document.querySelector<HTMLElement>(`button.figure[data-figure="${it}"]`)?.dataset.value, id);

export const expectFigure = (tab: Tab, id: string, wanted: number): Promise<void> =>
  expect.poll(() => value(tab, id), id).toBe(String(wanted));

export const expectText = (tab: Tab, selector: string, wanted: string | RegExp): Promise<void> =>
  expect.poll(() => says(tab, selector), selector).toEqual(typeof wanted === 'string' ? expect.stringContaining(wanted) : expect.stringMatching(wanted));

export const expectCount = (tab: Tab, selector: string, wanted: number): Promise<void> =>
  expect.poll(() => count(tab, selector), selector).toBe(wanted);

/** The fragment of the address. */
export const fragment = (tab: Tab): Promise<string> => tab.run(() => location.hash);
