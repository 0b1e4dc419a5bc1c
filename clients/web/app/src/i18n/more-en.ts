import { lifeEn } from './life-en.js';

/** The texts of the screens that are loaded when they are shown for the first time. */
export const moreEn = {
  ...lifeEn,
};

export type More = typeof moreEn;
