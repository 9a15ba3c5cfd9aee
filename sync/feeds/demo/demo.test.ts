import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DAY, HOUR, MINUTE, SECOND, type Instant } from '../../contract/instants.ts';
import { measureId, record, type CityRecord } from '../../contract/records.ts';
import { loadProfile, type LoadedProfile } from '../../profile/profile.ts';
import type { Truth } from '../../store/ports.ts';
import { demoConnector, type DemoOptions } from './demo.ts';
import { smallCity } from './fixture.ts';

const root = path.resolve(import.meta.dirname, '../../..');
let loaded: LoadedProfile;
beforeAll(async () => {
  const whole = await loadProfile(path.join(root, 'assets/cities/hcmc'));
  loaded = smallCity(whole, ['retail', 'cpi_yoy', 'dengue', 'c_disbursement']);
});

const FOUNDED = Date.parse('2026-11-18T15:20:00+07:00');

/** What a store would hold: each record at its newest revision, and the truth of the last batch. */
interface Store {
  held: Map<string, CityRecord>;
  truth: Truth | null;
  batches: number;
  records: number;
  /** Instants of the truths told, in order. */
  told: Instant[];
}
const empty = (): Store => ({ held: new Map(), truth: null, batches: 0, records: 0, told: [] });

function keyOf(one: CityRecord): string {
  if (one.kind === 'measure') return `measure|${measureId(one)}`;
  return one.kind === 'case' || one.kind === 'personal' ? `${one.kind}|${one.service}|${one.id}` : one.kind;
}

/** Lets a city live on a clock of the test's own from `from` until `until`, or until it is killed after so many batches. */
async function live(
  store: Store,
  from: Instant,
  until: Instant,
  options: Partial<DemoOptions> & { step?: number; killAfter?: number } = {},
): Promise<Store> {
  const { step = 10 * MINUTE, killAfter = Infinity, ...rest } = options;
  let clock = from;
  let batches = 0;
  const city = demoConnector(loaded, {
    seed: 1,
    cases: 2000,
    rate: null,
    reached: store.truth,
    now: () => clock,
    wait: () => {
      if (clock >= until) void city.stop();
      clock = Math.min(until, clock + step);
      return Promise.resolve();
    },
    ...rest,
  });
  await city.run(
    (records, truth) => {
      // A store that was killed takes nothing more: this batch and all after it never reached the disk.
      if (batches++ >= killAfter) return Promise.resolve(void city.stop());
      for (const raw of records) {
        const one = record.parse(raw);
        const known = store.held.get(keyOf(one));
        const rev = known && 'rev' in known ? known.rev : 0;
        if ('rev' in one && one.rev > rev) store.held.set(keyOf(one), one);
      }
      store.truth = truth;
      store.batches++;
      store.records += records.length;
      store.told.push(truth.asOf);
      return Promise.resolve();
    },
    () => undefined,
  );
  return store;
}

const casesOf = (store: Store) => [...store.held.values()].filter((one) => one.kind === 'case');

describe('a demo city', () => {
  const until = FOUNDED + 11 * HOUR;
  let whole: Store;
  beforeAll(async () => {
    whole = await live(empty(), FOUNDED, until);
  });

  it('is the same city for the same seed, and another for another', async () => {
    const again = await live(empty(), FOUNDED, FOUNDED + HOUR);
    const twin = await live(empty(), FOUNDED, FOUNDED + HOUR, { step: 7 * SECOND * 60 });
    expect(twin.held).toEqual(again.held);
    const other = await live(empty(), FOUNDED, FOUNDED + HOUR, { seed: 2 });
    expect([...other.held.keys()].sort()).not.toEqual([...again.held.keys()].sort());
  });

  it('goes on, after being killed at any batch and left for hours, to what it would have been', async () => {
    for (const killAfter of [0, 1, 4, 9, 11, 13, 20, 40]) {
      const store = empty();
      await live(store, FOUNDED, until, { killAfter });
      const down = Math.min(until, Math.max(FOUNDED, store.truth?.asOf ?? 0) + 3 * HOUR);
      // A city of which nothing was kept is founded anew; one that was is the same however late it wakes.
      if (store.truth === null) await live(store, FOUNDED, until);
      else await live(store, down, until);
      expect(store.truth, `killed after ${killAfter}`).toEqual(whole.truth);
      expect(store.held, `killed after ${killAfter}`).toEqual(whole.held);
    }
  });

  it('tells a truth that never goes back, and says its sources’ own', () => {
    expect(whole.told).toEqual([...whole.told].sort((a, b) => a - b));
    expect(whole.truth?.asOf).toBe(until);
    expect(whole.truth?.watermarks['1022']).toBe(until);
    for (const source of loaded.profile.sources) {
      const mark = whole.truth?.watermarks[source.id] ?? 0;
      expect(mark, source.id).toBeLessThanOrEqual(until);
      if (source.cadence === 'month') expect(until - mark, source.id).toBeGreaterThan(5 * DAY);
    }
  });

  it('has no case from after what its source had told', () => {
    const sources = new Map(loaded.profile.services.map((s) => [s.id, s.source]));
    for (const one of casesOf(whole)) {
      const mark = whole.truth?.watermarks[sources.get(one.service) ?? ''] ?? 0;
      expect(
        Math.max(one.openedAt, one.closedAt ?? 0, ...(one.events ?? []).map((e) => e.at)),
      ).toBeLessThanOrEqual(mark);
    }
  });

  it('gives a small share of petitions an invented personal part, and nothing of it to the case', () => {
    const parts = [...whole.held.values()].filter((one) => one.kind === 'personal');
    expect(parts.length).toBeGreaterThan(20);
    for (const part of parts) {
      expect(part.phone).toMatch(/^0000 /);
      const own = whole.held.get(`case|${part.service}|${part.id}`);
      expect(own).toBeDefined();
      expect(JSON.stringify(own)).not.toContain(part.name);
    }
  });
});

