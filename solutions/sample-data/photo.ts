import { crc32 } from 'node:zlib';
import { zlibSync } from 'fflate';

/** A drawn landscape as a PNG of 64 by 48 points: sky, sun, hills and a building, other colours for every number. */
const width = 64;
const height = 48;

const word = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);

function chunk(type: string, data: readonly number[]): number[] {
  const typed = [...[...type].map((letter) => letter.charCodeAt(0)), ...data];
  return [...word(data.length), ...typed, ...word(crc32(Uint8Array.from(typed)))];
}

/** Colour 0 sky, 1 sun, 2 far hills, 3 meadow, 4 wall, 5 roof. */
function colourAt(x: number, y: number, index: number): number {
  const house = 8 + ((index * 13) % 36);
  const roof = Math.abs(x - house - 6);
  if (x >= house && x < house + 12 && y >= 28 && y < 40) return 4;
  if (y >= 20 && y < 28 && roof <= y - 20) return 5;
  if (y > 36 + ((x * (3 + (index % 4))) % 64) / 16) return 3;
  if (y > 30 - 8 * Math.abs((((x + index * 7) % 32) - 16) / 16)) return 2;
  const sun = (x - 8 - ((index * 17) % 48)) ** 2 + (y - 9) ** 2;
  return sun < 30 ? 1 : 0;
}

const shade = (base: number, index: number, step: number): number => (base + ((index * step) % 40)) & 255;

/** The nth photo as the bytes of a file of type image/png; not compressed, so that it is the same wherever it is made. */
export function photo(index: number): Uint8Array {
  const palette = [
    [shade(140, index, 7), shade(180, index, 5), 240],
    [255, shade(190, index, 9), 60],
    [shade(80, index, 3), 120, shade(120, index, 11)],
    [60, shade(130, index, 5), 70],
    [shade(200, index, 13), shade(180, index, 3), 160],
    [shade(150, index, 5), 60, 50],
    [0, 0, 0],
    [0, 0, 0],
  ].flat();
  const scanlines: number[] = [];
  for (let y = 0; y < height; y++) {
    scanlines.push(0);
    for (let x = 0; x < width; x += 2)
      scanlines.push((colourAt(x, y, index) << 4) | colourAt(x + 1, y, index));
  }
  return Uint8Array.from([
    ...[137, 80, 78, 71, 13, 10, 26, 10],
    ...chunk('IHDR', [...word(width), ...word(height), 4, 3, 0, 0, 0]),
    ...chunk('PLTE', palette),
    ...chunk('IDAT', [...zlibSync(Uint8Array.from(scanlines), { level: 0 })]),
    ...chunk('IEND', []),
  ]);
}

/** Bytes as the text that columns of documents hold. */
export function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
