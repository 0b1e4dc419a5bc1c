/** Error correction M by version, from ISO/IEC 18004: check words of a block, and the data words of each block. */
const blocks: readonly (readonly [number, readonly number[]])[] = [
  [10, [16]],
  [16, [28]],
  [26, [44]],
  [18, [32, 32]],
  [24, [43, 43]],
  [16, [27, 27, 27, 27]],
  [18, [31, 31, 31, 31]],
  [22, [38, 38, 39, 39]],
  [22, [36, 36, 36, 37, 37]],
  [26, [43, 43, 43, 43, 44]],
];

const alignments: readonly (readonly number[])[] = [
  [],
  [6, 18],
  [6, 22],
  [6, 26],
  [6, 30],
  [6, 34],
  [6, 22, 38],
  [6, 24, 42],
  [6, 26, 46],
  [6, 28, 50],
];

const masks: readonly ((row: number, column: number) => boolean)[] = [
  (r, c) => (r + c) % 2 === 0,
  (r) => r % 2 === 0,
  (_, c) => c % 3 === 0,
  (r, c) => (r + c) % 3 === 0,
  (r, c) => ((r >> 1) + Math.floor(c / 3)) % 2 === 0,
  (r, c) => ((r * c) % 2) + ((r * c) % 3) === 0,
  (r, c) => (((r * c) % 2) + ((r * c) % 3)) % 2 === 0,
  (r, c) => (((r + c) % 2) + ((r * c) % 3)) % 2 === 0,
];

