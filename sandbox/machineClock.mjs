/**
 * Loaded before a program (`node --import`), lets the machine's clock begin at the instant that MACHINE_CLOCK names, and
 * go on from there. It is what `Date` gives without being asked for a certain time; all else, timers too, is as ever.
 * It is plain JavaScript: hundreds of processes of the tests load it, and to strip types takes each of them 80 ms.
 */

const { MACHINE_CLOCK } = process.env;
if (MACHINE_CLOCK !== undefined) setClock(MACHINE_CLOCK);

/**
 * @param {string} text
 * @throws {RangeError} when the text is no date.
 */
function setClock(text) {
  const begin = Date.parse(text);
  if (Number.isNaN(begin)) throw new RangeError(`MACHINE_CLOCK is no date: "${text}"`);
  const loadedAt = performance.now();
  const now = () => Math.floor(begin + performance.now() - loadedAt);
  const moved = new Proxy(Date, {
    apply: (original) => new original(now()).toString(),
    construct: (original, args, target) => Reflect.construct(original, args.length === 0 ? [now()] : args, target),
  });
  moved.now = now;
  moved.prototype.constructor = moved;
  globalThis.Date = moved;
}
