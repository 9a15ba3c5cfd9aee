import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { up } from '../../contract/feed.ts';
import { SECOND } from '../../contract/instants.ts';
import { ANSWER_WITHIN } from './replica.ts';
import { cityOf, World } from './world.fixture.ts';

type Happening = (world: World) => Promise<void> | void;

const named = (name: string, happening: Happening): Happening =>
  Object.assign(happening, { [fc.toStringMethod]: () => name });

const items = fc.array(
  fc.record({
    id: fc.integer({ min: 0, max: 12 }).map((n) => `r${String(n).padStart(2, '0')}`),
    rev: fc.integer({ min: 1, max: 9 }),
    gone: fc.boolean(),
  }),
  { maxLength: 5 },
);
const fate = fc.constantFrom('deliver', 'deliver', 'deliver', 'drop', 'repeat');
/** Which of the waiting messages: mostly the first, else out of order. */
const at = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(5));

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 5,
    arbitrary: items.map((batch) =>
      named(`append ${JSON.stringify(batch)}`, async ({ city, line }) => {
        city.append(batch);
        await line.grew();
      }),
    ),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(at, fate)
      .map(([index, how]) => named(`up ${String(index)} ${how}`, ({ line }) => line.sendUp(index, how))),
  },
  {
    weight: 9,
    arbitrary: fc
      .tuple(at, fate)
      .map(([index, how]) => named(`down ${String(index)} ${how}`, ({ line }) => line.sendDown(index, how))),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom<Happening>(
      named('open', ({ line }) => line.open()),
      named('calm', ({ line }) => line.calm()),
      named('cut', ({ line }) => {
        line.cut();
      }),
      named('beat', ({ line }) => line.beat()),
      named('wait', ({ line }) => line.pass(ANSWER_WITHIN)),
      named('prune', ({ city }) => {
        city.kept = Math.max(city.kept, city.cursor.seq - 3);
      }),
      named('backup', (world) => {
        world.copy = world.city.backup();
      }),
      named('restore', (world) => {
        world.restore();
      }),
    ),
  },
);

