import { useState } from 'preact/hooks';
import { explain, m, t } from '../i18n/index.js';
import { myName } from '../state/people.js';
import { http } from '../state/session.js';
import { leave } from '../state/workspace.js';
import { Head, openDialog, toast } from '../ui/overlay.js';
import { Button, Field } from '../ui/parts.js';

/** The password, and the end of the account. */
export function Account() {
  return (
    <>
      <Password />
      <Deactivation />
    </>
  );
}

function Password() {
  const [old, setOld] = useState('');
  const [next, setNext] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | undefined>();
  const save = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await http('PUT /v1/me/password', { body: { oldPassword: old, newPassword: next } });
      setOld('');
      setNext('');
      toast(m().passwordChanged);
    } catch (cause) {
      setFailure(explain(cause));
    }
    setBusy(false);
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <input type="text" name="username" autocomplete="username" value={myName.value?.username ?? ''} hidden readOnly />
      <Field
        label={m().oldPassword}
        type="password"
        autocomplete="current-password"
        value={old}
        error={failure}
        onInput={(event) => setOld(event.currentTarget.value)}
      />
      <Field
        label={m().newPassword}
        type="password"
        autocomplete="new-password"
        hint={t().passwordHint}
        value={next}
        onInput={(event) => setNext(event.currentTarget.value)}
      />
      <Button kind="primary" type="submit" busy={busy} disabled={old === '' || next.length < 8}>
        {m().changePassword}
      </Button>
    </form>
  );
}

function Deactivation() {
  return (
    <div class="settings-list">
      <p class="setting">{m().deactivateText}</p>
      <div class="setting setting-end">
        <Button
          kind="danger"
          icon="trash"
          onClick={() => openDialog(m().deactivate, (close) => <Deactivate close={close} />, 'dialog-small')}
        >
          {m().deactivate}
        </Button>
      </div>
    </div>
  );
}

function Deactivate({ close }: { close: () => void }) {
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | undefined>();
  return (
    <>
      <Head title={m().deactivateTitle} onClose={close} />
      <form
        class="dialog-body"
        onSubmit={(event) => {
          event.preventDefault();
          setBusy(true);
          leave(() => http('DELETE /v1/me', { body: { password } })).then(close, (cause: unknown) => {
            setFailure(explain(cause));
            setBusy(false);
          });
        }}
      >
        <p>{m().deactivateText}</p>
        <input type="text" name="username" autocomplete="username" value={myName.value?.username ?? ''} hidden readOnly />
        <Field
          label={m().deactivateConfirm}
          type="password"
          autocomplete="current-password"
          autofocus
          value={password}
          error={failure}
          onInput={(event) => setPassword(event.currentTarget.value)}
        />
        <div class="dialog-actions">
          <Button onClick={close}>{t().cancel}</Button>
          <Button kind="danger" type="submit" busy={busy} disabled={password === ''}>
            {m().deactivate}
          </Button>
        </div>
      </form>
    </>
  );
}
