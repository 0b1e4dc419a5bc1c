import type { Media } from '@waggle/sdk';
import { explain, t } from '../i18n/index.js';
import { fetchMedia, type Shown } from '../state/media.js';
import { toast } from '../ui/overlay.js';

/** Why a picture is not shown. */
export function MediaState({ shown }: { shown: Shown }) {
  if ('url' in shown || shown.state === 'loading') {
    return null;
  }
  return <span class="media-state">{shown.state === 'held' ? t().held : t().mediaGone}</span>;
}

/** Downloads a file under its name. */
export async function save(media: Media): Promise<void> {
  try {
    const content = await fetchMedia(media.mediaId);
    if (content === 'held') {
      toast(t().held, true);
      return;
    }
    const url = URL.createObjectURL(content);
    const link = document.createElement('a');
    link.href = url;
    link.download = media.name ?? 'file';
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  } catch (cause) {
    toast(explain(cause), true);
  }
}
