import { backoff } from './backoff.js';
import type { Clock, Randomness, Undo } from './environment.js';
import type { Entry } from './entry.js';
import { toWaggleError, WaggleError } from './errors.js';
import type { Id } from './id.js';
import type { HistoryQuery } from './codec.js';

/** Numbers of a conversation that are not given away: the user may not see them, or they are too many and too old. */
export interface Skip {
  readonly conversation: Id;
  readonly from: number;
  readonly to: number;
}

/** Entries of one conversation, in order, for whoever stores them. */
export interface Batch {
  readonly conversation: Id;
  readonly entries: readonly Entry[];
  /** The position after this batch: everything up to here was given away or skipped. */
  readonly position: number;
  readonly skips: readonly Skip[];
}

/** Stores a batch. The position is acknowledged only after it has succeeded. */
export type Sink = (batch: Batch) => Promise<void> | void;

export interface SyncAnswer {
  readonly items: readonly { readonly conversation: Id; readonly from: number; readonly to: number }[];
  readonly more: boolean;
}

export interface ReceiverOptions {
  readonly clock: Clock;
  readonly random: Randomness;
  readonly sink: Sink;
  readonly history: (query: HistoryQuery) => Promise<{ items: Entry[]; more: boolean }>;
  readonly sync: (cursors: Record<Id, number>) => Promise<SyncAnswer>;
  readonly ack: (cursors: Record<Id, number>) => Promise<void>;
  readonly onEntry: (entry: Entry) => void;
  readonly onSkip: (skip: Skip) => void;
  readonly onFault: (fault: unknown) => void;
}

/** Puts the entries of all conversations in order, fills gaps from the history, and acknowledges. */
export interface Receiver {
  /** Takes the positions of a store. */
  restore(positions: Readonly<Record<Id, number>>): void;
  /** Takes an entry from the connection, or an own message that was stored. */
  take(entry: Entry): void;
  /** Notes that a conversation has entries up to this number. */
  note(conversation: Id, seq: number): void;
  /** Asks which conversations have entries that are not here: an own message has begun one, or is in one of which nothing is known. */
  discover(): void;
  /** Asks for everything that was missed; resolves when it has arrived. */
  sync(): Promise<void>;
  /** Stops filling gaps and acknowledging until the next sync. */
  pause(): void;
  /** Sends the acknowledgements that wait. */
  flush(): Promise<void>;
  forget(conversation: Id): void;
}

interface Log {
  readonly conversation: Id;
  position: number | undefined;
  /** The lowest number that is known to be missing here, while nothing is known of what is before it. */
  noted: number | undefined;
  /** The highest number that is said to exist. */
  target: number;
  /** The highest number that exists according to a sync. */
  confirmed: number;
  /** Entries behind a gap. */
  readonly waiting: Map<number, Entry>;
  /** What runs through it now. */
  running: Promise<void> | undefined;
  /** The sink has failed: nothing moves until the next sync. */
  held: boolean;
  failures: number;
}

const waitingAtMost = 200;
const filledAtMost = 500;
const pageSize = 100;
const atOnce = 4;
const ackMs = 2_000;
const ackEntries = 200;
const cursorsAtMost = 1_000;
const discoverMs = 100;

