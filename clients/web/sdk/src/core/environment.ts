import type { Transport } from './transport.js';

/** Ends what it was returned for: a listener, a timer, a watch. To call it twice changes nothing. */
export type Undo = () => void;

/** The time and its timers. Tests have one that they move by hand. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once, unless undone before. */
  after(milliseconds: number, callback: () => void): Undo;
}

/** Random numbers. */
export interface Randomness {
  /** At least 0, below 1. */
  next(): number;
  bytes(count: number): Uint8Array;
}

/** What a client takes from its surroundings. A test replaces all of it. */
export interface Environment {
  readonly clock: Clock;
  readonly random: Randomness;
  readonly fetch: typeof globalThis.fetch;
  /** Called at each connect, so that the transport can be loaded when it is needed. */
  readonly transport: () => Promise<Transport>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

export const systemRandomness: Randomness = {
  next: () => Math.random(),
  bytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
};
