// What a page knows: pages/build.py writes it, and says what is in it.

/** @type {PageData} */
export const page = JSON.parse(document.getElementById("kb-page")?.textContent ?? "null");
