import process from 'node:process';
import { setImmediate } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Instant } from '../contract/instants.ts';
import { chosenOf } from './chosen.ts';
import {
  machineClock,
  type Clock,
  type Connector,
  type Context,
  type Delivery,
  type Inflow,
} from './connector.ts';
import { MemoryStore, opened, StepClock } from './connector.fixture.ts';

/** A connector before the suite, with a source that has an end. */
export interface Subject {
  connector: Connector;
  loaded: Context['loaded'];
  /** Settings it runs with. */
  settings: object;
  /** The clock: where it starts, how much passes in each wait, where it stands still. */
  clock: { at: Instant; step: number; end?: Instant };
  /** It has brought all there is when its own now is here. */
  until: Instant;
  /** Settings that are wrong, each with the path at fault. */
  wrong: readonly (readonly [object, string])[];
}

/**
 * What every connector must hold to, whatever it reads: its test file calls this once, beside what is the connector's
 * alone. Deliveries are taken by a store in memory that keeps each in one step with its position.
 */
export function connectorSuite(name: string, prepare: () => Promise<Subject>): void {
  describe(`${name}, as every connector`, () => {
    let subject: Subject;
    let whole: MemoryStore;
    beforeAll(async () => {
      subject = await prepare();
      whole = await bring(store());
    }, 120_000);

    const open = (clock: Clock): Inflow => opened(subject.connector, subject.settings, subject.loaded, clock);
    const clockAt = (at = subject.clock.at): StepClock =>
      new StepClock(at, subject.clock.step, subject.clock.end);
    const store = (): MemoryStore => new MemoryStore(subject.loaded.profile, open(clockAt()).sources);

    /** Lets it run on a store until all there is has come, or until it is killed when so many deliveries were kept. */
    const bring = async (
      into: MemoryStore,
      killAfter = Infinity,
      clock = clockAt(),
    ): Promise<MemoryStore> => {
      const inflow = open(clock);
      const most = into.deliveries.length + killAfter;
      await inflow.run(into.last?.position ?? null, {
        take(delivery) {
          // What a killed store was handed never reached the disk, and it takes nothing more.
          if (into.deliveries.length < most) into.keep(delivery);
          if (into.deliveries.length >= most || delivery.asOf >= subject.until) void inflow.stop();
          return Promise.resolve();
        },
        progress: () => undefined,
      });
      return into;
    };
    const expectWhole = (found: MemoryStore, why: string): void => {
      expect(found.broken, why).toEqual([]);
      expect(found.truth, why).toEqual(whole.truth);
      expect(found.held, why).toEqual(whole.held);
    };

    it('brings something, in more than a few deliveries, that breaks no promise', () => {
      expect(whole.held.size).toBeGreaterThan(0);
      expect(whole.deliveries.length).toBeGreaterThan(5);
      expect(whole.last?.asOf).toBe(subject.until);
      expect(whole.broken).toEqual([]);
    });

    it('killed between any two deliveries and started again later, brings the same', async () => {
      const all = whole.deliveries.length;
      const kills = [0, 1, 3, all >> 2, all >> 1, all - 1];
      for (const killAfter of new Set(kills)) {
        const clock = clockAt();
        const into = await bring(store(), killAfter, clock);
        // One of which nothing was kept begins anew, at the same instant.
        const later = into.last === null ? subject.clock.at : clock.now() + 3 * subject.clock.step;
        expectWhole(await bring(into, Infinity, clockAt(later)), `killed after ${killAfter} of ${all}`);
      }
    });

    it('killed over and over, brings the same', async () => {
      const into = store();
      const clock = clockAt();
      const few = Math.ceil(whole.deliveries.length / 5);
      while ((into.last?.asOf ?? 0) < subject.until) await bring(into, few, clock);
      expectWhole(into, `killed after every ${few} deliveries`);
    });

    it('does no harm by what comes twice', () => {
      const twice = store();
      for (const delivery of whole.deliveries.flatMap((one) => [one, one])) twice.keep(delivery);
      for (const { records } of whole.deliveries) if (whole.last) twice.keep({ ...whole.last, records });
      expectWhole(twice, 'every delivery twice, and all again');
    });

    it('goes on from what was kept where the store fails, and tells its error', async () => {
      const into = store();
      const inflow = open(clockAt());
      const full = new Error('the disk is full');
      let failing = true;
      const taker = {
        async take(delivery: Delivery) {
          if (failing && into.deliveries.length === 2) throw full;
          into.keep(delivery);
          if (delivery.asOf >= subject.until) void inflow.stop();
        },
        progress: () => undefined,
      };
      await expect(inflow.run(null, taker)).rejects.toBe(full);
      failing = false;
      await inflow.run(into.last?.position ?? null, taker);
      expectWhole(into, 'after a store that failed');
    });

    it('waits for a slow store, with nothing more on its way', async () => {
      const into = store();
      const inflow = open(clockAt());
      let [waiting, most] = [0, 0];
      await inflow.run(null, {
        async take(delivery) {
          most = Math.max(most, ++waiting);
          for (let n = 0; n < 20; n++) await setImmediate();
          waiting--;
          into.keep(delivery);
          if (into.deliveries.length >= 5) void inflow.stop();
        },
        progress: () => undefined,
      });
      expect(most).toBe(1);
    });

    it('says once that its history is in, and goes on', async () => {
      const inflow = open(clockAt());
      const into = store();
      const said: boolean[] = [];
      let after = 0;
      await inflow.run(null, {
        take(delivery) {
          into.keep(delivery);
          if (said.includes(true) && ++after >= 2) void inflow.stop();
          if (delivery.asOf >= subject.until) void inflow.stop();
          return Promise.resolve();
        },
        progress: (done, total) => said.push(done >= total),
      });
      expect(said.filter(Boolean)).toEqual([true]);
    });

    it('is stopped before it ran, twice, while it waits and while its delivery is being kept', async () => {
      const never = open(clockAt());
      let takes = 0;
      const count = { take: () => Promise.resolve(void takes++), progress: () => undefined };
      await never.stop();
      await never.run(null, count);
      expect(takes).toBe(0);

      // A wait that ends with the signal alone.
      const waits = Promise.withResolvers<undefined>();
      const idle = open({
        now: () => subject.clock.at,
        wait: (_ms, signal) => {
          waits.resolve(undefined);
          return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
        },
      });
      const running = idle.run(null, count);
      await waits.promise;
      const before = takes;
      await Promise.all([idle.stop(), idle.stop(), running]);
      for (let n = 0; n < 20; n++) await setImmediate();
      expect(takes).toBe(before);

      const kept = Promise.withResolvers<undefined>();
      const handed = Promise.withResolvers<undefined>();
      const busy = open(clockAt());
      let more = 0;
      const run = busy.run(null, {
        take: () => {
          more++;
          handed.resolve(undefined);
          return kept.promise;
        },
        progress: () => undefined,
      });
      await handed.promise;
      const stopped = busy.stop();
      kept.resolve(undefined);
      await Promise.all([stopped, run]);
      expect(more).toBe(1);
    });

    it('leaves no timer running', async () => {
      const timers = () => process.getActiveResourcesInfo().filter((what) => what === 'Timeout').length;
      const before = timers();
      const waits = Promise.withResolvers<undefined>();
      const inflow = open({
        now: machineClock.now,
        wait: (ms, signal) => {
          waits.resolve(undefined);
          return machineClock.wait(ms + 60_000, signal);
        },
      });
      const running = inflow.run(null, { take: () => Promise.resolve(), progress: () => undefined });
      await waits.promise;
      await inflow.stop();
      await running;
      expect(timers()).toBeLessThanOrEqual(before);
    });

    it('refuses settings that are wrong, naming file and path', () => {
      const file = 'connectors/own.json';
      const choose = (settings: object) => () =>
        chosenOf(
          {
            ...subject.loaded,
            connectors: new Map([[file, { connector: subject.connector.name, ...settings }]]),
          },
          {},
        ).open();
      expect(choose(subject.settings)).not.toThrow();
      const unknown = { ...subject.settings, nonsense: 1 };
      for (const [settings, path] of [[unknown, 'nonsense'] as const, ...subject.wrong])
        expect(choose(settings), path).toThrow(
          expect.objectContaining({
            code: 'profile-invalid',
            where: expect.stringContaining(file),
            message: expect.stringMatching(new RegExp(`(: |at )${path}\\b`)),
          }),
        );
    });
  });
}
