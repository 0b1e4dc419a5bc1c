/**
 * The transport of the SDK: mqtt.js, over WebSocket in browsers and also over TCP in Node, with messages in protobuf. It is the largest
 * part, so an application may load it later than the rest.
 *
 * @packageDocumentation
 */
import mqtt from 'mqtt';
import type { Acknowledgement, Link, LinkEnd, LinkEvents, LinkOptions, Transport } from '../core/transport.js';
import { WaggleError } from '../core/errors.js';
import { protobufCodec } from '../core/wire.js';

type Properties = Record<string, string | string[]>;

/** What an acknowledgement of mqtt-packet has. */
type Acked = { messageId?: number; reasonCode?: number; properties?: { reasonString?: string; userProperties?: Properties } };

const closeMs = 2_000;

/** Opens connections with mqtt.js. Each `Link` is one client of mqtt.js that never connects again by itself. */
export const mqttTransport: Transport = { open: openLink };

function openLink(options: LinkOptions, events: LinkEvents): Link {
  const client = mqtt.connect(options.url, {
    protocolVersion: 5,
    clientId: options.clientId,
    username: options.username,
    password: options.password,
    clean: true,
    keepalive: options.keepAliveSeconds,
    connectTimeout: options.timeoutMs,
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
    // Without a worker, which the content security policy of a page would have to allow.
    timerVariant: 'native',
    properties: { userProperties: { format: protobufCodec.format, ...options.properties } },
  });
  /** PUBACKs by message id: the callback of a publication gets the PUBLISH back, which does not have their properties. */
  const acks = new Map<number, Acknowledgement>();
  const waiting = new Set<(error: WaggleError) => void>();
  let end: LinkEnd = {};
  let ended = false;
  let closing = false;

  const finish = (): void => {
    if (ended) {
      return;
    }
    ended = true;
    for (const reject of [...waiting]) {
      reject(new WaggleError('network', 'The connection ended before the acknowledgement.'));
    }
    events.onEnd(end);
  };

  client.on('connect', () => events.onOpen());
  client.on('message', (topic, payload, packet) => {
    if (ended) {
      return;
    }
    const correlation = packet.properties?.correlationData;
    events.onArrival({ topic, payload, ...(correlation === undefined ? {} : { correlation }) });
  });
  client.on('packetreceive', (packet) => {
    if (packet.cmd === 'puback') {
      const ack = packet as unknown as Acked;
      acks.set(ack.messageId ?? 0, acknowledgementOf(ack));
    } else if (packet.cmd === 'connack' && (packet.reasonCode ?? 0) >= 0x80) {
      end = endOf(packet.reasonCode ?? 0x80, packet.properties?.reasonString);
    } else if (packet.cmd === 'disconnect') {
      end = endOf(packet.reasonCode ?? 0, packet.properties?.reasonString);
      // MQTT lets the client send nothing after this, and mqtt.js would still send its own DISCONNECT.
      client.end(true);
    }
  });
  client.on('error', (error) => {
    if (end.reasonCode === undefined) {
      end = { ...end, timedOut: /timeout/i.test(error.message), detail: error.message };
    }
    // After an error of a stream's parser, mqtt.js leaves the connection open.
    client.end(true);
    finish();
  });
  client.on('close', finish);

  /** Ends when the connection ends, whatever mqtt.js does with its callback. */
  const awaiting = <T>(begin: (resolve: (value: T) => void, reject: (error: WaggleError) => void) => void): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (ended || closing) {
        reject(new WaggleError('network', 'The connection has ended.'));
        return;
      }
      waiting.add(reject);
      begin(
        (value) => {
          waiting.delete(reject);
          resolve(value);
        },
        (error) => {
          waiting.delete(reject);
          reject(error);
        },
      );
    });

  return {
    codec: protobufCodec,
    publish: ({ topic, payload, qos, responseTopic, correlation }) =>
      awaiting((resolve, reject) => {
        const properties = {
          ...(responseTopic === undefined ? {} : { responseTopic }),
          ...(correlation === undefined ? {} : { correlationData: correlation as Buffer }),
        };
        client.publish(topic, payload as Buffer, { qos, properties }, (error, packet) => {
          const ack = packet?.messageId === undefined ? undefined : acks.get(packet.messageId);
          if (ack !== undefined) {
            acks.delete(packet?.messageId ?? 0);
            resolve(ack);
          } else if (error) {
            reject(new WaggleError('network', error.message));
          } else {
            resolve({ reasonCode: 0, properties: {} });
          }
        });
      }),
    subscribe: (filters) =>
      awaiting((resolve, reject) => {
        client.subscribe([...filters], { qos: 0 }, (error, _granted, packet) => {
          const codes = packet?.granted as number[] | undefined;
          if (codes !== undefined) {
            // Refused filters are an error to mqtt.js, but each has its own reason code.
            resolve(codes);
          } else if (error) {
            reject(new WaggleError('network', error.message));
          } else {
            resolve([]);
          }
        });
      }),
    unsubscribe: (filters) =>
      awaiting((resolve, reject) => {
        client.unsubscribe([...filters], (error) => (error ? reject(new WaggleError('network', error.message)) : resolve()));
      }),
    close() {
      closing = true;
      // mqtt.js waits for acknowledgements first, and they may never come.
      const forced = setTimeout(() => client.end(true), closeMs);
      client.end(false, () => {
        clearTimeout(forced);
        finish();
      });
    },
    drop() {
      closing = true;
      client.end(true);
      finish();
    },
  };
}

function acknowledgementOf({ reasonCode = 0, properties = {} }: Acked): Acknowledgement {
  return {
    reasonCode,
    ...(properties.reasonString === undefined ? {} : { reason: properties.reasonString }),
    properties: Object.fromEntries(
      Object.entries(properties.userProperties ?? {}).map(([name, value]) => [
        name,
        Array.isArray(value) ? (value[0] ?? '') : value,
      ]),
    ),
  };
}

function endOf(reasonCode: number, reason: string | undefined): LinkEnd {
  return { reasonCode, ...(reason === undefined ? {} : { reason }) };
}
