// How the journeys run: Debian's Chromium against dist/, served under a subpath
// with the strict policy. Two projects: Playwright switches Chromium's flooding
// protection off, and `*.flood.spec.ts` needs it on, as visitors have it.

import { defineConfig } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { BASE, browserOptions } from './browser.mjs';

const LISTEN = 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})';
// Chosen once: the workers, which read this file too, inherit it.
process.env.HEADROOM_PORT ??= execFileSync(process.execPath, ['-e', LISTEN], { encoding: 'utf8' }).trim();
const baseURL = `http://127.0.0.1:${process.env.HEADROOM_PORT}${BASE}`;

export default defineConfig({
  testDir: '.',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  reporter: 'list',
  use: { baseURL, launchOptions: browserOptions },
  projects: [
    { name: 'default', testIgnore: '**/*.flood.spec.ts' },
    {
      name: 'flood',
      testMatch: '**/*.flood.spec.ts',
      use: { launchOptions: { ...browserOptions, ignoreDefaultArgs: ['--disable-ipc-flooding-protection'] } },
    },
  ],
  webServer: {
    command: `node server.mjs --port ${process.env.HEADROOM_PORT} --base ${BASE}`,
    url: baseURL,
    reuseExistingServer: false,
  },
});
