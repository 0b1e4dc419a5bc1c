import type { Album, Card, Combined, Custom, Location, Media } from '@waggle/sdk';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { bytes, duration, t } from '../i18n/index.js';
import { isOnlyEmoji } from './rich.js';
import { nameOf } from '../state/people.js';
import { described, meanColour, useMedia } from '../state/media.js';
import { Lightbox } from '../later.js';
import { chatWith, go } from '../state/router.js';
import { Avatar } from '../ui/avatar.js';
import { Icon } from '../ui/icon.js';
import { copyText, openDialog } from '../ui/overlay.js';
import { Button, IconButton, Spinner } from '../ui/parts.js';
import { MediaState, save } from './media-parts.js';
import { kindName } from './preview.js';
import { Text } from './text.js';

/** The members of an entry that are not its content. */
const around = new Set(
  'conversation seq from at id expiresAt burnAfter expired recalled edited quote reactions version replyTo mentions mentionAll caption thread forwarded noForward'.split(
    ' ',
  ),
);

export type Shown = Record<string, unknown> & {
  text?: string;
  caption?: string;
  image?: Media;
  video?: Media;
  voice?: Media;
  file?: Media;
  album?: Album;
  location?: Location;
  card?: Card;
  custom?: Custom;
  combined?: Combined;
};

/** What a message says, of whatever kind it is. */
export function Content({
  content,
  names,
  openCombined,
}: {
  content: Shown;
  names: readonly string[];
  openCombined?: (() => void) | undefined;
}) {
  const { text, caption } = content;
  if (text !== undefined) {
    return isOnlyEmoji(text) ? <span class="emoji-only">{text}</span> : <Text text={text} names={names} />;
  }
  return (
    <>
      <Body content={content} openCombined={openCombined} />
      {caption !== undefined && caption !== '' && <Text text={caption} names={names} />}
    </>
  );
}

function Body({ content, openCombined }: { content: Shown; openCombined: (() => void) | undefined }) {
  if (content.image !== undefined) return <Picture media={described(content.image)} />;
  if (content.video !== undefined) return <Film media={described(content.video)} />;
  if (content.voice !== undefined) return <Voice media={described(content.voice)} />;
  if (content.file !== undefined) return <File media={described(content.file)} />;
  if (content.album !== undefined) return <Albums album={content.album} />;
  if (content.location !== undefined) return <Place location={content.location} />;
  if (content.card !== undefined) return <Contact card={content.card} />;
  if (content.combined !== undefined) return <Forwarded combined={content.combined} open={openCombined} />;
  if (content.custom !== undefined)
    return <Raw title={`${t().custom}: ${content.custom.type}`} value={content.custom.data ?? content.custom.bytes} />;
  return <Raw title={t().unknown} value={Object.fromEntries(Object.entries(content).filter(([key]) => !around.has(key)))} />;
}

/** The size in which a picture is shown: known before its bytes come, so that nothing moves. */
function fit({ width = 0, height = 0 }: Media, most = 340): { width: number; height: number } {
  if (width <= 0 || height <= 0) {
    return { width: 240, height: 180 };
  }
  const scale = Math.min(1, most / width, 380 / height);
  return { width: Math.max(120, Math.round(width * scale)), height: Math.max(72, Math.round(height * scale)) };
}

function Picture({
  media,
  inAlbum,
  all,
  captions,
}: {
  media: Media;
  inAlbum?: boolean;
  all?: readonly Media[];
  captions?: readonly string[];
}) {
  const shown = useMedia(media.mediaId, media.thumb === true ? 'thumb' : undefined);
  const { width, height } = fit(media);
  const style =
    inAlbum === true ? {} : { inlineSize: `${String(width)}px`, aspectRatio: `${String(width)} / ${String(height)}` };
  return (
    <button
      type="button"
      class="picture"
      style={{ ...style, backgroundColor: meanColour(media.blurhash) ?? '' }}
      aria-label={`${t().photo} ${media.name ?? ''}`}
      onClick={() =>
        openDialog(
          t().photo,
          (close) => (
            <Lightbox media={all ?? [media]} captions={captions ?? []} start={all?.indexOf(media) ?? 0} close={close} />
          ),
          'dialog-full',
        )
      }
    >
      <MediaState shown={shown} />
      {'url' in shown && <img src={shown.url} alt="" width={width} height={height} decoding="async" />}
    </button>
  );
}

