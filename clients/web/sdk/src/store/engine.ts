import type { Client } from '../core/client.js';
import type { Entry, Outgoing, Receiver } from '../core/entry.js';
import type { Clock, Undo } from '../core/environment.js';
import { toWaggleError, WaggleError } from '../core/errors.js';
import type { Http } from '../core/http.js';
import type { Id } from '../core/id.js';
import type { Notice, Now, Presence } from '../core/notices.js';
import type { Arrangement, InboxItem } from '../core/operations.js';
import type { Batch } from '../core/receiver.js';
import type { SendState, Sent, Stored } from '../core/sender.js';
import { burning, counts, edited, expired, isMessage, mentions, newer, reacted, recalled, withEntry } from './apply.js';
import type { Backend, Write } from './backend.js';
import type { Change, Page, WritableModel } from './model.js';
import { addRange, rangeOf } from './ranges.js';
import { emptyConversation, type ConversationRecord, type OutboxRecord } from './records.js';

/** What the tabs of an application ask the leader to do. Arguments and results are plain values, so that they can be sent to it. */
export interface Commands {
  /** Everything but the entries, for a tab that has just opened. */
  everything(): Promise<Change>;
  /** Loads entries around, before or after a number; without one, the newest. */
  load(conversation: Id, place: Place, limit: number): Promise<Page>;
  /** Looks for changes of entries that this device did not hear of. */
  refresh(conversation: Id): Promise<void>;
  /** Writes a message to the outbox. The id makes it safe to ask twice. */
  send(id: string, to: Receiver, content: Outgoing, at: string): Promise<void>;
  /** Sends a message that has failed again. */
  retry(id: string): Promise<void>;
  /** Removes a message that has failed or was never sent. Returns whether it was removed. */
  discard(id: string): Promise<boolean>;
  setDraft(conversation: Id, text: string): Promise<void>;
  markRead(conversation: Id, seq: number): Promise<void>;
  arrange(conversation: Id, arrangement: Arrangement): Promise<void>;
  /** Deletes everything up to now, for this user only. */
  deleteConversation(conversation: Id): Promise<void>;
  typing(to: Receiver, typing: boolean): Promise<void>;
  /** Watches the presence of these users, for the tab, and of no others any more. */
  watch(tab: string, uids: readonly Id[]): Promise<void>;
  wake(): Promise<void>;
}

export type Place = 'newest' | { readonly before: number } | { readonly after: number } | { readonly around: number };

export interface EngineOptions {
  readonly client: Client;
  readonly http: Http;
  readonly backend: Backend;
  readonly model: WritableModel;
  readonly clock: Clock;
  /** Called with every change of the model, so that other tabs can follow. */
  readonly onChange: (change: Change) => void;
  /** Called with each new message of others: once, in the tab that leads. */
  readonly onNews: (entry: Entry) => void;
  readonly onFault: (fault: WaggleError) => void;
}

export interface Engine extends Commands {
  /** Reads the tables into the model. What was stored is usable from then on. */
  restore(): Promise<void>;
  /** Connects, and sends what waits in the outbox. */
  start(): void;
  sink(batch: Batch): Promise<void>;
  positions(): Promise<Record<Id, number>>;
  conversationOf(to: Receiver): Id | undefined;
  /** Resolves when everything that was asked for so far is written. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

const draftMs = 2_000;
const typingMs = 6_000;
const listPage = 100;
const historyPage = 100;
/** Beyond this, it is cheaper to read the entries again than to follow their changes. */
const amendmentPages = 5;

export function createEngine(options: EngineOptions): Engine {
  const { client, http, backend, model, clock } = options;
  const me = client.uid;
  const undos: Undo[] = [];
  const refreshedAt = new Map<Id, number>();
  const draftTimers = new Map<Id, Undo>();
  const typingTimers = new Map<string, Undo>();
  const expiryTimers = new Map<string, Undo>();
  const tabs = new Map<string, ReadonlySet<Id>>();
  let unwatch: Undo = () => {};
  let listVersion: string | undefined;
  let connections = 0;
  let lastOrder = 0;
  let stopped = false;
  /** Changes happen one after another, so that none reads what another is about to write. */
  let last: Promise<unknown> = Promise.resolve();

  const serially = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };

