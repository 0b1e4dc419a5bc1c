import type { Codec } from './codec.js';

/** How a connection is opened. */
export interface LinkOptions {
  /** Such as `wss://host/mqtt`. */
  readonly url: string;
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
  /** The user properties of the CONNECT, beside `format`. */
  readonly properties: Readonly<Record<string, string>>;
  readonly keepAliveSeconds: number;
  readonly timeoutMs: number;
}

/** A publication that has arrived. */
export interface Arrival {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** The correlation data; only answers have some. */
  readonly correlation?: Uint8Array;
}

/** Why a connection has ended, or could not be opened. Without a reason code, the network or the peer broke it. */
export interface LinkEnd {
  /** The reason code of a CONNACK or DISCONNECT. */
  readonly reasonCode?: number;
  /** Its reason string: the name of an error. */
  readonly reason?: string;
  /** Whether it ended because the peer did not answer in time. */
  readonly timedOut?: boolean;
  readonly detail?: string;
}

/** What a connection reports. `onOpen` comes at most once, `onEnd` exactly once and last. */
export interface LinkEvents {
  onOpen(): void;
  onArrival(arrival: Arrival): void;
  onEnd(end: LinkEnd): void;
}

export interface Publication {
  readonly topic: string;
  readonly payload: Uint8Array<ArrayBuffer>;
  readonly qos: 0 | 1;
  readonly responseTopic?: string;
  readonly correlation?: Uint8Array<ArrayBuffer>;
}

/** A PUBACK. */
export interface Acknowledgement {
  readonly reasonCode: number;
  readonly reason?: string;
  readonly properties: Readonly<Record<string, string>>;
}

/** One MQTT 5 connection. It never connects again by itself. */
export interface Link {
  readonly codec: Codec;
  /** Resolves with the PUBACK, or at once at QoS 0. Rejects if the connection ends before. */
  publish(publication: Publication): Promise<Acknowledgement>;
  /** Resolves with the reason code of each filter. */
  subscribe(filters: readonly string[]): Promise<readonly number[]>;
  unsubscribe(filters: readonly string[]): Promise<void>;
  /** Sends DISCONNECT and closes. Reports `onEnd`, unless it was reported before. */
  close(): void;
  /** Closes without a word, for a connection that does not answer. */
  drop(): void;
}

/** The seam to an MQTT library. */
export interface Transport {
  open(options: LinkOptions, events: LinkEvents): Link;
}
