// Is what the first view transfers still small? Prints every file of dist/ that
// index.html names, as it is and in brotli. The budgets are not met yet: until
// they are, the gate is what was last landed, and it only ever comes down.

import { readFile } from 'node:fs/promises';
import { compress } from './server.mjs';

const KB = 1000;
const BUDGETS = { everything: 200 * KB, wasm: 170 * KB };
const LANDED = { everything: 204 * KB, wasm: 184 * KB };
const DIST = new URL('../../dist/', import.meta.url);

const html = await readFile(new URL('index.html', DIST), 'utf8');
const named = [...html.matchAll(/(?:src|href|data-js|data-wasm)="\.\/([^"]+)"/g)].map(([, name]) => name);
const names = ['index.html', ...new Set(named)];

const sizes = { everything: 0, wasm: 0 };
for (const name of names) {
  const bytes = await readFile(new URL(name, DIST));
  const brotli = (await compress(name, bytes)).length;
  sizes.everything += brotli;
  if (name.endsWith('.wasm')) sizes.wasm += brotli;
  console.log(`${kilobytes(bytes.length)} ${kilobytes(brotli)} brotli  ${name}`);
}

for (const [what, budget] of Object.entries(BUDGETS)) {
  const [size, landed] = [sizes[what], LANDED[what]];
  const verdict = size > landed ? `, GROWN past the ${landed / KB} KB that landed last` : size > budget ? ', over the budget, not grown' : '';
  console.log(`${what}: ${(size / KB).toFixed(1)} of ${budget / KB} KB${verdict}`);
  // A sum of nothing would hide a page that names its files in another way.
  if (size > landed || size === 0) process.exitCode = 1;
}

function kilobytes(bytes) {
  return `${(bytes / KB).toFixed(1).padStart(8)} KB`;
}
