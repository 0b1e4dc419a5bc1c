import { effect } from '@preact/signals';
import { t } from '../i18n/index.js';
import { preview } from '../chat/preview.js';
import { nameOf } from './people.js';
import { addressOf, chatWith } from './router.js';
import { notify } from './settings.js';
import { closeNews, notifyOf } from './worker.js';
import { live, type Workspace } from './workspace.js';

/** Shows what arrives outside of the page: in the title, and as notifications. */
export function startNews({ store, uid }: Workspace): () => void {
  const unread = live((model) => model.unread().messages);
  let before = Infinity;
  const undos = [
    effect(() => {
      const count = unread.value ?? 0;
      document.title = count === 0 ? t().app : `(${count > 99 ? '99+' : String(count)}) ${t().app}`;
    }),
    // Only the tab that leads is told, so there is one notification however many tabs are open.
    store.onNews((entry) => {
      const conversation = store.conversation(entry.conversation);
      const mentioned = entry.mentionAll === true || entry.mentions?.includes(uid) === true;
      if (notify.peek() !== 'on' || (conversation?.muted === true && !mentioned)) {
        return;
      }
      const name = conversation?.remark ?? (conversation?.name || nameOf(entry.from));
      const text = conversation?.gid === undefined ? preview(entry) : `${nameOf(entry.from)}: ${preview(entry)}`;
      const to = conversation?.gid === undefined ? { u: conversation?.peer?.uid ?? entry.from } : { g: conversation.gid };
      notifyOf({ title: name, body: text, tag: entry.conversation, hash: addressOf(chatWith(to)) });
    }),
    // Reading anywhere closes it, also one that an earlier page has shown.
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
