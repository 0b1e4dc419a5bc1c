import type { Client } from '../core/client.js';
import type { Entry } from '../core/entry.js';
import { toWaggleError } from '../core/errors.js';
import type { Http } from '../core/http.js';
import type { Id } from '../core/id.js';
import { newer } from './apply.js';
import type { Write } from './backend.js';
import { putRecord, type Journal } from './journal.js';
import type { Page } from './model.js';
import { addRange, rangeOf } from './ranges.js';

/** Which part of a conversation to load. */
export type Place = 'newest' | { readonly before: number } | { readonly after: number } | { readonly around: number };

/** Parts of conversations: from the tables where they are here, else from the server. */
export interface Pages {
  load(conversation: Id, place: Place, limit: number): Promise<Page>;
  /** Looks for changes of entries that this device did not hear of, once for each connection. */
  refresh(conversation: Id): Promise<void>;
  /** There is another connection. */
  reconnected(): void;
}

const historyPage = 100;
/** Beyond this, it is cheaper to read the entries again than to follow their changes. */
const amendmentPages = 5;

export function createPages(journal: Journal, client: Client, http: Http, shown: (entry: Entry) => Entry): Pages {
  const { backend, serially, commit, change, amend, remove, recordOf, entryOf } = journal;
  const refreshedAt = new Map<Id, number>();
  let connections = 0;

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
    return { ...page, entries: page.entries.map(shown).filter(({ seq }) => seq > recordOf(conversation).clearedSeq) };
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
      await forgetHidden(conversation);
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

  /** Removes what the user has deleted for themselves on another device. */
  const forgetHidden = async (conversation: Id): Promise<void> => {
    for (let after = 0, more = true; more;) {
      const page = await http('GET /v1/conversations/{conversation}/messages/hidden', {
        path: { conversation },
        query: { after },
      });
      await remove(conversation, page.items);
      after = page.items.at(-1) ?? after;
      more = page.more;
    }
  };

  return {
    load,
    refresh,
    reconnected() {
      connections += 1;
    },
  };
}

/** The end of a list of entries, from its last hole on. */
function withoutHoles(entries: readonly Entry[]): readonly Entry[] {
  const hole = entries.findLastIndex(({ seq }, index) => index > 0 && (entries[index - 1]?.seq ?? 0) + 1 !== seq);
  return entries.slice(Math.max(0, hole));
}
