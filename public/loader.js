// Loads the program (a JavaScript module and its WebAssembly) and says how far
// it is, then the parts that follow the first view, and tells the program of each
// (`headroom:arrived`). Every failure ends in a visible sentence that says what to
// do; nothing is ever just blank.
'use strict';

(() => {
  const STALL_MS = 8000;
  const HOST = 'If it stays so, tell whoever runs this site.';
  const SAID = {
    absent: 'This browser does not run WebAssembly, of which the planner is made: it is switched off, as in Lockdown Mode, or the browser is too old. Switch it on for this site, or use another browser.',
    forbidden: "A security policy forbids WebAssembly, of which the planner is made. Reloading does not help: whoever runs this site has to allow 'wasm-unsafe-eval' in its script-src.",
    old: 'This browser cannot read the WebAssembly of the planner: it is too old. Update it, or use another.',
    memory: 'The browser has not enough memory for the planner. Close other tabs or programs, and reload.',
    stopped: 'All of the planner has arrived, but it stopped as it started. Reload; if it stops again, you can start without the link or the draft.',
    offline: 'This device is offline. Connect it and reload.',
    broken: 'A file of the planner could not be fetched: the connection broke, or something in this browser or network blocks it. Check the connection and what blocks content here, and reload.',
    blocked: 'A security policy blocks a file of the planner. Reloading does not help: whoever runs this site has to send the policy that the page states.',
    refused: `A file of the planner is here, but this browser was kept from running it. Switch off what blocks scripts here and reload. ${HOST}`,
    mistyped: 'The server sends a script of the planner under a type that browsers do not run. Reloading does not help: whoever runs this site has to serve .js as text/javascript.',
    page: `The server sent a web page in place of a file of the planner, as may happen while a new version is put up. Wait a minute and reload. ${HOST}`,
    changed: `A file of the planner is not the one that this page was built with: a new version is being put up, or something on the way changes files. Wait a minute and reload. ${HOST}`,
    cut: 'A file of the planner came only in part. Check the connection and reload.',
    gone: (status) => `The server does not have a file of the planner (it answered ${status}), as may happen while a new version is put up. Wait a minute and reload. ${HOST}`,
    denied: (status) => `The server or a filter on your network refuses a file of the planner (it answered ${status}). You may have to sign in; then reload. ${HOST}`,
    busy: (status) => `The server cannot give a file of the planner now (it answered ${status}). Wait a minute and reload.`,
  };
  const files = document.currentScript.dataset;
  const root = document.documentElement;
  const policies = new Set();
  let guard;
  let watchdog;
  let calls = new AbortController();
  let wake;
  // What the program is made of, as it was compiled: a worker of it is made of the same.
  const modules = [];
  root.dataset.planner = 'loading';
  document.addEventListener('securitypolicyviolation', ({ disposition, blockedURI }) => {
    if (disposition === 'enforce') policies.add(blockedURI);
  });

  const absolute = (url) => new URL(url, document.baseURI).href;
  const tell = (event, detail) => document.dispatchEvent(new CustomEvent(event, { detail }));
  const starting = () => alive('Starting the planner.', 'The planner has arrived but does not start.');

  // Has a sentence for the visitor; what the browser said of it, and of which file, is beside it.
  function failure(sentence, raw) {
    return Object.assign(new Error(sentence), { raw });
  }

  // The sentence for what the browser said.
  function plain(error) {
    if ('raw' in error) return error;
    const raw = `${error.name}: ${error.message}`;
    if (policies.has('wasm-eval') || /unsafe-eval|content security policy|\bCSP\b/i.test(raw)) return failure(SAID.forbidden, raw);
    if (error instanceof WebAssembly.CompileError) return failure(SAID.old, raw);
    if (error instanceof WebAssembly.RuntimeError) return failure(SAID.stopped, raw);
    return failure(/memory|allocat/i.test(raw) || error instanceof RangeError ? SAID.memory : SAID.stopped, raw);
  }

  // Restarts the clock: the wait is for the next sign of life, not for the end,
  // so that a slow network is not an error.
  function alive(status, late = `Nothing has arrived for ${STALL_MS / 1000} seconds.`, share = undefined) {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => guard.stalled(late, takeAgain), STALL_MS);
    guard.progress(status, share);
  }

  // The visitor, or a connection that is back, asks for what is late or has failed.
  function takeAgain() {
    alive('Trying again.');
    calls.abort();
    calls = new AbortController();
    wake?.();
  }

  // A second try skips the cache, and puts what is right there: what is damaged in it would
  // stay damaged.
  async function twice(attempt) {
    try {
      return await attempt('default');
    } catch {
      alive('Trying again.');
      return attempt('reload');
    }
  }

  async function answer(url, cache) {
    let response;
    try {
      response = await fetch(url, { cache, signal: calls.signal });
    } catch (error) {
      throw await broken(url, error);
    }
    const { status } = response;
    const raw = `${url}: ${status} ${response.headers.get('Content-Type')}`;
    if ([401, 403, 407, 451].includes(status)) throw failure(SAID.denied(status), raw);
    if (status === 408 || status === 429 || status >= 500) throw failure(SAID.busy(status), raw);
    if (!response.ok) throw failure(SAID.gone(status), raw);
    if (/html/.test(response.headers.get('Content-Type'))) throw failure(SAID.page, raw);
    return response;
  }

  // A policy is told once of an address, and may have been of the preload: so it is asked of
  // another.
  async function broken(url, error) {
    const probe = `${absolute(url)}?policy`;
    const later = (time) => new Promise((resolve) => setTimeout(resolve, time));
    if (navigator.onLine) await Promise.race([fetch(probe, { method: 'HEAD' }).catch(() => later(0)), later(2000)]);
    const sentence = policies.has(probe) ? SAID.blocked : navigator.onLine ? SAID.broken : SAID.offline;
    return failure(sentence, `${url}: ${error.message}`);
  }

  // What has arrived, if it is ours. Where there is no hashing (plain http) the browser
  // compares it as it is fetched once more, from its cache.
  async function ours(url, sum, buffer) {
    const changed = () => failure(SAID.changed, `${url}: another SHA-384`);
    if (!(window.crypto && crypto.subtle)) {
      const response = await fetch(url, { integrity: sum }).catch(() => {
        throw changed();
      });
      return new Uint8Array(await response.arrayBuffer());
    }
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-384', buffer));
    if (`sha384-${btoa(String.fromCharCode(...digest))}` !== sum) throw changed();
    return buffer;
  }

  // Hashing here lets us watch the bytes arrive: with `integrity`, fetch holds
  // them all back until the end.
  async function bytes({ url, sum, size }, cache, tally) {
    const response = await answer(url, cache);
    const buffer = new Uint8Array(size);
    const reader = response.body.getReader();
    const read = () => reader.read().catch(async (error) => {
      throw await broken(url, error);
    });
    let arrived = 0;
    for (let part = await read(); !part.done; part = await read()) {
      if (arrived + part.value.length > size) throw failure(SAID.changed, `${url}: more than ${size} bytes`);
      buffer.set(part.value, arrived);
      arrived += part.value.length;
      tally.set(url, arrived);
      alive('Loading the planner.', undefined, tally.share());
    }
    if (arrived < size) throw failure(SAID.cut, `${url}: ${arrived} of ${size} bytes`);
    return ours(url, sum, buffer);
  }

  // How much is here of what comes to so many bytes.
  function tallyOf(whole) {
    const counts = new Map();
    const sum = () => [...counts.values()].reduce((one, other) => one + other, 0);
    return { set: (url, count) => counts.set(url, count), share: () => sum() / whole };
  }

  // A script element, because import() alone cannot check integrity; the import
  // afterwards finds the checked module in the document's module map.
  function run(url) {
    return new Promise((resolve, reject) => {
      const tag = document.createElement('script');
      tag.type = 'module';
      tag.crossOrigin = 'anonymous';
      tag.integrity = files.jsIntegrity;
      tag.onload = () => resolve(import(tag.src));
      tag.onerror = () => reject(failure(policies.has(absolute(files.js)) ? SAID.blocked : SAID.refused, url));
      tag.src = absolute(url);
      document.head.append(tag);
    });
  }

  // An element does not say why it failed: that is found out by fetching. The fragment makes
  // a name that the document has not failed to load.
  async function script(cache) {
    if (cache === 'default') return run(files.js);
    const response = await answer(files.js, cache);
    const buffer = await response.arrayBuffer().catch(async (error) => {
      throw await broken(files.js, error);
    });
    await ours(files.js, files.jsIntegrity, buffer);
    const type = response.headers.get('Content-Type');
    if (!/javascript/.test(type)) throw failure(SAID.mistyped, `${files.js}: ${type}`);
    return run(`${files.js}#again`);
  }

  async function start() {
    if (typeof WebAssembly !== 'object') throw failure(SAID.absent);
    alive('Loading the planner.');
    const first = { url: files.wasm, sum: files.wasmIntegrity, size: Number(files.wasmSize) };
    const [wasm, program] = await Promise.all([twice((cache) => bytes(first, cache, tallyOf(first.size))), twice(script)]);
    starting();
    const compiled = await WebAssembly.compile(wasm);
    modules.push(compiled);
    let wanted = [];
    document.addEventListener('headroom:wants', (event) => (wanted = event.detail.split(' ')));
    const exports = await program.default({ module_or_path: compiled });
    await follow(exports, () => wanted);
    if (hasStarted) clearTimeout(watchdog);
    if ('stopped' in root.dataset) return;
    root.dataset.planner = 'whole';
    guard.whole();
    tell('headroom:whole');
  }

  // Loads what follows the first view. What fails is left for the end, and then tried for as
  // long as it is asked for.
  async function follow(exports, wanted) {
    const left = laterFiles();
    const tally = tallyOf(left.reduce((sum, file) => sum + file.size, 0));
    let failed = [];
    while (left.length > 0 && !('stopped' in root.dataset)) {
      const part = next(left, wanted(), failed);
      if (!part) {
        await asked();
        failed = [];
        continue;
      }
      try {
        await take(part, left, exports, tally);
      } catch (error) {
        // A link waits for it: there is nothing yet to go on with.
        if (!hasStarted) throw error;
        failed.push(part);
        reason = plain(error);
      }
    }
  }

  let hasStarted = false;
  let reason;

  // Waits until the visitor asks, or the connection is back.
  async function asked() {
    clearTimeout(watchdog);
    guard.failed(reason.message, reason.raw, takeAgain);
    await new Promise((resolve) => {
      wake = resolve;
      window.addEventListener('online', resolve, { once: true });
    });
    wake = undefined;
  }

  // Loads a part. They share the program's memory and its table of functions.
  async function take(part, left, exports, tally) {
    alive('Loading the planner.', undefined, tally.share());
    // A file may be of several parts: it comes with the first of them.
    const own = left.filter((file) => file.parts.includes(part));
    // All are waited for: one that fails is told once nothing else is under way, and what has
    // arrived by then stays.
    const fetched = await Promise.allSettled(own.map(async (file) => {
      file.modules ??= await twice((cache) => bytes(file, cache, tally));
    }));
    const lost = fetched.find((one) => one.reason);
    if (lost) throw lost.reason;
    for (const file of own) {
      let from = 0;
      for (const length of file.lengths) {
        const module = file.modules.subarray(from, from + length);
        modules.push((await WebAssembly.instantiate(module, { __wasm_split: exports })).module);
        from += length;
      }
    }
    for (const file of own) left.splice(left.indexOf(file), 1);
    for (const file of left) file.parts = file.parts.filter((other) => other !== part);
    if (!hasStarted) starting();
    // A part all of whose files came with this one is here as well.
    const missing = left.flatMap((file) => file.parts);
    const here = new Set([part, ...own.flatMap((file) => file.parts)].filter((other) => !missing.includes(other)));
    for (const other of here) tell('headroom:arrived', other);
  }

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
  function next(left, wanted, failed) {
    const parts = left.flatMap((file) => file.parts).filter((part) => !failed.includes(part));
    return parts.find((part) => wanted.includes(part)) ?? parts[0];
  }

  // Draws are made beside the page, by a worker of a text that the program brings: one that is
  // loaded from an address would not be held to the policy of the page.
  let drawer;
  let given = 0;
  let hasSpoken = false;
  let silence;
  document.addEventListener('headroom:draw', ({ detail: [run, ask, text] }) => draw(run, ask, text, 2));

  // One that says nothing for long is gone: another takes its place. Where none is to be had the
  // program draws on the page.
  function draw(run, ask, text, tries) {
    clearTimeout(silence);
    if (!drawer && !ask) return;
    const failed = () => {
      clearTimeout(silence);
      drawer?.terminate();
      drawer = undefined;
      if (tries > 1) draw(run, ask, text, tries - 1);
      else tell('headroom:drawn', [run, 0, null, hasSpoken ? 'lost' : 'refused']);
    };
    const listen = () => {
      clearTimeout(silence);
      silence = setTimeout(failed, STALL_MS);
    };
    if (!drawer) {
      given = 0;
      try {
        drawer = guard.worker(text);
      } catch {
        return void failed();
      }
    }
    drawer.onerror = failed;
    drawer.onmessage = ({ data }) => {
      if (data[0] !== run) return;
      if (typeof data[3] === 'string') return void failed();
      hasSpoken = true;
      if (data[3]) clearTimeout(silence);
      else listen();
      tell('headroom:drawn', data);
    };
    drawer.postMessage({ run, ask, modules: modules.slice(given) });
    given = modules.length;
    if (ask) listen();
  }

  document.addEventListener('headroom:started', () => {
    clearTimeout(watchdog);
    hasStarted = true;
  }, { once: true });

  function begin() {
    guard = window.headroomGuard;
    if (guard.openSafeModeAfterFailedStarts()) return;
    start().catch((error) => {
      clearTimeout(watchdog);
      const { message, raw } = plain(error);
      guard.trapped(error, message, raw);
      guard.failed(message, raw);
    });
  }
  // again.js says so where the guard does not arrive.
  if (window.headroomGuard) begin();
  else document.addEventListener('headroom:guard', begin, { once: true });
})();
