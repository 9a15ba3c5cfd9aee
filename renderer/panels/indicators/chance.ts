import type { Format, Say } from '../../locales/index.ts';

/** The least and the most that is said of a chance: a forecast is never sure to the last percent. */
const LEAST = 0.01;

/** A chance as a share of whole percents; nearer to nothing or to all than one percent, as less or more than it. */
export function chanceShare(chance: number, say: Say, format: Format): string {
  if (chance < LEAST) return say('indicators.under', { share: format.percent(LEAST, 0) });
  if (chance > 1 - LEAST) return say('indicators.above', { share: format.percent(1 - LEAST, 0) });
  return format.percent(chance, 0);
}

/** "khả năng đạt 12 %"; briefly "khả năng 12 %". */
export const chanceWords = (chance: number, say: Say, format: Format, brief = false): string =>
  say(brief ? 'indicators.chanceBrief' : 'indicators.chance', { share: chanceShare(chance, say, format) });
