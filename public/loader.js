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
    guard.starting();
    let wanted = [];
    document.addEventListener('headroom:wants', (event) => (wanted = event.detail.split(' ')), { once: true });
    const exports = await program.default({ module_or_path: compiled });
    // They share the program's memory and its table of functions.
    for (const [part, fetched] of laterParts(wanted)) {
      alive('Loading the planner.');
      for (const bytes of await fetched()) {
        await WebAssembly.instantiate(bytes, { __wasm_split: exports });
      }
      starting();
      tell('headroom:arrived', part);
    }
    document.documentElement.dataset.planner = 'whole';
    tell('headroom:whole');
  }

  const starting = () => alive('Starting the planner.', 'The planner has arrived but does not start.');

  // The parts that follow, those that a link waits for first. A file may be of
  // several parts: it is fetched with the first of them. While one part is made
  // ready the next one is on its way.
  function laterParts(wanted) {
    const entries = files.later.split('|').filter(Boolean).map((entry) => {
      const [parts, url, sum, size] = entry.split(' ');
      return { parts: parts.split('+'), url, sum, size: Number(size) };
    });
    const all = [...new Set(entries.flatMap((entry) => entry.parts))];
    const isWanted = (part) => wanted.includes(part);
    const parts = [...all.filter(isWanted), ...all.filter((part) => !isWanted(part))];
    const taken = new Set();
    const fetches = parts.map((part) => {
      const own = entries.filter((entry) => entry.parts.includes(part) && !taken.has(entry));
      own.forEach((entry) => taken.add(entry));
      let begun;
      return () => {
        begun ??= Promise.all(own.map((entry) => twice((how) => bytes(entry, how))));
        // Whoever waits for it hears of a failure.
        begun.catch(() => {});
        return begun;
      };
    });
    return parts.map((part, at) => [
      part,
      async () => {
        const own = await fetches[at]();
        fetches[at + 1]?.();
        return own;
      },
    ]);
  }

  document.addEventListener('headroom:started', () => clearTimeout(watchdog), { once: true });
  start().catch((error) => {
    clearTimeout(watchdog);
    guard.failed(error.message);
    tell('headroom:missing', error.message);
  });
})();
