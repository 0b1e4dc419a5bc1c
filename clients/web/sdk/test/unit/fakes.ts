import { create, toBinary } from '@bufbuild/protobuf';
import {
  ContentSchema,
  DownSchema,
  EditSchema,
  HistoryPageSchema,
  HistoryRequestSchema,
  MessageSchema,
  PinSchema,
  RecallSchema,
  SendSchema,
  type Content,
  type Down,
  type Message as EntryMessage,
} from '../../src/generated/waggle/v1/wire_pb.js';
import { fromBinary } from '@bufbuild/protobuf';
import { fromUtf8, toUtf8 } from '../../src/core/bytes.js';
import type { Clock, Randomness, Undo } from '../../src/core/environment.js';
import { idToNumber, idToText, type Id } from '../../src/core/id.js';
import type {
  Acknowledgement,
  Link,
  LinkEnd,
  LinkEvents,
  LinkOptions,
  Publication,
  Transport,
} from '../../src/core/transport.js';
import { WaggleError } from '../../src/core/errors.js';
import { protobufCodec } from '../../src/core/wire.js';
import { uuidToBytes, uuidToText } from '../../src/core/uuid.js';

/** Lets everything run that does not wait for the clock or for the server. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 5; i++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A clock that a test moves by hand. */
export class FakeClock implements Clock {
  #now = Date.parse('2026-11-21T09:00:00.000Z');
  #timers: { at: number; callback: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, callback: () => void): Undo {
    const timer = { at: this.#now + milliseconds, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }

  /** Moves the time, and runs the timers that are due, one after another. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    for (;;) {
      await settled();
      const [due] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (due === undefined) {
        break;
      }
      this.#timers = this.#timers.filter((one) => one !== due);
      this.#now = Math.max(this.#now, due.at);
      due.callback();
    }
    this.#now = end;
    await settled();
  }
}

/** Random numbers that a test chooses. The bytes count up, so that ids differ. */
export class FakeRandomness implements Randomness {
  value = 0.5;
  #last = 0;

  next(): number {
    return this.value;
  }

  bytes(count: number): Uint8Array {
    this.#last += 1;
    return new Uint8Array(count).fill(this.#last);
  }
}

type Open = { options: LinkOptions; events: LinkEvents; published: Publication[]; subscribed: string[] };

/** A transport whose server is the test. It keeps a log per conversation, and answers `sync`, `ack` and `history` from it. */
export class FakeServer implements Transport {
  readonly links: Open[] = [];
  readonly logs = new Map<Id, string[]>();
  readonly acked = new Map<Id, number>();
  /** The first entry that the device may see. */
  readonly floors = new Map<Id, number>();
  readonly requests: { method: string; body: unknown }[] = [];
  /** Answers a CONNECT. Undefined: the test does it. */
  onConnect: ((open: Open) => void) | undefined = ({ events }) => events.onOpen();
  /** Answers a request in place of the log. Undefined: the log answers. `silent`: no answer. */
  onRequest: (method: string, body: unknown) => object | 'silent' | undefined = () => undefined;
  /** Answers a message; `silent`: no PUBACK. */
  onSend: (topic: string, id: string, text: string) => Acknowledgement | 'silent' = (topic, id, text) =>
    this.#store(topic, id, text);
  readonly #ids = new Map<string, number>();
  down: boolean = false;

  open(options: LinkOptions, events: LinkEvents): Link {
    const open: Open = { options, events, published: [], subscribed: [] };
    this.links.push(open);
    const waiting = new Set<(error: unknown) => void>();
    let ended = false;
    const end = (cause: LinkEnd): void => {
      if (!ended) {
        ended = true;
        waiting.forEach((reject) => reject(new WaggleError('network', 'ended')));
        events.onEnd(cause);
      }
    };
    (open as Open & { end: typeof end }).end = end;
    queueMicrotask(() => {
      if (this.down) {
        end({});
      } else {
        this.onConnect?.(open);
      }
    });
    return {
      codec: protobufCodec,
      publish: (publication) => {
        open.published.push(publication);
        return new Promise((resolve, reject) => {
          waiting.add(reject);
          const ack = this.#handle(open, publication, () => ended);
          if (ack !== 'silent') {
            resolve(ack);
          }
        });
      },
      subscribe: (filters) => {
        open.subscribed.push(...filters);
        return Promise.resolve(filters.map(() => 0));
      },
      unsubscribe: (filters) => {
        open.subscribed = open.subscribed.filter((one) => !filters.includes(one));
        return Promise.resolve();
      },
      close: () => end({}),
      drop: () => end({}),
    };
  }

  get link(): Open & { end: (end: LinkEnd) => void } {
    return this.links.at(-1) as Open & { end: (end: LinkEnd) => void };
  }

  /** Appends entries, and sends them to the device unless they are lost. */
  append(conversation: Id, texts: string[], options: { lost?: boolean } = {}): void {
    const log = this.logs.get(conversation) ?? [];
    this.logs.set(conversation, log);
    for (const text of texts) {
      log.push(text);
      if (options.lost !== true) {
        this.deliver(conversation, log.length);
      }
    }
  }

  deliver(conversation: Id, seq: number): void {
    const text = this.logs.get(conversation)?.[seq - 1] ?? '';
    this.push(`g/${conversation}/pb`, { case: 'message', value: entry(conversation, seq, text) });
  }

  /** Sends an entry whose number was garbled on the way. */
  garble(conversation: Id, seq: number): void {
    this.push(`g/${conversation}/pb`, { case: 'message', value: entry(conversation, seq, 'garbled') });
  }

  /** Sends the device anything. */
  push(topic: string, event: Down['event']): void {
    this.link.events.onArrival({ topic, payload: toBinary(DownSchema, create(DownSchema, { event })) });
  }

  texts(conversation: Id): string[] {
    return this.logs.get(conversation) ?? [];
  }

  calls(method: string): unknown[] {
    return this.requests.filter((one) => one.method === method).map(({ body }) => body);
  }

  #handle(open: Open, publication: Publication, ended: () => boolean): Acknowledgement | 'silent' {
    const method = publication.topic.startsWith('rpc/') ? publication.topic.slice(4) : undefined;
    if (method === undefined) {
      const send = fromBinary(SendSchema, publication.payload);
      return this.onSend(
        publication.topic,
        uuidToText(send.id),
        send.content?.kind.case === 'text' ? send.content.kind.value : '',
      );
    }
    const body: unknown = method === 'history' ? publication.payload : JSON.parse(fromUtf8(publication.payload));
    this.requests.push({ method, body });
    const chosen = this.onRequest(method, body);
    if (chosen !== 'silent') {
      const payload = chosen !== undefined ? answer(chosen) : this.#answer(method, body);
      queueMicrotask(() => {
        if (!ended() && publication.correlation !== undefined) {
          open.events.onArrival({ topic: publication.responseTopic ?? '', payload, correlation: publication.correlation });
        }
      });
    }
    return { reasonCode: 0, properties: {} };
  }

  #answer(method: string, body: unknown): Uint8Array {
    switch (method) {
      case 'ack':
        Object.entries((body as { cursors: Record<Id, number> }).cursors).forEach(([id, seq]) => this.acked.set(id, seq));
        return answer({});
      case 'sync': {
        const { cursors } = body as { cursors: Record<Id, number> };
        const items = [...this.logs]
          .map(([conversation, log]) => {
            const from =
              Math.max(cursors[conversation] ?? this.acked.get(conversation) ?? 0, this.floors.get(conversation) ?? 0) + 1;
            return { conversation, from, to: log.length, count: log.length - from + 1 };
          })
          .filter(({ count }) => count > 0);
        return answer({ items, more: false });
      }
      case 'history':
        return this.#page(body as Uint8Array);
      default:
        return answer({});
    }
  }

  #page(body: Uint8Array): Uint8Array {
    const query = fromBinary(HistoryRequestSchema, body);
    const conversation = idToText(query.conversation);
    const floor = this.floors.get(conversation) ?? 0;
    const visible = this.texts(conversation)
      .map((text, index) => entry(conversation, index + 1, text))
      .slice(floor);
    const limit = query.limit === 0 ? 20 : query.limit;
    let items = visible;
    if (query.since !== undefined) {
      items = [];
    } else if (query.after !== undefined) {
      items = visible.filter(({ seq }) => seq > (query.after ?? 0n));
    } else if (query.before > 0n) {
      items = visible.filter(({ seq }) => seq < query.before);
    }
    const page = query.after === undefined ? items.slice(-limit) : items.slice(0, limit);
    return toBinary(HistoryPageSchema, create(HistoryPageSchema, { items: page, more: items.length > limit }));
  }

