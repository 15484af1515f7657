// How long do draws take, from the edit until what they come to is told? Printed, not
// asserted: it depends on the machine. `FIREFOX=…` draws there as well; a bundle of
// Squiggle (`SQUIGGLE=file.js`, which leaves `run(code, samples)` on `window.squiggle`)
// is timed in the same browser, in the same run.

import { chromium, firefox } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { browserOptions } from '../browser.mjs';
import { serve } from '../server.mjs';

const PATIENCE = { timeout: 300_000 };
const LINKS = [
  ['saas-1, 36 months, six ranges more', '#?preset=saas-1&growth.months_projected=36&growth=8-20%&customers=400-650&churn=2-4%&users_per_customer=1-1.2&bill.compute.amount=2500-3600&pool.gpu_nodes.lead_time=10+days-30+days'],
  ['saas-1, growth', '#?preset=saas-1&growth=8-20%'],
  ['chat-1, users', '#?preset=chat-1&concurrent_users=800-1500'],
];
const SQUIGGLE = 'a = 50 to 200\nb = 0.8 to 1.4\nc = 8 to 20\nd = 5 to 9\na * b + c * d';

const server = await serve({ port: 0, useBrotli: true });
try {
  for (const [name, type] of [['Chromium', chromium], ...(process.env.FIREFOX ? [['Firefox', firefox]] : [])]) {
    const options = name === 'Firefox' ? { executablePath: process.env.FIREFOX } : browserOptions;
    const browser = await type.launch(options).catch((error) => console.log(`${name}: ${error.message.split('\n')[0]}`));
    if (!browser) continue;
    for (const [what, link] of LINKS) await drawn(browser, name, what, link);
    if (process.env.SQUIGGLE) await squiggle(browser, name, process.env.SQUIGGLE);
    await browser.close();
  }
} finally {
  server.closeAllConnections();
  server.close();
}

/** When what is told is told, counted from when it was asked, of a second edit: the worker is warm. */
async function drawn(browser, name, what, link) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.told = [];
    document.addEventListener('headroom:draw', ({ detail }) => window.told.push(['asked', performance.now(), detail[1].length]));
    document.addEventListener('headroom:drawn', ({ detail }) => detail[2] && window.told.push([detail[1], performance.now(), detail[2].length]));
  });
  await page.goto(`http://127.0.0.1:${server.address().port}/${link}`, PATIENCE);
  await page.locator('html[data-planner="whole"]').waitFor(PATIENCE);
  // The page's policy does not let a function be waited for.
  const all = async () => {
    const until = Date.now() + PATIENCE.timeout;
    while (!(await page.evaluate(() => window.told.some(([made]) => made === 2048)))) {
      if (Date.now() > until) throw new Error(`${what}: no draws`);
      await page.waitForTimeout(50);
    }
  };
  await all();
  await page.evaluate(() => { window.told = []; });
  await page.locator('.sentence input').first().fill('612');
  await all();
  const told = await page.evaluate(() => window.told);
  const asked = told.findLast(([kind, , length]) => kind === 'asked' && length > 0)[1];
  const stages = told.filter(([kind]) => kind !== 'asked').map(([made, at]) => `${made} after ${Math.round(at - asked)} ms`);
  console.log(`${name}, ${what}: ${stages.join(', ')}`);
  await context.close();
}

async function squiggle(browser, name, file) {
  const page = await browser.newPage();
  await page.addScriptTag({ content: await readFile(file, 'utf8') });
  const times = await page.evaluate(async (code) => {
    const all = [];
    for (let nth = 0; nth < 6; nth += 1) {
      const begin = performance.now();
      await window.squiggle.run(code, 10_000);
      all.push(Math.round(performance.now() - begin));
    }
    return all;
  }, SQUIGGLE);
  console.log(`${name}, Squiggle, 10,000 samples of 4 inputs: ${times.join(', ')} ms`);
}
