// Does all that matters most work in Firefox and in WebKit, too, with the figures and files
// that the program gives without a browser?

import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { expect, test } from './fixtures.ts';
import { expectNative, native, nativeFigures } from './native.ts';
import { count, expectCount, expectFigure, expectText, figures, focus, fragment, holds, openFolds, press, says, state, value, write } from './page.ts';
import { printed } from './pdf.ts';
import { type Tab } from './tab.ts';

const SAAS = '#?preset=saas-1&growth.start=2026-11-22';
const PRESETS = ['#?preset=chat-1', SAAS, '#?preset=gpu-1', '#?preset=sale-1', '#?preset=coach-1'];
const USERS = 's-demand.concurrent_users';
/** A link minted long ago, and what it has to come to. */
const OLD = readFileSync(new URL('../../links/0.1.txt', import.meta.url), 'utf8').split('\n\n')[1].trim().split('\n')[0];

for (const link of PRESETS) {
  test(`${link} gives every figure to the bit`, async ({ visit: { tab, open } }) => {
    await open(link);
    expectNative(await figures(tab), link);
    const [, csv] = await tab.saved(() => press(tab, '#panel-report button', 'All figures (CSV)'));
    const rows = csv.split('\r\n').map(cells).filter(([kind, , , given]) => kind === 'figure' && given !== '');
    expect(rows.map(([, id]) => id).sort()).toEqual(Object.keys(nativeFigures(link)).sort());
    expectNative(Object.fromEntries(rows.map(([, id, , given]) => [id, given])), link);
  });
}

test('files for other programs are the same bytes', async ({ visit: { tab, open } }) => {
  await open(SAAS);
  await openFolds(tab);
  for (const [option, button, file] of [
    ['--orders', 'Download all orders (CSV)', 'headroom-orders.csv'],
    ['--manifest', 'Download the manifest (YAML)', 'headroom-hpa.yaml'],
    ['--alerts', 'Download the alert rules for Prometheus (YAML)', 'headroom-alerts.yaml'],
  ]) {
    const [name, text] = await tab.saved(() => press(tab, 'button', button));
    expect(name).toBe(file);
    expect(text).toBe(native(SAAS, option));
  }
});

test('ranges are drawn by a worker, the same as without a browser', async ({ visit: { tab, open } }) => {
  const link = `${SAAS}&growth=8-20%`;
  await open(link);
  await expect.poll(() => tab.run(() => document.documentElement.dataset.draws)).toBe('settled');
  await tab.run(() => {
    const told: unknown[] = [];
    Object.assign(window, { told });
    document.addEventListener('headroom:drawn', (event) => told.push((event as CustomEvent).detail[3]));
  });
  await state(tab, 's-demand.customers', '600');
  await expect.poll(() => tab.run(() => (window as unknown as { told: unknown[] }).told.at(-1))).toBe(true);
  expect(await tab.run(() => (window as unknown as { told: unknown[] }).told.includes('refused'))).toBe(false);
  await openFolds(tab);
  const [name, text] = await tab.saved(() => press(tab, '#panel-ranges button', 'Download 1,024 draws (CSV)'));
  expect(name).toBe('headroom-draws.csv');
  expect(text).toBe(native(`${link}&customers=600`, '--draws'));
});

test('links open as they were handed out, and lead back and forth', async ({ visit: { tab, host, open, arrived } }) => {
  await open(OLD);
  const shown = await figures(tab);
  expectNative(shown, OLD);
  await tab.run(() => void (location.hash = '#?concurrent_users=8000&flavour=vanilla'));
  await expectFigure(tab, 'demand.concurrent_users', 8000);
  await expectText(tab, '.notice', 'flavour');
  await tab.run(() => void (location.hash = '#1damaged'));
  await expectText(tab, '.notice', /was cut short|is damaged/);
  await expectFigure(tab, 'demand.concurrent_users', 8000);
  await tab.back();
  await expectFigure(tab, 'demand.concurrent_users', 8000);
  await tab.back();
  await expect.poll(() => figures(tab)).toEqual(shown);
  await arrived(() => tab.go(`${host.address}?again${OLD}`));
  expect(await figures(tab)).toEqual(shown);
});

