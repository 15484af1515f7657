// Is what the first view transfers still small? Prints every file of dist/ that
// index.html names, as it is and in brotli, and fails past the budgets. The parts
// of the program that follow the first view are listed after it.

import { readFile } from 'node:fs/promises';
import { compress } from './server.mjs';

const KB = 1000;
const BUDGETS = { everything: 200 * KB, wasm: 170 * KB };
const DIST = new URL('../../dist/', import.meta.url);

const html = await readFile(new URL('index.html', DIST), 'utf8');
const named = [...html.matchAll(/(?:src|href|data-js|data-wasm)="\.\/([^"]+)"/g)].map(([, name]) => name);
const later = /data-later="([^"]*)"/.exec(html)?.[1].split('|') ?? [];

const first = await sizesOf(['index.html', ...new Set(named)]);
for (const [what, budget] of Object.entries(BUDGETS)) {
  const size = first[what];
  console.log(`${what}: ${(size / KB).toFixed(1)} of ${budget / KB} KB${size > budget ? ', OVER' : ''}`);
  // A sum of nothing would hide a page that names its files in another way.
  if (size > budget || size === 0) process.exitCode = 1;
}

// In the order of loading: a link that needs a part waits for it and for those before it.
const total = { ...first };
for (const [part, name] of later.map((entry) => entry.split(' '))) {
  const { wasm } = await sizesOf([name.slice(2)]);
  total.everything += wasm;
  total.wasm += wasm;
  if (part !== '-') console.log(`with ${part}: everything ${(total.everything / KB).toFixed(1)} KB, wasm ${(total.wasm / KB).toFixed(1)} KB`);
}

/** The brotli sizes of these files, each printed. */
async function sizesOf(names) {
  const sizes = { everything: 0, wasm: 0 };
  for (const name of names) {
    const bytes = await readFile(new URL(name, DIST));
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
