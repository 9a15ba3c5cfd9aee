import { DAY, HOUR, MINUTE } from '../../sync/contract/instants.ts';
import type { Profile } from '../../sync/contract/profile.ts';
import type { CaseRecord } from '../../sync/contract/records.ts';

/** The benchmark's now; every case is opened before it. */
export const NOW = Date.UTC(2026, 5, 17, 7, 32, 5);
/** How far back cases go: about 28,000 a day at 10 million, of which 1022 has over 500,000 in 30 days. */
const SPAN = 350 * DAY;
/** How long such a city takes to bring so many cases, milliseconds. */
export const spanOf = (count: number): number => (count * SPAN) / 10_000_000;

/** How many of a hundred cases each service has; 1022 most, since its boards ask most. */
const SHARES: Record<string, number> = { '1022': 60, procedures: 25, emergency: 15 };

/** Random numbers in [0, 1), the same for the same seed (Mulberry32, Tommy Ettinger, public domain). */
export function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Cases spread evenly over a span up to {@link NOW} (350 days where none is given), oldest first, over the
 * profile's own services, categories, units and areas. A call is closed in minutes, any other case within
 * four days; six in a hundred late, two in a hundred without a place, a few never. One closed case in eight is rated, where ratings are kept.
 */
export function* cases(profile: Profile, count: number, span = SPAN): Generator<CaseRecord> {
  const roll = dice(42);
  const stars = dice(7);
  const pick = <T>(list: readonly T[], bias = 1): T => {
    const found = list[Math.floor(roll() ** bias * list.length)];
    if (found === undefined) throw new Error('nothing to pick from');
    return found;
  };
  const services = profile.services.filter((service) => SHARES[service.id] !== undefined);
  const units = profile.units.filter((unit) => unit.type !== 'district').map((unit) => unit.id);
  const areas = profile.areas.filter((area) => area.validTo === undefined);
  for (let i = 0; i < count; i++) {
    const at = roll() * 100;
    let sum = 0;
    const service = services.find((s) => at < (sum += SHARES[s.id] ?? 0)) ?? pick(services);
    const openedAt = Math.floor(NOW - span + (span * i) / count);
    const quick = service.id === 'emergency';
    const dueAt = openedAt + (quick ? 20 * MINUTE : 5 * DAY);
    const late = roll() < 0.06;
    const took = (quick ? 15 * MINUTE : 4 * DAY) * roll() + (late ? dueAt - openedAt : 0);
    const closedAt = Math.floor(openedAt + HOUR * 0.01 + took);
    const open = closedAt >= NOW || roll() < 0.0004;
    const area = pick(areas, 1.4);
    const known = roll() >= 0.02;
    const point: [number, number] = [
      Math.round((area.centroid[0] + (roll() - 0.5) * 0.02) * 1000) / 1000,
      Math.round((area.centroid[1] + (roll() - 0.5) * 0.02) * 1000) / 1000,
    ];
    const rated = service.sums.includes('quality') && !open && stars() < 0.125;
    yield {
      kind: 'case',
      service: service.id,
      id: String(i),
      rev: 1,
      openedAt,
      dueAt,
      ...(open ? {} : { closedAt }),
      status: open ? 'inProgress' : 'resolved',
      category: pick(service.categories, 1.5).id,
      unit: pick(units, 1.3),
      ...(known ? { area: area.id, point } : {}),
      channel: 'phone',
      ...(rated ? { rating: 1 + Math.floor(stars() ** 0.4 * 5) } : {}),
    };
  }
}

/** Cuts a sequence into arrays of `size`. */
export function* batches<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
