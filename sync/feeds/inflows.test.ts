import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SECOND, type Instant } from '../contract/instants.ts';
import type { OriginBatch, Positions, Reached, Truth } from '../store/ports.ts';
import type { Delivery, Inflow, Taker } from './connector.ts';
import { Inflows, type InflowsParts } from './inflows.ts';

const NOON = Date.parse('2026-11-20T12:00:00+07:00');

/** A store as an origin has it: each batch whole or not at all, with the positions and the truth beside. */
class Disk {
  readonly records: string[] = [];
  readonly told: Instant[] = [];
  truth: Truth | null = null;
  positions: Positions | null = null;
  /** What the next writes meet, in order. */
  faults: ('full' | 'lost' | null)[] = [];
  busy = 0;

  reached(): Promise<Reached> {
    return Promise.resolve({ truth: this.truth, positions: this.positions });
  }

  async apply({ records, asOf, watermarks, positions }: OriginBatch): Promise<void> {
    expect(this.busy++).toBe(0);
    await setImmediate();
    this.busy--;
    const fault = this.faults.shift() ?? null;
    if (fault === 'lost') {
      // Found damaged and set aside: what is held from now on is nothing.
      this.records.length = 0;
      this.told.length = 0;
      this.truth = this.positions = null;
    }
    if (fault !== null) throw new Error(`the disk is ${fault}`);
    const parsed: unknown = JSON.parse(records);
    if (!Array.isArray(parsed)) throw new TypeError('no array');
    this.records.push(...parsed.map(String));
    this.told.push(asOf);
    this.truth = { asOf, watermarks };
    this.positions = positions ?? this.positions;
  }
}

/** Brings `source:0`, `source:1`… up to a count, one a delivery, and fails before those it is told to. */
class Script implements Inflow {
  readonly sources: readonly string[];
  readonly #count: number;
  readonly #failing: Set<number>;
  readonly #stop = Promise.withResolvers<undefined>();
  #stopped = false;

  constructor(source: string, count: number, failing: readonly number[] = []) {
    this.sources = [source];
    this.#count = count;
    this.#failing = new Set(failing);
  }

