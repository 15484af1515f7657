// How is WebKit driven? By plain WebDriver requests to WebKitGTK's own driver, on a screen
// that is not there (Xvfb). Each tab is a session, and so a browser, of its own.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { type Readable } from 'node:stream';
import { expect } from '@playwright/test';
import { EVENT_MS, type Key, type Look, type Running, type Saved, SIZE, type Tab } from './tab.ts';

const LIBRARIES = '/usr/lib';

/** WebKitGTK's small browser, named in WEBKIT (`cargo xtask test` sets it); undefined where there is none. */
export const WEBKIT = process.env.WEBKIT ?? miniBrowser();

const DRIVER = process.env.WEBKITDRIVER ?? 'WebKitWebDriver';

/** Keys that write nothing, as WebDriver numbers them. */
const KEYS: Record<Key, string> = {
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Escape: '\uE00C',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
};

type Ask = (method: string, path: string, body?: unknown) => Promise<unknown>;

/** Starts a screen, and the driver on it. */
export async function launch(look: Look): Promise<Running> {
  const screen = spawn('Xvfb', ['-displayfd', '3', '-nolisten', 'tcp', '-screen', '0', '1400x1000x24'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  // It takes a number that is free and says so when it is up.
  const [number] = await once(screen.stdio[3] as Readable, 'data', { signal: AbortSignal.timeout(EVENT_MS) });
  const port = freePort();
  const driver = spawn(DRIVER, [`--port=${port}`], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: `:${String(number).trim()}`,
      GTK_THEME: look === 'dark' ? 'Adwaita:dark' : 'Adwaita',
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
      // Root has no sandbox, and it opens only the page under test.
      WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
    },
  });
  const ask: Ask = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body === undefined ? undefined : JSON.stringify(body) });
    const { value } = (await answer.json()) as { value: { error?: string; message?: string } | null };
    if (value?.error) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  };
  const isUp = (): Promise<boolean> => ask('GET', '/status').then(() => true, () => false);
  await expect.poll(isUp, { message: 'the driver answers', timeout: EVENT_MS }).toBe(true);
  return { tab: () => session(ask), end: () => ended(driver).then(() => ended(screen)) };
}

async function session(ask: Ask): Promise<Tab> {
  const options = { binary: WEBKIT, args: ['--automation'] };
  const made = (await ask('POST', '/session', { capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } } })) as { sessionId: string };
  const at = `/session/${made.sessionId}`;
  const post = (path: string, body: unknown = {}): Promise<unknown> => ask('POST', at + path, body);
  await post('/timeouts', { script: EVENT_MS, pageLoad: EVENT_MS });
  await post('/window/rect', SIZE);

  const run: Tab['run'] = async (work, ...given) => {
    const script = `const [given, done] = arguments; Promise.resolve((${work})(...given)).then((found) => done({ found }), (error) => done({ error: String(error) }))`;
    const { found, error } = (await post('/execute/async', { script, args: [given] })) as { found: never; error?: string };
    if (error) throw new Error(error);
    return found;
  };
  const strokes = (...keys: [kind: 'keyDown' | 'keyUp', key: Key][]): Promise<unknown> => {
    const actions = keys.map(([type, key]) => ({ type, value: KEYS[key] ?? key }));
    return post('/actions', { actions: [{ type: 'key', id: 'keys', actions }] });
  };
  return {
    go: (address) => post('/url', { url: address }) as Promise<never>,
    reload: () => post('/refresh') as Promise<never>,
    // The driver's own way back passes over what no visitor caused.
    back: () => run(() => history.back()),
    run,
    pressAt: async (x, y) => {
      const move = { type: 'pointerMove', x: Math.round(x), y: Math.round(y), origin: 'viewport', duration: 0 };
      const actions = [move, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }];
      await post('/actions', { actions: [{ type: 'pointer', id: 'pointer', parameters: { pointerType: 'mouse' }, actions }] });
    },
    keys: async (...keys) => {
      const up = keys.toReversed();
      await strokes(...keys.map((key) => ['keyDown', key] as ['keyDown', Key]), ...up.map((key) => ['keyUp', key] as ['keyUp', Key]));
    },
    type: async (text) => void (await strokes(...[...text].flatMap((key) => [['keyDown', key], ['keyUp', key]] as ['keyDown' | 'keyUp', Key][]))),
    choose: async (id, file) => {
      const input = (await post('/element', { using: 'css selector', value: `input[type="file"]#${id}` })) as Record<string, string>;
      await post(`/element/${Object.values(input)[0]}/value`, { text: file });
    },
    saved: (press) => offered(run, press),
    picture: () => ask('GET', `${at}/screenshot`) as Promise<string>,
    // Its window is no narrower than some 450 px.
    widen: (width) => post('/window/rect', { ...SIZE, width }) as Promise<never>,
    print: async () => null,
    close: () => ask('DELETE', at) as Promise<never>,
  };
}

/** What the page gives the browser to save: driven, this one saves no files. */
async function offered(run: Tab['run'], press: () => Promise<void>): Promise<Saved> {
  await run(() => {
    const page = window as unknown as { offered?: Promise<[string, string]> };
    const { createObjectURL } = URL;
    const { click } = HTMLAnchorElement.prototype;
    page.offered = new Promise((resolve) => {
      let text = Promise.resolve('');
      URL.createObjectURL = (blob) => {
        text = (blob as Blob).text();
        return createObjectURL.call(URL, blob);
      };
      HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
        URL.createObjectURL = createObjectURL;
        HTMLAnchorElement.prototype.click = click;
        click.call(this);
        void text.then((it) => resolve([this.download, it]));
      };
    });
  });
  await press();
  return run(() => (window as unknown as { offered: Promise<[string, string]> }).offered) as Promise<Saved>;
}

async function ended(program: ChildProcess): Promise<void> {
  const gone = once(program, 'exit');
  if (program.kill()) await gone;
}

function freePort(): number {
  // Not by console.log, which writes in color where Playwright asks for it.
  const script = 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{process.stdout.write(String(s.address().port));s.close()})';
  return Number(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }));
}

function miniBrowser(): string | undefined {
  if (!existsSync(LIBRARIES) || !existsSync('/usr/bin/Xvfb')) return undefined;
  const places = readdirSync(LIBRARIES).map((triplet) => `${LIBRARIES}/${triplet}/webkit2gtk-4.1/MiniBrowser`);
  return places.find((place) => existsSync(place));
}