  /** Writes, and only then shows. */
  const commit = async (writes: readonly Write[]): Promise<void> => {
    if (writes.length > 0 && !stopped) {
      await backend.write(writes);
      show({ writes });
    }
  };

  const show = (change: Change): void => {
    model.absorb(change);
    options.onChange(change);
    for (const write of change.writes) {
      if (write.table === 'entries' && write.value !== undefined) {
        expireInTime(write.value);
      }
    }
  };

  const background = (work: () => Promise<unknown>): void => {
    work().catch((cause: unknown) => {
      const error = toWaggleError(cause, 'network');
      // What the network spoils is tried again after the next connect.
      if (!stopped && !error.retryable) {
        options.onFault(error);
      }
    });
  };

  const recordOf = (id: Id): ConversationRecord => model.conversation(id) ?? emptyConversation(id);

  const putRecord = (record: ConversationRecord): Write => ({ table: 'conversations', key: record.id, value: record });

  const change = (id: Id, update: (record: ConversationRecord) => ConversationRecord): Promise<void> =>
    serially(async () => {
      const before = model.conversation(id);
      if (before !== undefined) {
        const after = update(before);
        if (after !== before) {
          await commit([putRecord(after)]);
        }
      }
    });

  const entryOf = async (conversation: Id, seq: number): Promise<Entry | undefined> =>
    (await backend.entries(conversation, seq, seq, 1, false))[0];

  // --- What arrives ---

  /** Turns entries into writes: the entries, what they change, and their conversation. */
  const writesOf = async (
    conversation: Id,
    entries: readonly Entry[],
    covered: readonly [number, number],
  ): Promise<Write[]> => {
    const changed = new Map<number, Entry>();
    const at = async (seq: number): Promise<Entry | undefined> => changed.get(seq) ?? (await entryOf(conversation, seq));
    let record = recordOf(conversation);
    const lastSeq = record.lastSeq;
    const sent: Write[] = [];
    for (const entry of entries) {
      changed.set(entry.seq, newer(await at(entry.seq), entry));
      const target = await at(entry.recall?.seq ?? entry.edit?.seq ?? 0);
      if (target !== undefined && entry.recall !== undefined) {
        const wasUnread = target.seq > record.readSeq && counts(target, me) && entry.seq > lastSeq;
        record = { ...record, unread: Math.max(0, record.unread - (wasUnread ? 1 : 0)) };
        changed.set(target.seq, recalled(target, entry));
      } else if (target !== undefined && entry.edit !== undefined) {
        changed.set(target.seq, edited(target, entry));
      }
      record = withEntry(record, entry, me);
      if (entry.from === me && entry.id !== undefined && model.outbox().some(({ id }) => id === entry.id)) {
        sent.push({ table: 'outbox', key: entry.id });
      }
    }
    const last = record.last === undefined ? undefined : changed.get(record.last.seq);
    return [
      ...[...changed].map(([seq, value]) => ({ table: 'entries', key: [conversation, seq], value }) as const),
      putRecord({ ...record, ...(last === undefined ? {} : { last }), ranges: addRange(record.ranges, covered) }),
      ...sent,
    ];
  };

