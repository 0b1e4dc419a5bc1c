import type { InvitePreview } from '@waggle/sdk';
import { useEffect, useState } from 'preact/hooks';
import { explain, t } from '../i18n/index.js';
import { chatWith, go } from '../state/router.js';
import { http } from '../state/session.js';
import { Avatar } from '../ui/avatar.js';
import { toast } from '../ui/overlay.js';
import { Button, Spinner } from '../ui/parts.js';

/** An invite: what it is for, and whether to follow it. */
export function JoinDialog({ code, close }: { code: string; close: () => void }) {
  const [invite, setInvite] = useState<InvitePreview | undefined>();
  const [failure, setFailure] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    http('GET /v1/invites/{code}', { path: { code } }).then(setInvite, (cause: { code?: string }) =>
      setFailure(cause.code === 'not-found' ? t().inviteGone : explain(cause)),
    );
  }, [code]);
  const join = async (): Promise<void> => {
    setBusy(true);
    try {
      const { gid, state } = await http('POST /v1/invites/{code}/join', { path: { code } });
      close();
      if (state === 'joined') {
        go(chatWith({ g: gid }));
      } else {
        toast(t().joinPending);
      }
    } catch (cause) {
      setFailure(explain(cause));
      setBusy(false);
    }
  };
  return (
    <div class="dialog-body face">
      {invite === undefined ? (
        failure === undefined && <Spinner />
      ) : (
        <>
          <Avatar id={invite.gid} name={invite.name} group size="l" />
          <h2>{t().inviteTo(invite.name)}</h2>
          <p class="quiet">{t().members(invite.memberCount)}</p>
        </>
      )}
      {failure !== undefined && (
        <p class="note note-bad" role="alert">
          {failure}
        </p>
      )}
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
