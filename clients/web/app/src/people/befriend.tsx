import { useState } from 'preact/hooks';
import { explain, m, t } from '../i18n/index.js';
import { isBlocked, isFriend, loadFriends, loadRequests, nameOf, requests } from '../state/people.js';
import { http } from '../state/session.js';
import { me } from '../state/workspace.js';
import { Head, openDialog, toast } from '../ui/overlay.js';
import { Button, Field } from '../ui/parts.js';

/** The button for the next step towards a friendship. */
export function Befriend({ uid }: { uid: string }) {
  const [busy, setBusy] = useState(false);
  if (isFriend(uid) || uid === me().uid || isBlocked(uid)) {
    return null;
  }
  const theirs = requests.value.some((request) => request.from === uid);
  if (!theirs && requests.value.some((request) => request.to === uid)) {
    return (
      <Button disabled icon="check">
        {m().requested}
      </Button>
    );
  }
  const accept = async (): Promise<void> => {
    setBusy(true);
    await send(uid, '').catch((cause: unknown) => toast(explain(cause), true));
    setBusy(false);
  };
  const ask = (): void => openDialog(m().addFriend, (close) => <Ask uid={uid} close={close} />, 'dialog-small');
  return (
    <Button kind="primary" icon={theirs ? 'check' : 'plus'} busy={busy} onClick={() => (theirs ? void accept() : ask())}>
      {theirs ? m().accept : m().addFriend}
    </Button>
  );
}

async function send(uid: string, greeting: string): Promise<void> {
  const { state } = await http('POST /v1/friend-requests', {
    body: { to: uid, ...(greeting === '' ? {} : { greeting }) },
  });
  await Promise.all([loadRequests(), loadFriends()]);
  toast(state === 'accepted' ? m().friendAdded(nameOf(uid)) : m().requestSent);
}

function Ask({ uid, close }: { uid: string; close: () => void }) {
  const [greeting, setGreeting] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | undefined>();
  return (
    <>
      <Head title={m().addFriendTitle(nameOf(uid))} onClose={close} />
      <form
        class="dialog-body"
        onSubmit={(event) => {
          event.preventDefault();
          setBusy(true);
          send(uid, greeting.trim()).then(close, (cause: unknown) => {
            setFailure(explain(cause));
            setBusy(false);
          });
        }}
      >
        <Field
          label={`${m().greeting} (${t().optional})`}
          hint={m().greetingHint}
          autofocus
          maxLength={200}
          value={greeting}
          error={failure}
          onInput={(event) => setGreeting(event.currentTarget.value)}
        />
        <div class="dialog-actions">
          <Button onClick={close}>{t().cancel}</Button>
          <Button kind="primary" type="submit" busy={busy}>
            {m().sendRequest}
          </Button>
        </div>
      </form>
    </>
  );
}
