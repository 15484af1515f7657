// What every journey asserts without saying so: no policy violation, no error on
// the console, no uncaught error, and no request once the whole app is there.
//
// A test that breaks something on purpose lists what it expects:
// `test.use({ tolerated: /404/ })`.

import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';

/** What tells the watcher, on the console, that a document is there, and then that the whole app is; its number follows. */
const OPENED = 'headroom: a document, ';
const STARTED = 'headroom: the app is there, ';

const NOTHING = /^$/;

/** Browsers fetch it when they like; the page does not ask for it. */
const FAVICON = /\/favicon-[0-9a-f]+\.svg$/;

/** What the page made itself, the worker that draws; nothing is fetched. */
const OWN = /^blob:/;

/** Chromium says so where a file is not used within seconds: a busy machine is no fault of the page. */
const SLOW = /^The resource \S+ was preloaded/;

interface Watching {
  /** Complaints that this test causes on purpose; by default none. */
  tolerated: RegExp;
  /** What the browser complained about so far. */
  complaints: string[];
}

export const test = base.extend<Watching>({
  tolerated: [NOTHING, { option: true }],

  complaints: [
    async ({ context, tolerated }, use) => {
      const complaints: string[] = [];
      await context.exposeBinding('headroomComplain', (_, text: string) => complaints.push(text));
      await context.addInitScript(() => {
        const complain = (window as unknown as { headroomComplain(text: string): void }).headroomComplain;
        document.addEventListener('securitypolicyviolation', (event) => {
          complain(`policy violation: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile ?? ''}`);
        });
      });
      await context.addInitScript(
        ([opened, started]) => {
          const number = Math.random();
          console.debug(`${opened}${number}`);
          document.addEventListener('headroom:whole', () => console.debug(`${started}${number}`));
        },
        [OPENED, STARTED],
      );
      context.on('weberror', (error) => complaints.push(`uncaught error: ${error.error().message}`));
      context.on('page', (page) => watch(page, complaints));
      await use(complaints);
      const unexpected = complaints.filter((text) => !tolerated.test(text));
      expect(unexpected, 'what the browser complained about').toEqual([]);
    },
    { auto: true },
  ],
});

/** Opens the page (a query or fragment may follow) and waits until the app is up. */
export async function open(page: Page, address = ''): Promise<void> {
  await page.goto(`./${address}`);
  await started(page);
}

/** Waits until every part of the program has arrived, and the page has taken it in. */
export async function whole(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-planner', 'whole');
}

/** Waits until the app is there, with the parts that follow the first view. */
export async function started(page: Page): Promise<void> {
  await whole(page);
  await expect(page.locator('#boot')).toHaveCount(0);
  await expect(page.locator('#app')).not.toBeEmpty();
}

/** Waits until nothing on the page lags behind the plan: what is on it now stays, but for what moves the answers most. */
export async function settled(page: Page): Promise<void> {
  // What ranges come to is said once it is drawn.
  await expect(page.locator('html[data-draws="late"]')).toHaveCount(0);
  await expect(page.locator('[aria-busy="true"]:not(.moves)')).toHaveCount(0);
}

/** Stops the page's clock, now and in every document to come: it moves only when it is told to. */
export async function stopClock(page: Page): Promise<void> {
  const start = Date.now();
  await page.clock.install({ time: start });
  await page.clock.pauseAt(start + 1000);
}

/** Asserts that axe-core finds nothing on the page as it stands. */
export async function axe(page: Page): Promise<void> {
  await settled(page);
  // Sections out of sight are not laid out: what is in them would seem to lie
  // over what follows.
  await page.locator('.panel').evaluateAll((all) => all.forEach((it) => ((it as HTMLElement).style.contentVisibility = 'visible')));
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(' | ')}`);
  expect(found, 'what axe-core found').toEqual([]);
}

export { expect };

// Requests are judged by the document that made them: a reload may load again. A document that is
// being left may still start, so the news of it is no news of the next one.
function watch(page: Page, complaints: string[]): void {
  const up = new WeakSet<object>();
  const documents = new Map<string, object>();
  let current = {};
  page.on('console', (message) => {
    const text = message.text();
    if (text.startsWith(OPENED)) documents.set(text.slice(OPENED.length), current);
    else if (text.startsWith(STARTED)) up.add(documents.get(text.slice(STARTED.length)) ?? {});
    else if (['error', 'warning'].includes(message.type()) && !SLOW.test(text)) complaints.push(`console: ${text}`);
  });
  page.on('request', (request) => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) current = {};
    else if (up.has(current) && !FAVICON.test(request.url()) && !OWN.test(request.url())) complaints.push(`request after the start: ${request.method()} ${request.url()}`);
  });
}