  const sink = ({ conversation, entries, position }: Batch): Promise<void> =>
    serially(async () => {
      const before = recordOf(conversation);
      const first = entries[0]?.seq;
      const writes =
        first === undefined
          ? [putRecord(before)]
          : await writesOf(conversation, entries, [Math.min(first, (before.position ?? first - 1) + 1), position]);
      await commit(
        writes.map((write) =>
          write.table === 'conversations' && write.value !== undefined ? putRecord({ ...write.value, position }) : write,
        ),
      );
      if (before.name === '' || !before.listed) {
        background(refreshList);
      }
      for (const entry of entries) {
        stopTyping(conversation, entry.from);
        if (counts(entry, me) && entry.seq > before.lastSeq) {
          options.onNews(entry);
        }
      }
    });

  const noticed = (notice: Notice): void => {
    switch (notice.name) {
      case 'conversationUpdated': {
        const { conversation, draft, ...settings } = notice.value;
        background(() => change(conversation, (record) => withSettings(record, settings)));
        if (draft !== undefined) {
          background(() => takeDraft(conversation, draft));
        }
        if (settings.hidden === false) {
          background(refreshList);
        }
        return;
      }
      case 'groupJoined':
        return background(refreshList);
      case 'groupLeft': {
        const { gid } = notice.value;
        return background(() => change(gid, (record) => ({ ...record, listed: false })));
      }
      case 'receipt': {
        const { conversation, uid, readSeq, deliveredSeq } = notice.value;
        return background(() => change(conversation, (record) => withReceipt(record, uid, readSeq ?? 0, deliveredSeq ?? 0)));
      }
      case 'receipts': {
        const { conversation, readers } = notice.value;
        return background(() =>
          change(conversation, (record) =>
            readers.reduce((sum, { uid, readSeq }) => withReceipt(sum, uid, readSeq, 0), record),
          ),
        );
      }
      case 'reactions': {
        const { conversation, seq } = notice.value;
        return background(() => amend(conversation, [seq], (entry) => reacted(entry, notice.value)));
      }
      case 'burning': {
        const { conversation, readSeq } = notice.value;
        return background(async () => {
          const shown = await backend.entries(conversation, 1, readSeq, historyPage, true);
          await amend(
            conversation,
            shown.map(({ seq }) => seq),
            (entry) => burning(entry, notice.value),
          );
        });
      }
      default:
        return;
    }
  };

  /** Changes entries that are here. */
  const amend = (conversation: Id, seqs: readonly number[], update: (entry: Entry) => Entry): Promise<void> =>
    serially(async () => {
      const writes: Write[] = [];
      const record = model.conversation(conversation);
      let version = record?.version ?? 0;
      let last = record?.last;
      for (const seq of seqs) {
        const before = await entryOf(conversation, seq);
        const after = before === undefined ? undefined : update(before);
        if (after !== undefined && after !== before) {
          writes.push({ table: 'entries', key: [conversation, seq], value: after });
          version = Math.max(version, after.version ?? 0);
          last = last?.seq === seq ? after : last;
        }
      }
      if (record !== undefined && writes.length > 0) {
        writes.push(putRecord({ ...record, version, ...(last === undefined ? {} : { last }) }));
      }
      await commit(writes);
    });

  const arrivedNow = (now: Now): void => {
    const conversation = now.gid ?? model.conversationWith(now.from)?.id;
    if (conversation === undefined || now.from === me || now.typing === undefined) {
      return;
    }
    stopTyping(conversation, now.from);
    if (now.typing) {
      const key = `${conversation} ${now.from}`;
      typingTimers.set(
        key,
        clock.after(typingMs, () => stopTyping(conversation, now.from)),
      );
      showTyping(conversation, [...model.typing(conversation), now.from]);
    }
  };

  const stopTyping = (conversation: Id, uid: Id): void => {
    const key = `${conversation} ${uid}`;
    typingTimers.get(key)?.();
    if (typingTimers.delete(key)) {
      showTyping(
        conversation,
        model.typing(conversation).filter((one) => one !== uid),
      );
    }
  };

  const showTyping = (conversation: Id, uids: readonly Id[]): void => {
    const { volatile } = model.everything();
    show({ writes: [], volatile: { typing: { ...volatile?.typing, [conversation]: uids } } });
  };

