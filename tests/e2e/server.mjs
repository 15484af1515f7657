// Serves dist/, on this machine only, as a strict
// static host would: for `cargo xtask serve` and for the browser tests.
//
// node server.mjs [--port 8080] [--base /some/path/] [--dist FOLDER] [--brotli]
//
// The page's own policy (its meta element) is sent as a header too. Answers may
// be read from anywhere (Access-Control-Allow-Origin: *): a sandboxed iframe has
// no origin of its own, and there is nothing here but public files.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const HOST = '127.0.0.1';
const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};

const brotli = promisify(brotliCompress);
const compressed = new Map();

/** The policy in the page's meta element: written once, there. */
export function policyOf(html) {
  const found = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html);
  if (!found) throw new Error('index.html has no Content-Security-Policy.');
  return found[1];
}

/** The best brotli a host would precompress to, made once a file. */
export async function compress(file, bytes) {
  const known = compressed.get(file);
  if (known && known.bytes.equals(bytes)) return known.result;
  const result = await brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  compressed.set(file, { bytes, result });
  return result;
}

/**
 * Starts the server; resolves with it once it listens. A test may hand in a
 * fault: it is given each file's name, headers, content and the response, and
 * says whether it has answered in our place.
 */
export function serve({ port = 8080, base = '/', dist = DIST, useBrotli = false, fault = () => false } = {}) {
  const root = path.resolve(dist);
  const server = createServer((request, response) => {
    answer({ request, response, root, base, useBrotli, fault }).catch((error) => {
      plain(response, error.code === 'ENOENT' || error.code === 'EISDIR' ? 404 : 500, error.code ?? 'error');
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => resolve(server));
  });
}

async function answer({ request, response, root, base, useBrotli, fault }) {
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(response, 405, 'Only GET and HEAD.');
  const { pathname } = new URL(request.url, `http://${HOST}`);
  if (`${pathname}/` === base) return redirect(response, base);
  if (!pathname.startsWith(base)) return plain(response, 404, 'Not found.');
  const file = insideOf(root, pathname.slice(base.length).replace(/(^|\/)$/, '$1index.html'));
  if (!file) return plain(response, 404, 'Not found.');

  const bytes = await readFile(file);
  const html = await readFile(path.join(root, 'index.html'), 'utf8');
  const hashed = /-[0-9a-f]{16}[._]/.test(path.basename(file));
  const headers = {
    'Access-Control-Allow-Origin': '*',
    'Cache-Control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    'Content-Security-Policy': `${policyOf(html)}; frame-ancestors *`,
    'Content-Type': TYPES[path.extname(file)] ?? 'application/octet-stream',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    Vary: 'Accept-Encoding',
  };
  let body = bytes;
  if (useBrotli && /\bbr\b/.test(request.headers['accept-encoding'] ?? '')) {
    body = await compress(file, bytes);
    headers['Content-Encoding'] = 'br';
  }
  headers['Content-Length'] = body.length;
  if (await fault({ name: path.basename(file), headers, body, response })) return;
  response.writeHead(200, headers);
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** The file of a request, or nothing when it lies outside the folder. */
function insideOf(root, requested) {
  let decoded;
  try {
    decoded = decodeURIComponent(requested);
  } catch {
    return null;
  }
  if (decoded.includes('\0')) return null;
  const file = path.resolve(root, `.${path.sep}${decoded}`);
  return file.startsWith(root + path.sep) ? file : null;
}

function redirect(response, location) {
  response.writeHead(301, { Location: location });
  response.end();
}

function plain(response, status, text) {
  if (response.headersSent) return response.destroy();
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(text);
}

async function main() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8080' },
      base: { type: 'string', default: '/' },
      dist: { type: 'string', default: DIST },
      brotli: { type: 'boolean', default: false },
    },
  });
  const { port, base, dist } = values;
  try {
    await serve({ port: Number(port), base, dist, useBrotli: values.brotli });
    console.log(`Headroom is on http://${HOST}:${port}${base} (stop with Ctrl+C)`);
  } catch (error) {
    const taken = error.code === 'EADDRINUSE';
    console.error(taken ? `Port ${port} is in use. Stop what uses it, or choose another: --port ${Number(port) + 1}` : error.message);
    process.exitCode = 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
