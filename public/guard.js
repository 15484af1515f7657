// What stands between the visitor and a program that fails: the Trusted Types
// policy, the messages of the loader, the overlay over a panicked app, and the
// safe mode after two failed starts. It shares nothing with the program but two
// events, `headroom:started` and `headroom:panic`, and the mark of a program that has
// stopped: `data-stopped` on the root element. Text is only ever text.
'use strict';

(() => {
  const STARTS = 'headroom.starts';
  const DRAFT = 'headroom.draft';
  const SURVIVED_MS = 5000;
  const QUIET_MS = 4000;
  const element = (id) => document.getElementById(id);
  let state = 'loading';

  // Addresses of texts of ours.
  const own = new Set();

  // Markup comes from the program's own fixed templates; anything in it that
  // could run, and any script from outside this folder, is refused. (The test
  // for handlers is crude: it would refuse a template with ` on... =` in a tag.)
  if (window.trustedTypes) {
    const home = new URL('.', document.baseURI).href;
    trustedTypes.createPolicy('default', {
      createHTML: (html) => (/<script|<iframe|<[^>]*[\s"'/]on\w+\s*=|javascript:/i.test(html) ? null : html),
      createScriptURL: (url) => (own.has(url) || new URL(url, document.baseURI).href.startsWith(home) ? url : null),
    });
  }

  // A worker of a text of ours. It is held to the policy of the page, since its address is one that the page
  // made; that address is good for this once.
  function worker(text) {
    const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
    own.add(url);
    try {
      return new Worker(url);
    } finally {
      own.delete(url);
      setTimeout(() => URL.revokeObjectURL(url), SURVIVED_MS);
    }
  }

  // Storage may throw at any touch (blocked, full, sandboxed): then nothing is
  // counted and there is no safe mode, which is the lesser harm.
  function stored(action) {
    try {
      return action(window.localStorage);
    } catch {
      return null;
    }
  }

  let failedStarts = stored((storage) => Number(storage.getItem(STARTS))) || 0;
  const countFailures = (count) => stored((storage) => (count ? storage.setItem(STARTS, count) : storage.removeItem(STARTS)));
  let isStart = true;

  // The program ended on its own: it writes nothing any more where it finds the mark, since
  // it cannot be told. Only what ends a start counts as a failed one; a tab that is closed has failed nothing.
  function stopped() {
    document.documentElement.dataset.stopped = '';
    if (isStart) countFailures(failedStarts + 1);
  }

  function make(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  const button = (text, onclick) => make('button', { type: 'button', className: 'boot-button', textContent: text, onclick });

  function field(label, value) {
    const box = make('textarea', { readOnly: true, rows: 3, value, spellcheck: false });
    return make('label', { textContent: label }, box);
  }

  function announce(sentence) {
    const status = element('boot-status');
    if (status && status.textContent !== sentence) status.textContent = sentence;
  }

  // Past the cache, where again.js has arrived.
  const reload = () => (window.headroomAgain ? window.headroomAgain() : location.reload());

  function offerReload() {
    element('boot-reload').hidden = false;
    element('boot-reload').onclick = reload;
  }

  // What the browser itself said of it, for whoever wants to know.
  function folded(raw) {
    const summary = make('summary', { textContent: 'Details' });
    return make('details', { className: 'guard-details' }, summary, make('p', { className: 'guard-message', textContent: raw }));
  }

  // The program is downloading or starting; of what follows the first view, `share` is here.
  function progress(sentence, share) {
    if (state === 'running') return showRest('The rest is on its way: other examples, charts, explanations.', { share });
    if (state !== 'loading') return;
    document.querySelector('.boot-late')?.remove();
    element('boot-reload').hidden = true;
    announce(sentence);
    if (share !== undefined) element('boot-progress').value = share;
  }

  // No sign of life for a while; it may still come.
  function stalled(reason, again) {
    if (state === 'running') showRest(`The rest of the planner is late. ${reason} What is here works.`, { again });
    if (state !== 'loading') return;
    announce(`${reason} You can wait or reload; your link and your draft are safe.`);
    offerReload();
  }

  // The program cannot be had, or ended before it was up; or a part that follows it cannot.
  function failed(reason, raw, again) {
    if (state === 'running') showRest(`A part of the planner did not arrive. ${reason} What is here works; your link and your draft are safe.`, { raw, again });
    if (state !== 'loading') return;
    state = 'ended';
    document.querySelector('.boot-late')?.remove();
    element('boot-progress').hidden = true;
    announce(`Headroom could not start. ${reason} Your link and your draft are safe.`);
    if (raw) element('boot-reload').after(folded(raw));
    offerReload();
  }

  // What is said of the parts that follow the first view lies over the foot of the page, so
  // that nothing moves. While all goes well it is said only where it takes long.
  let rest;
  let startedAt;

  function showRest(sentence, { share, raw, again }) {
    if (!rest) {
      if (!again && performance.now() - startedAt < QUIET_MS) return;
      rest = make('div', { className: 'guard-rest' }, make('p'));
      rest.firstChild.setAttribute('role', 'status');
      rest.setAttribute('role', 'region');
      rest.setAttribute('aria-label', 'The rest of the planner');
      document.body.append(rest);
    }
    const said = rest.firstChild;
    if (said.textContent === sentence && share !== undefined) {
      rest.lastChild.value = share;
      return;
    }
    const bar = () => {
      const made = make('progress', share === undefined ? {} : { value: share });
      made.setAttribute('aria-label', 'Loading the rest');
      return made;
    };
    rest.replaceChildren(said);
    said.textContent = sentence;
    if (raw) rest.append(folded(raw), button('Reload', reload));
    rest.append(again ? button('Try again', again) : bar());
    if (again) rest.append(button('Hide', hideRest));
  }

  function hideRest() {
    rest?.remove();
    rest = null;
  }

  // Nothing is missing any more. A program that is not up by then may not come up.
  function whole() {
    hideRest();
    if (state === 'loading') countFailures(failedStarts + 1);
  }

  function dialog(role, title, ...children) {
    const heading = make('h1', { textContent: title });
    const panel = make('div', { className: 'guard', tabIndex: -1 }, heading, ...children);
    panel.setAttribute('role', role);
    panel.setAttribute('aria-label', title);
    return panel;
  }

  // The program has stopped: nothing on the page can be trusted to work.
  function freeze(message) {
    if (state === 'ended') return;
    stopped();
    state = 'ended';
    hideRest();
    for (const child of document.body.children) child.inert = true;
    const link = field('Link to this scenario', location.href);
    const said = make('p', { role: 'status' });
    const copy = async () => {
      try {
        await navigator.clipboard.writeText(location.href);
        said.textContent = 'The link is copied.';
      } catch {
        link.firstElementChild.select();
        said.textContent = 'The browser did not let us copy. The link above is selected: copy it by hand.';
      }
    };
    const panel = dialog(
      'alertdialog',
      'Headroom has stopped',
      make('p', { textContent: 'Something went wrong inside the planner. It no longer answers, and it saves nothing more. The link below holds the scenario.' }),
      link,
      button('Copy the link to this scenario', copy),
      button('Reload', () => location.reload()),
      said,
      folded(message),
    );
    panel.setAttribute('aria-modal', 'true');
    document.body.append(make('div', { className: 'guard-cover' }, panel));
    panel.focus();
  }

  // Two starts in a row have failed: show what may be the cause, start nothing.
  function openSafeModeAfterFailedStarts() {
    if (failedStarts < 2) return false;
    state = 'ended';
    const keys = stored((storage) => Object.keys(storage)) || [];
    const ours = keys.filter((key) => key.startsWith('headroom.') && key !== STARTS);
    const again = () => {
      countFailures(1);
      location.reload();
    };
    const panel = dialog(
      'main',
      'Headroom could not start twice in a row',
      make('p', { textContent: 'The planner was not started this time. What follows may be the cause; copy it if you need it.' }),
      field('The link', location.href),
      button('Try again', again),
    );
    if (location.hash) {
      const withoutLink = () => {
        history.replaceState(null, '', location.pathname + location.search);
        again();
      };
      panel.append(button('Start without the link', withoutLink));
    }
    // Each is the visitor's work, and goes alone.
    const offer = (label, drop, keys) => {
      if (keys.length === 0) return;
      const kept = keys.map((key) => `${key}: ${stored((storage) => storage.getItem(key))}`).join('\n\n');
      const dropThem = () => {
        for (const key of keys) stored((storage) => storage.removeItem(key));
        again();
      };
      panel.append(field(label, kept), button(drop, dropThem));
    };
    offer('The draft kept in this browser', 'Drop the draft and start', ours.filter((key) => key === DRAFT));
    offer('What was typed into checklists', 'Drop what was typed into checklists and start', ours.filter((key) => key !== DRAFT));
    element('boot').replaceWith(panel);
    panel.focus();
    return true;
  }

  window.headroomGuard = Object.freeze({
    failed,
    openSafeModeAfterFailedStarts,
    progress,
    stalled,
    trapped,
    whole,
    worker,
  });

  document.addEventListener('headroom:started', () => {
    if (state === 'ended') return;
    state = 'running';
    startedAt = performance.now();
    element('boot')?.remove();
    // A start counts as good only once it has lived for a while: a stored draft
    // may make the program panic a moment after it is up.
    setTimeout(() => {
      if (state !== 'running') return;
      isStart = false;
      failedStarts = 0;
      countFailures(failedStarts);
    }, SURVIVED_MS);
  });
  document.addEventListener('headroom:panic', (event) => freeze(String(event.detail)));
  // Traps that run no panic hook (out of memory, stack overflow) end here. Firefox has a kind
  // of error of its own for too much recursion. The loader knows more of how a start ended.
  function trapped(error, sentence = 'It stopped as it started. Reload; if it stops again, you can start without the link or the draft.', raw = error.message) {
    const kinds = window.WebAssembly ? [WebAssembly.RuntimeError, RangeError] : [];
    const isTrap = error.name === 'InternalError' || kinds.some((kind) => error instanceof kind);
    if (!isTrap) return;
    if (state === 'running') freeze(error.message);
    if (state !== 'loading') return;
    stopped();
    failed(sentence, raw);
  }
  window.addEventListener('unhandledrejection', (event) => event.reason && trapped(event.reason));
  window.addEventListener('error', (event) => event.error && trapped(event.error));
  // The loader may have come first.
  document.dispatchEvent(new Event('headroom:guard'));
})();
