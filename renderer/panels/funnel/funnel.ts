import { casesOf, type Place } from '../../../sync/contract/place.ts';
import { UNKNOWN, type Group } from '../../../sync/contract/questions/cases.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { MarkOf } from '../../ui/states.ts';
import { countedOf } from '../counted.ts';
import type { By } from '../model.ts';
import { periodOf, serviceOf } from '../props.ts';
import { missedOf } from '../ranking/together.ts';
import { groupState, stateOf } from '../../ui/stands.ts';

/** One unit: so many of its cases late or overdue, of so many that can be judged. */
export interface FunnelDot {
  key: string;
  name: string;
  count: number;
  of: number;
  /** Null where it is like the city: it has no name on the plot either. */
  state: MarkOf | null;
  /** How many late cases more, or fewer, than at the city's share: which names come first where not all have room. */
  weight: number;
  title: string;
  to: Place | null;
}

/** Shares between which a unit of one size stays by chance; null where no share is so seldom. */
interface Limits {
  low: number | null;
  high: number | null;
}

/** Units by how many cases they have and what share of them is late, in the funnel that chance alone would leave. */
export interface Funnel {
  period: string;
  /** The whole city's share; null where nothing can be judged yet. */
  city: { share: number; text: string } | null;
  /** Those like the city first: what needs someone is drawn over them. */
  dots: readonly FunnelDot[];
  limits: readonly { of: number; usual: Limits; control: Limits }[];
  /** How many there are of each group, and its sign. */
  groups: readonly { group: Group; state: MarkOf | null; text: string }[];
  /** What the two bands are. */
  usual: string;
  control: string;
  /** What is told along the axis of sizes. */
  sizes: string;
  none: string;
}

const GROUPS = ['worse', 'like', 'better'] as const;

export function funnelOf(data: Data<'units'>, by: By): Funnel {
  const { since, until, city, rows, limits, groups, level } = data;
  const { panel, names, say, format } = by;
  const service = serviceOf(panel, names);
  const rules = names.profile.rules.onTime;
  const ended = until === null ? {} : { to: until };
  const all = missedOf(city);
  const dots = rows.flatMap((row): FunnelDot[] => {
    const { count, of } = missedOf(row);
    if (row.unit === UNKNOWN || of === 0) return [];
    const said = { n: format.count(count), of: format.count(of), share: format.percent(count / of) };
    return [
      {
        ...{ key: row.unit, name: names.unit(row.unit), count, of },
        state: stateOf(row, rules),
        weight: Math.abs(row.excess),
        title: `${names.unit(row.unit)}: ${say('funnel.dot', said)}`,
        to: casesOf({ service, unit: row.unit, tree: false, from: since, ...ended, ...countedOf(row) }),
      },
    ];
  });
  return {
    period:
      until === null
        ? periodOf(panel, since, by)
        : say('range.whole', { since: format.dayMonth(since), until: format.dayMonth(until) }),
    city:
      all.of === 0
        ? null
        : {
            share: all.count / all.of,
            text: say('funnel.city', { share: format.percent(all.count / all.of) }),
          },
    dots: dots.sort((a, b) => Number(a.state !== null) - Number(b.state !== null) || a.weight - b.weight),
    limits,
    groups: GROUPS.map((group) => ({
      group,
      state: groupState(group, rows, rules),
      text: say(`funnel.${group}`, { n: format.count(groups[group].units) }),
    })),
    usual: say('funnel.usual'),
    control: say('funnel.control', { share: format.percent(1 - level, 2) }),
    sizes: say('funnel.sizes', { noun: names.noun(service) }),
    none: say('ranking.notYet'),
  };
}
