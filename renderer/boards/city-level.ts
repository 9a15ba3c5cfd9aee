import type { Data } from '../../sync/contract/questions/index.ts';

/** The city's own level as heads tell it. */
export interface CityLevel {
  /** Its place among the profile's levels, 0 the gravest. */
  level: number;
  /** Groups of alerts that are open. */
  open: number;
  /** Of the rules that are on, whether some or all were not looked at: then nothing is called calm. */
  unseen: 'none' | 'some' | 'all';
}

/** The level that an answer tells; null where no rule is on, and so nothing is watched. */
export function cityLevelOf({ level, severities, rules }: Data<'alerts'>): CityLevel | null {
  const watching = rules.filter(({ stands }) => stands !== 'off');
  if (watching.length === 0) return null;
  const blind = watching.filter(({ stands }) => stands === 'blind').length;
  const open = Object.values(severities).reduce((sum, n) => sum + n, 0);
  const unseen = blind === 0 ? 'none' : blind === watching.length && open === 0 ? 'all' : 'some';
  return { level: level.level, open, unseen };
}
