// Titles that are wider than their place, broken into lines.

/** @type {CanvasRenderingContext2D} */
let pen;

/** How wide a text is in a font, in pixels. @type {(font: string) => (text: string) => number} */
export const measured = (font) => (text) => {
  pen ??= /** @type {typeof pen} */ (document.createElement("canvas").getContext("2d"));
  pen.font = font;
  return pen.measureText(text).width;
};

/**
 * A text in lines of at most a width; a word that is wider has a line of its own.
 * @type {(text: string, width: number, measure: (text: string) => number) => string[]}
 */
export function wrapped(text, width, measure) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = `${lines[lines.length - 1]} ${word}`.trim();
    if (lines.at(-1) && measure(longer) > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

/**
 * Breaks the titles of horizontal axes where they are wider than the plot.
 * @type {(layout: Layout, template: Template, width: number) => void}
 */
export function fitTitles(layout, template, width) {
  const { font, xaxis } = template.layout;
  const measure = measured(`${xaxis.title.font.size}px ${font.family}`);
  for (const [name, axis] of Object.entries(layout)) {
    if (!name.startsWith("xaxis") || !axis.title?.text) continue;
    axis.title.text = wrapped(axis.title.text, width * 0.8, measure).join("<br>");
  }
}