  async run(from: string | null, { take, progress }: Taker): Promise<void> {
    for (let n = from === null ? 0 : Number(from); n < this.#count && !this.#stopped; n++) {
      if (this.#failing.delete(n)) throw new Error(`${this.sources.join()} is away`);
      await take(this.#delivery(n));
      progress(n + 1, 1);
    }
    // Its source has an end; it stays.
    if (!this.#stopped) await this.#stop.promise;
  }

  #delivery(n: number): Delivery {
    const [source = ''] = this.sources;
    const asOf = NOON + n * SECOND;
    return { records: [`${source}:${n}`], asOf, watermarks: { [source]: asOf }, position: String(n + 1) };
  }

  stop(): Promise<void> {
    this.#stopped = true;
    this.#stop.resolve(undefined);
    return Promise.resolve();
  }
}

/** Runs them as a city does; pauses last no time. Failures are noted. */
function together(disk: Disk, scripts: Record<string, Inflow>, more: Partial<InflowsParts> = {}) {
  const failures: string[] = [];
  const inflows = new Inflows({
    inflows: new Map(Object.entries(scripts)),
    insists: false,
    store: { reached: () => disk.reached(), apply: (batch) => disk.apply(batch) },
    report: (id, error) => failures.push(`${id}: ${error instanceof Error ? error.message : String(error)}`),
    progress: () => undefined,
    wait: () => setImmediate(),
    ...more,
  });
  return { inflows, failures, ended: inflows.run() };
}

const until = async (done: () => boolean): Promise<void> => {
  while (!done()) await setImmediate();
};
const all = (source: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => `${source}:${n}`);

describe('several connectors at once', () => {
  it('one that fails is tried again, from what was kept of it, while the others go on', async () => {
    const disk = new Disk();
    const { inflows, failures } = together(disk, {
      a: new Script('x', 20),
      b: new Script('y', 20, [3, 4, 5]),
    });
    await inflows.begun(false);
    await until(() => disk.records.length >= 40);
    await inflows.stop();
    expect(disk.records.toSorted()).toEqual([...all('x', 20), ...all('y', 20)].toSorted());
    expect(failures).toEqual(Array.from({ length: 3 }, () => 'b: y is away'));
    expect(disk.positions).toEqual({ a: '20', b: '20' });
  });

  it('ones called as members of every object begin at the beginning, and go on from what is theirs', async () => {
    const disk = new Disk();
    for (const count of [3, 5]) {
      const { inflows, failures } = together(disk, {
        constructor: new Script('x', count),
        toString: new Script('y', count),
      });
      await inflows.begun(false);
      await until(() => failures.length > 0 || disk.records.length >= 2 * count);
      await inflows.stop();
      expect(failures).toEqual([]);
    }
    expect(disk.records.toSorted()).toEqual([...all('x', 5), ...all('y', 5)]);
  });

  it('a city that a connector never reaches begins with the others', async () => {
    const disk = new Disk();
    const away = new Script(
      'y',
      1,
      Array.from({ length: 1 }, () => 0),
    );
    const { inflows } = together(
      disk,
      { a: new Script('x', 3), b: away },
      { wait: () => new Promise(() => undefined) },
    );
    await inflows.begun(false);
    await until(() => disk.records.length >= 3);
    expect(disk.truth?.watermarks).toEqual({ x: NOON + 2 * SECOND });
    await until(() => disk.truth?.asOf === NOON + 2 * SECOND);
  });

  it('with nothing held, it begins once one of them is there', async () => {
    const disk = new Disk();
    let open = (): void => undefined;
    const { inflows } = together(
      disk,
      { a: new Script('x', 2, [0]) },
      {
        wait: () => new Promise((resolve) => (open = resolve)),
      },
    );
    let begun = false;
    const beginning = inflows.begun(false).then(() => (begun = true));
    await inflows.begun(true);
    for (let n = 0; n < 20; n++) await setImmediate();
    expect(begun).toBe(false);
    open();
    await beginning;
    await inflows.stop();
  });

  it('what a person chose on the command line must begin', async () => {
    const disk = new Disk();
    const { inflows, failures, ended } = together(disk, { a: new Script('x', 2, [0]) }, { insists: true });
    await expect(inflows.begun(true)).rejects.toThrow('x is away');
    await ended;
    expect(failures).toEqual([]);
    await inflows.stop();
  });

  it('a cache that is set aside is filled again from the beginning of each', async () => {
    const disk = new Disk();
    disk.faults = [null, null, null, null, null, 'lost'];
    const { inflows, failures } = together(disk, { a: new Script('x', 9), b: new Script('y', 9) });
    await until(() => disk.records.length >= 18);
    await inflows.stop();
    expect(disk.records.toSorted()).toEqual([...all('x', 9), ...all('y', 9)].toSorted());
    expect(failures).toContainEqual(expect.stringContaining('the disk is lost'));
  });

  it('law: however they interleave, fail and are killed, all is held once, each source to its own watermark', async () => {
    const script = fc.record({
      count: fc.integer({ min: 1, max: 8 }),
      failing: fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(script, { minLength: 1, maxLength: 3 }),
        fc.array(fc.constantFrom(null, null, null, 'full' as const), { maxLength: 10 }),
        fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 2 }),
        async (scheduler, scripts, faults, kills) => {
          const disk = new Disk();
          disk.faults = [...faults];
          const want = scripts.flatMap(({ count }, i) => all(`s${i}`, count)).toSorted();
          for (const killAfter of [...kills, Infinity]) {
            const most = disk.told.length + killAfter;
            const own = Object.fromEntries(
              scripts.map(({ count, failing }, i) => [`c${i}`, new Script(`s${i}`, count, failing)]),
            );
            const { inflows } = together(disk, own, {
              store: {
                reached: () => disk.reached(),
                apply: async (batch) => {
                  if (disk.told.length < most) return disk.apply(batch);
                  return new Promise(() => undefined); // killed: this one is never answered
                },
              },
              wait: scheduler.scheduleFunction(() => Promise.resolve()),
            });
            for (let n = 0; disk.records.length < want.length && disk.told.length < most; n++) {
              if (n > 10_000) throw new Error('it does not end');
              if (scheduler.count() > 0) await scheduler.waitOne();
              await setImmediate();
            }
            if (killAfter === Infinity) await inflows.stop();
          }
          expect(disk.records.toSorted()).toEqual(want);
          expect(disk.told).toEqual(disk.told.toSorted((a, b) => a - b));
          expect(disk.truth?.watermarks).toEqual(
            Object.fromEntries(scripts.map(({ count }, i) => [`s${i}`, NOON + (count - 1) * SECOND])),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});