  const arrivedPresence = (presence: Presence): void => {
    const { volatile } = model.everything();
    show({ writes: [], volatile: { presence: { ...volatile?.presence, [presence.uid]: presence } } });
  };

  /** Entries that are shown expire while they are shown; the others when they are loaded. */
  const expireInTime = (entry: Entry): void => {
    const key = `${entry.conversation} ${String(entry.seq)}`;
    expiryTimers.get(key)?.();
    expiryTimers.delete(key);
    if (entry.expiresAt === undefined || entry.expired === true) {
      return;
    }
    // Timers have 31 bits.
    const wait = Math.min(Math.max(0, Date.parse(entry.expiresAt) - clock.now()), 0x7fff_ffff);
    expiryTimers.set(
      key,
      clock.after(wait, () => {
        expiryTimers.delete(key);
        background(() => amend(entry.conversation, [entry.seq], ifDue));
      }),
    );
  };

  const ifDue = (entry: Entry): Entry =>
    entry.expiresAt !== undefined && Date.parse(entry.expiresAt) <= clock.now() && isMessage(entry) ? expired(entry) : entry;

  // --- The conversation list ---

  const refreshList = async (): Promise<void> => {
    try {
      await (listVersion === undefined ? downloadList() : followList(listVersion));
    } catch (cause) {
      if (toWaggleError(cause, 'network').code !== 'start-over') {
        throw cause;
      }
      await downloadList();
    }
  };

  const downloadList = async (): Promise<void> => {
    const before = model.conversations();
    const items: InboxItem[] = [];
    let version = '';
    for (let cursor: string | undefined; ;) {
      const page = await http('GET /v1/conversations', {
        query: { limit: listPage, ...(cursor === undefined ? {} : { cursor }) },
      });
      items.push(...page.items);
      version ||= page.version;
      cursor = page.next;
      if (!page.more || cursor === undefined) {
        break;
      }
    }
    const listed = new Set(items.map(({ id }) => id));
    // What has got an entry meanwhile may be newer than the list.
    const removed = before.filter((record) => !listed.has(record.id) && recordOf(record.id).lastSeq === record.lastSeq);
    await takeList(
      items,
      removed.map(({ id }) => id),
      version,
      true,
    );
  };

  const followList = async (since: string): Promise<void> => {
    for (let more = true; more;) {
      const page = await http('GET /v1/conversations', { query: { since, limit: listPage } });
      since = page.version;
      more = page.more;
      await takeList(page.items, page.removed ?? [], page.version, false);
    }
  };

  const takeList = (items: readonly InboxItem[], removed: readonly Id[], version: string, isWhole: boolean): Promise<void> =>
    serially(async () => {
      const writes: Write[] = [
        ...removed.flatMap((id) => {
          const record = model.conversation(id);
          return record === undefined || !record.listed ? [] : [putRecord({ ...record, listed: false })];
        }),
        ...items.map((item, index) =>
          putRecord(withItem(recordOf(item.id), item, isWhole ? items.length - index : clock.now())),
        ),
        ...items.flatMap(({ id, draft }) => draftWrites(id, draft ?? '')),
        { table: 'meta', key: 'listVersion', value: { name: 'listVersion', value: version } },
      ];
      await commit(writes);
      listVersion = version;
    });

  // --- What the user does ---

  const load = async (conversation: Id, place: Place, limit: number): Promise<Page> => {
    const record = recordOf(conversation);
    const page =
      place === 'newest'
        ? await pageBefore(conversation, Math.max(record.lastSeq, record.position ?? 0) + 1, limit, true)
        : 'before' in place
          ? await pageBefore(conversation, place.before, limit)
          : 'after' in place
            ? await pageAfter(conversation, place.after, limit)
            : await pageAround(conversation, place.around, limit);
    return { ...page, entries: page.entries.map(ifDue).filter(({ seq }) => seq > recordOf(conversation).clearedSeq) };
  };

