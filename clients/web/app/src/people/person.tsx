import { useState } from 'preact/hooks';
import { explain, shortTime, t } from '../i18n/index.js';
import { friends, isBlocked, loadBlocked, loadFriends, nameOf, person } from '../state/people.js';
import { http } from '../state/session.js';
import { useModel } from '../state/workspace.js';
import { Avatar } from '../ui/avatar.js';
import { Icon, type IconName } from '../ui/icon.js';
import { attempt, confirm, Head, toast } from '../ui/overlay.js';
import { Button, Field } from '../ui/parts.js';
import { Befriend } from './people.js';

/** A person beside the chat with them. */
export function PersonInfo({ uid, onClose }: { uid: string; onClose: () => void }) {
  const known = person(uid);
  const name = nameOf(uid);
  const friend = friends.value.find((one) => one.uid === uid);
  const presence = useModel((model) => model.presence(uid));
  const blockedNow = isBlocked(uid);
  const change = (body: { remark?: string | null; starred?: boolean }): Promise<unknown> =>
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
          <Befriend uid={uid} />
        </div>
        {friend !== undefined && (
          <Remark
            key={friend.remark}
            value={friend.remark ?? ''}
            save={(remark) => change({ remark: remark === '' ? null : remark })}
          />
        )}
        <div class="actions">
          {friend !== undefined && (
            <Action
              icon="star"
              label={friend.starred ? t().unstar : t().star}
              onClick={() => void change({ starred: !friend.starred })}
            />
          )}
          {friend !== undefined && (
            <Action
              icon="trash"
              danger
              label={t().removeFriend}
              onClick={() =>
                confirm(t().removeFriendTitle(name), t().removeFriendText, t().removeFriend, async () => {
                  await http('DELETE /v1/friends/{uid}', { path: { uid } });
                  await loadFriends();
                })
              }
            />
          )}
          {blockedNow ? (
            <Action
              icon="block"
              label={t().unblock}
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
              label={t().block}
              onClick={() =>
                confirm(t().blockTitle(name), t().blockText, t().block, async () => {
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
        label={t().remark}
        hint={t().remarkHint}
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