test('the link is copied, and opens with the same figures', async ({ visit: { tab, host, open, arrived } }) => {
  await open();
  await state(tab, USERS, '1234');
  await expectFigure(tab, 'demand.concurrent_users', 1234);
  const before = await figures(tab);
  await press(tab, '.share > summary');
  await press(tab, 'button', 'Copy link');
  await expectText(tab, '.copy-link', 'Link copied');
  const link = await pasted(tab);
  expect(link).toMatch(/#1[\w-]+$/);
  await expect.poll(() => tab.run(() => location.href)).toBe(link);
  expectNative(before, new URL(link).hash);
  await arrived(() => tab.go(link.replace(host.address, `${host.address}?other`)));
  expect(await figures(tab)).toEqual(before);
  await expectCount(tab, '.notice', 0);
});

test('a comparison with its note goes into the link, and a figure is asked what it takes', async ({ visit: { tab, host, open, arrived } }) => {
  await open(SAAS);
  await press(tab, '.compare-button');
  await expectCount(tab, '#panel-compared', 1);
  await state(tab, 's-demand.customers', '1000');
  await expectText(tab, '#panel-compared .conclusion', /^In a year B costs \$[\d,]+ a month more than A\.$/);
  await press(tab, '.share > summary');
  await press(tab, 'button', 'Add a note');
  await write(tab, 'scenario-note', 'Read me first');
  await tab.keys('Tab');
  await expect.poll(() => fragment(tab)).toMatch(/^#2/);
  const before = await figures(tab);
  const link = await fragment(tab);
  await expect.poll(async () => (await fragment(tab)) === link).toBe(true);
  await arrived(() => tab.go(`${host.address}?other${link}`));
  await expect.poll(() => holds(tab, 'scenario-note')).toBe('Read me first');
  expect(await figures(tab)).toEqual(before);
  await expectCount(tab, '.notice', 0);
  await press(tab, '.answers button.figure[data-figure="money.gross_margin"]');
  await expectCount(tab, 'aside.explain .solve-wanted', 1);
  await press(tab, 'aside.explain .solve-wanted');
  await tab.type('1 %');
  await press(tab, 'aside.explain button', 'Find');
  await expectText(tab, '.solve-said', 'Gross margin');
});

test('a figure is followed to what was stated, and left by key', async ({ visit: { tab, open } }) => {
  await open();
  await press(tab, 'button.figure[data-figure="web.nodes_by_cpu"]');
  await expectText(tab, 'aside.explain [data-substituted]', '7.1');
  expect(await tab.run(() => document.activeElement?.matches('aside.explain h2'))).toBe(true);
  await press(tab, 'aside.explain [data-follow="web.node_cpu_offered"]');
  await press(tab, 'aside.explain [data-follow="web.node_cpu_share"]');
  await state(tab, 'p-web.node_cpu_share', '50');
  await expectFigure(tab, 'web.nodes_by_cpu', 7.1);
  await tab.run(() => document.querySelector<HTMLElement>('aside.explain button')?.focus());
  await tab.keys('Escape');
  await expectCount(tab, 'aside.explain', 0);
  await expect.poll(() => focused(tab, 'button.figure[data-figure="web.nodes_by_cpu"]')).toBe(true);
});

test('the keyboard alone reaches the number, steps it and opens an answer', async ({ visit: { tab, open } }) => {
  await open();
  await tab.keys('Tab');
  expect(await says(tab, ':focus')).toBe('Skip to the answers');
  await reach(tab, `[id="${USERS}"]`);
  await tab.keys('ArrowUp');
  await expect.poll(async () => Number(await value(tab, 'demand.concurrent_users'))).toBeGreaterThan(1000);
  await tab.keys('ArrowDown');
  await expectFigure(tab, 'demand.concurrent_users', 1000);
  await reach(tab, '.answers button.figure');
  const opened = await tab.run(() => (document.activeElement as HTMLElement).dataset.figure);
  await tab.keys('Enter');
  await expectText(tab, 'aside.explain .explain-id', String(opened));
  await tab.keys('Escape');
  await expect.poll(() => focused(tab, `[data-figure="${opened}"]`)).toBe(true);
});

test('what is typed is the number it means, or the last good plan stays', async ({ visit: { tab, open } }) => {
  await open();
  for (const [text, number] of [['12 500', 12500], ['1.5M', 1_500_000], ['10k', 10_000], ['1,500', 1500]] as const) {
    await write(tab, USERS, text);
    expect(await holds(tab, USERS), 'it stays as typed').toBe(text);
    await expectFigure(tab, 'demand.concurrent_users', number);
  }
  const good = await figures(tab);
  for (const text of ['many', '-3', 'NaN']) {
    await state(tab, USERS, text);
    await expectText(tab, '.attention', '1 field needs attention');
    await expectText(tab, `[id="${USERS}-said"]`, /\w+ \w+.*\.$/);
    expect(await holds(tab, USERS)).toBe(text);
    expect(await figures(tab)).toEqual(good);
  }
  await state(tab, USERS, '8000');
  await expectCount(tab, '.attention', 0);
  await expectFigure(tab, 'web.backend_pods_min', 104);
});

test('steps are taken back and forward, by key and by button, and a reload keeps the draft', async ({ visit: { tab, open, arrived } }) => {
  await open();
  const first = await figures(tab);
  await state(tab, USERS, '1500');
  await expectFigure(tab, 'demand.concurrent_users', 1500);
  const second = await figures(tab);
  await write(tab, USERS, '8000');
  await expectFigure(tab, 'demand.concurrent_users', 8000);
  await tab.keys('Control', 'z');
  await expect.poll(() => figures(tab)).toEqual(second);
  expect(await holds(tab, USERS)).toBe('1,500');
  await press(tab, 'button[aria-label="Undo"]');
  await expect.poll(() => figures(tab)).toEqual(first);
  await press(tab, 'button[aria-label="Redo"]');
  await expect.poll(() => figures(tab)).toEqual(second);
  await arrived(() => tab.reload());
  expect(await figures(tab)).toEqual(second);
});

test('charts are drawn, pointed at by key, and stand as a table too', async ({ visit: { tab, open } }) => {
  await open(SAAS);
  await tab.run(() => document.querySelector('#panel-growth .chart-canvas')?.scrollIntoView({ block: 'center' }));
  const colors = (): Promise<number> =>
    tab.run(() => {
      const canvas = document.querySelector('#panel-growth .chart-canvas') as HTMLCanvasElement;
      if (!canvas.width) return 0;
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return new Set(new Uint32Array(data.buffer)).size;
    });
  await expect.poll(colors, 'colors in the picture').toBeGreaterThan(20);
  await tab.run(() => (document.querySelector('#panel-growth .chart-stage') as HTMLElement).focus());
  await tab.keys('ArrowRight');
  await expect.poll(() => tab.run(() => (document.querySelector('#panel-growth .chart-tip') as HTMLElement).innerText)).toMatch(/\d/);
  const before = await count(tab, '#panel-growth .chart tbody tr');
  await press(tab, '#panel-growth .chart button', 'Show table');
  await expect.poll(() => count(tab, '#panel-growth .chart tbody tr')).toBeGreaterThan(before);
});

test('a saved scenario opens again with the same figures, and another file says what is wrong', async ({ visit: { tab, host, open, arrived } }, info) => {
  await open(SAAS);
  await state(tab, 's-demand.customers', '800');
  await expectFigure(tab, 'demand.customers', 800);
  const before = await figures(tab);
  const [name, text] = await tab.saved(() => press(tab, '#panel-report button', 'JSON'));
  expect(name).toBe('headroom-saas-platform.json');
  const [good, bad] = ['good.json', 'bad.json'].map((file) => info.outputPath(file));
  await writeFile(good, text);
  await writeFile(bad, text.slice(0, text.length / 2));
  await arrived(() => tab.go(`${host.address}?other#?preset=chat-1`));
  await tab.choose('file-choice', bad);
  await expectText(tab, '#file-said', 'cut short');
  await tab.choose('file-choice', good);
  await expectText(tab, '#file-said', 'The file is open');
  expect(await figures(tab)).toEqual(before);
});

test('a printed chart has the proportions that it was drawn in', async ({ visit: { tab, open } }) => {
  await open(SAAS);
  await tab.run(() => {
    window.print = () => void (document.documentElement.dataset.printed = 'yes');
  });
  await press(tab, '#panel-report button', 'Print');
  await expect.poll(() => tab.run(() => document.documentElement.dataset.printed)).toBe('yes');
  const pdf = await tab.print();
  // WebKitGTK's driver has no command that prints: there the page as it looks on paper is measured.
  const pictures = pdf ? printed(pdf) : await onPaper(tab);
  expect(pictures.length, 'charts').toBeGreaterThan(4);
  for (const { width, height, across, down } of pictures) {
    expect(across / width / (down / height), `${width} x ${height} pixels as ${across} x ${down}`).toBeCloseTo(1, 2);
  }
});

test('in the dark no strip of the page is white', async ({ darkVisit: { tab, open } }) => {
  await open(SAAS);
  expect(await tab.run(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
  await expectCount(tab, '[aria-busy="true"]:not(.moves)', 0);
  for (const place of [0, 700]) {
    await tab.run((y) => scrollTo(0, y), place);
    const white = await tab.run(async (png) => {
      const picture = new Image();
      picture.src = `data:image/png;base64,${png}`;
      await picture.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width: picture.width, height: picture.height });
      const pen = canvas.getContext('2d')!;
      pen.drawImage(picture, 0, 0);
      const columns = Array.from({ length: picture.width }, (_, x) => {
        const { data } = pen.getImageData(x, 0, 1, picture.height);
        return new Uint32Array(data.buffer).filter((pixel) => pixel === 0xff_ff_ff_ff).length;
      });
      return Math.max(...columns);
    }, await tab.picture());
    expect(white, 'white pixels one above the other').toBeLessThan(50);
  }
});

test('390 px are enough', async ({ visit: { tab, host, open } }) => {
  // WebKit's window is wider than that: a frame is as narrow as it likes.
  await tab.go(host.narrow('#?preset=saas-1'));
  const inside = (): Promise<{ planner?: string; given: number; needed: number }> =>
    tab.run(() => {
      const page = document.querySelector('iframe')?.contentDocument?.documentElement;
      return { planner: page?.dataset.planner, given: page?.clientWidth ?? 0, needed: page?.scrollWidth ?? 0 };
    });
  await expect.poll(async () => (await inside()).planner).toBe('whole');
  const { given, needed } = await inside();
  expect(given).toBeGreaterThan(300);
  expect(given).toBeLessThanOrEqual(390);
  expect(needed).toBeLessThanOrEqual(given);
  await open();
});

/** The cells of a line of CSV. */
function cells(line: string): string[] {
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) => cell.replace(/^"|"$/g, '').replaceAll('""', '"'));
}

