import type { Names } from '../../../sync/contract/link.ts';
import type { Indicator } from '../../../sync/contract/profile.ts';
import type { Fact } from '../../../sync/contract/questions/wall.ts';
import { byFor } from '../../exhibits/by.ts';
import { names as made, pick } from '../../exhibits/city.ts';
import type { Language } from '../../locales/index.ts';
import { lookups } from '../../stores/index.ts';
import { isOverview, sentence } from './sentence.ts';

/** The end of 2026 in Saigon. */
export const YEARS_END = Date.UTC(2026, 11, 31, 17);

/** What is short of its plan, without which and by how much. */
export const short = { fact: 'shortfall', period: '2026-10M', lead: 'u0', by: YEARS_END } as const;

const indicator = (id: string, name: string, measure: string): Indicator => ({
  ...pick(made.indicators.indicators, 0),
  ...{ id, name: { vi: name, en: name }, unit: { vi: measure, en: measure }, decimals: 1 },
});

/** The made-up city, with the indicators that headlines of tests name. */
const city: Names = {
  ...made,
  indicators: {
    ...made.indicators,
    indicators: [
      ...made.indicators.indicators,
      indicator('income', 'GRDP bình quân', 'USD'),
      { ...indicator('dengue', 'Ca sốt xuất huyết trong ngày', 'ca'), decimals: 0, direction: 'lower' },
      { ...indicator('speed', 'Tốc độ giờ cao điểm', 'km/h'), frequency: 'day' },
      indicator('time', 'Chi phí thời gian', 'điểm'),
    ],
  },
};

/** A headline of some facts as it is read; `past` where its data are no longer of now. */
export function said(facts: Fact[], language: Language = 'vi', past = false): string {
  const by = {
    ...byFor('headline', 'headline', {}, {}, language),
    names: lookups(city, language, '?'),
    detail: !isOverview(facts),
    past,
  };
  const flat = sentence(facts, by, 'citizens').flat();
  return flat
    .map((s, i) => s.text + (i === flat.length - 1 ? '' : (s.after ?? '; ')))
    .join('')
    .replaceAll('\u00a0', ' ')
    .replaceAll('\u2060', '');
}
