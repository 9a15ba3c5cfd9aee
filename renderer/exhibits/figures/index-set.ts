import type { Data } from '../../../sync/contract/questions/index.ts';
import { names, pick } from '../city.ts';

const COMPONENTS = [
  { indicator: 'water', max: 10 },
  { indicator: 'health', max: 20 },
  { indicator: 'housing', max: 10 },
  { indicator: 'disbursement', max: 15 },
];

const component = ({ indicator, max }: { indicator: string; max: number }, share: number) => ({
  indicator,
  max,
  score: Number((share * max).toFixed(2)),
  share,
});

/** One set by unit: risen, fallen, where it was, new, and one that was not scored. */
export const indexSet: Data<'indexSet'> = {
  set: 'ddci',
  year: 2025,
  years: [2023, 2024, 2025],
  total: 22,
  mean: 71.46,
  rows: names.units.slice(0, 7).map(({ id }, i) => {
    const score = i === 6 ? null : 84.2 - i * 2.35;
    const before = pick([3, 1, 3, null, 9, 4], i);
    return {
      unit: id,
      score,
      rank: score === null ? null : i + 1,
      scoreBefore: before === null ? null : 80 - before,
      rankBefore: before,
      provenance: score === null ? null : 'demo',
      rankProvenance: null,
      source: 'Trung tâm Xúc tiến thương mại và đầu tư',
      weakest: score === null ? [] : [component(pick(COMPONENTS, i), 0.41 + i * 0.03)],
      predecessors: [],
    };
  }),
  components: COMPONENTS.map((one, i) => component(one, 0.48 + i * 0.11)),
};

/** A set among provinces: the city is one of them. */
export const amongProvinces: Data<'indexSet'> = {
  ...indexSet,
  set: 'pci',
  total: 1,
  mean: null,
  rows: indexSet.rows
    .slice(0, 1)
    .map((row) => ({ ...row, unit: 'city', rank: 27, rankBefore: 23, score: 67.19 })),
};
