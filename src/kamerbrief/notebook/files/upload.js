// A button that opens a file of the reader's, and sends to the kernel what it holds.

import { button, upload } from "../elements.js";

/** @type {Render<{ accept: string, most: number, label: string }>} */
function render({ model, el }) {
  const field = upload(model.get("accept"), model.get("most"), (content) =>
    model.send({ kind: "file" }, undefined, [content]),
  );
  el.append(button(model.get("label"), () => field.click()));
}

export default { render };