it('has a backlog of about the size that was asked for, the first service deepest', async () => {
  for (const [cases, least, most] of [
    [1000, 600, 1500],
    [20_000, 15_000, 25_000],
  ] as const) {
    const store = await live(empty(), FOUNDED, FOUNDED, { cases });
    const all = casesOf(store);
    expect(all.length).toBeGreaterThan(least);
    expect(all.length).toBeLessThan(most);
    const first = all.filter((one) => one.service === loaded.profile.services[0]?.id);
    expect(first.length).toBeGreaterThan(all.length * 0.5);
    // Its open and overdue are as many as ever, however short its history.
    const open = first.filter((one) => one.closedAt === undefined);
    expect(open.length).toBeGreaterThan(250);
    expect(open.filter((one) => (one.dueAt ?? Infinity) <= FOUNDED).length).toBeGreaterThan(80);
  }
});

describe('under load', () => {
  it('brings so many records a second beside its life, each case opened and closed', async () => {
    const calm = await live(empty(), FOUNDED, FOUNDED + 2 * MINUTE, { step: SECOND });
    const busy = await live(empty(), FOUNDED, FOUNDED + 2 * MINUTE, { step: SECOND, rate: 50 });
    const more = busy.records - calm.records;
    expect(more).toBeGreaterThan(120 * 50 * 0.7);
    expect(more).toBeLessThan(120 * 50 * 1.05);
    const extra = casesOf(busy).filter((one) => one.id.includes('-L50-'));
    expect(extra.length).toBeGreaterThan(120 * 25 - 30);
    expect(extra.filter((one) => one.closedAt !== undefined).length).toBeGreaterThan(1500);
  });

  it('closes after a kill what was open', async () => {
    const store = await live(empty(), FOUNDED, FOUNDED + MINUTE, { step: SECOND, rate: 50 });
    await live(store, FOUNDED + 5 * MINUTE, FOUNDED + 6 * MINUTE, { step: SECOND, rate: 50 });
    const before = casesOf(store).filter(
      (one) => one.id.includes('-L50-') && one.openedAt <= FOUNDED + MINUTE,
    );
    expect(before.length).toBeGreaterThan(1400);
    expect(before.filter((one) => one.closedAt === undefined)).toEqual([]);
  });
});

describe('demo.json', () => {
  const options = { seed: 1, cases: 10, rate: null, reached: null };
  const start = (demo: unknown) => () => demoConnector({ ...loaded, demo }, options);
  const with1022 = (more: object) => {
    const demo: unknown = structuredClone(loaded.demo);
    if (typeof demo !== 'object' || demo === null || !('services' in demo)) throw new TypeError('demo.json');
    const services = z.record(z.string(), z.looseObject({})).parse(demo.services);
    return { ...demo, services: { ...services, 1022: { ...services['1022'], ...more } } };
  };

  it.each([
    ['no file', () => null, 'no demo.json'],
    ['a wrong type', () => with1022({ perDay: 'many' }), 'services.1022.perDay'],
    ['an unknown setting', () => with1022({ perHour: 3 }), 'services.1022'],
    [
      'a category that is not there',
      () => with1022({ categories: { dragons: 1 } }),
      'services.1022.categories.dragons',
    ],
    [
      'a unit that is not there',
      () => with1022({ handling: [{ units: { nobody: 1 } }] }),
      'services.1022.handling.nobody',
    ],
  ])('with %s is refused, naming file and path', (_, demo, what) => {
    expect(start(demo())).toThrow(
      expect.objectContaining({ code: 'profile-invalid', where: `${loaded.folder}/demo.json` }),
    );
    expect(start(demo())).toThrow(what);
  });
});
