// Does the page keep its address and its draft when it is edited faster than
// Chromium lets any page write its address? Runs with that protection on.

import { expect, open, started, test } from './fixtures.ts';
import { expectFigures, figures, kept, users } from './plan.ts';

const EDITS = 1000;
const SECONDS = 10;

test(`${EDITS} edits in ${SECONDS} s leave the address and the draft as the page is`, async ({ page }) => {
  await open(page);
  const last = await users(page).evaluate(
    (box, [edits, every]) =>
      new Promise<number>((resolve) => {
        const field = box as HTMLInputElement;
        let number = 1000;
        const timer = setInterval(() => {
          number += 1;
          field.value = String(number);
          field.dispatchEvent(new Event('input', { bubbles: true }));
          if (number < 1000 + edits) return;
          clearInterval(timer);
          resolve(number);
        }, every);
      }),
    [EDITS, (SECONDS * 1000) / EDITS] as const,
  );
  await expectFigures(page, { 'demand.concurrent_users': last, 'web.backend_pods_min': 26 });
  await kept(page);
  const before = await figures(page);
  await page.reload();
  await started(page);
  expect(await figures(page)).toEqual(before);
});
