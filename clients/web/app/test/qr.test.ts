import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { qrCode } from '../src/groups/qr.js';

const drawn = (text: string): string[] => qrCode(text).map((row) => row.map((dark) => (dark ? '#' : '.')).join(''));

/** An independent reader has decoded each of these codes to its text. */
describe('qrCode', () => {
  test('shortText_isDrawn', () => {
    expect(drawn('waggle')).toEqual([
      '#######..##.#.#######',
      '#.....#.....#.#.....#',
      '#.###.#.##.##.#.###.#',
      '#.###.#.#..#..#.###.#',
      '#.###.#.#..##.#.###.#',
      '#.....#.#...#.#.....#',
      '#######.#.#.#.#######',
      '........#..##........',
      '#.#####..##.#.#####..',
      '..#..#..#.#.#..#..#.#',
      '###..####..#.#..####.',
      '#..#...##.#....######',
      '#####.##.###.#..#..#.',
      '........##.#####.####',
      '#######..#..#.##.#.#.',
      '#.....#.#.#####..##.#',
      '#.###.#.#.#.#......#.',
      '#.###.#.#.#.#..####..',
      '#.###.#.####.#...#...',
      '#.....#........#.##..',
      '#######.#..#.#..#..#.',
    ]);
  });

  test.each([
    [14, 21, '159ce33ec3efdb01'],
    [62, 33, '453e6a30237be227'],
    [106, 41, '4f9c18a50782a62b'],
    [122, 45, 'e899abc15a242c83'],
    [213, 57, 'f59f1f6b50ba7782'],
  ])('%i bytes_haveTheirSizeAndCode', (length, size, hash) => {
    const rows = drawn('https://chat.example.org/#/join/7ZK3Q0V9M2RD8X1TB5HA'.repeat(5).slice(0, length));
    expect(rows).toHaveLength(size);
    expect(createHash('sha256').update(rows.join('\n')).digest('hex').slice(0, 16)).toBe(hash);
  });

  test('tooLong_isRefused', () => {
    expect(() => qrCode('x'.repeat(214))).toThrow('too many');
  });
});
