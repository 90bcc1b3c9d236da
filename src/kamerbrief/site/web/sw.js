// Keeps the site for when there is no network. What has a hash in its folder's name never changes, and
// is taken from the cache; everything else is asked for anew while there is a network. Before this
// file the build writes two lists: FIXED, the folders that never change, and PAGES, kept at once.

const { scope } = self.registration;
const NAME = `kamerbrief ${scope}`; // other sites may have the same host
const BESIDE = new URL("lite/", scope).href; // JupyterLab has a service worker of its own
const coming = new Map();

const fixed = (url) => FIXED.some((folder) => url.startsWith(new URL(folder, scope).href));

async function install() {
  const cache = await caches.open(NAME);
  await cache.addAll(PAGES.map((page) => new Request(page, { cache: "reload" })));
  await self.skipWaiting();
}

async function activate() {
  const cache = await caches.open(NAME);
  for (const { url } of await cache.keys()) {
    if (/-[0-9a-f]{10}\//.test(url) && !fixed(url)) await cache.delete(url);
  }
  await self.clients.claim();
}

// Two that want the same at the same time get it from one answer, which neither can break off.
function fetched(url, event) {
  if (!coming.has(url)) {
    const answer = fetch(url, fixed(url) ? {} : { cache: "no-cache" });
    const kept = answer.then(async (response) => {
      const cache = await caches.open(NAME);
      if (response.ok) await cache.put(url, response.clone());
    });
    coming.set(url, answer);
    event.waitUntil(kept.catch(() => {}).finally(() => coming.delete(url)));
  }
  return coming.get(url).then((response) => response.clone());
}

async function answer(event) {
  const { url } = event.request;
  const cache = await caches.open(NAME);
  const kept = () => cache.match(url, { ignoreSearch: true });
  if (fixed(url)) return (await kept()) ?? fetched(url, event);
  try {
    return await fetched(url, event);
  } catch (error) {
    const found = await kept();
    if (!found) throw error;
    return found;
  }
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method !== "GET" || !url.startsWith(scope) || url.startsWith(BESIDE)) return;
  event.respondWith(answer(event));
});
