// Loads the program (a JavaScript module and its WebAssembly) and says how far
// it is, then the parts that follow the first view, and tells the program of each
// (`headroom:arrived`, `headroom:missing`). Every failure ends in a visible
// sentence; nothing is ever just blank.
'use strict';

(() => {
  const STALL_MS = 8000;
  const files = document.currentScript.dataset;
  const element = (id) => document.getElementById(id);
  const guard = window.headroomGuard;
  let watchdog;

  if (!guard) {
    // The guard did not arrive: the static text says what to do.
    document.documentElement.classList.add('boot-failed');
    element('boot-status').textContent = 'Headroom could not start: guard.js did not arrive.';
    element('boot-progress').hidden = true;
    element('boot-reload').hidden = false;
    element('boot-reload').onclick = () => location.reload();
    return;
  }
  if (guard.openSafeModeAfterFailedStarts()) return;

  // Restarts the clock: the wait is for the next sign of life, not for the end,
  // so that a slow network is not an error.
  function alive(status, late = `Nothing has arrived for ${STALL_MS / 1000} seconds.`) {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => guard.stalled(late), STALL_MS);
    guard.progress(status);
  }

  // A second try skips the cache: what is damaged there would stay damaged.
  async function twice(attempt) {
    try {
      return await attempt({ cache: 'default', query: '' });
    } catch (error) {
      if (error.final) throw error;
      alive('Trying again.');
      return attempt({ cache: 'reload', query: '?again' });
    }
  }

  function failure(message, final) {
    return Object.assign(new Error(message), { final });
  }

  const tell = (event, detail) => document.dispatchEvent(new CustomEvent(event, { detail }));

  async function bytes({ url, sum, size }, { cache }) {
    // Hashing here lets us watch the bytes arrive: with `integrity`, fetch holds
    // them all back until the end. Where there is no hashing (plain http), fetch
    // does the check and the progress bar waits with it.
    const hashing = Boolean(window.crypto && crypto.subtle);
    const response = await fetch(url, { cache, integrity: hashing ? '' : sum });
    if (!response.ok) throw failure(`The server answered ${response.status} for ${url}.`, true);
    const buffer = new Uint8Array(size);
    const reader = response.body.getReader();
    let arrived = 0;
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (arrived + part.value.length > size) throw failure(`${url} is not the file that this page was built with.`);
      buffer.set(part.value, arrived);
      arrived += part.value.length;
      alive('Loading the planner.');
      const bar = element('boot-progress');
      if (bar) bar.value = arrived / size;
    }
    if (arrived < size) throw failure(`Only ${arrived} of ${size} bytes of ${url} arrived.`);
    if (hashing) {
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-384', buffer));
      if (`sha384-${btoa(String.fromCharCode(...digest))}` !== sum) {
        throw failure(`${url} is not the file that this page was built with.`);
      }
    }
    return buffer;
  }

  // A script element, because import() alone cannot check integrity; the import
  // afterwards finds the checked module in the document's module map.
  function script({ query }) {
    return new Promise((resolve, reject) => {
      const tag = document.createElement('script');
      tag.type = 'module';
      tag.crossOrigin = 'anonymous';
      tag.integrity = files.jsIntegrity;
      tag.onload = () => resolve(import(tag.src));
      tag.onerror = () => reject(failure(`${files.js} is missing, was changed on the way, or was blocked.`));
      tag.src = new URL(files.js + query, document.baseURI).href;
      document.head.append(tag);
    });
  }

  async function start() {
    if (typeof WebAssembly !== 'object') throw failure('This browser cannot run WebAssembly.');
    alive('Loading the planner.');
    const wasm = twice((how) => bytes({ url: files.wasm, sum: files.wasmIntegrity, size: Number(files.wasmSize) }, how));
    const [first, program] = await Promise.all([wasm, twice(script)]);
    starting();
    const compiled = await WebAssembly.compile(first);
    let wanted = [];
    document.addEventListener('headroom:wants', (event) => (wanted = event.detail.split(' ')));
    const exports = await program.default({ module_or_path: compiled });
    // They share the program's memory and its table of functions.
    const left = laterFiles();
    for (let part = next(left, wanted); part; part = next(left, wanted)) {
      alive('Loading the planner.');
      // A file may be of several parts: it comes with the first of them.
      const own = left.filter((file) => file.parts.includes(part));
      const fetched = await Promise.all(own.map((file) => twice((how) => bytes(file, how))));
      for (const [at, file] of own.entries()) {
        let from = 0;
        for (const length of file.lengths) {
          const module = fetched[at].subarray(from, from + length);
          await WebAssembly.instantiate(module, { __wasm_split: exports });
          from += length;
        }
      }
      for (const file of own) left.splice(left.indexOf(file), 1);
      for (const file of left) file.parts = file.parts.filter((other) => other !== part);
      starting();
      // A part all of whose files came with this one is here as well.
      const missing = left.flatMap((file) => file.parts);
      const here = new Set([part, ...own.flatMap((file) => file.parts)].filter((other) => !missing.includes(other)));
      for (const other of here) tell('headroom:arrived', other);
    }
    guard.whole();
    document.documentElement.dataset.planner = 'whole';
    tell('headroom:whole');
  }

  const starting = () => alive('Starting the planner.', 'The planner has arrived but does not start.');

  // The files that follow, each with the parts that need it and the lengths of the
  // modules in it.
  function laterFiles() {
    return files.later.split('|').filter(Boolean).map((entry) => {
      const [parts, url, sum, lengths] = entry.split(' ');
      const each = lengths.split(',').map(Number);
      const size = each.reduce((one, other) => one + other);
      return { parts: parts.split('+'), url, sum, size, lengths: each };
    });
  }

  // The part to load next: one that a link waits for, or else in their order.
  function next(left, wanted) {
    const parts = left.flatMap((file) => file.parts);
    return parts.find((part) => wanted.includes(part)) ?? parts[0];
  }

  document.addEventListener('headroom:started', () => clearTimeout(watchdog), { once: true });
  start().catch((error) => {
    clearTimeout(watchdog);
    guard.trapped(error);
    guard.failed(error.message);
    tell('headroom:missing', error.message);
  });
})();
