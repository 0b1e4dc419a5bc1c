import type { Media } from '@waggle/sdk';
import { useState } from 'preact/hooks';
import { t } from '../i18n/index.js';
import { useMedia } from '../state/media.js';
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
  const shown = useMedia(current?.mediaId);
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
        {'url' in shown ? (
          video ? (
            <video src={shown.url} controls autoplay playsInline />
          ) : (
            <img src={shown.url} alt={current?.name ?? ''} />
          )
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
