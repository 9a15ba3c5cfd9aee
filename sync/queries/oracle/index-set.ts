import type { MeasureRecord } from '../../contract/records.ts';
import { known, type Measured } from './measures.ts';

/** One index set of the city's own units in a year, ranked among those of some kinds, by rank. */
export function countUnitSet(
  all: Measured,
  id: string,
  year: number,
  types: readonly string[],
): { unit: string; score: number; rank: number; rankBefore: number | null; weakest: string[] }[] {
  const set = all.profile.indexes.find((one) => one.id === id);
  const told = (indicator: string | undefined, unit: string, when: number): MeasureRecord[] =>
    known(all).filter((m) => m.indicator === indicator && m.subject === unit && m.period === String(when));
  const own = (unit: string, when: number): MeasureRecord | undefined => {
    const scores = told(set?.score, unit, when);
    return scores.find((m) => m.territory === 'now') ?? scores[0];
  };
  const units = all.profile.units.filter((unit) => types.includes(unit.type)).map((unit) => unit.id);
  const rankIn = (unit: string, when: number): number | null => {
    const score = own(unit, when)?.value;
    if (score === undefined) return null;
    return 1 + units.filter((other) => (own(other, when)?.value ?? -Infinity) > score).length;
  };
  return units
    .flatMap((unit) => {
      const [score, rank] = [own(unit, year), rankIn(unit, year)];
      if (score === undefined || rank === null) return [];
      const shares = (set?.components ?? []).flatMap(({ indicator, max }): [string, number][] => {
        const value = told(indicator, unit, year).find((m) => m.territory === score.territory)?.value;
        return value === undefined ? [] : [[indicator, value / max]];
      });
      shares.sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1));
      const weakest = shares.map(([indicator]) => indicator);
      return [{ unit, score: score.value, rank, rankBefore: rankIn(unit, year - 1), weakest }];
    })
    .sort((a, b) => a.rank - b.rank || (a.unit < b.unit ? -1 : 1));
}
