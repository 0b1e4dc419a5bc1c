import type { FriendChange } from '@waggle/sdk';
import { useState } from 'preact/hooks';
import { explain, m, shortTime, t } from '../i18n/index.js';
import { friends, isBlocked, loadBlocked, loadFriends, nameOf, person } from '../state/people.js';
import { http } from '../state/session.js';
import { me, useModel } from '../state/workspace.js';
import { Avatar } from '../ui/avatar.js';
import { Icon, type IconName } from '../ui/icon.js';
import { attempt, confirm, Head, toast } from '../ui/overlay.js';
import { Button, Field } from '../ui/parts.js';
import { NotifyChoice } from '../settings/notify-choice.js';
import { Befriend } from './befriend.js';
import { isFollowed, loadFollows, useFollows } from './follows.js';
import { openShare } from './share.js';
import { Tags } from './tags.js';
import '../design/circle.css';

/** A person beside the chat with them. */
export function PersonInfo({ uid, onClose }: { uid: string; onClose: () => void }) {
  const known = person(uid);
  const name = nameOf(uid);
  const friend = friends.value.find((one) => one.uid === uid);
  const presence = useModel((model) => model.presence(uid));
  const conversation = useModel((model) => model.conversationWith(uid)?.id);
  useFollows();
  const followed = isFollowed(uid);
  const isMe = uid === me().uid;
  const blockedNow = isBlocked(uid);
  const change = (body: FriendChange): Promise<unknown> =>
    attempt(async () => {
      await http('PATCH /v1/friends/{uid}', { path: { uid }, body });
      await loadFriends();
    });
  return (
    <>
      <Head title={t().profile} onClose={onClose} />
      <div class="pane-body">
        <div class="face">
          <Avatar id={uid} name={name} size="xl" online={presence?.status === 'online'} />
          <h3>
            <bdi>{name}</bdi>
          </h3>
          {known.username !== undefined && <p class="quiet">@{known.username}</p>}
          {known.remark !== undefined && <p class="quiet">{known.nickname}</p>}
          {presence?.status === 'online' ? (
            <p class="quiet">{t().online}</p>
          ) : (
            presence?.lastSeen !== undefined && <p class="quiet">{t().lastSeen(shortTime(presence.lastSeen))}</p>
          )}
          {presence?.text !== undefined && presence.text !== '' && (
            <p class="status-text">
              <bdi>{presence.text}</bdi>
            </p>
          )}
          <Befriend uid={uid} />
        </div>
        {friend !== undefined && (
          <Remark
            key={friend.remark}
            value={friend.remark ?? ''}
            save={(remark) => change({ remark: remark === '' ? null : remark })}
          />
        )}
        {friend !== undefined && <Tags tags={friend.tags} save={(tags) => change({ tags })} />}
        {conversation !== undefined && <NotifyChoice conversation={conversation} />}
        <div class="actions">
          <Action icon="card" label={m().shareContact} onClick={() => openShare(uid)} />
          {!blockedNow && !isMe && (
            <Action
              icon={followed ? 'close' : 'plus'}
              label={followed ? m().unfollow : m().follow}
              onClick={() =>
                void attempt(async () => {
                  await http(followed ? 'DELETE /v1/follows/{uid}' : 'PUT /v1/follows/{uid}', { path: { uid } });
                  await loadFollows();
                })
              }
            />
          )}
          {friend !== undefined && (
            <Action
              icon="star"
              label={friend.starred ? m().unstar : m().star}
              onClick={() => void change({ starred: !friend.starred })}
            />
          )}
          {friend !== undefined && (
            <Action
              icon="trash"
              danger
              label={m().removeFriend}
              onClick={() =>
                confirm(m().removeFriendTitle(name), m().removeFriendText, m().removeFriend, async () => {
                  await http('DELETE /v1/friends/{uid}', { path: { uid } });
                  await loadFriends();
                })
              }
            />
          )}
          {isMe ? null : blockedNow ? (
            <Action
              icon="block"
              label={m().unblock}
              onClick={() =>
                void attempt(async () => {
                  await http('DELETE /v1/blocks/{uid}', { path: { uid } });
                  await loadBlocked();
                })
              }
            />
          ) : (
            <Action
              icon="block"
              danger
              label={m().block}
              onClick={() =>
                confirm(m().blockTitle(name), m().blockText, m().block, async () => {
                  await http('PUT /v1/blocks/{uid}', { path: { uid } });
                  await loadBlocked();
                })
              }
            />
          )}
        </div>
      </div>
    </>
  );
}

export function Action({
  icon,
  label,
  danger = false,
  onClick,
}: {
  icon: IconName;
  label: string;
  danger?: boolean;
  onClick: () => void;
}) {
  return (
    <button type="button" class={`action ${danger ? 'action-danger' : ''}`} onClick={onClick}>
      <Icon name={icon} />
      <span>{label}</span>
    </button>
  );
}

function Remark({ value, save }: { value: string; save: (remark: string) => Promise<unknown> }) {
  const [text, setText] = useState(value);
  const [busy, setBusy] = useState(false);
  return (
    <form
      class="line-form"
      onSubmit={(event) => {
        event.preventDefault();
        setBusy(true);
        save(text.trim())
          .then(
            () => toast(t().saved),
            (cause: unknown) => toast(explain(cause), true),
          )
          .finally(() => setBusy(false));
      }}
    >
      <Field
        label={m().remark}
        hint={m().remarkHint}
        maxLength={64}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      {text.trim() !== value && (
        <Button kind="primary" type="submit" busy={busy}>
          {t().save}
        </Button>
      )}
    </form>
  );
}
