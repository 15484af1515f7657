// How is Firefox driven? By WebDriver BiDi, through puppeteer-core (24 is its last version for
// Node.js 20): Playwright's own protocol needs a Firefox of its own.

import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from '@playwright/test';
import puppeteer, { type KeyInput, type Page } from 'puppeteer-core';
import { EVENT_MS, type Look, type Running, SIZE, type Tab } from './tab.ts';

/** Named in FIREFOX (`cargo xtask test` sets it); undefined where there is none. */
export const FIREFOX = process.env.FIREFOX ?? ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find((file) => existsSync(file));

const PATIENCE = { timeout: EVENT_MS };

/** Starts a Firefox without a window. */
export async function launch(look: Look): Promise<Running> {
  const downloads = await mkdtemp(path.join(tmpdir(), 'headroom-firefox-'));
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: FIREFOX,
    headless: true,
    timeout: EVENT_MS,
    extraPrefsFirefox: {
      'browser.download.dir': downloads,
      'browser.download.folderList': 2,
      'ui.systemUsesDarkTheme': look === 'dark' ? 1 : 0,
      // As on a desktop where scroll bars take room.
      'widget.gtk.overlay-scrollbars.enabled': false,
    },
  });
  return {
    tab: async () => {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      page.setDefaultTimeout(EVENT_MS);
      await page.setViewport(SIZE);
      return tab(page, downloads, () => context.close());
    },
    end: async () => {
      await browser.close();
      await rm(downloads, { recursive: true, force: true });
    },
  };
}

function tab(page: Page, downloads: string, close: () => Promise<void>): Tab {
  const settled = async (work: Promise<unknown>): Promise<void> => void (await work);
  return {
    go: (address) => settled(page.goto(address, PATIENCE)),
    reload: () => settled(page.reload(PATIENCE)),
    back: () => page.evaluate(() => history.back()),
    run: (work, ...given) => page.evaluate(work, ...given),
    pressAt: (x, y) => page.mouse.click(x, y),
    keys: async (...keys) => {
      const held = keys.slice(0, -1) as KeyInput[];
      for (const key of held) await page.keyboard.down(key);
      await page.keyboard.press(keys.at(-1) as KeyInput);
      for (const key of held.reverse()) await page.keyboard.up(key);
    },
    type: (text) => page.keyboard.type(text),
    choose: async (id, file) => {
      const input = await page.$(`input[type="file"]#${id}`);
      await (input as Awaited<ReturnType<typeof page.$<'input'>>>)?.uploadFile(file);
    },
    saved: async (press) => {
      const there = new Set(await readdir(downloads));
      await press();
      // It has a name of its own until it is whole.
      const isNew = (name: string): boolean => !there.has(name) && !name.endsWith('.part');
      const fresh = async (): Promise<string[]> => {
        const names = await readdir(downloads);
        return names.some((name) => name.endsWith('.part')) ? [] : names.filter(isNew);
      };
      await expect.poll(async () => (await fresh()).length, 'a file is saved').toBe(1);
      const [name] = await fresh();
      const place = path.join(downloads, name);
      await expect.poll(async () => (await readFile(place)).length, 'it is not empty').toBeGreaterThan(0);
      const text = await readFile(place, 'utf8');
      await rm(place);
      return [name, text];
    },
    picture: () => page.screenshot({ encoding: 'base64' }),
    widen: (width) => page.setViewport({ ...SIZE, width }),
    print: async () => Buffer.from(await page.pdf({ preferCSSPageSize: true, timeout: 4 * EVENT_MS })),
    close,
  };
}
