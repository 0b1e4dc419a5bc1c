import { dropFiles } from './worker.js';

const key = 'waggle-reloaded';

/**
 * A new version was deployed while this page was open: its chunks are gone. The page is loaded again, once. Drafts are kept in the
 * store at each key press, so none is lost.
 */
export function guardChunks(): void {
  addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(key) ?? 0);
    if (Date.now() - last > 60_000) {
      event.preventDefault();
      sessionStorage.setItem(key, String(Date.now()));
      void dropFiles().finally(() => location.reload());
    }
  });
}
