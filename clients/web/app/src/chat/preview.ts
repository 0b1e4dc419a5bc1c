import type { Entry, GroupChange } from '@waggle/sdk';
import { t } from '../i18n/index.js';
import { nameOrYou } from '../state/people.js';
import { workspace } from '../state/workspace.js';

/** A message in one line. */
export function preview(entry: Entry): string {
  const words = t();
  if (entry.recalled !== undefined) {
    return entry.recalled.by === workspace.peek()?.uid ? words.recalledByYou : words.recalled;
  }
  if (entry.expired === true) {
    return words.expired;
  }
  if (entry.change !== undefined) {
    return changeText(entry.from, entry.change);
  }
  if (entry.pin !== undefined) {
    return words.pinnedOne(nameOrYou(entry.from));
  }
  if (entry.unpin !== undefined) {
    return words.unpinnedOne(nameOrYou(entry.from));
  }
  if (entry.recall !== undefined) {
    return words.recalled;
  }
  if (entry.edit !== undefined) {
    return preview({ ...entry, ...entry.edit, edit: undefined } as unknown as Entry);
  }
  return contentText(entry);
}

/** The kind of a content and what is said with it. */
export function contentText(content: Record<string, unknown>): string {
  const words = t();
  const { text, caption } = content as { text?: string; caption?: string };
  if (text !== undefined) {
    return plain(text);
  }
  const kind = kindText(content);
  return caption === undefined ? kind : `${kind}: ${plain(caption)}` || words.unknown;
}

function kindText(content: Record<string, unknown>): string {
  const words = t();
  const entry = content as Partial<Entry>;
  if (entry.image !== undefined) return words.photo;
  if (entry.video !== undefined) return words.video;
  if (entry.voice !== undefined) return words.voice;
  if (entry.file !== undefined) return entry.file.name ?? words.file;
  if (entry.album !== undefined) return words.album(entry.album.length);
  if (entry.location !== undefined) return entry.location.name ?? words.location;
  if (entry.card !== undefined)
    return `${words.card}: ${entry.card.name ?? (entry.card.uid === undefined ? '' : nameOrYou(entry.card.uid))}`;
  if (entry.combined !== undefined) return entry.combined.title ?? words.messages(entry.combined.count);
  if (entry.custom !== undefined) return words.custom;
  return words.unknown;
}

/** The kind of a quoted message. */
export function kindName(kind: string | undefined): string {
  const words = t();
  const names: Record<string, string> = {
    image: words.photo,
    video: words.video,
    voice: words.voice,
    file: words.file,
    location: words.location,
    card: words.card,
    custom: words.custom,
    album: words.photo,
  };
  return names[kind ?? ''] ?? words.message;
}

const plain = (text: string): string =>
  text
    .slice(0, 300)
    .replace(/\s+/g, ' ')
    .replace(/(\*\*|~~|`)/g, '');

const list = (uids: readonly string[]): string =>
  t().and(
    uids
      .slice(0, 3)
      .map(nameOrYou)
      .concat(uids.length > 3 ? ['…'] : []),
  );

/** A change of a group, as a sentence. */
export function changeText(from: string, change: GroupChange): string {
  const words = t();
  const by = nameOrYou(from);
  if (change.created !== undefined) return words.created(by, change.created.name);
  if (change.added !== undefined) return words.added(by, list(change.added.uids));
  if (change.joined !== undefined) return words.joined(by);
  if (change.left !== undefined) return words.left(by);
  if (change.removed !== undefined) return words.removed(by, list(change.removed.uids));
  if (change.roleChanged !== undefined) {
    const whom = nameOrYou(change.roleChanged.uid);
    return change.roleChanged.role === 'admin' ? words.madeAdmin(by, whom) : words.madeMember(by, whom);
  }
  if (change.ownerChanged !== undefined) return words.madeOwner(by, nameOrYou(change.ownerChanged.uid));
  if (change.muted !== undefined) return words.mutedMember(by, nameOrYou(change.muted.uid));
  if (change.unmuted !== undefined) return words.unmutedMember(by, nameOrYou(change.unmuted.uid));
  if (change.dissolved !== undefined) return words.dissolved(by);
  if (change.updated?.name !== undefined) return words.renamed(by, change.updated.name);
  if (change.updated?.announcement !== undefined && change.updated.announcement !== '') {
    return words.announced(by, change.updated.announcement);
  }
  return change.updated === undefined ? words.changed(by) : words.changedSettings(by);
}
