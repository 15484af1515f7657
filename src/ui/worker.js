// The worker that draws: it is made of the compiled modules that the page hands over, asks the
// program for a few draws at a time (worker.rs), and tells what they come to at some of them.
'use strict';

const STAGES = [256, 1024, 2048];
const SLICE_MS = 4;
const SIGN_MS = 500;
const { port1, port2 } = new MessageChannel();
let exports;
let latest;
let ready = Promise.resolve();
let due;
port1.onmessage = () => due();
// What the program asks of a page is not here, and no draw asks for it.
async function take(module) {
  if (exports) return void (await WebAssembly.instantiate(module, { __wasm_split: exports }));
  const stubs = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    (stubs[from] ??= {})[name] = () => {
      throw new Error(name);
    };
  }
  ({ exports } = await WebAssembly.instantiate(module, stubs));
}
function begin(ask) {
  const text = new TextEncoder().encode(ask);
  const room = exports.draws_room(text.length);
  new Uint8Array(exports.memory.buffer, room, text.length).set(text);
  return exports.draws_begin();
}
function told() {
  const length = exports.draws_tell();
  return new Uint8Array(exports.memory.buffer, exports.draws_told(), length).slice();
}
// A few milliseconds at a time, so that a new edit is heard between them.
function go(run, stage, sign) {
  if (run !== latest) return;
  const until = performance.now() + SLICE_MS;
  let made;
  do made = exports.draws_step(); while (made < STAGES[stage] && performance.now() < until);
  const isTold = made >= STAGES[stage];
  if (isTold || performance.now() > sign) {
    postMessage([run, made, isTold ? told() : null, made >= STAGES.at(-1)]);
    sign = performance.now() + SIGN_MS;
  }
  if (made >= STAGES.at(-1)) return;
  due = () => go(run, isTold ? stage + 1 : stage, sign);
  port2.postMessage(0);
}
onmessage = ({ data }) => {
  latest = data.run;
  ready = ready.then(async () => {
    for (const module of data.modules) await take(module);
    if (data.ask && data.run === latest && begin(data.ask)) go(data.run, 0, performance.now() + SIGN_MS);
  }).catch((error) => postMessage([data.run, 0, null, String(error)]));
};
