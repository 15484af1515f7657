// How the journeys run: Debian's Chromium against dist/, served under a subpath
// with the strict policy. Playwright switches Chromium's flooding protection off,
// and `*.flood.spec.ts` needs it on, as visitors have it. What matters most is done
// in Firefox and WebKit too, where they are (`browsers/`).

import { defineConfig } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { BASE, browserOptions } from './browser.mjs';
import { FIREFOX } from './browsers/firefox.ts';
import { WEBKIT } from './browsers/webkit.ts';

// Waits are for events. How long one may take says nothing of the page: the
// machine may be busy.
const EVENT_MS = 30_000;
const TEST_MS = 300_000;

const LISTEN = 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})';
// Chosen once: the workers, which read this file too, inherit it.
process.env.HEADROOM_PORT ??= execFileSync(process.execPath, ['-e', LISTEN], { encoding: 'utf8' }).trim();
const baseURL = `http://127.0.0.1:${process.env.HEADROOM_PORT}${BASE}`;

// One worker each: a browser starts once. First, since they take longest.
const others = [...(FIREFOX ? ['firefox'] : []), ...(WEBKIT ? ['webkit'] : [])];

export default defineConfig({
  testDir: '.',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  timeout: TEST_MS,
  expect: { timeout: EVENT_MS },
  // One browser alone leaves half of two cores idle.
  workers: Math.max(2, Math.floor(availableParallelism() / 2)),
  reporter: 'list',
  use: { baseURL, launchOptions: browserOptions, actionTimeout: EVENT_MS, navigationTimeout: EVENT_MS },
  projects: [
    ...others.map((engine) => ({ name: engine, testMatch: '**/browsers/*.spec.ts', fullyParallel: false, use: { engine } })),
    { name: 'default', testIgnore: ['**/*.flood.spec.ts', '**/browsers/**'] },
    {
      name: 'flood',
      testMatch: '**/*.flood.spec.ts',
      use: { launchOptions: { ...browserOptions, ignoreDefaultArgs: ['--disable-ipc-flooding-protection'] } },
    },
  ],
  webServer: {
    command: `node server.mjs --port ${process.env.HEADROOM_PORT} --base ${BASE}`,
    url: baseURL,
    timeout: EVENT_MS,
    reuseExistingServer: false,
  },
});
