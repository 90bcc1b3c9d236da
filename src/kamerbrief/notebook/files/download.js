// Lets a reader download a file that the kernel sends.

import { download, hear } from "../elements.js";

/** @type {Initialize} */
function initialize({ model }) {
  hear(model, {
    "msg:custom": ({ kind, name, type }, [content]) =>
      kind === "file" && download(name, new Blob([content], { type })),
  });
}

export default { initialize };
