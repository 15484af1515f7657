// What does a link come to without a browser? What the example `plan` says.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

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
