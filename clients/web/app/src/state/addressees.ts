import type { Receiver } from '@waggle/sdk';
import { isSaved, placeOf, titleOf } from '../inbox/inbox.js';
import { friends, nameOf } from './people.js';
import { model } from './workspace.js';

/** A chat or a friend to whom something can be sent. */
export interface Addressee {
  readonly key: string;
  readonly to: Receiver;
  readonly name: string;
  readonly username: string | undefined;
  readonly group: boolean;
  /** The number of unread messages; undefined: there is no chat yet. */
  readonly unread: number | undefined;
}

/**
 * The chats as the list has them, without the saved messages, and then the friends without a chat. A component that calls this
 * renders again on a change.
 */
export function addressees(): Addressee[] {
  const chats = model()
    .conversations()
    .filter((record) => !isSaved(record))
    .map((record) => ({
      key: record.peer?.uid ?? record.id,
      to: placeOf(record),
      name: titleOf(record),
      username: record.peer?.username,
      group: record.gid !== undefined,
      unread: record.unread,
    }));
  const known = new Set(chats.map(({ key }) => key));
  const others = friends.value
    .filter(({ uid }) => !known.has(uid))
    .map(({ uid, username }) => ({ key: uid, to: { u: uid }, name: nameOf(uid), username, group: false, unread: undefined }));
  return [...chats, ...others];
}
