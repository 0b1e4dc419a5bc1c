import type { Card, Location } from '@waggle/sdk';
import { useState } from 'preact/hooks';
import { m, t } from '../i18n/index.js';
import { friends, nameOf } from '../state/people.js';
import { Avatar } from '../ui/avatar.js';
import { Head, openDialog, toast } from '../ui/overlay.js';
import { Button, Field, SearchBox, Tabs } from '../ui/parts.js';
import '../design/life.css';

export function openPlace(send: (location: Location) => void): void {
  openDialog(t().location, (close) => <Place send={send} close={close} />);
}

/** Reads `48.1371, 11.5754`, as maps copy it. */
function coordinates(text: string): { lat: number; lon: number } | undefined {
  const found = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text);
  const [lat, lon] = [Number(found?.[1]), Number(found?.[2])];
  return found !== null && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : undefined;
}

/** Sends a location: that of the person, or coordinates. It loads no map, which would come from another server. */
function Place({ send, close }: { send: (location: Location) => void; close: () => void }) {
  const [text, setText] = useState('');
  const [name, setName] = useState('');
  const [accuracy, setAccuracy] = useState<number | undefined>();
  const [busy, setBusy] = useState(false);
  const place = coordinates(text);
  const locate = (): void => {
    setBusy(true);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setBusy(false);
        setText(`${coords.latitude.toFixed(5)}, ${coords.longitude.toFixed(5)}`);
        setAccuracy(Math.round(coords.accuracy));
      },
      () => {
        setBusy(false);
        toast(m().noPosition, true);
      },
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  };
  return (
    <>
      <Head title={t().location} onClose={close} />
      <form
        class="dialog-body stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (place !== undefined) {
            close();
            send({
              ...place,
              ...(accuracy === undefined ? {} : { accuracy }),
              ...(name.trim() === '' ? {} : { name: name.trim() }),
            });
          }
        }}
      >
        <Button icon="place" class="place-mine" busy={busy} onClick={locate}>
          {m().myPosition}
        </Button>
        <Field
          label={m().coordinates}
          hint={accuracy === undefined ? m().coordinatesHint : m().accurateTo(accuracy)}
          error={text !== '' && place === undefined ? m().coordinatesHint : undefined}
          autofocus
          value={text}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setAccuracy(undefined);
          }}
        />
        <Field
          label={`${m().placeName} (${t().optional})`}
          maxLength={200}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <div class="dialog-actions">
          <Button onClick={close}>{t().cancel}</Button>
          <Button kind="primary" type="submit" icon="send" disabled={place === undefined}>
            {t().send}
          </Button>
        </div>
      </form>
    </>
  );
}

export function openCard(send: (card: Card) => void): void {
  openDialog(t().card, (close) => <Contact send={send} close={close} />, 'dialog-pick');
}

/** Sends a contact card: a friend's, or one that the person types in. */
function Contact({ send, close }: { send: (card: Card) => void; close: () => void }) {
  const [tab, setTab] = useState<'friend' | 'other'>(friends.peek().length > 0 ? 'friend' : 'other');
  const [query, setQuery] = useState('');
  const [name, setName] = useState('');
  const [phone, setPhone] = useState('');
  const [email, setEmail] = useState('');
  const wanted = query.trim().toLocaleLowerCase();
  const shown = friends.value
    .filter(({ uid }) => nameOf(uid).toLocaleLowerCase().includes(wanted))
    .sort((a, b) => nameOf(a.uid).localeCompare(nameOf(b.uid)));
  const finish = (card: Card): void => {
    close();
    send(card);
  };
  return (
    <>
      <Head title={t().card} onClose={close} />
      <div class="dialog-body pick">
        <Tabs
          label={t().card}
          value={tab}
          options={[
            ['friend', t().friends],
            ['other', m().someoneElse],
          ]}
          onChange={setTab}
        />
        {tab === 'friend' ? (
          <>
            <SearchBox label={t().search} value={query} onInput={setQuery} />
            <ul class="choose-list pick-list">
              {shown.map(({ uid, username }) => (
                <li key={uid}>
                  <button type="button" class="choose-row" onClick={() => finish({ uid })}>
                    <Avatar id={uid} name={nameOf(uid)} size="s" />
                    <span class="row-text">
                      <bdi class="row-title">{nameOf(uid)}</bdi>
                      {username !== undefined && <small>@{username}</small>}
                    </span>
                  </button>
                </li>
              ))}
              {shown.length === 0 && <li class="quiet">{t().nothingFound}</li>}
            </ul>
          </>
        ) : (
          <form
            class="stack"
            onSubmit={(event) => {
              event.preventDefault();
              finish({
                name: name.trim(),
                ...(phone.trim() === '' ? {} : { phones: [phone.trim()] }),
                ...(email.trim() === '' ? {} : { emails: [email.trim()] }),
              });
            }}
          >
            <Field
              label={m().cardName}
              required
              maxLength={100}
              value={name}
              onInput={(event) => setName(event.currentTarget.value)}
            />
            <Field
              label={m().phone}
              type="tel"
              maxLength={64}
              value={phone}
              onInput={(event) => setPhone(event.currentTarget.value)}
            />
            <Field
              label={m().cardEmail}
              maxLength={254}
              value={email}
              onInput={(event) => setEmail(event.currentTarget.value)}
            />
            <div class="dialog-actions">
              <Button onClick={close}>{t().cancel}</Button>
              <Button kind="primary" type="submit" icon="send" disabled={name.trim() === ''}>
                {t().send}
              </Button>
            </div>
          </form>
        )}
      </div>
    </>
  );
}

export function openCaption(picture: string, words: string, save: (words: string) => void): void {
  openDialog(t().caption, (close) => <Caption picture={picture} words={words} save={save} close={close} />);
}

/** The caption of one picture of an album. */
function Caption({
  picture,
  words,
  save,
  close,
}: {
  picture: string;
  words: string;
  save: (words: string) => void;
  close: () => void;
}) {
  const [text, setText] = useState(words);
  return (
    <>
      <Head title={t().caption} onClose={close} />
      <form
        class="dialog-body stack"
        onSubmit={(event) => {
          event.preventDefault();
          save(text.trim());
          close();
        }}
      >
        <img class="caption-picture" src={picture} alt="" />
        <Field
          label={m().captionOf}
          autofocus
          maxLength={1_000}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <div class="dialog-actions">
          <Button onClick={close}>{t().cancel}</Button>
          <Button kind="primary" type="submit">
            {t().save}
          </Button>
        </div>
      </form>
    </>
  );
}