describe('a replica on a bad line', () => {
  it('comes to hold what the city holds, whatever is dropped, repeated, reordered, cut or restored', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 60, size: 'max' }), async (happenings) => {
        const world = new World();
        await world.line.open();
        for (const one of happenings) await one(world);
        await world.settle();
      }),
      { numRuns: 1000 },
    );
  });

  it('notices a gap before a later record shows', async () => {
    const world = cityOf(3);
    await world.line.calm();
    world.city.append([{ id: 'a', rev: 1, gone: false }]);
    await world.line.grew();
    world.city.append([{ id: 'b', rev: 1, gone: false }]);
    await world.line.grew();
    await world.line.sendDown(0, 'drop');
    await world.line.sendDown(0, 'deliver');
    expect(world.line.phase).toBe('greeting');
    expect(world.cache.records().has('b')).toBe(false);
    expect(world.cache.gaps).toBe(0);
    await world.settle();
  });

  it('goes on with a half-fetched snapshot, and fetches it once', async () => {
    const world = cityOf(9);
    await world.line.open();
    await world.line.sendUp(0, 'deliver');
    await world.line.sendDown(0, 'deliver');
    await world.line.sendUp(0, 'deliver');
    await world.line.sendDown(0, 'deliver');
    const half = world.cache.staging?.offer.id;
    expect(world.cache.staging?.held.size).toBe(2);
    world.city.append([{ id: 'r01', rev: 2, gone: true }]);
    await world.line.open();
    await world.line.sendUp(0, 'deliver');
    await world.line.sendDown(0, 'deliver');
    expect(world.cache.staging?.offer.id).toBe(half);
    expect(world.cache.staging?.held.size).toBe(2);
    // Some of it was read before the city changed: it is complete to no later instant.
    const { asOf } = world.cache.staging?.truth ?? {};
    expect(asOf).toBeLessThan(world.city.truth.asOf);
    while (world.cache.swaps === 0) {
      await world.line.sendUp(0, 'deliver');
      await world.line.sendDown(0, 'deliver');
    }
    expect(world.cache.told?.asOf).toBe(asOf);
    await world.settle();
    expect(world.cache.swaps).toBe(1);
  });

  it('says no now that the city itself has gone back behind, where a snapshot was half fetched', async () => {
    const { city, cache, line, copy } = cityOf(0);
    await line.open();
    for (let message = 0; message < 2; message += 1) {
      await line.sendUp(0, 'deliver');
      await line.sendDown(0, 'deliver');
    }
    await line.open();
    city.append([]);
    await line.sendUp(0, 'deliver');
    await line.sendDown(0, 'repeat');
    await line.sendUp(0, 'deliver');
    await line.sendDown(1, 'deliver');
    await line.sendDown(0, 'deliver');
    expect(cache.staging?.truth).toEqual(city.truth);
    line.cut();
    city.restore(copy);
    await line.calm();
    expect(cache.told).toEqual(city.truth);
  });

  it.each([
    ['and stays behind us', 0],
    ['and passes our sequence', 9],
  ])(
    'takes exactly one new snapshot of a city restored from a backup, which then grows %s',
    async (_, grows) => {
      const world = cityOf(4);
      await world.line.calm();
      world.copy = world.city.backup();
      world.city.append([{ id: 'lost', rev: 1, gone: false }]);
      await world.line.grew();
      await world.settle();
      world.restore();
      for (let i = 0; i < grows; i += 1) world.city.append([{ id: `n${String(i)}`, rev: 1, gone: false }]);
      await world.line.open();
      expect(world.cache.records().has('lost')).toBe(true);
      await world.settle();
      expect(world.cache.swaps).toBe(2);
    },
  );

  it('is not fooled by a backup from between what it was sent and what was left out because it changed again', async () => {
    const world = cityOf(4);
    await world.line.calm();
    world.line.cut();
    world.city.append([
      { id: 'x', rev: 1, gone: false },
      { id: 'y', rev: 1, gone: false },
    ]);
    world.city.append([{ id: 'z', rev: 1, gone: false }]);
    world.copy = world.city.backup();
    world.city.append([{ id: 'x', rev: 2, gone: false }]);
    await world.line.open();
    await world.line.sendUp(0, 'deliver');
    await world.line.sendDown(0, 'deliver');
    await world.line.sendDown(0, 'deliver');
    expect(world.cache.at?.seq).toBe(6);
    expect(world.cache.records().has('x')).toBe(false);
    world.restore();
    await world.settle();
    expect(world.cache.records().get('x')).toBe(1);
  });

  it('is not fooled by a backup from before what its snapshot already holds', async () => {
    const world = cityOf(4);
    await world.line.open();
    await world.line.sendUp(0, 'deliver');
    await world.line.sendDown(0, 'deliver');
    world.copy = world.city.backup();
    world.city.append([{ id: 'r04', rev: 2, gone: false }]);
    while (world.cache.swaps === 0) {
      await world.line.sendUp(0, 'deliver');
      await world.line.sendDown(0, 'deliver');
    }
    expect(world.cache.at?.seq).toBe(4);
    expect(world.cache.records().get('r04')).toBe(2);
    world.restore();
    await world.settle();
    expect(world.cache.records().get('r04')).toBe(1);
  });

  it('resumes without a snapshot where the log is still held, and with one where it is not', async () => {
    const world = cityOf(4);
    await world.line.calm();
    world.line.cut();
    for (let i = 0; i < 20; i += 1) world.city.append([{ id: `r${String(i)}`, rev: 3, gone: i % 2 === 0 }]);
    await world.settle();
    expect(world.cache.swaps).toBe(1);
    world.line.cut();
    world.city.append([{ id: 'late', rev: 1, gone: false }]);
    world.city.append([{ id: 'later', rev: 1, gone: false }]);
    world.city.kept = world.city.cursor.seq;
    await world.settle();
    expect(world.cache.swaps).toBe(2);
  });

  it('does not say the records are complete to an instant before they are', async () => {
    const world = cityOf(2);
    await world.line.calm();
    world.line.cut();
    const before = world.cache.told;
    for (let i = 0; i < 6; i += 1)
      world.city.append([
        { id: `n${String(i)}a`, rev: 1, gone: false },
        { id: `n${String(i)}b`, rev: 1, gone: false },
      ]);
    await world.line.open();
    await world.line.sendUp(0, 'deliver');
    await world.line.beat();
    while (world.cache.at?.seq !== world.city.cursor.seq) {
      expect(world.cache.told).toEqual(before);
      await world.line.sendDown(0, 'deliver');
    }
    await world.settle();
  });

  it('does not ask again for a chunk that is still coming', async () => {
    const world = cityOf(3);
    await world.line.open();
    await world.line.sendUp(0, 'deliver');
    await world.line.sendDown(0, 'deliver');
    const asked = world.line.up.length;
    for (let waited = 0; waited < 5; waited += 1) await world.line.pass(ANSWER_WITHIN, true);
    expect(world.line.up.length).toBe(asked);
    await world.line.pass(ANSWER_WITHIN);
    expect(world.line.up.length).toBe(asked + 1);
    await world.settle();
  });

  it('asks for larger chunks the faster they come, and for small ones on a slow line', async () => {
    const sizes = async (ms: number): Promise<number[]> => {
      const world = cityOf(0);
      world.city.append(
        Array.from({ length: 5_000 }, (_, n) => ({
          id: `r${String(n).padStart(30, '0')}`,
          rev: 1,
          gone: false,
        })),
      );
      world.city.pace = 1_000;
      await world.line.open();
      const asked: number[] = [];
      while (world.line.phase !== 'live' && asked.length < 9) {
        for (const { event, message } of world.line.up)
          if (event === 'chunk') asked.push(up.chunk.parse(message).bytes ?? 0);
        await world.line.sendUp(0, 'deliver');
        // Meanwhile it is seen again and again that something comes.
        for (let passed = 0; passed < ms; passed += SECOND) await world.line.pass(Math.min(ms, SECOND), true);
        await world.line.sendDown(0, 'deliver');
      }
      return asked.slice(0, 3);
    };
    expect(await sizes(10)).toEqual([32, 128, 512].map((kib) => kib * 1024));
    expect(await sizes(60_000)).toEqual([32, 8, 8].map((kib) => kib * 1024));
  });

  it('asks again for a damaged chunk, starts over, and gives up only then', async () => {
    const world = cityOf(3);
    await world.line.open();
    await world.line.sendUp(0, 'deliver');
    await world.line.sendDown(0, 'deliver');
    let asked = 0;
    while (world.line.phase === 'snapshot') {
      asked += 1;
      await world.line.sendUp(0, 'deliver');
      world.line.damage();
      await world.line.sendDown(0, 'deliver');
    }
    expect(asked).toBe(9);
    expect(world.cache.swaps).toBe(0);
    await world.settle();
  });
});
