import type { Randomness } from './environment.js';

const first = 500;
const longest = 30_000;

/**
 * Returns how long to wait before the next try, in milliseconds: full jitter, a random time up to a limit that doubles with each
 * failure. With a fixed part, thousands of clients that failed together would come back together.
 *
 * @param failures the number of failures in a row before this one
 */
export function backoff(failures: number, random: Randomness, atLeast = 0): number {
  const limit = Math.min(longest, first * 2 ** Math.min(failures, 10));
  return atLeast + Math.round(random.next() * limit);
}
