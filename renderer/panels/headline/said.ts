import type { Names } from '../../../sync/contract/link.ts';
import type { Text } from '../../../sync/contract/profile.ts';
import type { Fact } from '../../../sync/contract/questions/wall.ts';
import { names } from '../../exhibits/city.ts';
import { formats, languages, type Language } from '../../locales/index.ts';
import { lookups } from '../../stores/index.ts';
import { isOverview, sentence } from './sentence.ts';

const both = (vi: string, en: string): Text => ({ vi, en });
const unit = (id: string, vi: string) => ({ id, name: both(vi, vi), type: 'department' as const });
const indicator = (id: string, vi: string, measure: string) => ({
  id,
  name: both(vi, vi),
  field: 'f',
  level: 'city' as const,
  unit: both(measure, measure),
  decimals: 1,
  frequency: 'month' as const,
  direction: 'higher' as const,
  accumulates: true,
  source: 'emergency',
  lead: 'u0',
});

/** As much of a profile as headlines name. */
const city: Names = {
  city: names.city,
  rules: names.rules,
  indexes: [
    {
      id: 'ddci',
      name: both('DDCI', 'DDCI'),
      short: both('DDCI', 'DDCI'),
      about: both('D', 'D'),
      subjects: 'units',
      score: 'score',
      max: 100,
      outOf: [],
      components: [],
      source: 'emergency',
    },
  ],
  units: [unit('u0', 'Sở Tài chính'), unit('u5', 'Công ty Thoát nước'), unit('u6', 'Sở Y tế')],
  areas: [
    {
      id: 'a0',
      name: both('Bình Hưng Đông', 'Binh Hung Dong'),
      type: 'ward',
      centroid: [106.2, 10.4],
      areaKm2: 12,
    },
  ],
  sources: [
    {
      id: 'emergency',
      name: both('Tổng đài khẩn cấp', 'Emergency lines'),
      unit: 'u6',
      duty: both('Trực ban', 'Duty officer'),
      cadence: 'live',
      lateAfter: 900,
      staleAfter: 3600,
    },
  ],
  services: [
    {
      id: 'citizens',
      name: both('1022', '1022'),
      short: both('1022', '1022'),
      noun: both('phản ánh', 'report'),
      source: 'citizens',
      categories: [{ id: 'c2', name: both('Ngập nước', 'Flooding') }],
      channels: [],
      statuses: ['received'],
      sums: [],
      heat: true,
    },
  ],
  indicators: {
    fields: [{ id: 'f', name: both('F', 'F') }],
    territories: [],
    indicators: [
      indicator('disbursement', 'Giải ngân vốn đầu tư công', '%'),
      indicator('export', 'Kim ngạch xuất khẩu', 'tỷ USD'),
      indicator('grdp', 'GRDP bình quân', 'USD'),
      { ...indicator('dengue', 'Ca sốt xuất huyết trong ngày', 'ca'), decimals: 0, direction: 'lower' },
      { ...indicator('speed', 'Tốc độ giờ cao điểm', 'km/h'), frequency: 'day' },
      indicator('time', 'Chi phí thời gian', 'điểm'),
    ],
  },
};

/** The instant headlines of tests are about: 14:32 of 21 November. */
export const NOW = Date.UTC(2026, 10, 21, 7, 32, 5);

/** A headline of some facts as it is read; `past` where its data are no longer of now. */
export function said(facts: Fact[], language: Language = 'vi', past = false): string {
  const { global } = languages(language);
  const by = {
    say: (key: string, named = {}) => global.t(key, named),
    format: formats(language, 'Asia/Bangkok'),
    names: lookups(city, language, '?'),
    asOf: NOW,
    detail: !isOverview(facts),
    past,
  };
  const flat = sentence(facts, by, 'citizens').flat();
  return flat
    .map((s, i) => s.text + (i === flat.length - 1 ? '' : (s.after ?? '; ')))
    .join('')
    .replaceAll('\u00a0', ' ');
}
