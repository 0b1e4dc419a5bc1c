import { isSaved, placeOf, titleOf } from '../inbox/inbox.js';
import { friends, nameOf } from '../state/people.js';
import { me } from '../state/workspace.js';
import { t } from '../i18n/index.js';

/** A conversation to which something can be sent, whether it has begun or not. */
export interface Target {
  readonly key: string;
  readonly to: { readonly u: string } | { readonly g: string };
  readonly name: string;
  readonly note?: string | undefined;
  readonly group: boolean;
  readonly saved: boolean;
}

/** The saved messages, then the conversations as the list has them, then the other friends. */
export function targets(): Target[] {
  const { store, uid } = me();
  const open = store
    .conversations()
    .filter((record) => !isSaved(record))
    .map((record) => ({
      key: record.peer?.uid ?? record.id,
      to: placeOf(record),
      name: titleOf(record),
      note: record.peer?.username === undefined ? undefined : `@${record.peer.username}`,
      group: record.gid !== undefined,
      saved: false,
    }));
  const known = new Set(open.map(({ key }) => key));
  const others = friends.value
    .filter((friend) => !known.has(friend.uid))
    .map((friend) => ({
      key: friend.uid,
      to: { u: friend.uid },
      name: nameOf(friend.uid),
      note: friend.username === undefined ? undefined : `@${friend.username}`,
      group: false,
      saved: false,
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
  return [{ key: uid, to: { u: uid }, name: t().savedMessages, group: false, saved: true }, ...open, ...others];
}

export function matches({ name, note }: Target, query: string): boolean {
  const wanted = query.trim().toLocaleLowerCase();
  return name.toLocaleLowerCase().includes(wanted) || note?.toLocaleLowerCase().startsWith(`@${wanted}`) === true;
}
