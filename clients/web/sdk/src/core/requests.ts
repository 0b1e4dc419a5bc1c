import { fromUtf8, toHex, toUtf8 } from './bytes.js';
import { refusalOf, type Reason } from './connection.js';
import type { Clock, Undo } from './environment.js';
import { toWaggleError, WaggleError } from './errors.js';
import type { Id } from './id.js';
import type { Link } from './transport.js';
import type { HistoryQuery } from './codec.js';
import type { Entry } from './entry.js';

/** Requests over MQTT that wait for their answers. */
export interface Requests {
  /** Rejects with the refusal, with `timeout`, or with `network` if the connection ends first. */
  json(link: Link | undefined, method: string, request: object, timeoutMs?: number): Promise<unknown>;
  history(link: Link | undefined, query: HistoryQuery): Promise<{ items: Entry[]; more: boolean }>;
  /** Takes an arrival with correlation data. */
  answered(correlation: Uint8Array, payload: Uint8Array): void;
  /** Ends all that wait. */
  gone(reason: Reason): void;
}

interface Waiting {
  readonly link: Link;
  readonly resolve: (answer: Uint8Array) => void;
  readonly reject: (error: WaggleError) => void;
}

const answerMs = 15_000;

export function createRequests(did: Id, clock: Clock): Requests {
  const waiting = new Map<string, Waiting>();
  let last = 0;

  const call = (
    link: Link | undefined,
    method: string,
    payload: Uint8Array<ArrayBuffer>,
    timeoutMs = answerMs,
  ): Promise<Uint8Array> => {
    if (link === undefined) {
      return Promise.reject(notConnected());
    }
    last += 1;
    const correlation = toUtf8(String(last));
    const key = toHex(correlation);
    let undo: Undo = () => {};
    return new Promise<Uint8Array>((resolve, reject) => {
      waiting.set(key, { link, resolve, reject });
      undo = clock.after(timeoutMs, () => reject(new WaggleError('timeout', `rpc/${method} got no answer.`)));
      link.publish({ topic: `rpc/${method}`, payload, qos: 1, responseTopic: `d/${did}`, correlation }).then(
        (ack) => {
          const refusal = refusalOf(ack);
          if (refusal !== undefined) {
            reject(refusal);
          }
        },
        (cause: unknown) => reject(toWaggleError(cause, 'network')),
      );
    }).finally(() => {
      undo();
      waiting.delete(key);
    });
  };

  return {
    async json(link, method, request, timeoutMs) {
      const text = fromUtf8(await call(link, method, toUtf8(JSON.stringify(request)), timeoutMs));
      try {
        return text === '' ? undefined : (JSON.parse(text) as unknown);
      } catch (cause) {
        throw new WaggleError('protocol', `The answer to rpc/${method} is not JSON.`, { cause });
      }
    },
    async history(link, query) {
      if (link === undefined) {
        throw notConnected();
      }
      return link.codec.decodeHistoryPage(await call(link, 'history', link.codec.encodeHistoryRequest(query)));
    },
    answered(correlation, payload) {
      const request = waiting.get(toHex(correlation));
      if (request === undefined) {
        return;
      }
      try {
        const refusal = request.link.codec.decodeRefusal(payload);
        if (refusal === undefined) {
          request.resolve(payload);
        } else {
          request.reject(refusal);
        }
      } catch (cause) {
        request.reject(toWaggleError(cause, 'protocol'));
      }
    },
    gone(reason) {
      for (const { reject } of [...waiting.values()]) {
        reject(new WaggleError('network', reason.detail ?? `The connection ended: ${reason.code}.`));
      }
    },
  };
}

function notConnected(): WaggleError {
  return new WaggleError('network', 'There is no connection.');
}
