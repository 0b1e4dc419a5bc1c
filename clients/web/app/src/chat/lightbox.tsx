import type { Media } from '@waggle/sdk';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../i18n/index.js';
import { streamOf, useMedia, type Shown } from '../state/media.js';
import { IconButton, Spinner } from '../ui/parts.js';
import { MediaState, save } from './media-parts.js';

/** Pictures and films in their full size. */
export function Lightbox({
  media,
  captions = [],
  start,
  close,
  video = false,
}: {
  media: readonly Media[];
  captions?: readonly string[];
  start: number;
  close: () => void;
  video?: boolean;
}) {
  const [index, setIndex] = useState(start);
  const current = media[index] ?? media[0];
  const shown = useMedia(video ? undefined : current?.mediaId);
  const step = (by: number): void => setIndex((index + by + media.length) % media.length);
  return (
    <div
      class="lightbox"
      onKeyDown={(event) =>
        media.length > 1 && event.key === 'ArrowRight'
          ? step(1)
          : media.length > 1 && event.key === 'ArrowLeft'
            ? step(-1)
            : undefined
      }
    >
      <header>
        <bdi>{current?.name}</bdi>
        <IconButton
          icon="download"
          label={t().download}
          onClick={() => (current === undefined ? undefined : void save(current))}
        />
        <IconButton icon="close" label={t().close} onClick={close} />
      </header>
      <div class="lightbox-stage" onMouseDown={(event) => (event.target === event.currentTarget ? close() : undefined)}>
        {video && current !== undefined ? (
          <Player mediaId={current.mediaId} />
        ) : 'url' in shown ? (
          <img src={shown.url} alt={current?.name ?? ''} />
        ) : shown.state === 'loading' ? (
          <Spinner />
        ) : (
          <MediaState shown={shown} />
        )}
      </div>
      {captions[index] !== undefined && captions[index] !== '' && (
        <p class="lightbox-caption" dir="auto">
          {captions[index]}
        </p>
      )}
      {media.length > 1 && (
        <>
          <IconButton icon="back" label={t().previous} class="lightbox-back" onClick={() => step(-1)} />
          <IconButton icon="forward" label={t().next} class="lightbox-next" onClick={() => step(1)} />
        </>
      )}
    </div>
  );
}

/** Plays a video while it loads. When its address has expired, it goes on at the same place with a new address. */
function Player({ mediaId }: { mediaId: string }) {
  const [shown, setShown] = useState<Shown>({ state: 'loading' });
  const film = useRef<HTMLVideoElement>(null);
  /** The place at which the last address failed. */
  const failedAt = useRef(0);
  /** A video that does not play with a new address cannot be played. */
  const hasPlayed = useRef(true);
  const load = (): void =>
    void streamOf(mediaId).then((next) => {
      setShown(next);
      // Addresses made within the same second are equal. The video element does not load an equal address again by itself.
      if ('url' in next && film.current?.src === next.url) {
        film.current.load();
      }
    });
  useEffect(load, [mediaId]);
  const resume = (): void => {
    const place = film.current?.currentTime ?? 0;
    if (hasPlayed.current) {
      hasPlayed.current = false;
      failedAt.current = place;
      load();
    } else {
      setShown({ state: 'gone' });
    }
  };
  if (!('url' in shown)) {
    return shown.state === 'loading' ? <Spinner /> : <MediaState shown={shown} />;
  }
  return (
    <video
      ref={film}
      src={shown.url}
      controls
      autoplay
      playsInline
      onError={resume}
      onLoadedMetadata={(event) => {
        event.currentTarget.currentTime = failedAt.current;
      }}
      onPlaying={() => {
        hasPlayed.current = true;
      }}
    />
  );
}
