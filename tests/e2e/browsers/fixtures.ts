// What every journey in Firefox and WebKit asserts without saying so: the policy was kept,
// nothing was asked of the host once the page was whole, no error was left to itself.
//
// That nothing was reported says something only where reports arrive: when a journey is over
// the page breaks the policy on purpose, and that must be the one report that came.

import { type AddressInfo } from 'node:net';
import { expect, test as base } from '@playwright/test';
import { BASE } from '../browser.mjs';
import { serve } from '../server.mjs';
import * as firefox from './firefox.ts';
import { EVENT_MS, type Look, type Running, type Tab } from './tab.ts';
import * as webkit from './webkit.ts';

const BROWSERS = { firefox, webkit };
const REPORTS = `${BASE}policy-reports`;
const NARROW = `${BASE}narrow`;
const FRAME = `<!doctype html><html lang="en"><title>Embedder</title><body><script>
  document.body.append(Object.assign(document.createElement('iframe'), { src: './' + location.hash, width: 390, height: 800 }));
</script>`;
/** Asked for when the journey is over, and forbidden. */
const FORBIDDEN = 'https://control.invalid';
/** Browsers fetch it when they like; the page does not ask for it. */
const FAVICON = /\/favicon-[0-9a-f]+\.svg$/;

/** The host of the page: what it was asked, and what browsers reported to it. */
export interface Host {
  address: string;
  /** Requests since the page was whole; null while it loads. */
  asked: string[] | null;
  reports: string[];
  /** The address of a page that shows this link in a frame of 390 px. */
  narrow(link: string): string;
}

/** A tab with the page's host. */
export interface Visit {
  tab: Tab;
  host: Host;
  /** Opens the page (a query or fragment may follow) and waits until all of it is there. */
  open(link?: string): Promise<void>;
  /** Waits until all of the page is there, after something that loads it. */
  arrived(load: () => Promise<void>): Promise<void>;
}

interface Kept {
  running: Running;
}

export const test = base.extend<{ visit: Visit; darkVisit: Visit }, Kept & { engine: keyof typeof BROWSERS }>({
  engine: ['firefox', { option: true, scope: 'worker' }],

  running: [
    async ({ engine }, use) => {
      const running = await BROWSERS[engine].launch('light');
      await use(running);
      await running.end();
    },
    { scope: 'worker', timeout: 4 * EVENT_MS },
  ],

  visit: async ({ running }, use) => visited(running, use),

  darkVisit: async ({ engine }, use) => {
    const running = await BROWSERS[engine].launch('dark' satisfies Look);
    try {
      await visited(running, use);
    } finally {
      await running.end();
    }
  },
});

export { expect };

async function visited(running: Running, use: (visit: Visit) => Promise<void>): Promise<void> {
  const { host, end } = await hosted();
  const tab = await running.tab();
  try {
    await use(visitOf(tab, host));
    await expectQuiet(tab, host);
  } finally {
    await tab.close();
    await end();
  }
}

function visitOf(tab: Tab, host: Host): Visit {
  const arrived = async (load: () => Promise<void>): Promise<void> => {
    host.asked = null;
    await load();
    const state = (): Promise<string | null> =>
      tab
        .run(() => (document.readyState === 'complete' ? document.documentElement.dataset.planner : null) ?? null)
        // A script that a navigation takes away has no answer.
        .catch(() => null);
    await expect.poll(state, 'the whole program is there').toBe('whole');
    await tab.run(() => {
      const page = window as unknown as { complaints: string[] };
      page.complaints = [];
      addEventListener('error', (event) => page.complaints.push(event.message));
      addEventListener('unhandledrejection', (event) => page.complaints.push(String(event.reason)));
      // Sections out of sight are not laid out, and move what is pressed once they are.
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('.panel { content-visibility: visible !important; }');
      document.adoptedStyleSheets = [sheet];
    });
    host.asked = [];
  };
  return { tab, host, arrived, open: (link = '') => arrived(() => tab.go(host.address + link)) };
}

async function expectQuiet(tab: Tab, host: Host): Promise<void> {
  expect(host.asked, 'requests since the page was whole').toEqual([]);
  expect(await tab.run(() => (window as unknown as { complaints: string[] }).complaints), 'errors').toEqual([]);
  expect(await tab.run(() => document.querySelectorAll('[role="alertdialog"]').length), 'the page has not stopped').toBe(0);
  await tab.run((forbidden) => void (new Image().src = `${forbidden}/1.png`), FORBIDDEN);
  await expect.poll(() => host.reports.length, 'a broken policy is reported').toBeGreaterThan(0);
  expect(host.reports.filter((report) => !report.includes(FORBIDDEN))).toEqual([]);
}

/** A server that counts; its policy has browsers report what they refuse. */
async function hosted(): Promise<{ host: Host; end: () => Promise<void> }> {
  const server = await serve({
    port: 0,
    base: BASE,
    fault: ({ headers }: { headers: Record<string, string> }) => {
      headers['Content-Security-Policy'] += `; report-uri ${REPORTS}`;
      return false;
    },
  });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}${BASE}`;
  const host: Host = { address, asked: null, reports: [], narrow: (link) => `${address}narrow${link}` };
  const [answer] = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (request.url === REPORTS) {
      let report = '';
      request.on('data', (part: Buffer) => (report += part));
      request.on('end', () => host.reports.push(report));
      return response.writeHead(204).end();
    }
    if (request.url === NARROW) return response.writeHead(200, { 'Content-Type': 'text/html' }).end(FRAME);
    if (!FAVICON.test(request.url ?? '')) host.asked?.push(`${request.method} ${request.url}`);
    return answer(request, response);
  });
  const end = (): Promise<void> => {
    server.closeAllConnections();
    return new Promise((resolve) => void server.close(() => resolve()));
  };
  return { host, end };
}
