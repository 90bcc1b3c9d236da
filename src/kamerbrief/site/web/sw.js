// Keeps the site for when there is no network. What has a hash in its folder's name never changes, and
// is taken from the cache; everything else is asked for anew while there is a network. Before this
// file the build writes two lists: FIXED, the folders that never change, and PAGES, kept at once.

const NAME = "kamerbrief";
const BESIDE = /\/lite\//; // JupyterLab keeps its own
const coming = new Map();

const fixed = (url) => FIXED.some((folder) => url.startsWith(new URL(folder, self.registration.scope).href));

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

// Two that want the same at the same time get it from one answer.
async function fetched(request) {
  const { url } = request;
  if (!coming.has(url)) {
    const answer = fetch(request);
    coming.set(url, answer);
    answer
      .then(async (response) => {
        const cache = await caches.open(NAME);
        if (response.ok) await cache.put(url, response.clone());
      })
      .catch(() => {})
      .finally(() => coming.delete(url));
  }
  return (await coming.get(url)).clone();
}

async function answer(request) {
  const cache = await caches.open(NAME);
  const kept = () => cache.match(request, { ignoreSearch: true });
  if (fixed(request.url)) return (await kept()) ?? fetched(request);
  try {
    return await fetched(request);
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
  if (method !== "GET" || !url.startsWith(self.registration.scope) || BESIDE.test(url)) return;
  event.respondWith(answer(event.request));
});
