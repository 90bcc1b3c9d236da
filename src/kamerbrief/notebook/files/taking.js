// A button that opens a file of the reader's, and sends to the kernel what it holds.
function render({ model, el }) {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = model.get("accept");
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (!file) return;
    const content = await file.slice(0, model.get("most") + 1).arrayBuffer();
    input.value = ""; // so that the same file, mended, can be opened again
    model.send({ kind: "file" }, undefined, [content]);
  });
  const button = document.createElement("button");
  button.type = "button";
  button.className = "jupyter-button";
  button.textContent = model.get("label");
  button.addEventListener("click", () => input.click());
  el.append(button);
}

export default { render };