function Film({ media, inAlbum }: { media: Media; inAlbum?: boolean }) {
  const shown = useMedia(media.poster === true ? media.mediaId : undefined, 'poster');
  const { width, height } = fit(media.width === undefined ? { ...media, width: 320, height: 180 } : media);
  const style =
    inAlbum === true ? {} : { inlineSize: `${String(width)}px`, aspectRatio: `${String(width)} / ${String(height)}` };
  return (
    <button
      type="button"
      class="picture film"
      style={{ ...style, backgroundColor: meanColour(media.blurhash) ?? '' }}
      aria-label={`${t().video} ${media.name ?? ''}`}
      onClick={() =>
        openDialog(t().video, (close) => <Lightbox media={[media]} start={0} close={close} video />, 'dialog-full')
      }
    >
      {'url' in shown && <img src={shown.url} alt="" width={width} height={height} />}
      <span class="film-play">
        <Icon name="play" size={26} />
      </span>
      {media.durationMs !== undefined && <span class="film-time">{duration(media.durationMs)}</span>}
    </button>
  );
}

function File({ media }: { media: Media }) {
  const [busy, setBusy] = useState(false);
  const name = media.name ?? t().file;
  const ending = /\.([A-Za-z0-9]{1,4})$/.exec(name)?.[1];
  return (
    <button
      type="button"
      class="file"
      aria-label={`${t().download} ${name}`}
      disabled={busy}
      onClick={() => {
        setBusy(true);
        void save(media).finally(() => setBusy(false));
      }}
    >
      <span class="file-icon">{busy ? <Spinner /> : ending === undefined ? <Icon name="file" /> : ending.toUpperCase()}</span>
      <span class="file-text">
        <bdi class="file-name">{name}</bdi>
        {media.size !== undefined && <small>{bytes(media.size)}</small>}
      </span>
    </button>
  );
}

function Albums({ album }: { album: Album }) {
  const pictures = useMemo(() => album.flatMap(({ image }) => (image === undefined ? [] : [described(image)])), [album]);
  const captions = album.flatMap(({ image, caption }) => (image === undefined ? [] : [caption ?? '']));
  return (
    <div class={`album album-${String(Math.min(album.length, 4))}`}>
      {album.map(({ image, video }, index) =>
        image !== undefined ? (
          <Picture
            key={image.mediaId + String(index)}
            inAlbum
            media={pictures.find(({ mediaId }) => mediaId === image.mediaId) ?? image}
            all={pictures}
            captions={captions}
          />
        ) : video !== undefined ? (
          <Film key={video.mediaId + String(index)} inAlbum media={described(video)} />
        ) : null,
      )}
    </div>
  );
}

const bars = 36;

function Voice({ media }: { media: Media }) {
  const [wanted, setWanted] = useState(false);
  const shown = useMedia(wanted ? media.mediaId : undefined);
  const [playing, setPlaying] = useState(false);
  const [part, setPart] = useState(0);
  const audio = useRef<HTMLAudioElement>(null);
  const url = 'url' in shown && wanted ? shown.url : undefined;
  useEffect(() => {
    if (url !== undefined) {
      audio.current?.play().catch(() => setPlaying(false));
    }
  }, [url]);
  const wave = useMemo(() => waveOf(media.waveform), [media.waveform]);
  const toggle = (): void => {
    const element = audio.current;
    if (!wanted || element === null) {
      setWanted(true);
    } else if (playing) {
      element.pause();
    } else {
      element.play().catch(() => setPlaying(false));
    }
  };
  const total = media.durationMs ?? 0;
  return (
    <div class="voice">
      <button type="button" class="voice-play" aria-label={`${playing ? t().pause : t().play}: ${t().voice}`} onClick={toggle}>
        {wanted && url === undefined && !('state' in shown && shown.state === 'gone') ? (
          <Spinner />
        ) : (
          <Icon name={playing ? 'pause' : 'play'} size={20} />
        )}
      </button>
      <span class="voice-wave" aria-hidden="true">
        {wave.map((height, index) => (
          <i key={index} class={index / bars < part ? 'voice-done' : ''} style={{ blockSize: `${String(height)}%` }} />
        ))}
      </span>
      <small>{duration(playing || part > 0 ? part * total : total)}</small>
      {url !== undefined && (
        <audio
          ref={audio}
          src={url}
          onPlay={() => setPlaying(true)}
          onPause={() => setPlaying(false)}
          onEnded={() => setPart(0)}
          onTimeUpdate={(event) => {
            const { currentTime, duration: length } = event.currentTarget;
            setPart(
              Number.isFinite(length) && length > 0 ? currentTime / length : total > 0 ? (currentTime * 1000) / total : 0,
            );
          }}
        />
      )}
    </div>
  );
}

