import type { WatchOf } from '../contract/alert-rules.ts';
import type { Profile } from '../contract/profile.ts';

/** What a board marks: places, or fields in places, of a service. */
interface Marked {
  service: string;
  by: Extract<WatchOf<'counts'>['by'], 'area' | 'categoryArea'>;
  /** The one field that is looked at. */
  category?: string | undefined;
}

/**
 * The false discovery rate that a board marks counts at: that of the rule of alerts that watches the same, the most watchful of them,
 * so that what is an alert is marked; `rules.usual.chance` where none does.
 */
export function markedAt({ alerts, rules }: Profile, { service, by, category }: Marked): number {
  const rates = alerts.rules.flatMap(({ on, watch }) =>
    on &&
    watch.detector === 'counts' &&
    watch.service === service &&
    (watch.by === by || (by === 'area' && category !== undefined && watch.by === 'categoryArea')) &&
    (category === undefined || (watch.categories?.includes(category) ?? true))
      ? [watch.falseDiscovery]
      : [],
  );
  return rates.length === 0 ? rules.usual.chance : Math.max(...rates);
}
