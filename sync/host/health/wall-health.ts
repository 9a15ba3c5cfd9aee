import process from 'node:process';
import { reportOf } from '../../contract/errors.ts';
import type { Health } from '../../contract/health.ts';
import type { Instant } from '../../contract/instants.ts';
import { VERSION } from '../../contract/version.ts';
import { lostOf } from '../../contract/rejections.ts';
import type { InForce } from '../in-force.ts';
import type { Held } from '../threads/reading.ts';
import type { WallThreads } from '../threads/wall-threads.ts';
import type { CityLine } from './city-line.ts';
import type { Faults } from './faults.ts';
import { rejectedBy } from './rejected-by.ts';

/** A thread is not waited for longer than this, milliseconds. */
const HELD_WITHIN = 2_000;

/** What `GET /health` says. */
export class WallHealth {
  readonly #force: InForce;
  readonly #threads: WallThreads;
  readonly #line: CityLine;
  readonly #faults: Faults;
  readonly #checkedAt: () => Instant | null;
  readonly #served: () => Pick<Health, 'windows' | 'consoles'>;
  #held: Held | null = null;
  /** A look that goes on: whoever asks meanwhile is told by the same. */
  #looking: Promise<void> | null = null;
  /** Commands that wait for the city's answer. */
  #outbox = 0;

  constructor(
    force: InForce,
    threads: WallThreads,
    line: CityLine,
    faults: Faults,
    checkedAt: () => Instant | null,
    served: () => Pick<Health, 'windows' | 'consoles'>,
  ) {
    this.#checkedAt = checkedAt;
    this.#served = served;
    this.#force = force;
    this.#threads = threads;
    this.#line = line;
    this.#faults = faults;
  }

  async tell(): Promise<Health> {
    this.#looking ??= this.#look().finally(() => (this.#looking = null));
    await this.#looking;
    const { windows, consoles } = this.#served();
    const { profile, scope } = this.#force.now;
    const held = this.#held;
    const cursor = held?.cursor ?? null;
    return {
      status: this.#line.state,
      city: profile.city.id,
      scope: scope?.unit ?? null,
      cases: held?.cases ?? 0,
      measures: held?.measures ?? 0,
      unknownPlace: held?.unknownPlace ?? 0,
      open: held?.open ?? 0,
      overdue: held?.overdue ?? 0,
      asOf: held?.truth?.asOf ?? null,
      cursor: cursor === null ? null : { epoch: cursor.epoch, seq: cursor.seq },
      quarantine: (held?.quarantine ?? 0) + lostOf(held?.truth?.rejected),
      outbox: this.#outbox,
      checkedAt: this.#checkedAt(),
      windows,
      consoles,
      pid: process.pid,
      version: VERSION,
      notes: [
        ...new Set([
          ...this.#faults.sentences,
          ...this.#threads.faults,
          ...excessOf(windows),
          ...rejectedBy(held?.truth?.rejected),
        ]),
      ],
    };
  }

  #tellUnreadable(rows: number): void {
    const what = `${rows} measures that are held cannot be read; what is shown is without them`;
    this.#faults.set('rows', rows === 0 ? null : { code: 'cache-corrupt', what, where: '', hint: '' });
  }

  /** Looks up what the host holds; where a thread is busy or down, what it held before still stands. */
  async #look(): Promise<void> {
    const { asks, writer } = this.#threads;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('the host is busy')), HELD_WITHIN);
    });
    try {
      // Where nothing can be kept there is nobody to ask what waits: it is what it was.
      const waiting = writer.cannot === null ? writer.call('outboxCount') : this.#outbox;
      const looked = Promise.all([asks.call('held'), waiting]);
      [this.#held, this.#outbox] = await Promise.race([looked, late]);
      this.#faults.set('held', null);
      this.#tellUnreadable(this.#held?.unreadable ?? 0);
    } catch (error) {
      this.#faults.set('held', reportOf(error, 'question-failed'));
    } finally {
      clearTimeout(timer);
    }
  }
}

/** What windows wanted beyond their share, as a sentence; none where nothing. */
function excessOf({ refused, paused, closed, turnedAway }: Health['windows']): string[] {
  const parts = [
    [refused, 'requests refused'],
    [paused, 'times a window not read for a while'],
    [closed, 'windows closed'],
    [turnedAway, 'connections turned away'],
  ] as const;
  const told = parts.flatMap(([n, what]) => (n === 0 ? [] : [`${n} ${what}`]));
  if (told.length === 0) return [];
  return [`window-busy: windows want more than their share; in the last minute: ${told.join(', ')}`];
}
