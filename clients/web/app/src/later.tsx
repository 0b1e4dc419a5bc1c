import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { loadMore } from './i18n/index.js';
import { attempt } from './ui/overlay.js';
import { Skeleton } from './ui/parts.js';

/** A component that is loaded, with its texts, when it is shown for the first time. */
function later<P extends object>(load: () => Promise<ComponentType<P>>, meanwhile = <Skeleton rows={4} />): ComponentType<P> {
  let known: ComponentType<P> | undefined;
  return function Later(props: P) {
    const [Loaded, setLoaded] = useState(() => known);
    useEffect(() => {
      if (known === undefined) {
        void attempt(async () => {
          const [component] = await Promise.all([load(), loadMore()]);
          known = component;
          setLoaded(() => component);
        });
      }
    }, []);
    return Loaded === undefined ? meanwhile : <Loaded {...props} />;
  };
}

export const SettingsList = later(() => import('./settings/list.js').then((module) => module.SettingsList));
export const SettingsPane = later(() => import('./settings/settings.js').then((module) => module.SettingsPane));
export const PeopleList = later(() => import('./people/people.js').then((module) => module.PeopleList));
export const GroupInfo = later(() => import('./groups/info.js').then((module) => module.GroupInfo));
export const PersonInfo = later(() => import('./people/person.js').then((module) => module.PersonInfo));
export const JoinDialog = later(() => import('./groups/join.js').then((module) => module.JoinDialog));
/** Nothing stands in their place: most often there is nothing to tell. */
export const GroupNews = later(() => import('./groups/news.js').then((module) => module.GroupNews), <></>);
export const DemoPeople = later(() => import('./welcome/demo.js').then((module) => module.DemoPeople), <></>);
export const EmojiPicker = later(() => import('./chat/emoji-picker.js').then((module) => module.EmojiPicker));
export const Lightbox = later(() => import('./chat/lightbox.js').then((module) => module.Lightbox));

const opened = (load: () => Promise<() => void>): void =>
  void attempt(async () => {
    const [open] = await Promise.all([load(), loadMore()]);
    open();
  });

export const openNewGroup = (): void => opened(() => import('./groups/new-group.js').then((module) => module.openNewGroup));
export const openJoin = (): void => opened(() => import('./groups/join.js').then((module) => module.openJoin));
export const openPalette = (): void => opened(() => import('./palette.js').then((module) => module.openPalette));
export const openShare = (): void =>
  opened(() => import('./palette.js').then((module) => () => void attempt(module.openShare)));
export const openShortcuts = (): void => opened(() => import('./palette.js').then((module) => module.openShortcuts));

// The rest of the life of a message.
export const ThreadPane = later(() => import('./life/thread.js').then((module) => module.ThreadPane));
export const ThreadList = later(() => import('./life/threads.js').then((module) => module.ThreadList));
export const Gallery = later(() => import('./life/gallery.js').then((module) => module.Gallery));
const bar = <div class="composer composer-bar" />;
export const Recorder = later(() => import('./life/recorder.js').then((module) => module.Recorder), bar);
export const SelectionBar = later(() => import('./life/forward.js').then((module) => module.SelectionBar), bar);

/** A function of a module that is loaded, with its texts, when it is called for the first time. */
const call =
  <F extends (...given: never[]) => void>(load: () => Promise<F>) =>
  (...given: Parameters<F>): void =>
    opened(() => load().then((run) => () => run(...given)));

export const openForward = call(() => import('./life/forward.js').then((module) => module.openForward));
export const saveMessages = call(() => import('./life/forward.js').then((module) => module.saveMessages));
export const openCombined = call(() => import('./life/combined.js').then((module) => module.openCombined));
export const openReaders = call(() => import('./life/readers.js').then((module) => module.openReaders));
export const openVersions = call(() => import('./life/readers.js').then((module) => module.openVersions));
export const openDate = call(() => import('./life/date.js').then((module) => module.openDate));
export const openLater = call(() => import('./life/schedule.js').then((module) => module.openLater));
export const openScheduled = call(() => import('./life/schedule.js').then((module) => module.openScheduled));
export const openCamera = call(() => import('./life/camera.js').then((module) => module.openCamera));
export const openPlace = call(() => import('./life/share.js').then((module) => module.openPlace));
export const openCard = call(() => import('./life/share.js').then((module) => module.openCard));
export const openCaption = call(() => import('./life/share.js').then((module) => module.openCaption));
