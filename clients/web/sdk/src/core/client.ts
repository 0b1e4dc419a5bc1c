import { createConnection, type ClientState, type Reason } from './connection.js';
import { topicOf, type Entry, type Ephemeral, type Outgoing, type Receiver as Place } from './entry.js';
import { systemClock, systemRandomness, type Environment, type Undo } from './environment.js';
import { toWaggleError, WaggleError } from './errors.js';
import type { TokenSource } from './http.js';
import type { Id } from './id.js';
import { listeners } from './listeners.js';
import type { Notice, Notices, Now, Presence } from './notices.js';
import { createReceiver, type Sink, type Skip, type SyncAnswer } from './receiver.js';
import { createRequests } from './requests.js';
import { createSender, type SendHandle, type Sent, type Stored } from './sender.js';
import type { Arrival, Link, Transport } from './transport.js';
import { createWatches } from './watches.js';
import type { HistoryQuery } from './codec.js';

export interface ClientOptions {
  /** The address of MQTT over WebSocket (or TCP, in Node): `mqtt.ws` of a login's answer. */
  readonly url: string;
  readonly uid: Id;
  readonly did: Id;
  /** Called before each connect. */
  readonly tokens: TokenSource;
  /** `mqttTransport`, or a function that loads it when it is needed: `async () => (await import('@waggle/sdk/mqtt')).mqttTransport`. */
  readonly transport: Transport | (() => Promise<Transport>);
  readonly environment?: Partial<Omit<Environment, 'transport'>>;
  /** The positions up to which a store has everything. Called at the first connect. */
  readonly positions?: () => Promise<Readonly<Record<Id, number>>>;
  /** Stores entries. Without one, an entry counts as received when the listeners of `onEntry` were called. */
  readonly sink?: Sink;
  /** Finds the conversation with a user, if it is known. */
  readonly conversationOf?: (to: Place) => Id | undefined;
  /** 120 s, since browsers slow down the timers of hidden pages. */
  readonly keepAliveSeconds?: number;
}

/** A connection that is kept open, and everything that goes over it. */
export interface Client {
  readonly uid: Id;
  readonly did: Id;
  state(): ClientState;
  onState(listener: (state: ClientState) => void): Undo;
  /** Connects, and connects again whenever the connection is lost. */
  connect(): void;
  /** To call when the page becomes visible, or the network is back: tries at once, or checks the connection. */
  wake(): void;
  /** Resolves when everything that was missed has arrived; rejects when the client is closed. */
  synced(): Promise<void>;
  /** Resolves when all messages are sent and all entries acknowledged. */
  drain(): Promise<void>;
  /** Acknowledges what was received, and disconnects. Messages that were not sent fail with `closed-by-app`. */
  close(): Promise<void>;
  /** Resolves with the reason when the client is closed. */
  closed(): Promise<Reason>;

  send(to: Place, content: Outgoing, options?: { readonly id?: string }): SendHandle;
  /** Sends an ephemeral message, if there is a connection. */
  now(to: Place, message: Ephemeral): void;
  /** Makes a request over MQTT; docs/protocol.md lists the methods. */
  rpc<T = unknown>(method: string, request: object, options?: { readonly timeoutMs?: number }): Promise<T>;
  history(query: HistoryQuery): Promise<{ items: Entry[]; more: boolean }>;
  /** Watches the presence of users, on this connection and the next ones. Refusals are silent, as for users who do not exist. */
  watch(uids: readonly Id[]): Undo;

  /** Every entry once, in the order of its conversation. */
  onEntry(listener: (entry: Entry) => void): Undo;
  onSkip(listener: (skip: Skip) => void): Undo;
  onNotice(listener: (notice: Notice) => void): Undo;
  onNow(listener: (now: Now) => void): Undo;
  onPresence(listener: (presence: Presence) => void): Undo;
  /** A message was stored; comes before its entry. */
  onStored(listener: (sent: Sent & Stored) => void): Undo;
  /** What went wrong where nobody waited for it. */
  onFault(listener: (fault: WaggleError) => void): Undo;
}

/** Calls the listener for the notices of one name. */
export function onNoticeOf<N extends keyof Notices>(
  client: Pick<Client, 'onNotice'>,
  name: N,
  listener: (value: Notices[N]) => void,
): Undo {
  return client.onNotice((notice) => {
    if (notice.name === name) {
      listener(notice.value as Notices[N]);
    }
  });
}

const wakeMs = 5_000;
const typingMs = 3_000;
const keepAliveSeconds = 120;

