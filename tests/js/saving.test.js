import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32 } from "node:zlib";
import { withTexts } from "../../src/kamerbrief/notebook/saving.js";

// The smallest PNG there is: signature, header, one pixel, end.
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

// The chunks of a PNG: name, content, and whether its sum is right.
function* chunks(bytes) {
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const body = bytes.subarray(at + 4, at + 8 + bytes.readUInt32BE(at));
    const right = crc32(body) === bytes.readUInt32BE(at + 4 + body.length);
    yield { name: body.toString("latin1", 0, 4), content: body.subarray(4), right };
  }
}

test("a PNG gets its texts behind the header, each with a right sum, and keeps the rest", () => {
  const texts = { Title: "Gemiddeld € 290 miljoen", Source: "a < b" };
  const found = [...chunks(Buffer.concat(withTexts(PNG, texts)))];
  assert.deepEqual(
    found.map(({ name }) => name),
    ["IHDR", "iTXt", "iTXt", "IDAT", "IEND"],
  );
  assert.ok(found.every(({ right }) => right));
  const said = found.slice(1, 3).map(({ content }) => content.toString("utf8").split("\0\0\0\0\0"));
  assert.deepEqual(Object.fromEntries(said), texts);
});
