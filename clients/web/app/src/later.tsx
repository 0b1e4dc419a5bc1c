import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { attempt } from './ui/overlay.js';
import { Skeleton } from './ui/parts.js';

/** A component that is loaded when it is shown for the first time. */
function later<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let known: ComponentType<P> | undefined;
  return function Later(props: P) {
    const [Loaded, setLoaded] = useState(() => known);
    useEffect(() => {
      if (known === undefined) {
        void attempt(async () => {
          const component = await load();
          known = component;
          setLoaded(() => component);
        });
      }
    }, []);
    return Loaded === undefined ? <Skeleton rows={4} /> : <Loaded {...props} />;
  };
}

export const SettingsPane = later(() => import('./settings/settings.js').then((module) => module.SettingsPane));
export const PeopleList = later(() => import('./people/people.js').then((module) => module.PeopleList));
export const GroupInfo = later(() => import('./groups/info.js').then((module) => module.GroupInfo));
export const PersonInfo = later(() => import('./people/person.js').then((module) => module.PersonInfo));
export const JoinDialog = later(() => import('./groups/join.js').then((module) => module.JoinDialog));
export const EmojiPicker = later(() => import('./chat/emoji-picker.js').then((module) => module.EmojiPicker));
export const Lightbox = later(() => import('./chat/lightbox.js').then((module) => module.Lightbox));

export const openNewGroup = (): void =>
  void attempt(() => import('./groups/new-group.js').then((module) => module.openNewGroup()));
export const openPalette = (): void => void attempt(() => import('./palette.js').then((module) => module.openPalette()));
export const openShare = (): void => void attempt(() => import('./palette.js').then((module) => module.openShare()));
export const openShortcuts = (): void => void attempt(() => import('./palette.js').then((module) => module.openShortcuts()));
