import { backoff } from './backoff.js';
import { refusalOf } from './connection.js';
import type { Clock, Randomness, Undo } from './environment.js';
import { topicOf, type Outgoing, type Receiver as Place } from './entry.js';
import { retryAfterOf, toWaggleError, WaggleError, type AnyCode } from './errors.js';
import { listeners } from './listeners.js';
import type { Link } from './transport.js';
import { newMessageId } from './uuid.js';

/** The server's answer to a message that it has stored. */
export interface Stored {
  readonly seq: number;
  /** RFC 3339. */
  readonly at: string;
}

/** What has become of a message. */
export type SendState =
  | { readonly name: 'queued' }
  | { readonly name: 'sending' }
  | ({ readonly name: 'stored' } & Stored)
  | {
      readonly name: 'failed';
      readonly code: AnyCode;
      readonly retryable: boolean;
      readonly detail: string;
      /** The seconds after which it may succeed, if the server knows. */
      readonly retryAfter?: number;
    };

/** A message on its way. */
export interface SendHandle {
  /** The message id. */
  readonly id: string;
  readonly to: Place;
  state(): SendState;
  /** Called with each change of the state. */
  onState(listener: (state: SendState) => void): Undo;
  /** Resolves when the server has stored it; rejects when it has failed. */
  readonly stored: Promise<Stored>;
  /** Withdraws it, if it was never sent. Returns whether it was withdrawn. */
  cancel(): boolean;
}

export interface SenderOptions {
  readonly clock: Clock;
  readonly random: Randomness;
  readonly link: () => Link | undefined;
  /** No PUBACK came in time: the connection is as good as lost. */
  readonly onSilence: (link: Link) => void;
  readonly onStored: (message: Sent, stored: Stored) => void;
  readonly onFault: (fault: unknown) => void;
}

/** A message that the server has stored. */
export interface Sent {
  readonly id: string;
  readonly to: Place;
  readonly content: Outgoing;
}

/** Sends messages: one at a time to each receiver, in the order of the calls, each until it has an answer. */
export interface Sender {
  send(to: Place, content: Outgoing, id?: string): SendHandle;
  /** A connection is open: sends what waits. */
  resume(): void;
  /** The connection is gone: what has no answer is queued again. */
  pause(): void;
  /** Resolves when nothing is on its way. */
  idle(): Promise<void>;
  /** Fails all that wait. */
  fail(code: AnyCode): void;
}

interface Message extends Sent {
  readonly topic: string;
  state: SendState;
  readonly become: (state: SendState) => void;
  wasSent: boolean;
}

/** The messages to one receiver. */
interface Queue {
  readonly messages: Message[];
  busy: boolean;
  failures: number;
  undo: Undo;
}

/** Longer than the time in which the server answers or ends the connection. */
const pubackMs = 20_000;

