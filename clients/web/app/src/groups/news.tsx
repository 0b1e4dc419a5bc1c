import { useState } from 'preact/hooks';
import { m } from '../i18n/index.js';
import { groups } from '../state/people.js';
import { chatWith, go } from '../state/router.js';
import { Icon } from '../ui/icon.js';
import { IconButton } from '../ui/parts.js';
import { useJoinRequests } from './join-requests.js';
import '../design/circle.css';

const keyOf = (gid: string): string => `waggle-my-announcement-${gid}`;

/** Lines over the chat for what is new in the group: an announcement not yet seen on this device, and requests to join. */
export function GroupNews({ gid }: { gid: string }) {
  const group = groups.value.get(gid);
  const isAdmin = group?.me.role === 'owner' || group?.me.role === 'admin';
  const requests = useJoinRequests(gid, isAdmin);
  const [seen, setSeen] = useState(() => localStorage.getItem(keyOf(gid)));
  const text = group?.announcement;
  const dismiss = (): void => {
    localStorage.setItem(keyOf(gid), text ?? '');
    setSeen(text ?? '');
  };
  return (
    <>
      {text !== undefined && text !== seen && (
        <div class="group-news" role="status">
          <Icon name="bell" size={18} />
          <button type="button" class="pinned-text" onClick={() => go(chatWith({ g: gid }, true))}>
            <small>{m().newAnnouncement}</small>
            <bdi>{text}</bdi>
          </button>
          <IconButton icon="close" size={18} label={m().dismiss} onClick={dismiss} />
        </div>
      )}
      {requests.length > 0 && (
        <div class="group-news" role="status">
          <Icon name="people" size={18} />
          <span class="pinned-text">{m().joinRequestsWaiting(requests.length)}</span>
          <button type="button" class="text-button" onClick={() => go(chatWith({ g: gid }, true))}>
            {m().show}
          </button>
        </div>
      )}
    </>
  );
}
