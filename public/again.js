// Did every file that the page starts with arrive, and is it ours? One that did not, or is
// not, is fetched again past the browser's cache, which may keep a bad answer for good. This
// file has no hash in its name and is kept by nobody, so that it is there when the others are
// not; it needs none of them.
'use strict';

(() => {
  const STYLE_MS = 4000;
  const LATE_MS = 8000;
  const PATIENCE_MS = 300;
  const root = document.documentElement;
  const style = document.querySelector('link[rel=stylesheet]');
  const element = (id) => document.getElementById(id);
  const after = (time) => new Promise((resolve) => setTimeout(resolve, time));
  const address = (file) => file.src || file.href;
  const nameOf = (file) => address(file).split('/').pop();

  // What is fetched so takes the place of what the cache has. It is compared afterwards, in
  // the cache, so that a file of the page can be told from a connection that broke.
  async function fetchAgain(file) {
    const response = await fetch(address(file), { cache: 'reload' }).catch(() => null);
    if (!response) throw 'could not be fetched: the connection broke, or something in this browser or network blocks it.';
    if (!response.ok) throw `could not be had from the server, which answered ${response.status}.`;
    try {
      await response.arrayBuffer();
    } catch {
      throw 'came only in part.';
    }
    await fetch(address(file), { integrity: file.integrity }).catch(() => {
      throw 'is not the file that this page was built with.';
    });
  }

  const files = () => [...document.querySelectorAll('script[integrity], link[rel=modulepreload]'), style];

  // What Reload does. The program's WebAssembly is not among the files: the loader never
  // takes a bad one from the cache twice.
  async function again() {
    for (const button of document.querySelectorAll('button')) button.disabled = true;
    await Promise.race([Promise.allSettled(files().map(fetchAgain)), after(LATE_MS)]);
    location.reload();
  }
  window.headroomAgain = again;

  // Each of the two scripts leaves a mark once it runs.
  function lost() {
    if (!window.headroomGuard) return element('guard');
    return root.dataset.planner ? null : element('loader');
  }

  // Where there is no guard to say it.
  function show(sentence) {
    document.querySelector('.boot-late')?.remove();
    element('boot-status').textContent = sentence;
    element('boot-reload').hidden = false;
    element('boot-reload').onclick = again;
  }

  let hasFailed = false;

  function fail(sentence) {
    hasFailed = true;
    if (window.headroomGuard) return window.headroomGuard.failed(sentence);
    show(`Headroom could not start. ${sentence} Your link and your draft are safe.`);
    element('boot-progress').hidden = true;
  }

  // Once nothing is on its way any more. A page is loaded again by itself once, and only if
  // what it lacks is good by then.
  async function mend() {
    const file = lost();
    if (!file) return;
    try {
      const other = element(file.id === 'guard' ? 'loader' : 'guard');
      await Promise.all([fetchAgain(file), fetchAgain(other).catch(() => {})]);
      if (performance.getEntriesByType('navigation')[0]?.type === 'navigate') return location.reload();
      throw 'is here but does not run: a policy or something in this browser blocks it.';
    } catch (reason) {
      fail(`A file of the page, ${nameOf(file)}, ${reason} Wait a minute and reload; if it stays so, tell whoever runs this site.`);
    }
  }

  // It may still come.
  function late() {
    const file = lost();
    if (!file || hasFailed) return;
    const sentence = `A file of the page, ${nameOf(file)}, has not arrived for ${LATE_MS / 1000} seconds.`;
    if (window.headroomGuard) return window.headroomGuard.stalled(sentence);
    show(`${sentence} You can wait or reload; your link and your draft are safe.`);
  }

  // The style has put itself on the page: one that is not ours does not.
  const isStyled = () => getComputedStyle(root).getPropertyValue('--surface') !== '';
  let plain;
  let isRestyling = false;

  function sayPlain(reason) {
    plain ??= document.createElement('p');
    plain.setAttribute('role', 'status');
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: 'Reload', onclick: again });
    plain.replaceChildren(`This page looks plain, because its style sheet ${reason} It works all the same. `, button);
    document.body.prepend(plain);
  }

  // Nothing is painted while a style sheet of the page is on its way: so it is taken out, and
  // put in again once it is here.
  async function restyle() {
    if (isStyled() || isRestyling) return;
    isRestyling = true;
    style.remove();
    try {
      await fetchAgain(style);
      await new Promise((resolve, reject) => {
        const { href, integrity, crossOrigin } = style;
        const fresh = document.createElement('link');
        const refused = () => reject('was refused: its type is wrong, or a policy blocks it.');
        document.head.append(Object.assign(fresh, { rel: 'stylesheet', href, integrity, crossOrigin, onload: resolve, onerror: refused }));
      });
      plain?.remove();
    } catch (reason) {
      sayPlain(reason);
    }
  }

  async function restyleLate() {
    if (isStyled() || plain) return;
    sayPlain('has not arrived yet.');
    style.remove();
    await goOn();
    restyle();
  }

  // Firefox waits for a style sheet that has been taken out all the same, with the paint and with
  // the loader: until loading is stopped, which is done once the scripts are here.
  async function goOn() {
    const isHere = (id) => performance.getEntriesByName(element(id).src).length > 0;
    for (let waited = 0; waited < LATE_MS; waited += PATIENCE_MS) {
      await after(PATIENCE_MS);
      if (root.dataset.planner) return;
      if (isHere('guard') && isHere('loader')) break;
    }
    window.stop();
  }

  function settled() {
    mend();
    restyle();
  }

  style.addEventListener('error', restyle);
  setTimeout(restyleLate, STYLE_MS);
  setTimeout(late, LATE_MS);
  if (document.readyState === 'complete') settled();
  else window.addEventListener('load', settled);
})();
