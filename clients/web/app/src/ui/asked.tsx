import { useCallback, useEffect, useState } from 'preact/hooks';
import { explain } from '../i18n/index.js';
import { Skeleton } from './parts.js';

/** A value that a screen loads when it opens. */
interface Asked<T> {
  readonly value: T | undefined;
  readonly set: (value: T) => void;
  readonly failure: string | undefined;
  readonly again: () => void;
}

export function useAsked<T>(ask: () => Promise<T>, of: readonly unknown[] = []): Asked<T> {
  const [value, setValue] = useState<T | undefined>();
  const [failure, setFailure] = useState<string | undefined>();
  const again = useCallback(() => {
    ask().then(
      (answer) => {
        setValue(() => answer);
        setFailure(undefined);
      },
      (cause: unknown) => setFailure(explain(cause)),
    );
  }, of);
  useEffect(again, [again]);
  return { value, set: (next) => setValue(() => next), failure, again };
}

export function Waiting({ failure }: { failure: string | undefined }) {
  return failure === undefined ? <Skeleton rows={3} /> : <p class="note note-bad">{failure}</p>;
}