  const pageBefore = async (conversation: Id, before: number, limit: number, isNewest = false): Promise<Page> => {
    const record = recordOf(conversation);
    const range = rangeOf(record.ranges, before - 1);
    const here = range === undefined ? [] : await backend.entries(conversation, range[0], before - 1, limit, true);
    const first = here[0]?.seq;
    if (range !== undefined && first !== undefined) {
      return { entries: here, hasOlder: first > range[0] || range[0] > 1, hasNewer: !isNewest, replaces: isNewest };
    }
    try {
      const page = await history(conversation, isNewest ? {} : { before }, limit);
      return { entries: page.entries, hasOlder: page.more, hasNewer: !isNewest, replaces: isNewest };
    } catch (cause) {
      if (!isNewest || !toWaggleError(cause, 'network').retryable) {
        throw cause;
      }
      // Nobody can be asked: the newest that is here.
      const entries = withoutHoles(await backend.entries(conversation, 1, before - 1, limit, true));
      const last = entries.at(-1)?.seq ?? 0;
      return { entries, hasOlder: true, hasNewer: last < record.lastSeq, replaces: true };
    }
  };

  const pageAfter = async (conversation: Id, after: number, limit: number): Promise<Page> => {
    const record = recordOf(conversation);
    const range = rangeOf(record.ranges, after + 1);
    const here = range === undefined ? [] : await backend.entries(conversation, after + 1, range[1], limit, false);
    if (here.length > 0) {
      return { entries: here, hasOlder: true, hasNewer: (here.at(-1)?.seq ?? after) < record.lastSeq, replaces: false };
    }
    const page = await history(conversation, { after }, limit);
    return { entries: page.entries, hasOlder: true, hasNewer: page.more, replaces: false };
  };

  const pageAround = async (conversation: Id, seq: number, limit: number): Promise<Page> => {
    const half = Math.ceil(limit / 2);
    const older = await pageBefore(conversation, seq + 1, half);
    const newerPage = await pageAfter(conversation, seq, half);
    return {
      entries: [...older.entries, ...newerPage.entries.filter((entry) => entry.seq > seq)],
      hasOlder: older.hasOlder,
      hasNewer: newerPage.hasNewer,
      replaces: true,
    };
  };

  /** Reads from the server, and keeps what it says. */
  const history = async (
    conversation: Id,
    query: { before?: number; after?: number },
    limit: number,
  ): Promise<{ entries: Entry[]; more: boolean }> => {
    const page =
      client.state().name === 'online'
        ? await client.history({ conversation, ...query, limit: Math.min(limit, historyPage) })
        : await http('GET /v1/conversations/{conversation}/messages', {
            path: { conversation },
            query: { ...query, limit: Math.min(limit, historyPage) },
          });
    const entries = page.items;
    await serially(async () => {
      const first = entries[0]?.seq;
      const final = entries.at(-1)?.seq;
      const record = recordOf(conversation);
      if (first === undefined || final === undefined) {
        return;
      }
      // Numbers that the page leaves out are not for this user: they are covered too.
      const covered = [
        query.after === undefined ? (page.more ? first : 1) : query.after + 1,
        query.before === undefined ? final : query.before - 1,
      ] as const;
      const writes: Write[] = [];
      for (const entry of entries) {
        writes.push({
          table: 'entries',
          key: [conversation, entry.seq],
          value: newer(await entryOf(conversation, entry.seq), entry),
        });
      }
      const version = entries.reduce((highest, entry) => Math.max(highest, entry.version ?? 0), record.version);
      const isNewest = final > record.lastSeq;
      await commit([
        ...writes,
        putRecord({
          ...record,
          version,
          ranges: addRange(record.ranges, covered),
          ...(isNewest ? { lastSeq: final, last: entries.at(-1) as Entry } : {}),
        }),
      ]);
    });
    return { entries, more: page.more };
  };

