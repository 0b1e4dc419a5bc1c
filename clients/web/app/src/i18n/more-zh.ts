import type { More } from './more-en.js';
import { lifeZh } from './life-zh.js';

export const moreZh: More = {
  ...lifeZh,
};
