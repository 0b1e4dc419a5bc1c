import type { Client } from '../core/client.js';
import type { Outgoing, Receiver } from '../core/entry.js';
import type { Clock } from '../core/environment.js';
import type { Http } from '../core/http.js';
import type { Id } from '../core/id.js';
import type { SendState, Sent, Stored } from '../core/sender.js';
import type { Arrivals } from './arrivals.js';
import type { Journal } from './journal.js';
import type { ConversationList } from './list.js';
import type { OutboxRecord } from './records.js';

/** Messages that are not in the log yet. They survive the end of the program, and are sent in their order. */
export interface Outbox {
  /** Continues after the highest order that was stored. */
  restore(records: readonly OutboxRecord[]): void;
  /** Gives the client all that are queued. */
  start(): void;
  send(id: string, to: Receiver, content: Outgoing, at: string): Promise<void>;
  retry(id: string): Promise<void>;
  discard(id: string): Promise<boolean>;
  stored(sent: Sent & Stored): void;
  /** Fetches the entries of messages that are stored, if they have not arrived. */
  settleAll(): Promise<void>;
  conversationOf(to: Receiver): Id | undefined;
}

export function createOutbox(
  journal: Journal,
  client: Client,
  http: Http,
  list: ConversationList,
  arrivals: Pick<Arrivals, 'writesOf'>,
  clock: Clock,
): Outbox {
  const { model, serially, commit, background } = journal;
  let lastOrder = 0;

  const send = (id: string, to: Receiver, content: Outgoing, at: string): Promise<void> =>
    serially(async () => {
      if (model.outbox().some((message) => message.id === id)) {
        return;
      }
      const conversation = conversationOf(to);
      lastOrder += 1;
      const message: OutboxRecord = {
        id,
        order: lastOrder,
        to,
        ...(conversation === undefined ? {} : { conversation }),
        content,
        at,
        state: 'queued',
      };
      await commit([{ table: 'outbox', key: id, value: message }]);
      dispatch(message);
    });

  const handles = new Map<string, { cancel(): boolean }>();

  const dispatch = (message: OutboxRecord): void => {
    const handle = client.send(message.to, message.content, { id: message.id });
    handles.set(message.id, handle);
    const follow = (state: SendState): void => {
      if (state.name === 'failed' && state.code !== 'closed-by-app' && state.code !== 'cancelled') {
        background(() =>
          updateOutbox(message.id, (one) => ({
            ...one,
            state: 'failed',
            code: state.code,
            detail: state.detail,
            ...(state.retryAfter === undefined
              ? {}
              : { retryAt: new Date(clock.now() + state.retryAfter * 1_000).toISOString() }),
          })),
        );
      }
      if (state.name === 'failed' || state.name === 'stored') {
        handles.delete(message.id);
      }
    };
    follow(handle.state());
    handle.onState(follow);
  };

  const updateOutbox = (id: string, update: (message: OutboxRecord) => OutboxRecord): Promise<void> =>
    serially(async () => {
      const message = model.outbox().find((one) => one.id === id);
      if (message !== undefined) {
        await commit([{ table: 'outbox', key: id, value: update(message) }]);
      }
    });

  /** A message is stored. Its entry comes through the sink, unless its conversation was not known. */
  const stored = ({ id, to, seq }: Sent & Stored): void => {
    background(async () => {
      await updateOutbox(id, (message) => ({ ...message, state: 'stored', seq }));
      if (conversationOf(to) === undefined) {
        await settleStored(id);
      }
    });
  };

  const settleStored = async (id: string): Promise<void> => {
    const message = model.outbox().find((one) => one.id === id);
    if (message?.seq === undefined) {
      return;
    }
    if (conversationOf(message.to) === undefined) {
      await list.refresh();
    }
    const conversation = message.conversation ?? conversationOf(message.to);
    if (conversation === undefined) {
      return;
    }
    const { seq } = message;
    const entry = await http('GET /v1/conversations/{conversation}/messages/{seq}', { path: { conversation, seq } });
    await serially(async () => commit(await arrivals.writesOf(conversation, [entry], [seq, seq])));
    await serially(() => commit([{ table: 'outbox', key: id }]));
  };

  const conversationOf = (to: Receiver): Id | undefined => ('g' in to ? to.g : model.conversationWith(to.u)?.id);

  return {
    restore(records) {
      lastOrder = Math.max(0, ...records.map(({ order }) => order));
    },
    start() {
      model
        .outbox()
        .filter(({ state }) => state === 'queued')
        .forEach(dispatch);
    },
    send,
    async retry(id) {
      const message = model.outbox().find((one) => one.id === id);
      if (message?.state === 'failed') {
        const { code: _, detail: __, retryAt: ___, ...rest } = message;
        lastOrder += 1;
        const again: OutboxRecord = { ...rest, order: lastOrder, state: 'queued' };
        await updateOutbox(id, () => again);
        dispatch(again);
      }
    },
    async discard(id) {
      const message = model.outbox().find((one) => one.id === id);
      if (
        message === undefined ||
        message.state === 'stored' ||
        (message.state === 'queued' && handles.get(id)?.cancel() === false)
      ) {
        return false;
      }
      await serially(() => commit([{ table: 'outbox', key: id }]));
      return true;
    },
    stored,
    async settleAll() {
      for (const { id, state } of model.outbox()) {
        if (state === 'stored') {
          await settleStored(id);
        }
      }
    },
    conversationOf,
  };
}
