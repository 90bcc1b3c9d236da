// Saves a chart as a picture of its own: its title above it, where it is from below it, and its
// alternative text within. It is one module with chart.js, whose functions it uses.

const PICTURE = { width: 760, edge: 20, sharpness: 2, note: "12px", line: 17, title: "600 17px", head: 24 };
const SVG = "http://www.w3.org/2000/svg";

// An SVG element with attributes, holding elements or a text.
function svg(name, attributes, ...content) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...content);
  return element;
}

function textBlock(lines, { font, fill, top, height, family }) {
  const size = font.split(" ").at(-1);
  const weight = font.includes(" ") ? font.split(" ")[0] : "400";
  const rows = lines.map((line, i) => svg("tspan", { x: PICTURE.edge, y: top + height * (i + 0.75) }, line));
  return svg("text", { "font-family": family, "font-size": size, "font-weight": weight, fill }, ...rows);
}

// The picture as an SVG element, in the colours of a light page, whatever the page's own are.
async function picture(Plotly, { figure, template: json, source, lang }) {
  const { data, layout } = JSON.parse(figure);
  const template = JSON.parse(json);
  const { family, color: ink } = template.layout.font;
  const { width: wide, edge, title: titleFont, head, note, line } = PICTURE;
  const width = wide - 2 * edge;
  const title = wrapped(layout.title?.text ?? "", `${titleFont} ${family}`, width);
  const origin = wrapped(source, `${note} ${family}`, width);
  const [alt, height] = [layout.meta?.alt ?? "", layout.height];
  const top = edge + head * title.length;
  const below = top + height + 8;
  const high = below + line * origin.length + edge;
  delete layout.title;
  fitTitles(layout, template, width);
  const drawn = await Plotly.toImage(
    { data, layout: { ...layout, template, width } },
    { format: "svg", width, height, imageDataOnly: true },
  );
  const plot = new DOMParser().parseFromString(drawn, "image/svg+xml").documentElement;
  plot.setAttribute("x", edge);
  plot.setAttribute("y", top);
  const muted = template.layout.xaxis.tickfont.color;
  return svg(
    "svg",
    { width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, role: "img", lang, "aria-labelledby": "title alt" },
    svg("title", { id: "title" }, title.join(" ")),
    svg("desc", { id: "alt" }, alt),
    svg("metadata", {}, source),
    svg("rect", { width: wide, height: high, fill: "#ffffff" }),
    textBlock(title, { font: titleFont, fill: ink, top: edge, height: head, family }),
    document.importNode(plot, true),
    textBlock(origin, { font: note, fill: muted, top: below, height: line, family }),
  );
}

const asText = (element) => new XMLSerializer().serializeToString(element);

// The same as PNG bytes, with its texts inside, as the format has it for whoever reads them out.
async function png(element, sharpness = PICTURE.sharpness) {
  const url = URL.createObjectURL(new Blob([asText(element)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = element.getAttribute("width") * sharpness;
    canvas.height = element.getAttribute("height") * sharpness;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    const said = (part) => element.querySelector(part).textContent;
    return labelled(new Uint8Array(await blob.arrayBuffer()), {
      Title: said("title"),
      Description: said("desc"),
      Source: said("metadata"),
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}

// PNG with texts in iTXt chunks behind its header: PNG specification, 11.3.3.4.
function labelled(bytes, texts) {
  const encoder = new TextEncoder();
  const afterHeader = 8 + 25; // the signature, and IHDR with its length, name, 13 bytes and sum
  const chunks = Object.entries(texts).map(([keyword, text]) => {
    const body = encoder.encode(`iTXt${keyword}\0\0\0\0\0${text}`);
    const chunk = new Uint8Array(body.length + 8);
    const view = new DataView(chunk.buffer);
    view.setUint32(0, body.length - 4);
    chunk.set(body, 4);
    view.setUint32(body.length + 4, crc32(body));
    return chunk;
  });
  return new Blob([bytes.slice(0, afterHeader), ...chunks, bytes.slice(afterHeader)], { type: "image/png" });
}

function crc32(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

// Two quiet buttons below a chart.
function savingButtons(model, library) {
  const says = model.get("messages");
  const row = document.createElement("p");
  row.className = "kb-save";
  const problem = document.createElement("span");
  problem.setAttribute("role", "alert");
  const state = () => Object.fromEntries(["figure", "template", "source", "lang"].map((key) => [key, model.get(key)]));
  const kinds = {
    svg: async (element) => new Blob([asText(element)], { type: "image/svg+xml" }),
    png: (element) => png(element),
  };
  for (const [kind, make] of Object.entries(kinds)) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = says[kind];
    button.addEventListener("click", async () => {
      problem.textContent = "";
      try {
        hand(`${model.get("name")}.${kind}`, await make(await picture(await library(), state())));
      } catch (error) {
        console.error(error);
        problem.textContent = says.unsaved;
      }
    });
    row.append(button);
  }
  row.append(problem);
  return row;
}