/** Draws a text of at most 213 bytes as a QR code with error correction M: its rows, in which true is dark. */
export function qrCode(text: string): boolean[][] {
  const bytes = new TextEncoder().encode(text);
  const version = 1 + blocks.findIndex(([, sizes], index) => sum(sizes) >= bytes.length + (index < 9 ? 2 : 3));
  const [checks, sizes] = blocks[version - 1] ?? [0, []];
  if (sizes.length === 0) {
    throw new Error(`${String(bytes.length)} bytes are too many for this QR code.`);
  }
  const words = interleave(dataWords(bytes, version, sum(sizes)), sizes, checks);
  const drawn = masks.map((_, mask) => draw(words, version, mask));
  return drawn.reduce((best, one) => (penalty(one) < penalty(best) ? one : best));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** Mode, length and bytes, then padding up to the capacity. */
function dataWords(bytes: Uint8Array, version: number, capacity: number): number[] {
  const bits: number[] = [];
  const put = (value: number, length: number): void => {
    for (let bit = length - 1; bit >= 0; bit--) {
      bits.push((value >> bit) & 1);
    }
  };
  put(4, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  bytes.forEach((byte) => put(byte, 8));
  put(0, Math.min(4, capacity * 8 - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < capacity * 8; pad ^= 0xec ^ 0x11) {
    put(pad, 8);
  }
  return Array.from({ length: capacity }, (_, index) =>
    bits.slice(index * 8, index * 8 + 8).reduce((word, bit) => (word << 1) | bit, 0),
  );
}

/** The blocks, each with its check words, one word of each in turn. */
function interleave(data: readonly number[], sizes: readonly number[], checks: number): number[] {
  let at = 0;
  const parts = sizes.map((size) => data.slice(at, (at += size)));
  const corrections = parts.map((part) => checkWords(part, checks));
  const turns = (rows: readonly (readonly number[])[], length: number): number[] =>
    Array.from({ length }, (_, index) => rows.flatMap((row) => row[index] ?? [])).flat();
  return [...turns(parts, Math.max(...sizes)), ...turns(corrections, checks)];
}

/** Multiplies in the field of 256 elements with the polynomial 0x11d. */
function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    product ^= ((b >> bit) & 1) * a;
  }
  return product;
}

/** The remainder of Reed and Solomon's division. */
function checkWords(data: readonly number[], degree: number): number[] {
  const generator: number[] = [...Array<number>(degree - 1).fill(0), 1];
  for (let i = 0, root = 1; i < degree; i++, root = times(root, 2)) {
    for (let j = 0; j < degree; j++) {
      generator[j] = times(generator[j] ?? 0, root) ^ (generator[j + 1] ?? 0);
    }
  }
  const rest = Array<number>(degree).fill(0);
  for (const word of data) {
    const factor = word ^ (rest.shift() ?? 0);
    rest.push(0);
    generator.forEach((value, index) => (rest[index] = (rest[index] ?? 0) ^ times(value, factor)));
  }
  return rest;
}

function draw(words: readonly number[], version: number, mask: number): boolean[][] {
  const size = version * 4 + 17;
  const dark = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  const fixed = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  const set = (row: number, column: number, value: boolean): void => {
    if (row >= 0 && column >= 0 && row < size && column < size) {
      (dark[row] ?? [])[column] = value;
      (fixed[row] ?? [])[column] = true;
    }
  };
  const rings = (row: number, column: number, radius: number, light: readonly number[]): void => {
    for (let r = -radius; r <= radius; r++) {
      for (let c = -radius; c <= radius; c++) {
        set(row + r, column + c, !light.includes(Math.max(Math.abs(r), Math.abs(c))));
      }
    }
  };
  for (let i = 0; i < size; i++) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  for (const [row, column] of [
    [3, 3],
    [3, size - 4],
    [size - 4, 3],
  ] as const) {
    rings(row, column, 4, [2, 4]);
  }
  const places = alignments[version - 1] ?? [];
  const last = places.length - 1;
  places.forEach((row, i) =>
    places.forEach((column, j) => {
      if (!((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0))) {
        rings(row, column, 2, [1]);
      }
    }),
  );
  // The level M is 0; the mask; ten bits that protect both.
  const format = ((mask << 10) | remainder(mask, 10, 0x537)) ^ 0x5412;
  for (let i = 0; i < 15; i++) {
    const bit = ((format >> i) & 1) === 1;
    set(i < 6 ? i : i < 8 ? i + 1 : size - 15 + i, 8, bit);
    set(8, i < 8 ? size - 1 - i : i === 8 ? 7 : 14 - i, bit);
  }
  set(size - 8, 8, true);
  if (version >= 7) {
    const bits = (version << 12) | remainder(version, 12, 0x1f25);
    for (let i = 0; i < 18; i++) {
      const bit = ((bits >> i) & 1) === 1;
      const far = size - 11 + (i % 3);
      const near = Math.floor(i / 3);
      set(far, near, bit);
      set(near, far, bit);
    }
  }
  place(words, dark, fixed, mask);
  return dark;
}

/** The remainder of a division of polynomials over two elements. */
function remainder(value: number, degree: number, divisor: number): number {
  let rest = value;
  for (let i = 0; i < degree; i++) {
    rest = (rest << 1) ^ ((rest >> (degree - 1)) * divisor);
  }
  return rest;
}

/** Puts the words in columns of two, upwards and downwards in turn, and masks them. */
function place(words: readonly number[], dark: boolean[][], fixed: readonly boolean[][], mask: number): void {
  const size = dark.length;
  const isMasked = masks[mask] ?? (() => false);
  let bit = 0;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) {
      right = 5;
    }
    for (let step = 0; step < size; step++) {
      const row = ((right + 1) & 2) === 0 ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (fixed[row]?.[column] === false) {
          const value = (((words[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1;
          (dark[row] ?? [])[column] = value !== isMasked(row, column);
          bit += 1;
        }
      }
    }
  }
}

/** How hard a code is to read: long runs, blocks, what looks like a finder, and too much of one colour. */
function penalty(rows: readonly (readonly boolean[])[]): number {
  const columns = rows.map((_, column) => rows.map((row) => row[column] === true));
  const text = (line: readonly boolean[]): string => line.map((dark) => (dark ? '1' : '0')).join('');
  let points = 0;
  for (const line of [...rows, ...columns].map(text)) {
    for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) {
      points += run.length - 2;
    }
    points += 40 * [...line.matchAll(/(?=10111010000|00001011101)/g)].length;
  }
  rows.slice(1).forEach((row, r) =>
    row.slice(1).forEach((dark, c) => {
      const above = rows[r];
      if (dark === row[c] && dark === above?.[c] && dark === above[c + 1]) {
        points += 3;
      }
    }),
  );
  const share = rows.flat().filter(Boolean).length / rows.length ** 2;
  return points + 10 * Math.floor(Math.abs(share - 0.5) * 20);
}
