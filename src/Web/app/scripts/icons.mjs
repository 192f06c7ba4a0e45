// Draws the page's icons from the same figures as the mark in src/ui/brand.tsx: three rounded bars in a rounded square. No image program is needed:
// coverage of a pixel is the signed distance to the shapes, the file is a PNG of one zlib stream.
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as zlib from "node:zlib";

const folder = join(dirname(fileURLToPath(import.meta.url)), "../public/icons");
const ground = [216, 62, 43];
const bars = [253, 249, 243];
/** In the mark's own 64 units: x, y, width, height; the radius is half the width. */
const figures = [
  [15, 25, 9, 14],
  [27.5, 14, 9, 36],
  [40, 21, 9, 22],
];

/** Distance from a point to a rounded rectangle, negative inside. */
function distance(x, y, [left, top, width, height], radius) {
  const dx = Math.abs(x - left - width / 2) - width / 2 + radius;
  const dy = Math.abs(y - top - height / 2) - height / 2 + radius;
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
}

const coverage = (units, scale) => Math.min(1, Math.max(0, 0.5 - units * scale));

/** @param inset part of the side left free around the mark; @param corner radius of the square in units, 0 for a full one */
function draw(size, { inset = 0, corner = 21, mono = false } = {}) {
  const pixels = Buffer.alloc(size * size * 4);
  const scale = (size * (1 - 2 * inset)) / 64;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const u = (x + 0.5 - size * inset) / scale;
      const v = (y + 0.5 - size * inset) / scale;
      const bar = Math.max(...figures.map((figure) => coverage(distance(u, v, figure, figure[2] / 2), scale)));
      const square = corner === 0 ? 1 : coverage(distance(u, v, [0, 0, 64, 64], corner), scale);
      const colour = mono ? [255, 255, 255] : ground.map((value, index) => Math.round(value + (bars[index] - value) * bar));
      const alpha = mono ? bar : square;
      pixels.set([...colour, Math.round(alpha * 255)], (y * size + x) * 4);
    }
  }
  return png(size, pixels);
}

function png(size, pixels) {
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let y = 0; y < size; y++) pixels.copy(rows, y * (size * 4 + 1) + 1, y * size * 4, (y + 1) * size * 4);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk("IHDR", header),
    chunk("IDAT", zlib.deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(typeof zlib.crc32 === "function" ? zlib.crc32(body) : ownCrc32(body));
  return Buffer.concat([length, body, check]);
}

/** For a Node whose zlib has no crc32 yet. */
function ownCrc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

const rects = figures
  .map(([x, y, width, height]) => `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${width / 2}"/>`)
  .join("");
writeFileSync(
  join(folder, "icon.svg"),
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="21" fill="#d83e2b"/><g fill="#fdf9f3">${rects}</g></svg>\n`,
);
writeFileSync(join(folder, "icon-180.png"), draw(180, { corner: 0, inset: 0 }));
writeFileSync(join(folder, "icon-192.png"), draw(192));
writeFileSync(join(folder, "icon-512.png"), draw(512));
writeFileSync(join(folder, "maskable-512.png"), draw(512, { corner: 0, inset: 0.12 }));
writeFileSync(join(folder, "badge-96.png"), draw(96, { mono: true }));
