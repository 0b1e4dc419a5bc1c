import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { session } from './state/session.js';
import { workspace } from './state/workspace.js';
import { attempt, Overlays } from './ui/overlay.js';
import { Mark, Spinner } from './ui/parts.js';
import { Welcome } from './welcome/welcome.js';

/** The chats are a chunk of their own: whoever logs in for the first time does not wait for them. */
const loadHome = (): Promise<ComponentType> => import('./home.js').then(({ Home }) => Home);

export function App() {
  return (
    <>
      <Screen />
      <Overlays />
    </>
  );
}

function Screen() {
  const [Home, setHome] = useState<ComponentType | undefined>();
  const isIn = session.value !== undefined;
  useEffect(() => {
    if (isIn) {
      void attempt(async () => {
        const loaded = await loadHome();
        setHome(() => loaded);
      });
    }
  }, [isIn]);
  if (!isIn) {
    return <Welcome />;
  }
  if (workspace.value === undefined || Home === undefined) {
    return (
      <div class="start">
        <Mark />
        <Spinner />
      </div>
    );
  }
  return <Home key={workspace.value.did} />;
}