export function createSender(options: SenderOptions): Sender {
  const queues = new Map<string, Queue>();
  let idlers: (() => void)[] = [];
  let epoch = 0;

  const pump = (topic: string, queue: Queue): void => {
    const [message] = queue.messages;
    const link = options.link();
    if (message === undefined) {
      queues.delete(topic);
      if (queues.size === 0) {
        idlers.splice(0).forEach((idle) => idle());
      }
      return;
    }
    if (queue.busy || link === undefined) {
      return;
    }
    let payload: Uint8Array<ArrayBuffer>;
    try {
      payload = link.codec.encodeSend(message.content, message.id);
    } catch (cause) {
      const { code, detail } = toWaggleError(cause, 'invalid-payload');
      remove(queue, message);
      message.become({ name: 'failed', code, retryable: false, detail });
      pump(topic, queue);
      return;
    }
    queue.busy = true;
    message.wasSent = true;
    const mine = epoch;
    message.become({ name: 'sending' });
    const heard = options.clock.after(pubackMs, () => options.onSilence(link));
    link.publish({ topic, payload, qos: 1 }).then(
      (ack) => {
        heard();
        const refusal = refusalOf(ack);
        const stored = storedOf(ack.properties);
        if (refusal !== undefined) {
          settle(topic, queue, message, mine, refusal);
        } else if (stored === undefined) {
          settle(topic, queue, message, mine, new WaggleError('protocol', 'The acknowledgement has no seq.'));
        } else {
          queue.failures = 0;
          remove(queue, message);
          message.become({ name: 'stored', ...stored });
          options.onStored(message, stored);
          next(topic, queue, mine);
        }
      },
      (cause: unknown) => {
        heard();
        settle(topic, queue, message, mine, toWaggleError(cause, 'network'));
      },
    );
  };

  const settle = (topic: string, queue: Queue, message: Message, mine: number, error: WaggleError): void => {
    if (message.state.name !== 'sending') {
      return;
    }
    if (!error.retryable) {
      remove(queue, message);
      const { code, detail, retryAfter } = error;
      message.become({ name: 'failed', code, retryable: false, detail, ...retryAfterOf(retryAfter) });
      next(topic, queue, mine);
      return;
    }
    message.become({ name: 'queued' });
    if (mine !== epoch) {
      return;
    }
    // It stays busy for the time of the back-off, so that nothing overtakes it.
    const delay = backoff(queue.failures, options.random, (error.retryAfter ?? 0) * 1_000);
    queue.failures += 1;
    queue.undo = options.clock.after(delay, () => next(topic, queue, mine));
  };

  const next = (topic: string, queue: Queue, mine: number): void => {
    if (mine === epoch) {
      queue.busy = false;
      pump(topic, queue);
    } else if (queue.messages.length === 0 && queues.get(topic) === queue) {
      pump(topic, queue);
    }
  };

  const remove = (queue: Queue, message: Message): void => {
    const index = queue.messages.indexOf(message);
    if (index >= 0) {
      queue.messages.splice(index, 1);
    }
  };

  return {
    send(to, content, id = newMessageId(options.clock, options.random)) {
      const changes = listeners<SendState>(options.onFault);
      let resolve: (stored: Stored) => void;
      let reject: (error: WaggleError) => void;
      const stored = new Promise<Stored>((onStored, onFailed) => {
        resolve = onStored;
        reject = onFailed;
      });
      // The state tells as much: who does not await the promise must not get an unhandled rejection.
      stored.catch(() => undefined);

      const become = (state: SendState): void => {
        message.state = state;
        if (state.name === 'stored') {
          resolve({ seq: state.seq, at: state.at });
        } else if (state.name === 'failed') {
          reject(new WaggleError(state.code, state.detail, { retryable: state.retryable }));
        }
        changes.emit(state);
      };
      const topic = topicOf(to, 'to');
      const message: Message = { id, to, content, topic, state: { name: 'queued' }, become, wasSent: false };
      const queue = queues.get(topic) ?? { messages: [], busy: false, failures: 0, undo: () => {} };
      queues.set(topic, queue);
      queue.messages.push(message);
      // Not within this call, so that the caller can listen first.
      queueMicrotask(() => pump(topic, queue));
      return {
        id,
        to,
        state: () => message.state,
        onState: (listener) => changes.add(listener),
        stored,
        cancel() {
          if (message.wasSent || message.state.name !== 'queued') {
            return false;
          }
          remove(queue, message);
          become({ name: 'failed', code: 'cancelled', retryable: false, detail: '' });
          pump(topic, queue);
          return true;
        },
      };
    },

    resume() {
      epoch += 1;
      for (const [topic, queue] of [...queues]) {
        queue.undo();
        queue.busy = false;
        pump(topic, queue);
      }
    },

    pause() {
      epoch += 1;
      for (const queue of queues.values()) {
        queue.undo();
        queue.busy = false;
        const [message] = queue.messages;
        if (message?.state.name === 'sending') {
          message.become({ name: 'queued' });
        }
      }
    },

    idle() {
      return queues.size === 0 ? Promise.resolve() : new Promise((resolve) => idlers.push(resolve));
    },

    fail(code) {
      epoch += 1;
      for (const queue of [...queues.values()]) {
        queue.undo();
        for (const message of queue.messages.splice(0)) {
          message.become({ name: 'failed', code, retryable: true, detail: 'The client was closed.' });
        }
      }
      queues.clear();
      idlers.splice(0).forEach((idle) => idle());
      idlers = [];
    },
  };
}

function storedOf(properties: Readonly<Record<string, string>>): Stored | undefined {
  const seq = Number(properties['seq']);
  const ts = Number(properties['ts']);
  return Number.isSafeInteger(seq) && Number.isSafeInteger(ts) ? { seq, at: new Date(ts).toISOString() } : undefined;
}
