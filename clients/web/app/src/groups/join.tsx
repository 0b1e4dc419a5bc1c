import { useState } from 'preact/hooks';
import { explain, m, t } from '../i18n/index.js';
import { chatWith, go, type Invitation } from '../state/router.js';
import { http } from '../state/session.js';
import { Avatar } from '../ui/avatar.js';
import { useAsked, Waiting } from '../ui/asked.js';
import { Head, openDialog, toast } from '../ui/overlay.js';
import { Button, Field, Refusal } from '../ui/parts.js';
import { codeIn, readPicture } from './invitation.js';
import '../design/circle.css';

/** Shows what an invite or the link of a group is for, and asks whether to join. */
export function JoinDialog({ by, close }: { by: Invitation; close: () => void }) {
  return 'code' in by ? <Invited code={by.code} close={close} /> : <Asking gid={by.gid} close={close} />;
}

/** Joins, and tells how it went. */
function useJoin(ask: () => Promise<{ gid: string; state: 'joined' | 'pending' }>, close: () => void, refused: string) {
  const [failure, setFailure] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  const join = async (): Promise<void> => {
    setBusy(true);
    try {
      const { gid, state } = await ask();
      close();
      if (state === 'joined') {
        go(chatWith({ g: gid }));
      } else {
        toast(m().joinPending);
      }
    } catch (cause) {
      const { code } = cause as { code?: string };
      setFailure(code === 'not-allowed' || code === 'not-found' || code === 'invalid-request' ? refused : explain(cause));
      setBusy(false);
    }
  };
  return { failure, busy, join };
}

function Invited({ code, close }: { code: string; close: () => void }) {
  const { value: invite, failure: unknown } = useAsked(() =>
    http('GET /v1/invites/{code}', { path: { code } }).catch((cause: { code?: string }) => {
      throw cause.code === 'not-found' ? { code: '', detail: '' } : cause;
    }),
  );
  const { failure, busy, join } = useJoin(
    () => http('POST /v1/invites/{code}/join', { path: { code } }),
    close,
    m().inviteGone,
  );
  return (
    <div class="dialog-body face">
      {invite === undefined ? (
        unknown === undefined ? (
          <Waiting failure={undefined} />
        ) : (
          <Refusal text={m().inviteGone} />
        )
      ) : (
        <>
          <Avatar id={invite.gid} name={invite.name} group size="l" />
          <h2>{m().inviteTo(invite.name)}</h2>
          <p class="quiet">{t().members(invite.memberCount)}</p>
        </>
      )}
      <Refusal text={failure} />
      <div class="dialog-actions">
        <Button onClick={close}>{t().close}</Button>
        {invite !== undefined && (
          <Button kind="primary" busy={busy} onClick={() => void join()}>
            {t().join}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Asks to join by the link of a group. It shows no name: only members, and people with an invite, may see the name. */
function Asking({ gid, close }: { gid: string; close: () => void }) {
  const [greeting, setGreeting] = useState('');
  const { failure, busy, join } = useJoin(
    () =>
      http('POST /v1/groups/{gid}/join', {
        path: { gid },
        body: greeting.trim() === '' ? {} : { greeting: greeting.trim() },
      }),
    close,
    m().cannotJoin,
  );
  return (
    <form
      class="dialog-body"
      onSubmit={(event) => {
        event.preventDefault();
        void join();
      }}
    >
      <h2>{m().askToJoin}</h2>
      <Field
        label={`${m().greeting} (${t().optional})`}
        hint={m().askToJoinHint}
        autofocus
        maxLength={200}
        value={greeting}
        onInput={(event) => setGreeting(event.currentTarget.value)}
      />
      <Refusal text={failure} />
      <div class="dialog-actions">
        <Button onClick={close}>{t().close}</Button>
        <Button kind="primary" type="submit" busy={busy}>
          {t().join}
        </Button>
      </div>
    </form>
  );
}

/** Asks for a link that was sent elsewhere, or for a picture of its QR code if the browser can read one. */
export function openJoin(): void {
  openDialog(m().joinGroup, (close) => <Join close={close} />);
}

function Join({ close }: { close: () => void }) {
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<string | undefined>();
  const follow = (found: Invitation | undefined, otherwise: string): void => {
    if (found === undefined) {
      setFailure(otherwise);
    } else {
      close();
      go({ name: 'join', by: found });
    }
  };
  return (
    <>
      <Head title={m().joinGroup} onClose={close} />
      <form
        class="dialog-body"
        onSubmit={(event) => {
          event.preventDefault();
          follow(codeIn(text), m().noCodeInText);
        }}
      >
        <Field
          label={m().joinByLink}
          hint={m().joinByLinkHint}
          error={failure}
          autofocus
          autocapitalize="none"
          spellcheck={false}
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setFailure(undefined);
          }}
        />
        {readPicture !== undefined && (
          <label class="file-choice">
            {m().joinByPicture}
            <input
              type="file"
              accept="image/*"
              onChange={(event) => {
                const file = event.currentTarget.files?.[0];
                if (file !== undefined) {
                  void readPicture?.(file).then(
                    (found) => follow(found, m().noCodeInPicture),
                    () => setFailure(m().noCodeInPicture),
                  );
                }
              }}
            />
          </label>
        )}
        <div class="dialog-actions">
          <Button onClick={close}>{t().cancel}</Button>
          <Button kind="primary" type="submit" disabled={text.trim() === ''}>
            {t().next}
          </Button>
        </div>
      </form>
    </>
  );
}