export function createReceiver(options: ReceiverOptions): Receiver {
  const logs = new Map<Id, Log>();
  /** Positions that are not acknowledged yet. */
  const unacknowledged = new Map<Id, number>();
  let entriesSinceAck = 0;
  let undoAck: Undo | undefined;
  let acknowledging: Promise<void> = Promise.resolve();
  let beginning: Promise<void> | undefined;
  let discovering = false;
  let online = false;
  let epoch = 0;

  const logOf = (conversation: Id): Log => {
    let log = logs.get(conversation);
    if (log === undefined) {
      log = {
        conversation,
        position: undefined,
        noted: undefined,
        target: 0,
        confirmed: 0,
        waiting: new Map(),
        running: undefined,
        held: false,
        failures: 0,
      };
      logs.set(conversation, log);
    }
    return log;
  };

  const isCurrent = (log: Log): boolean => logs.get(log.conversation) === log;

  /** Moves a conversation as far as it goes now. Only one run at a time for each. */
  const move = (log: Log): Promise<void> => {
    log.running ??= run(log).finally(() => {
      log.running = undefined;
    });
    return log.running;
  };

  const run = async (log: Log): Promise<void> => {
    try {
      while (isCurrent(log) && !log.held && (await step(log))) {
        // The step has moved it.
      }
      log.failures = 0;
    } catch (cause) {
      failed(log, toWaggleError(cause, 'network'));
    }
  };

  /** Returns whether there may be more to do. */
  const step = async (log: Log): Promise<boolean> => {
    if (log.position === undefined) {
      if (!online) {
        return false;
      }
      await begin();
      return log.position !== undefined || log.waiting.size > 0;
    }
    const ready = takeReady(log, log.position);
    if (ready.length > 0) {
      await give(log, ready, log.position + ready.length, []);
      return true;
    }
    if (log.target <= log.position || !online) {
      return false;
    }
    await fill(log, log.position);
    return true;
  };

  /** Finds out where conversations begin from which nothing was received yet; one request for all of them. */
  const begin = (): Promise<void> => {
    if (beginning !== undefined) {
      return beginning;
    }
    // An entry that arrives after the question may be missing in the answer, so it is asked about again.
    const asked = [...logs.values()].filter(
      (log) => log.position === undefined && (log.waiting.size > 0 || log.noted !== undefined),
    );
    beginning = options
      .sync({})
      .then((answer) => {
        answer.items.forEach(noteMissing);
        for (const log of asked) {
          if (log.position === undefined) {
            const lowest = Math.min(log.noted ?? Infinity, ...log.waiting.keys());
            // Without an item, everything up to the newest entry was acknowledged before; but not what this device knows to lack.
            log.position = answer.more || log.noted !== undefined ? lowest - 1 : log.target;
          }
        }
      })
      .finally(() => {
        beginning = undefined;
      });
    return beginning;
  };

  const noteMissing = ({ conversation, from, to }: SyncAnswer['items'][number]): void => {
    const log = logOf(conversation);
    log.position ??= from - 1;
    log.target = Math.max(log.target, to);
    log.confirmed = Math.max(log.confirmed, to);
  };

  /**
   * Asks the server whether entries exist up to the target. A number that was garbled on the way must not move the position past
   * entries that are still to come.
   */
  const confirm = async (log: Log, position: number): Promise<void> => {
    const { target } = log;
    const numbers = [...log.waiting.keys()];
    const { items } = await options.sync({ [log.conversation]: position });
    const item = items.find(({ conversation }) => conversation === log.conversation);
    log.confirmed = Math.max(position, item?.to ?? 0);
    numbers.filter((seq) => seq > log.confirmed).forEach((seq) => log.waiting.delete(seq));
    if (log.target === target) {
      log.target = Math.min(target, log.confirmed);
    }
  };

  const takeReady = (log: Log, position: number): Entry[] => {
    const ready: Entry[] = [];
    for (let seq = position + 1; ready.length < pageSize; seq++) {
      const entry = log.waiting.get(seq);
      if (entry === undefined) {
        break;
      }
      log.waiting.delete(seq);
      ready.push(entry);
    }
    return ready;
  };

  const fill = async (log: Log, position: number): Promise<void> => {
    const conversation = log.conversation;
    const goal = log.target;
    if (goal - position > filledAtMost && goal > log.confirmed) {
      await confirm(log, position);
      return;
    }
    if (goal - position > filledAtMost) {
      const skip = { conversation, from: position + 1, to: goal - filledAtMost };
      await give(log, [], skip.to, [skip]);
      return;
    }
    const page = await options.history({ conversation, after: position, limit: pageSize });
    const entries = page.items.filter((entry) => entry.seq > position).sort((a, b) => a.seq - b.seq);
    const skips: Skip[] = [];
    let next = position + 1;
    for (const { seq } of entries) {
      if (seq > next) {
        skips.push({ conversation, from: next, to: seq - 1 });
      }
      next = seq + 1;
    }
    if (!page.more && next <= goal && goal > log.confirmed) {
      await confirm(log, position);
    }
    // The page is the end of the log: numbers up to the goal that it lacks are not for this user.
    const end = Math.min(goal, log.confirmed);
    if (!page.more && next <= end) {
      skips.push({ conversation, from: next, to: end });
      next = end + 1;
    }
    if (next === position + 1 && !page.more) {
      return;
    }
    if (next === position + 1) {
      throw new WaggleError(
        'protocol',
        `The history of ${conversation} after ${position} is empty, and says that there is more.`,
      );
    }
    await give(log, entries, next - 1, skips);
  };

  const give = async (log: Log, entries: Entry[], position: number, skips: Skip[]): Promise<void> => {
    try {
      await options.sink({ conversation: log.conversation, entries, position, skips });
    } catch (cause) {
      log.held = true;
      throw toWaggleError(cause, 'storage');
    }
    if (!isCurrent(log)) {
      return;
    }
    log.position = position;
    for (const seq of [...log.waiting.keys()]) {
      if (seq <= position) {
        log.waiting.delete(seq);
      }
    }
    skips.forEach(options.onSkip);
    entries.forEach(options.onEntry);
    unacknowledged.set(log.conversation, position);
    entriesSinceAck += entries.length;
    scheduleAck();
  };

  const failed = (log: Log, error: WaggleError): void => {
    if (error.code === 'not-found' || error.code === 'not-a-member') {
      receiver.forget(log.conversation);
      return;
    }
    if (log.held || !error.retryable) {
      log.held = true;
      options.onFault(error);
    } else if (online) {
      log.failures += 1;
      const mine = epoch;
      options.clock.after(backoff(log.failures, options.random), () => {
        if (mine === epoch) {
          void move(log);
        }
      });
    }
  };

  const scheduleAck = (): void => {
    if (!online) {
      return;
    }
    if (entriesSinceAck >= ackEntries) {
      void receiver.flush();
    } else {
      undoAck ??= options.clock.after(ackMs, () => void receiver.flush());
    }
  };

  const acknowledge = async (): Promise<void> => {
    undoAck?.();
    undoAck = undefined;
    entriesSinceAck = 0;
    while (online && unacknowledged.size > 0) {
      const cursors = [...unacknowledged].slice(0, cursorsAtMost);
      try {
        await options.ack(Object.fromEntries(cursors));
      } catch (cause) {
        // They are sent with the next ones.
        if (!toWaggleError(cause, 'network').retryable) {
          options.onFault(cause);
        }
        return;
      }
      for (const [conversation, seq] of cursors) {
        if (unacknowledged.get(conversation) === seq) {
          unacknowledged.delete(conversation);
        }
      }
    }
  };

  const receiver: Receiver = {
    restore(positions) {
      for (const [conversation, position] of Object.entries(positions)) {
        const log = logOf(conversation);
        log.position = Math.max(log.position ?? 0, position);
      }
    },

    take(entry) {
      const log = logOf(entry.conversation);
      if (log.position !== undefined && entry.seq <= log.position) {
        return;
      }
      log.target = Math.max(log.target, entry.seq);
      if (log.waiting.size < waitingAtMost || entry.seq === (log.position ?? 0) + 1) {
        log.waiting.set(entry.seq, entry);
      }
      void move(log);
    },

    note(conversation, seq) {
      const log = logOf(conversation);
      log.target = Math.max(log.target, seq);
      if (log.position === undefined) {
        log.noted = Math.min(log.noted ?? seq, seq);
      }
      void move(log);
    },

    discover() {
      if (discovering || !online) {
        return;
      }
      discovering = true;
      // A moment later, so that one question is enough for several messages.
      options.clock.after(discoverMs, () => {
        discovering = false;
        options.sync({}).then(
          ({ items }) => {
            items.forEach(noteMissing);
            items.forEach(({ conversation }) => void move(logOf(conversation)));
          },
          () => {
            // The next sync brings it.
          },
        );
      });
    },

    async sync() {
      online = true;
      const mine = ++epoch;
      for (const log of logs.values()) {
        log.held = false;
        log.failures = 0;
      }
      for (;;) {
        const given = [...unacknowledged].slice(-cursorsAtMost);
        const answer = await options.sync(Object.fromEntries(given));
        answer.items.forEach(noteMissing);
        await each(
          [...logs.values()].filter((log) => log.position === undefined || log.target > log.position),
          move,
        );
        if (mine !== epoch || !answer.more || unacknowledged.size === 0) {
          break;
        }
        await receiver.flush();
      }
      scheduleAck();
    },

    pause() {
      online = false;
      epoch += 1;
      undoAck?.();
      undoAck = undefined;
    },

    flush() {
      acknowledging = acknowledging.then(acknowledge);
      return acknowledging;
    },

    forget(conversation) {
      logs.delete(conversation);
      unacknowledged.delete(conversation);
    },
  };
  return receiver;
}

/** Does the work for each, some at once. */
async function each<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const rest = [...all];
  const worker = async (): Promise<void> => {
    for (let one = rest.shift(); one !== undefined; one = rest.shift()) {
      await work(one);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
