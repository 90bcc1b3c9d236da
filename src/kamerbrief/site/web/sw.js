// Keeps the site for when there is no network. What has a hash in its folder's name never changes, and
// is taken from the cache; everything else is asked for anew while there is a network. Before this
// file the build writes two lists: FIXED, the folders that never change, and PAGES, kept at once.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const { scope } = worker.registration;
const NAME = `kamerbrief ${scope}`; // other sites may have the same host
const BESIDE = new URL("lite/", scope).href; // JupyterLab has a service worker of its own
/** @type {Map<string, Promise<Response>>} */
const coming = new Map();

/** @param {string} url */
const fixed = (url) => FIXED.some((folder) => url.startsWith(new URL(folder, scope).href));

// A filter, or a network that wants a login first, sends a page of its own in the place of anything.
/** @type {(url: string, response: Response) => boolean} */
function fits(url, response) {
  if (!response.ok || new URL(response.url).origin !== worker.origin) return false;
  const isHtml = /^text\/html\b/i.test(response.headers.get("Content-Type") ?? "");
  return isHtml === /(\/[^/.]*|\.html)$/.test(new URL(url).pathname);
}

// Nothing is kept unless all of it came.
async function install() {
  const urls = PAGES.map((page) => new URL(page, scope).href);
  const answers = await Promise.all(urls.map((url) => fetch(url, { cache: "reload" })));
  const wrong = urls.filter((url, place) => !fits(url, answers[place]));
  if (wrong.length) throw new Error(`What came is not what was asked for: ${wrong}`);
  const cache = await caches.open(NAME);
  await Promise.all(urls.map((url, place) => cache.put(url, answers[place])));
  await worker.skipWaiting();
}

async function activate() {
  const cache = await caches.open(NAME);
  for (const { url } of await cache.keys()) {
    if (/-[0-9a-f]{10}\//.test(url) && !fixed(url)) await cache.delete(url);
  }
  await worker.clients.claim();
}

// What never changes may come from what the browser itself has kept, unless that is wrong.
/** @param {string} url */
async function ask(url) {
  if (!fixed(url)) return fetch(url, { cache: "no-cache" });
  const response = await fetch(url);
  return fits(url, response) ? response : fetch(url, { cache: "reload" });
}

// Two that want the same at the same time get it from one answer, which neither can break off.
/** @type {(url: string, event: FetchEvent) => Promise<Response>} */
async function fetched(url, event) {
  const answer = coming.get(url) ?? ask(url);
  if (!coming.has(url)) {
    coming.set(url, answer);
    const keeping = answer.then(async (response) => {
      const copy = response.clone(); // before anybody reads it
      if (fits(url, response)) await (await caches.open(NAME)).put(url, copy);
    });
    event.waitUntil(keeping.catch(() => {}).finally(() => coming.delete(url)));
  }
  return (await answer).clone();
}

// Browsers do not open a page that came by a redirect which they did not follow themselves.
/** @param {Response} response */
function direct(response) {
  if (!response.redirected) return response;
  const { status, statusText, headers } = response;
  return new Response(response.body, { status, statusText, headers });
}

/** @param {string} url */
async function kept(url) {
  const cache = await caches.open(NAME);
  const found = await cache.match(url, { ignoreSearch: true });
  return found && fits(url, found) ? direct(found) : undefined;
}

/** @param {FetchEvent} event */
async function answer(event) {
  const { url, mode } = event.request;
  const found = await kept(url);
  if (found && fixed(url)) return found;
  try {
    const response = await fetched(url, event);
    // Its links are from where it is, so a reader goes there.
    return mode === "navigate" && response.redirected ? Response.redirect(response.url) : response;
  } catch (error) {
    if (!found) throw error;
    return found;
  }
}

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method !== "GET" || !url.startsWith(scope) || url.startsWith(BESIDE)) return;
  event.respondWith(answer(event));
});
