import { effect } from '@preact/signals';
import { t } from '../i18n/index.js';
import { preview } from '../chat/preview.js';
import { nameOf } from './people.js';
import { chatWith, go } from './router.js';
import { notify } from './settings.js';
import { live, type Workspace } from './workspace.js';

/** Shows what arrives outside of the page: in the title, and as notifications. */
export function startNews({ store, uid }: Workspace): () => void {
  const unread = live((model) => model.unread().messages);
  const shown = new Map<string, Notification>();
  const undos = [
    effect(() => {
      const count = unread.value ?? 0;
      document.title = count === 0 ? t().app : `(${count > 99 ? '99+' : String(count)}) ${t().app}`;
    }),
    // Only the tab that leads is told, so there is one notification however many tabs are open.
    store.onNews((entry) => {
      const conversation = store.conversation(entry.conversation);
      const mentioned = entry.mentionAll === true || entry.mentions?.includes(uid) === true;
      if (notify.peek() !== 'on' || document.hasFocus() || (conversation?.muted === true && !mentioned)) {
        return;
      }
      const name = conversation?.remark ?? (conversation?.name || nameOf(entry.from));
      const text = conversation?.gid === undefined ? preview(entry) : `${nameOf(entry.from)}: ${preview(entry)}`;
      const notification = new Notification(name, { body: text, tag: entry.conversation, icon: 'icon.svg' });
      shown.set(entry.conversation, notification);
      notification.onclick = () => {
        window.focus();
        go(chatWith(conversation?.gid === undefined ? { u: conversation?.peer?.uid ?? entry.from } : { g: conversation.gid }));
        notification.close();
      };
    }),
    // Reading anywhere closes it.
    store.subscribe(
      (model) => model.conversations(),
      (conversations) => {
        for (const { id, unread: count } of conversations) {
          if (count === 0) {
            shown.get(id)?.close();
            shown.delete(id);
          }
        }
      },
    ),
  ];
  return () => {
    undos.forEach((undo) => undo());
    document.title = t().app;
  };
}
