import { effect } from '@preact/signals';
import { t } from '../i18n/index.js';
import { preview } from '../chat/preview.js';
import { nameOf } from './people.js';
import { isQuiet, startMutes } from './quiet.js';
import { addressOf, chatWith, route } from './router.js';
import { notify, previews, sound } from './settings.js';
import { closeNews, notifyOf } from './worker.js';
import { live, type Workspace } from './workspace.js';

/** Shows what arrives outside of the page: in the title, and as notifications. */
export function startNews({ store, uid }: Workspace): () => void {
  const unread = live((model) => model.unread().messages);
  let before = Infinity;
  const undos = [
    startMutes(store),
    effect(() => {
      const count = unread.value ?? 0;
      document.title = count === 0 ? t().app : `(${count > 99 ? '99+' : String(count)}) ${t().app}`;
    }),
    // Only the tab that leads is told, so there is one notification however many tabs are open.
    store.onNews((entry) => {
      const conversation = store.conversation(entry.conversation);
      const mentioned = entry.mentionAll === true || entry.mentions?.includes(uid) === true;
      if (isQuiet(new Date()) || (conversation?.muted === true && !mentioned)) {
        return;
      }
      const place = conversation?.gid === undefined ? { u: conversation?.peer?.uid ?? entry.from } : { g: conversation.gid };
      const at = addressOf(route.peek()).startsWith(addressOf(chatWith(place)));
      if (sound.peek() === 'on' && !(document.hasFocus() && at)) {
        void import('./tone.js').then(({ playTone }) => playTone());
      }
      if (notify.peek() !== 'on') {
        return;
      }
      const name = conversation?.remark ?? (conversation?.name || nameOf(entry.from));
      const content = previews.peek() === 'on' ? preview(entry) : t().newMessage;
      const text = conversation?.gid === undefined ? content : `${nameOf(entry.from)}: ${content}`;
      notifyOf({ title: name, body: text, tag: entry.conversation, hash: addressOf(chatWith(place)) });
    }),
    // Reading a chat on any device closes its notification, also one that an earlier page has shown.
    effect(() => {
      const count = unread.value ?? 0;
      if (count < before) {
        void closeNews((id) => (store.conversation(id)?.unread ?? 0) === 0);
      }
      before = count;
    }),
  ];
  return () => {
    undos.forEach((undo) => undo());
    document.title = t().app;
  };
}