export function createClient(options: ClientOptions): Client {
  const environment: Environment = {
    clock: systemClock,
    random: systemRandomness,
    fetch: (...given) => globalThis.fetch(...given),
    ...options.environment,
    transport: transportOf(options.transport),
  };
  const { clock, random } = environment;

  let reporting = false;
  const fault = (cause: unknown): void => {
    // A listener of faults that throws is not reported to itself.
    if (!reporting) {
      reporting = true;
      faults.emit(toWaggleError(cause, 'internal'));
      reporting = false;
    }
  };
  const faults = listeners<WaggleError>(fault);
  const entries = listeners<Entry>(fault);
  const skips = listeners<Skip>(fault);
  const notices = listeners<Notice>(fault);
  const nows = listeners<Now>(fault);
  const presences = listeners<Presence>(fault);
  const storeds = listeners<Sent & Stored>(fault);

  /** The conversations of pairs, learnt from what arrives. */
  const pairs = new Map<Id, Id>();
  /** The receivers of own messages whose conversation is not known yet, by message id. */
  const unplaced = new Map<string, Id>();
  const lastTyping = new Map<string, number>();
  let restored: Promise<void> | undefined;

  const requests = createRequests(options.did, clock);
  const receiver = createReceiver({
    clock,
    random,
    sink: options.sink ?? (() => undefined),
    history: (query) => requests.history(connection.link(), query),
    sync: async (cursors) => (await requests.json(connection.link(), 'sync', { cursors })) as SyncAnswer,
    ack: async (cursors) => {
      await requests.json(connection.link(), 'ack', { cursors });
    },
    onEntry: (entry) => {
      const peer = unplaced.get(entry.id ?? '');
      if (peer !== undefined && entry.from === options.uid) {
        unplaced.delete(entry.id ?? '');
        pairs.set(peer, entry.conversation);
      }
      entries.emit(entry);
    },
    onSkip: (skip) => skips.emit(skip),
    onFault: (cause) => {
      fault(cause);
      const { code, detail } = toWaggleError(cause, 'internal');
      if (code === 'protocol') {
        connection.lose({ code: 'network', detail });
      }
    },
  });
  const sender = createSender({
    clock,
    random,
    link: () => connection.link(),
    onSilence: (link) => {
      if (connection.link() === link) {
        connection.lose({ code: 'timeout', detail: 'A message got no acknowledgement.' });
      }
    },
    onStored: noteOwn,
    onFault: fault,
  });
  const watches = createWatches(() => connection.link(), fault);

  const connection = createConnection({
    environment,
    url: options.url,
    uid: options.uid,
    did: options.did,
    tokens: options.tokens,
    keepAliveSeconds: options.keepAliveSeconds ?? keepAliveSeconds,
    onOpen: (link) => {
      void synchronise(link);
      watches.resume(link);
      sender.resume();
    },
    onGone: (reason) => {
      receiver.pause();
      sender.pause();
      requests.gone(reason);
    },
    onArrival: arrived,
    onFault: fault,
  });

  async function synchronise(link: Link): Promise<void> {
    try {
      restored ??= (options.positions?.() ?? Promise.resolve({})).then((positions) => receiver.restore(positions));
      await restored;
      if (connection.link() === link) {
        await receiver.sync();
        if (connection.link() === link) {
          connection.synced();
        }
      }
    } catch (cause) {
      const error = toWaggleError(cause, 'storage');
      if (connection.link() !== link) {
        return;
      }
      if (error.code === 'storage') {
        restored = undefined;
      }
      fault(error);
      connection.lose({ code: error.code === 'timeout' ? 'timeout' : 'network', detail: `The sync failed: ${error.message}` });
    }
  }

  function arrived({ topic, payload, correlation }: Arrival): void {
    if (correlation !== undefined) {
      requests.answered(correlation, payload);
      return;
    }
    const link = connection.link();
    if (link === undefined) {
      return;
    }
    let received;
    try {
      received = link.codec.decodeDown(payload);
    } catch (cause) {
      fault(cause);
      connection.lose({ code: 'network', detail: 'The payload is not protobuf.' });
      return;
    }
    switch (received.kind) {
      case 'entry':
        if (topic.startsWith('d/') && received.entry.from !== options.uid) {
          pairs.set(received.entry.from, received.entry.conversation);
        }
        receiver.take(received.entry);
        return;
      case 'notice':
        if (received.notice.name === 'gap') {
          receiver.note(received.notice.value.conversation, received.notice.value.to);
        } else if (received.notice.name === 'groupLeft') {
          receiver.forget(received.notice.value.gid);
        }
        notices.emit(received.notice);
        return;
      case 'now':
        nows.emit(received.now);
        return;
      case 'presence':
        presences.emit(received.presence);
        return;
      case 'unknown':
        return;
    }
  }

  /** The device that sent a message does not receive it, so it is put in its place here. */
  function noteOwn({ id, to, content }: Sent, { seq, at }: Stored): void {
    storeds.emit({ id, to, content, seq, at });
    const conversation = 'g' in to ? to.g : (options.conversationOf?.(to) ?? pairs.get(to.u));
    if (conversation === undefined) {
      if ('u' in to) {
        unplaced.set(id, to.u);
      }
      receiver.discover();
      return;
    }
    if (isWhole(content)) {
      const { mentionAll, ...members } = content;
      receiver.take({
        ...structuredClone(members),
        ...(mentionAll === true ? { mentionAll } : {}),
        conversation,
        seq,
        from: options.uid,
        at,
        id,
      } as Entry);
    } else {
      receiver.note(conversation, seq);
    }
  }

  async function check(): Promise<void> {
    const link = connection.link();
    try {
      await requests.json(link, 'ack', { cursors: {} }, wakeMs);
      await receiver.sync();
    } catch (cause) {
      const { code, message } = toWaggleError(cause, 'network');
      if (link !== undefined && connection.link() === link) {
        connection.lose({ code: code === 'timeout' ? 'timeout' : 'network', detail: message });
      }
    }
  }

  const closed = (): Promise<Reason> => until((state) => (state.name === 'closed' ? state.reason : undefined));

  function until<T>(wanted: (state: ClientState) => T | undefined): Promise<T> {
    return new Promise((resolve) => {
      const now = wanted(connection.state());
      if (now !== undefined) {
        resolve(now);
        return;
      }
      const undo = connection.onState((state) => {
        const value = wanted(state);
        if (value !== undefined) {
          undo();
          resolve(value);
        }
      });
    });
  }

  return {
    uid: options.uid,
    did: options.did,
    state: connection.state,
    onState: connection.onState,
    connect: connection.connect,
    wake() {
      if (connection.link() === undefined) {
        connection.hurry();
      } else {
        void check();
      }
    },
    async synced() {
      const reason = await until((state) =>
        state.name === 'online' && state.synced ? ('synced' as const) : state.name === 'closed' ? state.reason : undefined,
      );
      if (reason !== 'synced') {
        throw new WaggleError(reason.code, reason.detail);
      }
    },
    async drain() {
      await sender.idle();
      await receiver.flush();
    },
    async close() {
      if (connection.link() !== undefined) {
        await receiver.flush();
      }
      connection.close({ code: 'closed-by-app' });
      sender.fail('closed-by-app');
    },
    closed,
    send: (to, content, given) => sender.send(to, content, given?.id),
    now(to, message) {
      const link = connection.link();
      const topic = topicOf(to, 'now');
      if (link === undefined) {
        return;
      }
      if ('typing' in message && message.typing === true) {
        if (clock.now() - (lastTyping.get(topic) ?? -typingMs) < typingMs) {
          return;
        }
        lastTyping.set(topic, clock.now());
      } else {
        lastTyping.delete(topic);
      }
      link.publish({ topic, payload: link.codec.encodeSend(message), qos: 0 }).catch(() => {
        // Lost, as an ephemeral message may be.
      });
    },
    rpc: <T>(method: string, request: object, given?: { readonly timeoutMs?: number }) =>
      requests.json(connection.link(), method, request, given?.timeoutMs) as Promise<T>,
    history: (query) => requests.history(connection.link(), query),
    watch: watches.watch,
    onEntry: entries.add,
    onSkip: skips.add,
    onNotice: notices.add,
    onNow: nows.add,
    onPresence: presences.add,
    onStored: storeds.add,
    onFault: faults.add,
  };
}

function transportOf(given: ClientOptions['transport']): () => Promise<Transport> {
  return typeof given === 'function' ? given : () => Promise.resolve(given);
}

/** Tells whether the server adds nothing to a message, so that its entry is what was sent. */
function isWhole(content: Outgoing): boolean {
  const members = content as Record<string, unknown>;
  return members['replyTo'] === undefined && ['text', 'custom', 'location', 'card'].some((kind) => members[kind] !== undefined);
}
