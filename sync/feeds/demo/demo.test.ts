import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DAY, HOUR, MINUTE, SECOND, type Instant } from '../../contract/instants.ts';
import { loadProfile, type LoadedProfile } from '../../profile/profile.ts';
import { MemoryStore, opened, StepClock } from '../connector.fixture.ts';
import { demo } from './demo.ts';
import { smallCity } from './fixture.ts';

const root = path.resolve(import.meta.dirname, '../../..');
let loaded: LoadedProfile;
beforeAll(async () => {
  const whole = await loadProfile(path.join(root, 'assets/cities/hcmc'));
  loaded = smallCity(whole, ['retail', 'cpi_yoy', 'dengue', 'c_disbursement']);
});

const FOUNDED = Date.parse('2026-11-18T15:20:00+07:00');

const empty = (): MemoryStore => new MemoryStore(loaded.profile);

/** Lets a city live on a clock of the test's own from `from` until `until`. */
async function live(
  into: MemoryStore,
  from: Instant,
  until: Instant,
  {
    step = 10 * MINUTE,
    ...settings
  }: { step?: number; seed?: number; cases?: number; rate?: number; sources?: string[] } = {},
): Promise<MemoryStore> {
  const inflow = opened(demo, { cases: 2000, ...settings }, loaded, new StepClock(from, step, until));
  await inflow.run(into.last?.position ?? null, {
    take(delivery) {
      into.keep(delivery);
      if (delivery.asOf >= until) void inflow.stop();
      return Promise.resolve();
    },
    progress: () => undefined,
  });
  return into;
}

const recordsOf = (store: MemoryStore) => store.deliveries.reduce((sum, one) => sum + one.records.length, 0);
const casesOf = (store: MemoryStore) => [...store.held.values()].filter((one) => one.kind === 'case');

describe('a demo city', () => {
  const until = FOUNDED + 11 * HOUR;
  let whole: MemoryStore;
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

  it('is complete to its sources’ own watermarks', () => {
    expect(whole.truth?.asOf).toBe(until);
    expect(whole.truth?.watermarks['1022']).toBe(until);
    for (const source of loaded.profile.sources) {
      const mark = whole.truth?.watermarks[source.id] ?? 0;
      expect(mark, source.id).toBeLessThanOrEqual(until);
      if (source.cadence === 'month') expect(until - mark, source.id).toBeGreaterThan(5 * DAY);
    }
  });

  it('brings only what is of its sources, as it would beside the rest', async () => {
    const own = ['emergency', 'gso'].filter((id) => loaded.profile.sources.some((one) => one.id === id));
    const part = await live(empty(), FOUNDED, until, { sources: own });
    expect(Object.keys(part.truth?.watermarks ?? {}).sort()).toEqual(own.sort());
    const services = new Set(casesOf(part).map(({ service }) => service));
    expect([...services].map((id) => loaded.profile.services.find((one) => one.id === id)?.source)).toEqual(
      [...services].map(() => 'emergency'),
    );
    expect(services.size).toBeGreaterThan(0);
    expect(part.held.size).toBeLessThan(whole.held.size);
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

  it('gives a share of petitions an invented personal part, and nothing of it to the case', () => {
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
    // Numbers are a clerk's, no codes of the profile.
    for (const one of all) expect(one.id).toMatch(/^(?:1022|HS|KC|HK|DT|NQ98)-\d{6}-\d+$/u);
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
    const more = recordsOf(busy) - recordsOf(calm);
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
  const start = (settings: unknown) => () =>
    opened(demo, {}, { ...loaded, demo: settings }, new StepClock(FOUNDED, SECOND));
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
