import { backoff } from './backoff.js';
import type { Environment, Undo } from './environment.js';
import { retryAfterOf, toWaggleError, WaggleError, type AnyCode } from './errors.js';
import type { TokenSource } from './http.js';
import type { Id } from './id.js';
import { listeners } from './listeners.js';
import type { Arrival, Link, LinkEnd, Transport } from './transport.js';

/** Why a client is in its state. */
export interface Reason {
  readonly code: AnyCode;
  readonly detail?: string;
}

/** The state of a client, docs/client.md. */
export type ClientState =
  | { readonly name: 'idle' }
  | { readonly name: 'connecting'; readonly attempt: number }
  | { readonly name: 'online'; readonly synced: boolean }
  | { readonly name: 'waiting'; readonly reason: Reason; readonly retryAt: number }
  | { readonly name: 'closed'; readonly reason: Reason };

export interface ConnectionOptions {
  readonly environment: Environment;
  readonly url: string;
  readonly uid: Id;
  readonly did: Id;
  readonly tokens: TokenSource;
  readonly keepAliveSeconds: number;
  /** Called when the server has accepted the device. */
  readonly onOpen: (link: Link) => void;
  /** Called when an open connection is gone. */
  readonly onGone: (reason: Reason) => void;
  readonly onArrival: (arrival: Arrival) => void;
  readonly onFault: (fault: unknown) => void;
}

export interface Connection {
  state(): ClientState;
  onState(listener: (state: ClientState) => void): Undo;
  /** The link while the state is `online`. */
  link(): Link | undefined;
  connect(): void;
  /** Tries at once if it waits. */
  hurry(): void;
  /** Gives up a connection that does not answer. */
  lose(reason: Reason): void;
  synced(): void;
  close(reason: Reason): void;
}

/** Longer than the 30 s that a server lets devices wait when thousands connect at once. */
const connackMs = 35_000;
const stableMs = 10_000;
const busyMs = 1_000;

const terminal: ReadonlySet<AnyCode> = new Set<AnyCode>([
  'banned',
  'session-ended',
  'device-replaced',
  'bad-credentials',
  'taken-over',
  'closed-by-app',
  'protocol',
]);
const refreshable: ReadonlySet<AnyCode> = new Set<AnyCode>(['token-expired', 'unauthenticated']);

/** Reason codes with which the server asks for patience. */
const busy: ReadonlySet<number> = new Set([0x88, 0x89, 0x97]);
/** Reason codes of a CONNACK that refuses what every CONNECT of this SDK has. */
const notSpoken: ReadonlySet<number> = new Set([0x83, 0x84, 0x8c]);

