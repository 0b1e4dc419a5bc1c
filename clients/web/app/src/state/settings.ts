import { effect, signal, type Signal } from '@preact/signals';

/** A value that this browser remembers. */
function remembered<T extends string | undefined>(name: string, initial: T): Signal<T> {
  const key = `waggle-${name}`;
  const value = signal((localStorage.getItem(key) as T | null) ?? initial);
  effect(() => {
    if (value.value === undefined) {
      localStorage.removeItem(key);
    } else {
      localStorage.setItem(key, value.value);
    }
  });
  return value;
}

export type Theme = 'system' | 'light' | 'dark';
export type Density = 'comfortable' | 'compact';

export const theme = remembered<Theme>('theme', 'system');
export const density = remembered<Density>('density', 'comfortable');
export const language = remembered<string | undefined>('language', undefined);
export const notify = remembered<'on' | 'off'>('notify', 'off');
/** A tone when a message arrives: on, as in other messengers. */
export const sound = remembered<'on' | 'off'>('sound', 'on');
/** Notifications contain the text of the message if this is on. */
export const previews = remembered<'on' | 'off'>('previews', 'on');
/** The hours without notifications and tones, such as `22:00-07:00`. */
export const quietHours = remembered<string | undefined>('quiet', undefined);

effect(() => {
  document.documentElement.dataset['theme'] = theme.value;
});
effect(() => {
  document.documentElement.dataset['density'] = density.value;
});