function waveOf(waveform: string | undefined): number[] {
  let samples: number[] = [];
  try {
    samples = [...atob(waveform ?? '')].map((char) => char.charCodeAt(0) / 255);
  } catch {
    // Not what was agreed on: a flat line.
  }
  return Array.from({ length: bars }, (_, index) => {
    const sample = samples[Math.floor((index * samples.length) / bars)];
    return Math.round(14 + 86 * (sample ?? 0.1));
  });
}

function Place({ location }: { location: Location }) {
  const coordinates = `${location.lat.toFixed(5)}, ${location.lon.toFixed(5)}`;
  return (
    <div class="tile">
      <span class="tile-icon tile-place">
        <Icon name="place" size={24} />
      </span>
      <span class="tile-text">
        <bdi class="tile-title">{location.name ?? t().location}</bdi>
        {location.address !== undefined && <bdi>{location.address}</bdi>}
        <small>{coordinates}</small>
      </span>
      <IconButton icon="copy" label={t().openMap} onClick={() => void copyText(coordinates)} />
    </div>
  );
}

function Contact({ card }: { card: Card }) {
  const { uid } = card;
  const name = uid === undefined ? (card.name ?? t().card) : nameOf(uid);
  const ways = [...(card.phones ?? []), ...(card.emails ?? [])].slice(0, 4);
  return (
    <div class="tile">
      <Avatar id={uid ?? name} name={name} />
      <span class="tile-text">
        <bdi class="tile-title">{name}</bdi>
        {ways.map((way) => (
          <bdi key={way}>{way}</bdi>
        ))}
      </span>
      {uid !== undefined && <Button onClick={() => go(chatWith({ u: uid }))}>{t().writeTo}</Button>}
      {uid === undefined && ways[0] !== undefined && (
        <IconButton icon="copy" label={t().copy} onClick={() => void copyText(ways.join('\n'))} />
      )}
    </div>
  );
}

/** Several messages that were forwarded as one: their beginning. */
function Forwarded({ combined: { title, count, preview }, open }: { combined: Combined; open: (() => void) | undefined }) {
  return (
    <button type="button" class="forwarded" onClick={open} disabled={open === undefined}>
      <bdi class="tile-title">{title ?? t().messages(count)}</bdi>
      {preview?.map(({ from, kind, text }, index) => (
        <span key={index} class="quote-text">
          {from !== undefined && <bdi>{nameOf(from)}: </bdi>}
          <bdi>{text ?? kindName(kind)}</bdi>
        </span>
      ))}
      <small>{t().messages(count)}</small>
    </button>
  );
}

function Raw({ title, value }: { title: string; value: unknown }) {
  const text = useMemo(() => (value === undefined ? '' : (JSON.stringify(value, undefined, 2) ?? '').slice(0, 2_000)), [value]);
  return (
    <details class="raw">
      <summary>
        <Icon name="box" size={18} />
        <bdi>{title.slice(0, 120)}</bdi>
      </summary>
      {text !== '' && <pre tabIndex={0}>{text}</pre>}
    </details>
  );
}
