// Gathers what runs on a page, and packs what Python has there: node pack.mjs PACKAGES OUT LANGUAGES.

import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { loadPyodide } from "pyodide";

const [packages, out, languages] = process.argv.slice(2);
const modules = new URL("node_modules/", import.meta.url);
const own = (name) => new URL(name, import.meta.url);

// The core of Pyodide under names that every plain server sends as JavaScript.
async function core(folder) {
  await mkdir(folder, { recursive: true });
  for (const name of ["pyodide.asm.wasm", "pyodide-lock.json"])
    await cp(new URL(`pyodide/${name}`, modules), `${folder}/${name}`);
  for (const name of ["pyodide.mjs", "pyodide.asm.mjs"]) {
    const source = await readFile(new URL(`pyodide/${name}`, modules), "utf8");
    const plain = source
      .replaceAll("pyodide.asm.mjs", "pyodide.asm.js")
      .replace(/^\/\/# sourceMappingURL=.*$/m, "");
    await writeFile(`${folder}/${name.replace(".mjs", ".js")}`, plain);
  }
}

await core(`${out}/python`);
await cp(own("worker.js"), `${out}/assets/worker.js`);
await cp(
  new URL("plotly.js-basic-dist-min/plotly-basic.min.js", modules),
  `${out}/assets/plotly.js`,
);
const python = await loadPyodide({ env: { HOME: "/home/pyodide", PYTHONHASHSEED: "0" } });
for (const [place, root] of Object.entries({
  "/packages": packages,
  "/out": `${out}/python`,
  "/assets": `${out}/assets`,
})) {
  python.FS.mkdirTree(place);
  python.FS.mount(python.FS.filesystems.NODEFS, { root }, place);
}
python.runPython(await readFile(own("pack.py"), "utf8"), { filename: "pack.py" });
python.globals.get("pack")(
  "/packages",
  "/out",
  "/assets/plotly.js",
  python.toPy(languages.split(",")),
);