/** The state machine: opens a connection, and another one when it is lost, until a reason is terminal. */
export function createConnection(options: ConnectionOptions): Connection {
  const { clock, random, transport } = options.environment;
  const states = listeners<ClientState>(options.onFault);
  let state: ClientState = { name: 'idle' };
  /** Increases with each connection, so that events of an earlier one have no effect. */
  let epoch = 0;
  let link: Link | undefined;
  let failures = 0;
  let hasRefreshed = false;
  let undoTimer: Undo = () => {};

  const become = (next: ClientState): void => {
    state = next;
    states.emit(next);
  };

  const open = async (refresh: boolean): Promise<void> => {
    undoTimer();
    const mine = ++epoch;
    become({ name: 'connecting', attempt: failures + 1 });
    let token: string;
    let opener: Transport;
    try {
      [token, opener] = await Promise.all([options.tokens({ refresh }), transport()]);
    } catch (cause) {
      if (mine === epoch) {
        const { code, detail } = toWaggleError(cause, 'network');
        // A page of a proxy on the way is no answer of the server.
        settle({ code: code === 'protocol' ? 'network' : code, detail }, 0);
      }
      return;
    }
    if (mine !== epoch) {
      return;
    }
    link = opener.open(
      {
        url: options.url,
        clientId: options.did,
        username: options.uid,
        password: token,
        properties: { ack: 'batch' },
        keepAliveSeconds: options.keepAliveSeconds,
        timeoutMs: connackMs,
      },
      {
        onOpen: () => {
          if (mine === epoch) {
            opened();
          }
        },
        onArrival: (arrival) => {
          if (mine === epoch) {
            options.onArrival(arrival);
          }
        },
        onEnd: (end) => {
          if (mine === epoch) {
            ended(end);
          }
        },
      },
    );
  };

  const opened = (): void => {
    hasRefreshed = false;
    undoTimer = clock.after(stableMs, () => {
      failures = 0;
    });
    become({ name: 'online', synced: false });
    if (link !== undefined) {
      options.onOpen(link);
    }
  };

  const ended = (end: LinkEnd): void => {
    const wasOnline = state.name === 'online';
    const reason = reasonOf(end, wasOnline);
    epoch += 1;
    link = undefined;
    undoTimer();
    if (wasOnline) {
      options.onGone(reason);
    }
    settle(reason, end.reasonCode !== undefined && busy.has(end.reasonCode) ? busyMs : 0);
  };

  /** Decides what follows from a reason. */
  const settle = (reason: Reason, atLeast: number): void => {
    if (terminal.has(reason.code)) {
      become({ name: 'closed', reason });
    } else if (!refreshable.has(reason.code)) {
      const delay = backoff(failures, random, atLeast);
      failures += 1;
      undoTimer = clock.after(delay, () => void open(false));
      become({ name: 'waiting', reason, retryAt: clock.now() + delay });
    } else if (hasRefreshed) {
      become({ name: 'closed', reason });
    } else {
      hasRefreshed = true;
      void open(true);
    }
  };

  return {
    state: () => state,
    onState: (listener) => states.add(listener),
    link: () => (state.name === 'online' ? link : undefined),
    connect() {
      if (state.name === 'idle' || state.name === 'closed') {
        failures = 0;
        hasRefreshed = false;
        void open(false);
      }
    },
    hurry() {
      if (state.name === 'waiting') {
        void open(false);
      }
    },
    lose(reason) {
      const lost = link;
      if (state.name === 'online') {
        ended({ timedOut: reason.code === 'timeout', ...(reason.detail === undefined ? {} : { detail: reason.detail }) });
      }
      lost?.drop();
    },
    synced() {
      if (state.name === 'online' && !state.synced) {
        become({ name: 'online', synced: true });
      }
    },
    close(reason) {
      if (state.name === 'closed') {
        return;
      }
      const wasOnline = state.name === 'online';
      const open = link;
      epoch += 1;
      link = undefined;
      undoTimer();
      open?.close();
      if (wasOnline) {
        options.onGone(reason);
      }
      become({ name: 'closed', reason });
    },
  };
}

function reasonOf({ reasonCode, reason, timedOut, detail }: LinkEnd, wasOnline: boolean): Reason {
  const more = detail === undefined ? {} : { detail };
  if (reasonCode === undefined) {
    return { code: timedOut === true ? 'timeout' : 'network', ...more };
  }
  if (reasonCode === 0x8e) {
    return { code: 'taken-over', ...more };
  }
  if (!wasOnline && notSpoken.has(reasonCode)) {
    return { code: 'protocol', detail: reason ?? `The server refuses the CONNECT with 0x${reasonCode.toString(16)}.` };
  }
  // A name, sometimes followed by an explanation.
  const name = /^[a-z]+(-[a-z]+)*/.exec(reason ?? '')?.[0];
  if (name !== undefined && (name === reason || reason?.[name.length] === ':' || reason?.[name.length] === ' ')) {
    return { code: name, ...(reason === name ? more : { detail: reason ?? '' }) };
  }
  if (reasonCode === 0x87) {
    return { code: 'unauthenticated', ...more };
  }
  return busy.has(reasonCode)
    ? { code: 'unavailable', ...more }
    : { code: 'network', detail: reason ?? detail ?? `reason code 0x${reasonCode.toString(16)}` };
}

/** Returns the error of a PUBACK; undefined if it accepts. */
export function refusalOf(ack: {
  readonly reasonCode: number;
  readonly reason?: string;
  readonly properties: Readonly<Record<string, string>>;
}): WaggleError | undefined {
  return ack.reasonCode < 0x80
    ? undefined
    : new WaggleError(
        ack.reason ?? (ack.reasonCode === 0x97 ? 'overloaded' : 'internal'),
        ack.properties['detail'],
        retryAfterOf(ack.properties['retryAfter']),
      );
}
