// Is what the first view transfers still small? Prints every file of dist/ that
// index.html names, as it is and in brotli, and fails past the budgets. The same
// of dist/full/, the whole page, is printed beside it and has no budget: nobody
// loads it first who does not ask for it.

import { readFile } from 'node:fs/promises';
import { compress } from './server.mjs';

const KB = 1000;
const BUDGETS = { everything: 200 * KB, wasm: 170 * KB };
const DIST = new URL('../../dist/', import.meta.url);

const first = await sizesOf(DIST);
for (const [what, budget] of Object.entries(BUDGETS)) {
  const size = first[what];
  console.log(`${what}: ${(size / KB).toFixed(1)} of ${budget / KB} KB${size > budget ? ', OVER' : ''}`);
  // A sum of nothing would hide a page that names its files in another way.
  if (size > budget || size === 0) process.exitCode = 1;
}

console.log('\ndist/full/, the whole page (no budget):');
const whole = await sizesOf(new URL('full/', DIST));
for (const what of Object.keys(BUDGETS)) console.log(`${what}: ${(whole[what] / KB).toFixed(1)} KB`);

/** The brotli sizes of a folder's page, with every file of it printed. */
async function sizesOf(folder) {
  const html = await readFile(new URL('index.html', folder), 'utf8');
  const named = [...html.matchAll(/(?:src|href|data-js|data-wasm)="\.\/([^"]+)"/g)].map(([, name]) => name);
  const sizes = { everything: 0, wasm: 0 };
  for (const name of ['index.html', ...new Set(named)]) {
    const bytes = await readFile(new URL(name, folder));
    const brotli = (await compress(name, bytes)).length;
    sizes.everything += brotli;
    if (name.endsWith('.wasm')) sizes.wasm += brotli;
    console.log(`${kilobytes(bytes.length)} ${kilobytes(brotli)} brotli  ${name}`);
  }
  return sizes;
}

function kilobytes(bytes) {
  return `${(bytes / KB).toFixed(1).padStart(8)} KB`;
}
