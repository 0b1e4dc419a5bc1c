import { useState } from 'preact/hooks';
import { DemoPeople } from '../later.js';
import { explain, languages, locale, t, useLanguage } from '../i18n/index.js';
import { endedBecause, logIn, signUp } from '../state/session.js';
import { language } from '../state/settings.js';
import { Icon } from '../ui/icon.js';
import { Button, Field, Mark } from '../ui/parts.js';

/** A demo is offered on its own machine alone, so no other server is asked for it. */
const mayBeDemo = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(location.hostname);

/** Log in, or create an account. */
export function Welcome() {
  const [isNew, setNew] = useState(false);
  const [busy, setBusy] = useState(false);
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [name, setName] = useState('');
  const [failure, setFailure] = useState<{ code?: string; text: string } | undefined>();
  const words = t();

  const submit = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await (isNew ? signUp(username.trim(), password, name.trim()) : logIn(username.trim(), password));
    } catch (cause) {
      setFailure({ code: (cause as { code?: string }).code ?? '', text: explain(cause) });
      setBusy(false);
    }
  };
  const isTaken = failure?.code === 'username-taken';
  const ready = username.trim() !== '' && (isNew ? password.length >= 8 : password !== '');
  return (
    <div class="welcome">
      <main class="welcome-card">
        <Mark />
        <h1>{isNew ? words.signUp : words.welcome}</h1>
        <p class="quiet">{words.tagline}</p>
        {endedBecause.value !== undefined && failure === undefined && !isNew && (
          <p class="note" role="status">
            {words.errors[endedBecause.value] ?? words.sessionEnded}
          </p>
        )}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (ready && !busy) {
              void submit();
            }
          }}
        >
          <Field
            label={words.username}
            name="username"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            required
            maxLength={32}
            value={username}
            hint={isNew ? words.usernameHint : undefined}
            error={isTaken ? failure.text : undefined}
            onInput={(event) => setUsername(event.currentTarget.value)}
          />
          {isNew && (
            <Field
              label={`${words.displayName} (${words.optional})`}
              name="nickname"
              autocomplete="nickname"
              maxLength={64}
              value={name}
              hint={words.displayNameHint}
              onInput={(event) => setName(event.currentTarget.value)}
            />
          )}
          <Field
            label={words.password}
            type="password"
            name="password"
            autocomplete={isNew ? 'new-password' : 'current-password'}
            required
            value={password}
            hint={isNew ? words.passwordHint : undefined}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
          {failure !== undefined && !isTaken && (
            <p class="note note-bad" role="alert">
              <Icon name="warning" size={18} />
              {failure.text}
            </p>
          )}
          <Button kind="primary" type="submit" busy={busy} disabled={!ready}>
            {isNew ? words.signUp : words.logIn}
          </Button>
        </form>
        <p class="quiet">
          {isNew ? words.haveAccount : words.noAccount}{' '}
          <button
            type="button"
            class="text-button"
            onClick={() => {
              setNew(!isNew);
              setFailure(undefined);
            }}
          >
            {isNew ? words.logIn : words.signUp}
          </button>
        </p>
        {mayBeDemo && !isNew && <DemoPeople />}
      </main>
      <footer class="welcome-foot">
        {Object.entries(languages).map(([code, { name: own }]) => (
          <button
            key={code}
            type="button"
            lang={code}
            aria-pressed={locale() === code}
            onClick={() => {
              language.value = code;
              void useLanguage();
            }}
          >
            {own}
          </button>
        ))}
      </footer>
    </div>
  );
}
