// Is what the first view transfers still small? Prints every file of dist/ that
// index.html names, as it is and in brotli, and fails past the budgets. The parts
// of the program that follow the first view are listed after it.

import { readFile } from 'node:fs/promises';
import { compress } from './server.mjs';

const KB = 1000;
const BUDGETS = { everything: 200 * KB, wasm: 178 * KB };
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

// What links wait for beside the first view: the workloads of a preset.
const WAITS = {
  'saas-1': { parts: ['growth', 'money', 'pools', 'resources'], budget: 318 * KB },
  'coach-1': { parts: ['limits'] },
  'gpu-1': { parts: ['inference'] },
};
const files = later.map((entry) => {
  const [parts, name] = entry.split(' ');
  return { parts: parts.split('+'), name: name.slice(2) };
});
for (const [link, { parts, budget }] of Object.entries(WAITS)) {
  const needed = files.filter((file) => file.parts.some((part) => parts.includes(part)));
  const { wasm } = await sizesOf(needed.map((file) => file.name), true);
  const size = first.everything + wasm;
  const over = budget && size > budget;
  console.log(`${link} waits for ${(size / KB).toFixed(1)} KB in ${needed.length} further files${over ? ', OVER' : ''}`);
  if (over) process.exitCode = 1;
}
const { wasm: rest } = await sizesOf(files.map((file) => file.name));
console.log(`with all that follows: ${((first.everything + rest) / KB).toFixed(1)} KB in ${files.length} further files`);

/** The brotli sizes of these files, each printed. */
async function sizesOf(names, quiet = false) {
  const sizes = { everything: 0, wasm: 0 };
  for (const name of names) {
    const bytes = await readFile(new URL(name, DIST));
    const brotli = (await compress(name, bytes)).length;
    sizes.everything += brotli;
    if (name.endsWith('.wasm')) sizes.wasm += brotli;
    if (!quiet) console.log(`${kilobytes(bytes.length)} ${kilobytes(brotli)} brotli  ${name}`);
  }
  return sizes;
}

function kilobytes(bytes) {
  return `${(bytes / KB).toFixed(1).padStart(8)} KB`;
}
