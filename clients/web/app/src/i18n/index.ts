import { computed, signal } from '@preact/signals';
import { language } from '../state/settings.js';
import { en, type Messages } from './en.js';
import type { More } from './more-en.js';

/** The languages of the app. Another language is its files, and an entry here. */
export const languages: Record<string, { name: string; load: () => Promise<Messages>; more: () => Promise<More> }> = {
  en: {
    name: en.language,
    load: () => Promise.resolve(en),
    more: () => import('./more-en.js').then(({ moreEn }) => moreEn),
  },
  zh: {
    name: '简体中文',
    load: () => import('./zh.js').then(({ zh }) => zh),
    more: () => import('./more-zh.js').then(({ moreZh }) => moreZh),
  },
};

const messages = signal<Messages>(en);
const loaded = signal('en');

/** The texts in the person's language. */
export const t = (): Messages => messages.value;

const more = signal<More | undefined>(undefined);

/** The texts of the screens that `later` loads: they are there before such a screen is shown. */
export function m(): More {
  if (more.value === undefined) {
    throw new Error('loadMore() comes before m().');
  }
  return more.value;
}

/** Loads the texts of `m()`. */
export async function loadMore(): Promise<void> {
  more.value ??= await languages[loaded.peek()]?.more();
}

/** The language of the texts. */
export const locale = (): string => loaded.value;

/** The same for `Intl`: with the browser's region, which decides how times are written. */
const tag = computed(() => navigator.languages.find((one) => one.split('-')[0] === loaded.value) ?? loaded.value);

/** Loads the texts of the chosen language, or of the browser's. */
export async function useLanguage(): Promise<void> {
  const chosen = language.peek() ?? navigator.languages.map((one) => one.split('-')[0] ?? '').find((one) => one in languages);
  const name = chosen !== undefined && chosen in languages ? chosen : 'en';
  const texts = await languages[name]?.load();
  const others = more.peek() === undefined ? undefined : await languages[name]?.more();
  if (texts !== undefined) {
    loaded.value = name;
    messages.value = texts;
    more.value = others;
    document.documentElement.lang = name === 'zh' ? 'zh-CN' : name;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(at: Date, options: Intl.DateTimeFormatOptions): string {
  const key = tag.value + JSON.stringify(options);
  let known = formats.get(key);
  if (known === undefined) {
    known = new Intl.DateTimeFormat(tag.value, options);
    formats.set(key, known);
  }
  return known.format(at);
}

export const clock = (at: string): string => format(new Date(at), { hour: '2-digit', minute: '2-digit' });

export const fullTime = (at: string): string => format(new Date(at), { dateStyle: 'full', timeStyle: 'short' });

export const dayOf = (at: string): string => new Date(at).toDateString();

function daysAgo(at: string): number {
  const midnight = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  return Math.round((midnight(new Date()) - midnight(new Date(at))) / 86_400_000);
}

/** A day as a person names it: today, yesterday, Monday, 3 May. */
export function dayName(at: string): string {
  const days = daysAgo(at);
  if (days === 0) {
    return t().today;
  }
  if (days === 1) {
    return t().yesterday;
  }
  if (days < 7) {
    return format(new Date(at), { weekday: 'long' });
  }
  const sameYear = new Date(at).getFullYear() === new Date().getFullYear();
  return format(new Date(at), { day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) });
}

/** A time as short as it can be: today's clock, else the day. */
export function shortTime(at: string): string {
  const days = daysAgo(at);
  if (days === 0) {
    return clock(at);
  }
  if (days === 1) {
    return t().yesterday;
  }
  return days < 7 ? format(new Date(at), { weekday: 'short' }) : format(new Date(at), { dateStyle: 'short' });
}

export function moment(at: string): string {
  return daysAgo(at) === 0 ? clock(at) : `${dayName(at)}, ${clock(at)}`;
}

/** A time that is to come. */
export const later = (at: string): string =>
  daysAgo(at) === 0
    ? clock(at)
    : format(new Date(at), { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

export function bytes(size: number): string {
  const power = size < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(size) / 3));
  return new Intl.NumberFormat(tag.value, {
    style: 'unit',
    unit: units[power],
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power === 0 || size / 1000 ** power >= 100 ? 0 : 1,
  }).format(size / 1000 ** power);
}

export const percent = (part: number): string => new Intl.NumberFormat(tag.value, { style: 'percent' }).format(part);
export const number = (n: number): string => new Intl.NumberFormat(tag.value).format(n);

export const duration = (ms: number): string => {
  const seconds = Math.round(ms / 1000);
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`;
};

/** What to tell a person about an error: what to do, in their words. */
export function explain(error: unknown): string {
  const { code, detail, retryAfter } = error as { code?: string; detail?: string; retryAfter?: number };
  const words = t().errors[code ?? ''] ?? t().errorElse(detail ?? '');
  return retryAfter === undefined ? words : `${words} ${t().errorWait(Math.ceil(retryAfter))}`;
}
