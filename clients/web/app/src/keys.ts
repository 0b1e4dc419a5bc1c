import { isOpen, placeOf, shown } from './inbox/inbox.js';
import { openPalette, openShortcuts } from './later.js';
import { chatWith, go, route } from './state/router.js';
import { me } from './state/workspace.js';
import { dialogIsOpen } from './ui/overlay.js';

function step(by: number, onlyUnread: boolean): void {
  const list = shown(me().store.conversations());
  const index = list.findIndex(isOpen);
  const next = onlyUnread
    ? [...list.slice(index + 1), ...list.slice(0, Math.max(0, index))].find(({ unread, muted }) => unread > 0 && !muted)
    : list[(index + by + list.length) % Math.max(1, list.length)];
  if (next !== undefined) {
    go(chatWith(placeOf(next)));
  }
}

function onKey(event: KeyboardEvent): void {
  if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) {
    return;
  }
  const typing = (event.target as Element).matches('input, textarea, select');
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    if (!dialogIsOpen()) {
      openPalette();
    }
    return;
  }
  if (dialogIsOpen()) {
    return;
  }
  if (event.altKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
    event.preventDefault();
    step(event.key === 'ArrowDown' ? 1 : -1, event.shiftKey);
  } else if (event.key === '?' && !typing) {
    event.preventDefault();
    openShortcuts();
  } else if (event.key === '/' && !typing) {
    const field = document.getElementById('chat-filter') ?? document.getElementById('people-search');
    if (field !== null) {
      event.preventDefault();
      field.focus();
    }
  } else if (event.key === 'Escape') {
    const at = route.peek();
    if (at.name === 'chat') {
      const isBeside = at.info || at.media === true || at.thread !== undefined;
      go(isBeside ? chatWith(at.to) : { name: 'chats' });
    } else if (at.name === 'threads') {
      go({ name: 'chats' });
    }
  }
}

/** Listens to the shortcuts of the whole page. */
export function listenToKeys(): () => void {
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}