  /** Stores a message once, as the server does. */
  #store(topic: string, id: string, text: string): Acknowledgement {
    const conversation = topic.split('/')[2] ?? '';
    const log = this.logs.get(conversation) ?? [];
    this.logs.set(conversation, log);
    const seq = this.#ids.get(id) ?? log.push(text);
    this.#ids.set(id, seq);
    return { reasonCode: 0, properties: { seq: String(seq), ts: '1795251600123' } };
  }
}

function answer(json: object): Uint8Array {
  return toUtf8(JSON.stringify(json));
}

/** A refusal, as an answer to a request on a protobuf connection. */
export function refused(reasonCode: number, reason: string): Acknowledgement {
  return { reasonCode, reason, properties: {} };
}

export const bob = '0R5Y2K8GQ5BBB';

function entry(conversation: Id, seq: number, text: string): EntryMessage {
  return create(MessageSchema, {
    conversation: idToNumber(conversation),
    seq: BigInt(seq),
    from: idToNumber(bob),
    at: 1795251600123n,
    id: uuidToBytes(`0197c3a0-1b2c-7def-8123-${String(seq).padStart(12, '0')}`),
    content: contentOf(text),
  });
}

/** `recall 3`, `edit 3 text`, `thread 3 text`, `pin 3` and `unpin 3` are what they say; anything else is a text. */
function contentOf(text: string): Content {
  const [what, seq = '', ...rest] = text.split(' ');
  const number = /^\d+$/.test(seq) ? BigInt(seq) : 0n;
  switch (number === 0n ? '' : what) {
    case 'recall':
      return create(ContentSchema, { kind: { case: 'recall', value: create(RecallSchema, { seq: number }) } });
    case 'edit':
      return create(ContentSchema, {
        kind: { case: 'edit', value: create(EditSchema, { seq: number, content: contentOf(rest.join(' ')) }) },
      });
    case 'thread':
      return create(ContentSchema, { kind: { case: 'text', value: rest.join(' ') }, thread: number });
    case 'pin':
    case 'unpin':
      return create(ContentSchema, {
        kind: { case: 'pin', value: create(PinSchema, { seq: number, removed: what === 'unpin' }) },
      });
    default:
      return create(ContentSchema, { kind: { case: 'text', value: text } });
  }
}
