import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HOST } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';
import { faultsOf, floodedWall, KINDS, WINDOWS } from './flooded.ts';

let wall: Awaited<ReturnType<typeof floodedWall>>;
beforeAll(async () => {
  wall = await floodedWall(HOST);
}, 300_000);
afterAll(() => wall?.close());

describe('a wall beside windows that flood its host', () => {
  test.each(KINDS)(
    `goes on telling its screens, stays small and says so in its health, beside ${WINDOWS} that flood it by %s`,
    async (kind) => {
      expect(faultsOf(await wall.beside(kind))).toEqual([]);
    },
  );

  test('closes 3,000 sockets that join no wall, counts them, and serves another screen', async () => {
    await wall.strays(3_000);
    await until('all are counted', async () => (await wall.health()).windows.turnedAway >= 2_900);
    expect((await wall.health()).status).toBe('live');
    await wall.another();
  });
});
