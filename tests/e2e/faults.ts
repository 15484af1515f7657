// A host that fails on purpose: the server of the journeys, with one fault in it.

import { type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { BASE } from './browser.mjs';
import { serve } from './server.mjs';

interface Answer {
  name: string;
  headers: Record<string, string | number>;
  body: Buffer;
  response: ServerResponse;
}

/** Says whether it has answered in the server's place. */
export type Fault = (answer: Answer) => boolean;

/** Runs something against a host with a fault; the host is gone afterwards. */
export async function withFault(fault: Fault, run: (address: string) => Promise<void>): Promise<void> {
  const server = await serve({ port: 0, base: BASE, fault });
  try {
    await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}${BASE}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** The host answers with this status. */
export const status = (code: number, file: RegExp): Fault => ({ name, response }) => {
  if (!file.test(name)) return false;
  response.writeHead(code, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end('<!doctype html><title>No</title>');
  return true;
};

/** The file is not there. */
export const missing = (file: RegExp): Fault => status(404, file);

/** The file has another type than it should. */
export const mistyped = (file: RegExp): Fault => ({ name, headers }) => {
  if (file.test(name)) headers['Content-Type'] = 'text/plain; charset=utf-8';
  return false;
};

/** The connection is cut after half of the file. */
export const cut = (file: RegExp): Fault => ({ name, headers, body, response }) => {
  if (!file.test(name)) return false;
  response.writeHead(200, headers);
  response.write(body.subarray(0, body.length / 2), () => response.destroy());
  return true;
};

/** Half of the file is served as though it were all. */
export const halved = (file: RegExp): Fault => ({ name, headers, body, response }) => {
  if (!file.test(name)) return false;
  const half = body.subarray(0, body.length / 2);
  response.writeHead(200, { ...headers, 'Content-Length': half.length });
  response.end(half);
  return true;
};

/** One byte of the file is another. */
export const altered = (file: RegExp): Fault => ({ name, headers, body, response }) => {
  if (!file.test(name)) return false;
  const other = Buffer.from(body);
  other[other.length - 2] ^= 1;
  response.writeHead(200, headers);
  response.end(other);
  return true;
};

/** The host answers what it does not have with its first page, under the headers of the file. */
export const webPage = (file: RegExp): Fault => ({ name, headers, response }) => {
  if (!file.test(name)) return false;
  const page = '<!doctype html><title>Some other page</title>';
  response.writeHead(200, { ...headers, 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': page.length });
  response.end(page);
  return true;
};

/** The answer begins and then nothing more comes. */
export const stalled = (file: RegExp): Fault => ({ name, headers, body, response }) => {
  if (!file.test(name)) return false;
  response.writeHead(200, headers);
  response.write(body.subarray(0, body.length / 2));
  return true;
};

/** The file comes in drops, some 20 seconds long. */
export const slowly = (file: RegExp): Fault => ({ name, headers, body, response }) => {
  if (!file.test(name)) return false;
  response.writeHead(200, headers);
  const drops = 200;
  let at = 0;
  const timer = setInterval(() => {
    if (response.destroyed) return clearInterval(timer);
    response.write(body.subarray((body.length * at) / drops, (body.length * (at + 1)) / drops));
    if (++at < drops) return;
    clearInterval(timer);
    response.end();
  }, 100);
  return true;
};

/** A fault for the first times only that each file is asked for. */
export function first(times: number, file: RegExp, fault: (file: RegExp) => Fault): Fault {
  const asked = new Map<string, number>();
  return (answer) => {
    const before = asked.get(answer.name) ?? 0;
    asked.set(answer.name, before + 1);
    return before < times && fault(file)(answer);
  };
}

/** Whichever of these applies. */
export const any = (...faults: Fault[]): Fault => (answer) => faults.some((fault) => fault(answer));

/** The page's policy, in its header and in the page itself, is another. */
export const policy = (change: (policy: string) => string): Fault => ({ name, headers, body, response }) => {
  headers['Content-Security-Policy'] = change(String(headers['Content-Security-Policy']));
  if (name !== 'index.html') return false;
  const html = body.toString().replace(/(http-equiv="Content-Security-Policy" content=")([^"]+)/, (_, tag, old) => tag + change(old));
  response.writeHead(200, { ...headers, 'Content-Length': Buffer.byteLength(html) });
  response.end(html);
  return true;
};