  const refresh = async (conversation: Id): Promise<void> => {
    if (refreshedAt.get(conversation) === connections || client.state().name !== 'online') {
      return;
    }
    refreshedAt.set(conversation, connections);
    try {
      let since = recordOf(conversation).version;
      if (recordOf(conversation).ranges.length === 0) {
        return;
      }
      for (let pages = 1; ; pages++) {
        const page = await client.history({ conversation, since, limit: historyPage });
        const byNumber = new Map(page.items.map((entry) => [entry.seq, entry]));
        await amend(conversation, [...byNumber.keys()], (entry) => newer(entry, byNumber.get(entry.seq) ?? entry));
        since = page.items.reduce((highest, { version }) => Math.max(highest, version ?? 0), since);
        await change(conversation, (record) => (record.version < since ? { ...record, version: since } : record));
        if (!page.more) {
          return;
        }
        if (pages === amendmentPages) {
          await change(conversation, (record) => ({ ...record, ranges: [] }));
          return;
        }
      }
    } catch (cause) {
      refreshedAt.delete(conversation);
      throw cause;
    }
  };

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
          updateOutbox(message.id, (one) => ({ ...one, state: 'failed', code: state.code, detail: state.detail })),
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
      await refreshList();
    }
    const conversation = message.conversation ?? conversationOf(message.to);
    if (conversation === undefined) {
      return;
    }
    const { seq } = message;
    const entry = await http('GET /v1/conversations/{conversation}/messages/{seq}', { path: { conversation, seq } });
    await serially(async () => commit(await writesOf(conversation, [entry], [seq, seq])));
    await serially(() => commit([{ table: 'outbox', key: id }]));
  };

  const conversationOf = (to: Receiver): Id | undefined => ('g' in to ? to.g : model.conversationWith(to.u)?.id);

  const setDraft = async (conversation: Id, text: string): Promise<void> => {
    await serially(() => commit([{ table: 'drafts', key: conversation, value: { conversation, text, unsent: true } }]));
    draftTimers.get(conversation)?.();
    draftTimers.set(
      conversation,
      clock.after(draftMs, () => background(() => sendDraft(conversation))),
    );
  };

  const sendDraft = async (conversation: Id): Promise<void> => {
    draftTimers.get(conversation)?.();
    draftTimers.delete(conversation);
    const draft = model.drafts().find((one) => one.conversation === conversation);
    if (draft === undefined || !draft.unsent) {
      return;
    }
    await http('PATCH /v1/conversations/{conversation}', { path: { conversation }, body: { draft: draft.text } });
    await serially(async () => {
      const now = model.drafts().find((one) => one.conversation === conversation);
      if (now?.text === draft.text) {
        await commit([
          draft.text === ''
            ? { table: 'drafts', key: conversation }
            : { table: 'drafts', key: conversation, value: { ...draft, unsent: false } },
        ]);
      }
    });
  };

  const takeDraft = (conversation: Id, text: string): Promise<void> => serially(() => commit(draftWrites(conversation, text)));

  /** The draft of another device replaces one that was not changed here since. */
  const draftWrites = (conversation: Id, text: string): Write[] => {
    const here = model.drafts().find((one) => one.conversation === conversation);
    if (here?.unsent === true || (here?.text ?? '') === text) {
      return [];
    }
    const value = { conversation, text, unsent: false };
    return [text === '' ? { table: 'drafts', key: conversation } : { table: 'drafts', key: conversation, value }];
  };

  const markRead = async (conversation: Id, seq: number): Promise<void> => {
    const before = model.conversation(conversation);
    if (before === undefined || seq <= before.readSeq) {
      return;
    }
    const rest =
      seq >= before.lastSeq
        ? []
        : await backend.entries(conversation, seq + 1, before.lastSeq, before.unread + historyPage, false);
    await change(conversation, (record) => ({
      ...record,
      readSeq: seq,
      readUnsent: true,
      unread: Math.min(record.unread, rest.filter((entry) => counts(entry, me)).length),
      mentioned: record.mentioned && rest.some((entry) => mentions(entry, me)),
    }));
    background(() => sendRead(conversation));
  };

  const sendRead = async (conversation: Id): Promise<void> => {
    const record = model.conversation(conversation);
    if (record?.readUnsent !== true) {
      return;
    }
    const { readSeq } = await http('POST /v1/conversations/{conversation}/read', {
      path: { conversation },
      body: { seq: record.readSeq },
    });
    await change(conversation, (now) => {
      const { readUnsent: _, ...rest } = now;
      return now.readSeq <= readSeq ? rest : now;
    });
  };

  const arrange = async (conversation: Id, arrangement: Arrangement): Promise<void> => {
    const before = recordOf(conversation);
    await change(conversation, (record) => withSettings(record, { ...arrangement }, clock.now()));
    try {
      await http('PATCH /v1/conversations/{conversation}', { path: { conversation }, body: arrangement });
    } catch (cause) {
      const { muted, pinned, pinnedAt, listed } = before;
      await change(conversation, (record) => ({ ...record, muted, pinned, pinnedAt, listed }));
      throw cause;
    }
  };

  const watch = (tab: string, uids: readonly Id[]): Promise<void> => {
    tabs.set(tab, new Set(uids));
    const all = new Set([...tabs.values()].flatMap((one) => [...one]));
    const before = unwatch;
    unwatch = client.watch([...all]);
    before();
    return Promise.resolve();
  };

  // --- The connection ---

  const synced = (): void => {
    connections += 1;
    background(async () => {
      await refreshList().finally(() => {
        show({ writes: [], volatile: { connection: client.state() } });
      });
      for (const { id, readUnsent } of model.conversations()) {
        if (readUnsent === true) {
          await sendRead(id);
        }
      }
      for (const { conversation, unsent } of model.drafts()) {
        if (unsent) {
          await sendDraft(conversation);
        }
      }
      for (const { id, state } of model.outbox()) {
        if (state === 'stored') {
          await settleStored(id);
        }
      }
    });
  };

  return {
    async restore() {
      const [records, outbox, drafts, meta] = await Promise.all([
        backend.all('conversations'),
        backend.all('outbox'),
        backend.all('drafts'),
        backend.all('meta'),
      ]);
      listVersion = meta.find(({ name }) => name === 'listVersion')?.value;
      lastOrder = Math.max(0, ...outbox.map(({ order }) => order));
      show({
        writes: [
          ...records.map((value) => putRecord(value)),
          ...outbox.map((value) => ({ table: 'outbox', key: value.id, value }) as const),
          ...drafts.map((value) => ({ table: 'drafts', key: value.conversation, value }) as const),
        ],
      });
    },

    start() {
      undos.push(
        client.onNotice(noticed),
        client.onNow(arrivedNow),
        client.onPresence(arrivedPresence),
        client.onStored(stored),
        client.onState((connection) => {
          const isSynced = connection.name === 'online' && connection.synced;
          // Here it is synced when the list is too.
          show({ writes: [], volatile: { connection: isSynced ? { name: 'online', synced: false } : connection } });
          if (isSynced) {
            synced();
          }
        }),
      );
      for (const message of model.outbox()) {
        if (message.state === 'queued') {
          dispatch(message);
        }
      }
      client.connect();
    },

    sink,
    positions: () =>
      Promise.resolve(
        Object.fromEntries(
          model
            .everything()
            .writes.flatMap((write) =>
              write.table === 'conversations' && write.value?.position !== undefined ? [[write.key, write.value.position]] : [],
            ),
        ) as Record<Id, number>,
      ),
    conversationOf,
    settled: () => last.then(() => undefined),

    async stop() {
      await client.close();
      undos.splice(0).forEach((undo) => undo());
      for (const timers of [draftTimers, typingTimers, expiryTimers]) {
        timers.forEach((undo) => undo());
        timers.clear();
      }
      await last;
      stopped = true;
      backend.close();
    },

    everything: () => Promise.resolve(model.everything()),
    load,
    refresh,
    send,
    async retry(id) {
      const message = model.outbox().find((one) => one.id === id);
      if (message?.state === 'failed') {
        const { code: _, detail: __, ...rest } = message;
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
    setDraft,
    markRead,
    arrange,
    async deleteConversation(conversation) {
      await http('DELETE /v1/conversations/{conversation}', { path: { conversation } });
      await change(conversation, (record) => withSettings(record, { clearedSeq: record.lastSeq }));
    },
    typing(to, typing) {
      client.now(to, { typing });
      return Promise.resolve();
    },
    watch,
    wake() {
      client.wake();
      return Promise.resolve();
    },
  };
}

/** The end of a list of entries, from its last hole on. */
function withoutHoles(entries: readonly Entry[]): readonly Entry[] {
  const hole = entries.findLastIndex(({ seq }, index) => index > 0 && (entries[index - 1]?.seq ?? 0) + 1 !== seq);
  return entries.slice(Math.max(0, hole));
}

function withSettings(
  record: ConversationRecord,
  settings: { readSeq?: number; muted?: boolean; pinned?: boolean; hidden?: boolean; clearedSeq?: number },
  now = record.pinnedAt,
): ConversationRecord {
  const { readSeq, muted, pinned, hidden, clearedSeq } = settings;
  const isRead = readSeq !== undefined && readSeq > record.readSeq;
  return {
    ...record,
    ...(isRead ? { readSeq, ...(readSeq >= record.lastSeq ? { unread: 0, mentioned: false } : {}) } : {}),
    ...(muted === undefined ? {} : { muted }),
    ...(pinned === undefined ? {} : { pinned, pinnedAt: now }),
    ...(hidden === undefined ? {} : { listed: !hidden }),
    ...(clearedSeq === undefined
      ? {}
      : {
          clearedSeq,
          listed: record.lastSeq > clearedSeq,
          ...(record.lastSeq > clearedSeq ? {} : { unread: 0, pinned: false }),
        }),
  };
}

function withReceipt(record: ConversationRecord, uid: Id, readSeq: number, deliveredSeq: number): ConversationRecord {
  const before = record.receipts[uid] ?? 0;
  return readSeq <= before && deliveredSeq <= record.deliveredSeq
    ? record
    : {
        ...record,
        receipts: { ...record.receipts, [uid]: Math.max(before, readSeq) },
        deliveredSeq: Math.max(record.deliveredSeq, deliveredSeq, readSeq),
      };
}

/** The conversation as the server's list has it. What is newer here stays. */
function withItem(record: ConversationRecord, item: InboxItem, pinnedAt: number): ConversationRecord {
  const isBehind = item.lastSeq < record.lastSeq;
  const readSeq = Math.max(record.readSeq, item.readSeq);
  const isReadHere = readSeq > item.readSeq;
  const { remark: _, ...rest } = record;
  return {
    ...rest,
    ...(item.peer === undefined ? {} : { peer: item.peer }),
    ...(item.gid === undefined ? {} : { gid: item.gid }),
    ...(item.remark === undefined ? {} : { remark: item.remark }),
    name: item.name,
    lastSeq: Math.max(record.lastSeq, item.lastSeq),
    readSeq,
    ...(isBehind || isReadHere ? {} : { unread: item.unread, mentioned: item.mentioned }),
    muted: item.muted,
    pinned: item.pinned,
    pinnedAt: item.pinned && !record.pinned ? pinnedAt : record.pinnedAt,
    ...(isBehind || item.last === undefined ? {} : { last: item.last }),
    listed: true,
  };
}
