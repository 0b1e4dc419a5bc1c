import { useState } from 'preact/hooks';
import { explain, m } from '../i18n/index.js';
import { logIn } from '../state/session.js';
import { Avatar } from '../ui/avatar.js';
import { useAsked } from '../ui/asked.js';
import { Icon } from '../ui/icon.js';
import { Refusal, Spinner } from '../ui/parts.js';
import '../design/circle.css';

/** The people of a demo, as its server names them. */
interface Demo {
  readonly password: string;
  readonly users: readonly { readonly username: string; readonly nickname: string }[];
}

/** A server without a demo has no such file. */
async function demo(): Promise<Demo | undefined> {
  const answer = await fetch('demo.json');
  const isDemo = answer.ok && answer.headers.get('Content-Type')?.startsWith('application/json') === true;
  return isDemo ? ((await answer.json()) as Demo) : undefined;
}

/** Logs in as somebody of the demo with one click. */
export function DemoPeople() {
  const { value } = useAsked(demo);
  const [busy, setBusy] = useState<string | undefined>();
  const [failure, setFailure] = useState<string | undefined>();
  if (value === undefined) {
    return null;
  }
  const enter = async (username: string): Promise<void> => {
    setBusy(username);
    try {
      await logIn(username, value.password);
    } catch (cause) {
      setFailure(explain(cause));
      setBusy(undefined);
    }
  };
  return (
    <section class="demo" aria-label={m().demoTitle}>
      <h2>{m().demoTitle}</h2>
      <p class="quiet">{m().demoText}</p>
      <ul>
        {value.users.map(({ username, nickname }) => (
          <li key={username}>
            <button type="button" class="choose-row" disabled={busy !== undefined} onClick={() => void enter(username)}>
              <Avatar id={username} name={nickname} size="s" />
              <bdi class="row-title">{m().demoAs(nickname)}</bdi>
              {busy === username ? <Spinner /> : <Icon name="forward" size={18} />}
            </button>
          </li>
        ))}
      </ul>
      <Refusal text={failure} />
    </section>
  );
}
