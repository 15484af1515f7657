// How large are the pictures of a PDF file on its pages, and how many pixels do they have?

import { inflateSync } from 'node:zlib';

/** A picture as it is printed: its pixels, and its size on the paper. */
export interface Printed {
  width: number;
  height: number;
  across: number;
  down: number;
}

/** The pictures of a file as Firefox writes it: each placed by the matrix before its name. */
export function printed(pdf: Buffer): Printed[] {
  const objects = new Map<string, string>();
  for (const [, number, content] of pdf.toString('latin1').matchAll(/(\d+) 0 obj\s([\s\S]*?)endobj/g)) objects.set(number, content);
  const contents = [...objects.values()];
  const names = new Map(contents.flatMap((it) => [...it.matchAll(/\/(x\d+) (\d+) 0 R/g)].map(([, name, number]) => [name, number])));
  const placed = contents.flatMap((it) => [...drawn(it).matchAll(/([\d.]+) 0 0 -([\d.]+) [-\d. ]+ cm\s+(?:\/\w+ gs )?\/(x\d+) Do/g)]);
  return placed.map(([, across, down, name]) => {
    const picture = objects.get(names.get(name) ?? '') ?? '';
    const pixels = (side: string): number => Number(new RegExp(`/${side} (\\d+)`).exec(picture)?.[1]);
    return { width: pixels('Width'), height: pixels('Height'), across: Number(across), down: Number(down) };
  });
}

/** What a stream of the file draws; nothing where it is a picture, a font or no stream. */
function drawn(content: string): string {
  const start = /stream\r?\n/.exec(content);
  const head = content.slice(0, start?.index);
  if (!start || !head.includes('/FlateDecode') || /\/(Subtype|Length1)\b/.test(head)) return '';
  const packed = content.slice(start.index + start[0].length, content.lastIndexOf('endstream'));
  return inflateSync(Buffer.from(packed, 'latin1')).toString('latin1');
}