const focused = (tab: Tab, selector: string): Promise<boolean | undefined> =>
  tab.run((wanted) => document.activeElement?.matches(wanted), selector);

/** Presses Tab until the focus is on such an element. */
async function reach(tab: Tab, selector: string): Promise<void> {
  for (let presses = 0; !(await focused(tab, selector)); presses += 1) {
    expect(presses, `presses of Tab to ${selector}`).toBeLessThan(40);
    await tab.keys('Tab');
  }
}

/** What is on the clipboard, pasted as a visitor would. */
async function pasted(tab: Tab): Promise<string> {
  await tab.run(() => document.body.append(Object.assign(document.createElement('textarea'), { id: 'pasted' })));
  await focus(tab, 'pasted');
  await tab.keys('Control', 'v');
  await expect.poll(() => holds(tab, 'pasted')).not.toBe('');
  const text = String(await holds(tab, 'pasted'));
  await tab.run(() => document.getElementById('pasted')?.remove());
  return text;
}

/** Every chart as the rules for paper lay it out, drawn as it is when printing begins. */
function onPaper(tab: Tab): Promise<{ width: number; height: number; across: number; down: number }[]> {
  return tab.run(() => {
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
    for (const rule of rules) if (rule instanceof CSSMediaRule && rule.conditionText === 'print') rule.media.mediaText = 'all';
    dispatchEvent(new Event('beforeprint'));
    return [...document.querySelectorAll<HTMLCanvasElement>('.chart-canvas')]
      .filter((canvas) => canvas.getBoundingClientRect().width > 0)
      .map((canvas) => {
        const { width: across, height: down } = canvas.getBoundingClientRect();
        return { width: canvas.width, height: canvas.height, across, down };
      });
  });
}
