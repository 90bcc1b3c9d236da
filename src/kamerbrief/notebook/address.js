// Keeps an explorer's settings in the page's address, on pages that give their address for it.

// Programs that pass an address on write "&amp;" for "&" and "%3D" for "=", and take the bracket or
// the full stop behind it for its end.
function straightened(fragment) {
  return fragment.replaceAll("&amp;", "&").replace(/%3D/gi, "=").replace(/[)\]}>.,;:!?"'’”»]+$/, "");
}

// What the fragment holds: [explorer, control, text] each; a plain anchor such as #words is none.
function entries() {
  return [...new URLSearchParams(straightened(location.hash.slice(1)))]
    .map(([key, text]) => [...key.split("."), text])
    .filter((entry) => entry.length === 3);
}

function asked(name) {
  return Object.fromEntries(entries().filter(([owner]) => owner === name).map(([, control, text]) => [control, text]));
}

function same(some, others) {
  const [left, right] = [some, others].map((settings) => JSON.stringify(Object.entries(settings).sort()));
  return left === right;
}

// At render all that belongs to the explorer is on the page; before, the kernel's answers would be lost.
function render({ model, signal }) {
  if (!("kbAddress" in document.documentElement.dataset)) return;
  const name = model.get("name");

  let heard = model.get("settings");
  function open() {
    const settings = asked(name);
    if (same(settings, model.get("settings")) && same(settings, heard)) return;
    model.send({ settings });
    heard = settings;
  }

  function write() {
    heard = model.get("settings");
    if (same(asked(name), model.get("settings"))) return;
    const others = entries().filter(([owner]) => owner !== name);
    const own = Object.entries(model.get("settings")).map(([control, text]) => [name, control, text]);
    const fragment = new URLSearchParams([...others, ...own].map(([owner, control, text]) => [`${owner}.${control}`, text]));
    const hash = String(fragment) ? `#${fragment}` : "";
    history.replaceState(history.state, "", location.pathname + location.search + hash);
  }

  model.on("change:settings", write);
  addEventListener("hashchange", open, { signal });
  if (Object.keys(asked(name)).length) open();
  return () => model.off("change:settings", write);
}

export default { render };
