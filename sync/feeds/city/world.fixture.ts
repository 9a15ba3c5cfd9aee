import { expect } from 'vitest';
import { MemoryCity } from '../serve/memory-city.fixture.ts';
import { LossyLine } from './lossy-line.fixture.ts';
import { MemoryCache } from './memory-cache.fixture.ts';

/** A city, a replica of it and the line between them, with what must hold at every moment. */
export class World {
  readonly city = new MemoryCity();
  readonly cache = new MemoryCache();
  readonly line = new LossyLine(this.city, this.cache);
  copy = this.city.backup();

  constructor() {
    this.cache.shown = () => {
      this.check();
    };
  }

  /** Where the cache stands in the city's present history, everything that last changed up to there is shown. */
  check(): void {
    const { at, held, told } = this.cache;
    if (at === null || this.city.chains[at.seq] !== at.chain) return;
    for (const one of this.city.held.values())
      if (one.seq <= at.seq)
        expect(held.get(one.id)?.rev ?? (one.gone ? one.rev : 0)).toBeGreaterThanOrEqual(one.rev);
    if (at.seq === this.city.cursor.seq) expect(told?.asOf).toBeLessThanOrEqual(this.city.truth.asOf);
  }

  restore(): void {
    this.line.cut();
    this.city.restore(this.copy);
  }

  async settle(): Promise<void> {
    await this.line.calm();
    expect(this.cache.records()).toEqual(this.city.records());
    expect(this.cache.at).toEqual(this.city.cursor);
    expect(this.cache.told).toEqual(this.city.truth);
  }
}

/** A city with `n` batches of one record each. */
export function cityOf(n: number): World {
  const world = new World();
  for (let i = 1; i <= n; i += 1)
    world.city.append([{ id: `r${String(i).padStart(2, '0')}`, rev: 1, gone: false }]);
  return world;
}
