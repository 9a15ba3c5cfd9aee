import type { Group } from '../../contract/questions/cases.ts';
import { chanceOf, funnelLimits, interval, type Counted } from '../statistics/binomial.ts';
import { groupAt, levelOf, type Test } from '../statistics/groups.ts';
import { chanceOfChange } from '../statistics/two-shares.ts';
import { lateCases, type Judged } from './judged.ts';

/** What of a unit's cases was late or is overdue, of those that can be judged. */
export const missedOf = (judged: Pick<Judged, 'closed' | 'late' | 'overdue'>): Counted => ({
  count: lateCases(judged),
  of: judged.closed + judged.overdue,
});

/** Units against the whole they are part of. */
export interface Compared {
  /** The whole's share of missed cases; null where nothing could be judged. */
  readonly target: number | null;
  readonly level: number;
  readonly groups: ReadonlyMap<string, Group>;
}

/** Tells units apart from the whole, all together; those without a case to judge have no group. */
export function compared(units: ReadonlyMap<string, Judged>, whole: Judged): Compared {
  const all = missedOf(whole);
  const target = all.of === 0 ? null : all.count / all.of;
  const tests = new Map<string, Test>();
  if (target !== null)
    for (const [unit, judged] of units) {
      const missed = missedOf(judged);
      if (missed.of === 0) continue;
      const side = missed.count > missed.of * target ? 'worse' : 'better';
      tests.set(unit, { chance: chanceOf(missed, target), side });
    }
  const level = levelOf([...tests.values()].map(({ chance }) => chance));
  return {
    ...{ target, level },
    groups: new Map([...tests].map(([unit, test]) => [unit, groupAt(test, level)])),
  };
}

/** How a unit moved between two periods, beyond what chance allows; units that had nothing to judge in one of them have no entry. */
export function changesOf(
  now: ReadonlyMap<string, Judged>,
  then: ReadonlyMap<string, Judged>,
): Map<string, 'worse' | 'same' | 'better'> {
  const tests = new Map<string, Test>();
  for (const [unit, judged] of now) {
    const [a, b] = [missedOf(judged), missedOf(then.get(unit) ?? NOTHING)];
    if (a.of === 0 || b.of === 0) continue;
    const side = a.count * b.of > b.count * a.of ? 'worse' : 'better';
    tests.set(unit, { chance: chanceOfChange(b, a), side });
  }
  const level = levelOf([...tests.values()].map(({ chance }) => chance));
  return new Map(
    [...tests].map(([unit, test]) => {
      const group = groupAt(test, level);
      return [unit, group === 'like' ? 'same' : group];
    }),
  );
}
const NOTHING = { closed: 0, late: 0, overdue: 0 };

/** The interval of a unit's share on time; null where it has none. */
export function onTimeInterval(judged: Judged, level: number): { low: number; high: number } | null {
  const missed = missedOf(judged);
  if (missed.of === 0) return null;
  const { low, high } = interval(missed, level);
  return { low: 1 - high, high: 1 - low };
}

/** One in twenty is beyond them. */
const USUAL = 0.05;
/** So many sizes make a smooth line. */
const SIZES = 40;

/** Control limits around a share from one case up to `most`, sizes closer together where limits bend. */
export function limitsUpTo(
  most: number,
  { target, level }: Pick<Compared, 'target' | 'level'>,
): { of: number; usual: ReturnType<typeof funnelLimits>; control: ReturnType<typeof funnelLimits> }[] {
  if (target === null || most < 1) return [];
  const sizes = new Set(Array.from({ length: SIZES }, (_, i) => Math.round(most ** (i / (SIZES - 1)))));
  return [...sizes].map((of) => ({
    of,
    usual: funnelLimits(target, of, USUAL),
    control: funnelLimits(target, of, level),
  }));
}
