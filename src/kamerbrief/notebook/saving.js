// Saves a chart as a picture of its own: its title above it, where it is from below it, and its
// alternative text within.

import { download, element } from "./elements.js";
import { fitTitles, measured, wrapped } from "./titles.js";

const [WIDE, EDGE, SHARPNESS] = [760, 20, 2];
const TITLE = { size: "17px", weight: "600", height: 24 };
const NOTE = { size: "12px", weight: "400", height: 17 };
/** @typedef {typeof TITLE} Font */
const SVG = "image/svg+xml";

/** @type {(name: string, attributes: Record<string, unknown>, ...content: (Node | string)[]) => SVGElement} */
function svg(name, attributes, ...content) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...content);
  return made;
}

/**
 * The picture as an SVG element, in the colours of a light page, whatever the page's own are.
 * @type {(Plotly: PlotlyJS, state: Drawn) => Promise<SVGElement>}
 */
async function picture(Plotly, { figure, template: json, source, lang }) {
  /** @type {Figure} */
  const { data, layout } = JSON.parse(figure);
  /** @type {Template} */
  const template = JSON.parse(json);
  const { family, color: ink } = template.layout.font;
  const width = WIDE - 2 * EDGE;
  /** @type {(text: string, font: Font) => string[]} */
  const lines = (text, { size, weight }) =>
    wrapped(text, width, measured(`${weight} ${size} ${family}`));
  const title = lines(layout.title?.text ?? "", TITLE);
  const origin = lines(source, NOTE);
  const height = layout.height;
  const top = EDGE + TITLE.height * title.length;
  const below = top + height + 8;
  const high = below + NOTE.height * origin.length + EDGE;
  /** @type {(lines: string[], font: Font, fill: string, y: number) => SVGElement} */
  const block = (lines, { size, weight, height }, fill, y) =>
    svg(
      "text",
      { "font-family": family, "font-size": size, "font-weight": weight, fill },
      ...lines.map((line, i) => svg("tspan", { x: EDGE, y: y + height * (i + 0.75) }, line)),
    );
  delete layout.title;
  fitTitles(layout, template, width);
  const drawn = await Plotly.toImage(
    { data, layout: { ...layout, template, width } },
    { format: "svg", width, height, imageDataOnly: true },
  );
  const plot = new DOMParser().parseFromString(drawn, SVG).documentElement;
  plot.setAttribute("x", String(EDGE));
  plot.setAttribute("y", String(top));
  const box = { width: WIDE, height: high };
  return svg(
    "svg",
    { ...box, viewBox: `0 0 ${WIDE} ${high}`, role: "img", lang, "aria-labelledby": "title alt" },
    svg("title", { id: "title" }, title.join(" ")),
    svg("desc", { id: "alt" }, layout.meta?.alt ?? ""),
    svg("metadata", {}, source),
    svg("rect", { ...box, fill: "#ffffff" }),
    block(title, TITLE, ink, EDGE),
    document.importNode(plot, true),
    block(origin, NOTE, template.layout.xaxis.tickfont.color, below),
  );
}

/** @param {SVGElement} element */
const asText = (element) => new XMLSerializer().serializeToString(element);

/** @param {SVGElement} element */
const asSvg = (element) => new Blob([asText(element)], { type: SVG });

// The same as PNG, with its texts inside, as the format has it for whoever reads them out.
/** @param {SVGElement} element */
async function png(element, sharpness = SHARPNESS) {
  const url = URL.createObjectURL(asSvg(element));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Number(element.getAttribute("width")) * sharpness;
    canvas.height = Number(element.getAttribute("height")) * sharpness;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    /** @type {Blob | null} */
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
    if (!blob) throw new Error("the picture could not be packed");
    const said = (/** @type {string} */ part) => element.querySelector(part)?.textContent ?? "";
    const texts = { Title: said("title"), Description: said("desc"), Source: said("metadata") };
    return new Blob(withTexts(new Uint8Array(await blob.arrayBuffer()), texts), {
      type: blob.type,
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}

// The parts of a PNG with texts in iTXt chunks behind its header: PNG specification, 11.3.3.4.
/** @type {(png: Uint8Array<ArrayBuffer>, texts: Record<string, string>) => Uint8Array<ArrayBuffer>[]} */
export function withTexts(bytes, texts) {
  const afterHeader = 8 + 25; // the signature, and IHDR with its length, name, 13 bytes and sum
  const chunks = Object.entries(texts).map(([keyword, text]) => {
    const body = new TextEncoder().encode(`iTXt${keyword}\0\0\0\0\0${text}`);
    const chunk = new Uint8Array(body.length + 8);
    const view = new DataView(chunk.buffer);
    view.setUint32(0, body.length - 4);
    chunk.set(body, 4);
    view.setUint32(body.length + 4, crc32(body));
    return chunk;
  });
  return [bytes.slice(0, afterHeader), ...chunks, bytes.slice(afterHeader)];
}

/** @param {Uint8Array} bytes */
function crc32(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

// Two quiet buttons below a chart.
/** @type {(model: Model<ChartState>, library: () => Promise<PlotlyJS>) => HTMLElement} */
export function savingButtons(model, library) {
  const says = model.get("messages");
  const problem = element("span", { role: "alert" });
  /** @type {(kind: "svg" | "png", made: (picture: SVGElement) => Blob | Promise<Blob>) => void} */
  const save = async (kind, made) => {
    problem.textContent = "";
    try {
      const [figure, template] = [model.get("figure"), model.get("template")];
      const state = { figure, template, source: model.get("source"), lang: model.get("lang") };
      download(`${model.get("name")}.${kind}`, await made(await picture(await library(), state)));
    } catch (error) {
      console.error(error);
      problem.textContent = says.unsaved;
    }
  };
  /** @type {(...how: Parameters<typeof save>) => HTMLButtonElement} */
  const saves = (...how) =>
    element("button", { type: "button", onclick: () => save(...how) }, says[how[0]]);
  return element("p", { className: "kb-save" }, saves("svg", asSvg), saves("png", png), problem);
}
