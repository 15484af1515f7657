// How long from a keystroke until every figure and chart in sight is redrawn? Printed,
// not asserted: it depends on the machine. What is out of sight or folded follows
// between keystrokes, and is not waited for here.
//
// Three spans of each keystroke: until its event is handled, until the document
// has settled (Leptos runs its effects after the event), and until the frame in
// which charts in sight are drawn has been made. The last span holds the wait for that
// frame, up to 16.7 ms at 60 frames a second.

import { chromium } from '@playwright/test';
import { browserOptions } from '../browser.mjs';
import { serve } from '../server.mjs';

const KEYSTROKES = 200;
const WARM_UP = 20;
/** How long it takes to come is no failure; that it never comes is one. */
const PATIENCE = { timeout: 300_000 };
/** A link, and how much the processor is slowed. Its load is typed: the sentence's first number. */
const TYPED = [
  ['', 1],
  ['', 4],
  ['#?preset=saas-1', 1],
  ['#?preset=gpu-1', 1],
  ['#?preset=coach-1', 1],
  ['#?preset=sale-1', 1],
];

const server = await serve({ port: 0, useBrotli: true });
const browser = await chromium.launch(browserOptions);
try {
  for (const [link, rate] of TYPED) {
    const spans = await typed(link, rate);
    const speed = rate === 1 ? 'unthrottled' : `processor slowed ${rate}x`;
    for (const [what, times] of Object.entries(spans)) {
      console.log(`keystroke ${link || 'chat-1'} ${what}: p50 ${quantile(times, 0.5)} ms, p95 ${quantile(times, 0.95)} ms (${times.length} keystrokes, ${speed})`);
    }
  }
  console.log('goal: figures and charts in sight redrawn under 16 ms p95, unthrottled');
} finally {
  await browser.close();
  server.closeAllConnections();
  server.close();
}

/** Milliseconds of each keystroke, by span. */
async function typed(link, rate) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await page.goto(`http://127.0.0.1:${server.address().port}/${link}`, PATIENCE);
    // All of the page is to follow.
    await page.locator('html[data-planner="whole"]').waitFor(PATIENCE);
    const field = page.locator('.sentence input').first();
    await session.send('Emulation.setCPUThrottlingRate', { rate });
    return await field.evaluate(measure, { keystrokes: KEYSTROKES, warmUp: WARM_UP });
  } finally {
    await context.close();
  }
}

/** Runs in the page. */
async function measure(field, { keystrokes, warmUp }) {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const task = () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
  const base = Number(field.value.replaceAll(',', ''));
  const spans = { 'until handled': [], 'until every figure in sight is redrawn': [], 'until the frame is made': [] };
  const answers = () => [...document.querySelectorAll('.answers button.figure')].map((it) => it.dataset.value).join();
  for (let nth = 0; nth < warmUp + keystrokes; nth += 1) {
    const number = (base * (1 + (1 + ((nth * 37) % 97)) / 1000)).toPrecision(6);
    field.value = number;
    const before = answers();
    // Starts where a frame has just been shown, so that waiting for the next one is not counted.
    await frame();
    await task();
    const start = performance.now();
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    const handled = performance.now();
    await task();
    // Measuring the page makes the browser lay it out now.
    void document.body.offsetHeight;
    const settled = performance.now();
    await frame();
    await task();
    const shown = performance.now();
    if (answers() === before) throw new Error(`the answers are the same at ${number}: ${before}`);
    if (nth < warmUp) continue;
    spans['until handled'].push(handled - start);
    spans['until every figure in sight is redrawn'].push(settled - start);
    spans['until the frame is made'].push(shown - start);
  }
  return spans;
}

function quantile(times, share) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(1);
}
