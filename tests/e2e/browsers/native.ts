// What does a link come to without a browser? What the example `plan` says.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';

/** `cargo xtask test` builds it; by hand: `cargo build --no-default-features --example plan`. */
const PLAN = fileURLToPath(new URL('../../../target/debug/examples/plan', import.meta.url));

/** The example's whole answer. */
export function native(link: string, ...options: string[]): string {
  const program = process.env.HEADROOM_PLAN ?? PLAN;
  if (!existsSync(program)) throw new Error('The example is not built: cargo build --no-default-features --example plan');
  return execFileSync(program, options, { input: `${link}\n`, encoding: 'utf8', maxBuffer: 1 << 26 });
}

/** Every figure by its id, as the shortest text that reads back to the same bits. */
export function nativeFigures(link: string): Record<string, string> {
  const rows = native(link).trimEnd().split('\n');
  const figures = rows.map((row) => row.split('\t')).filter(([, id]) => !id.startsWith('review.'));
  return Object.fromEntries(figures.map(([, id, value]) => [id, value]));
}

/** Asserts that figures are what they are without a browser, to the bit. */
export function expectNative(figures: Record<string, string>, link: string): void {
  const wanted = nativeFigures(link);
  // Of a row the page has the number and the example the key.
  const isOfRow = (id: string): boolean => !Number.isNaN(Number(figures[id])) && Number.isNaN(Number(wanted[id] ?? 0));
  const ids = Object.keys(figures).filter((id) => !isOfRow(id));
  expect(ids.length, 'figures').toBeGreaterThan(50);
  expect(Object.fromEntries(ids.map((id) => [id, figures[id]]))).toEqual(Object.fromEntries(ids.map((id) => [id, wanted[id]])));
}
