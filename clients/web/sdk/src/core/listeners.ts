import type { Undo } from './environment.js';
import { WaggleError } from './errors.js';

/** The listeners of one event. One that throws harms nobody else: its error is reported. */
export interface Listeners<T> {
  add(listener: (value: T) => void): Undo;
  emit(value: T): void;
}

export function listeners<T>(report: (fault: unknown) => void): Listeners<T> {
  const all = new Set<{ call: (value: T) => void }>();
  return {
    add(listener) {
      // Wrapped, so that one function that was added twice is called twice.
      const one = { call: listener };
      all.add(one);
      return () => {
        all.delete(one);
      };
    },
    emit(value) {
      for (const one of [...all]) {
        try {
          one.call(value);
        } catch (fault) {
          report(fault);
        }
      }
    },
  };
}

/**
 * Makes an iterator of an event. It holds at most `limit` values that were not taken yet; one more ends it with `overflow`, so
 * that nothing is dropped silently.
 */
export function iterate<T>(listen: (listener: (value: T) => void) => Undo, limit = 1_000): AsyncIterableIterator<T> {
  const waiting: T[] = [];
  let taker: { resolve: (result: IteratorResult<T>) => void; reject: (error: unknown) => void } | undefined;
  let end: WaggleError | 'done' | undefined;

  const undo = listen((value) => {
    if (end !== undefined) {
      return;
    }
    if (taker !== undefined) {
      taker.resolve({ value, done: false });
      taker = undefined;
    } else if (waiting.length < limit) {
      waiting.push(value);
    } else {
      undo();
      end = new WaggleError(
        'overflow',
        `The iterator holds ${limit} values that were not read: read faster, or set a larger limit.`,
      );
    }
  });

  const finish = (): Promise<IteratorResult<T>> => {
    undo();
    end = 'done';
    waiting.length = 0;
    taker?.resolve({ value: undefined, done: true });
    taker = undefined;
    return Promise.resolve({ value: undefined, done: true });
  };

  return {
    next() {
      const value = waiting.shift();
      if (value !== undefined) {
        return Promise.resolve({ value, done: false });
      }
      if (end instanceof WaggleError) {
        const error = end;
        end = 'done';
        return Promise.reject(error);
      }
      if (end === 'done') {
        return Promise.resolve({ value: undefined, done: true });
      }
      return new Promise((resolve, reject) => {
        taker = { resolve, reject };
      });
    },
    return: finish,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
