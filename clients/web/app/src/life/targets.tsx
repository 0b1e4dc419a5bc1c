import { t } from '../i18n/index.js';
import { addressees, type Addressee } from '../state/addressees.js';
import { me } from '../state/workspace.js';

/** An addressee of a forward. */
export interface Target extends Omit<Addressee, 'username' | 'unread'> {
  readonly note: string | undefined;
  readonly saved: boolean;
}

/** The saved messages, then the chats as the list has them, then the other friends by name. */
export function targets(): Target[] {
  const all = addressees().map(({ username, unread, ...rest }) => ({
    ...rest,
    note: username === undefined ? undefined : `@${username}`,
    saved: false,
    open: unread !== undefined,
  }));
  const { uid } = me();
  return [
    { key: uid, to: { u: uid }, name: t().savedMessages, note: undefined, group: false, saved: true },
    ...all.filter(({ open }) => open),
    ...all.filter(({ open }) => !open).sort((a, b) => a.name.localeCompare(b.name)),
  ];
}

export function matches({ name, note }: Target, query: string): boolean {
  const wanted = query.trim().toLocaleLowerCase();
  return name.toLocaleLowerCase().includes(wanted) || note?.toLocaleLowerCase().startsWith(`@${wanted}`) === true;
}
