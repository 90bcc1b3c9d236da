// Keeps an explorer's settings in the page's address.

// Programs that pass an address on write "&amp;" for "&" and "%3D" for "=", and take the bracket or
// the full stop behind it for its end.
const straightened = (/** @type {string} */ hash) =>
  hash
    .replaceAll("&amp;", "&")
    .replace(/%3D/gi, "=")
    .replace(/[)\]}>.,;:!?"'’”»]+$/, "");

/** What an address holds: explorer, control, text; a plain anchor such as #words is none. */
const entries = (/** @type {string} */ hash) =>
  [...new URLSearchParams(straightened(hash.slice(1)))]
    .map(([key, text]) => [...key.split("."), text])
    .filter((entry) => entry.length === 3);

/** What an address asks of an explorer. @type {(hash: string, name: string) => Settings} */
export function asked(hash, name) {
  const own = entries(hash).filter(([owner]) => owner === name);
  return Object.fromEntries(own.map(([, control, text]) => [control, text]));
}

// An address that asks for these settings, and else what it did.
/** @type {(hash: string, name: string, settings: Settings) => string} */
export function asking(hash, name, settings) {
  const others = entries(hash).filter(([owner]) => owner !== name);
  const own = Object.entries(settings).map(([control, text]) => [name, control, text]);
  const all = [...others, ...own].map(([owner, control, text]) => [`${owner}.${control}`, text]);
  return all.length ? `#${new URLSearchParams(all)}` : "";
}

/** @type {(some: Settings, others: Settings) => boolean} */
export function same(some, others) {
  const [left, right] = [some, others].map((each) => JSON.stringify(Object.entries(each).sort()));
  return left === right;
}

/**
 * Opens what the address asks of an explorer, now and later. What this returns writes settings there.
 * @type {(name: string, open: (settings: Settings) => void, signal: AbortSignal) => (settings: Settings) => void}
 */
export function addressOf(name, open, signal) {
  /** @type {Settings} */
  let shown = {};
  let heard = shown;
  function hear() {
    const settings = asked(location.hash, name);
    if (same(settings, shown) && same(settings, heard)) return;
    heard = settings;
    open(settings);
  }
  addEventListener("hashchange", hear, { signal });
  hear();
  return (settings) => {
    if (same(settings, shown)) return; // what was refused stays in the address, to be mended there
    shown = heard = settings;
    if (same(asked(location.hash, name), settings)) return;
    const here = location.pathname + location.search + asking(location.hash, name, settings);
    history.replaceState(history.state, "", here);
  };
}
