import { describe, expect, it } from 'vitest';
import { wall } from './room-walls.ts';

describe('room walls', () => {
  it.each([
    ['sync/queries/today.ts', 'sync/rollups/sums.ts'],
    ['sync/host/main.ts', 'sync/feeds/demo/city.ts'],
    ['renderer/boards/Board.vue', 'renderer/panels/index.ts'],
    ['renderer/panels/today/Today.vue', 'sync/contract/questions/index.ts'],
    ['build/e2e/wall.test.ts', 'sync/host/main.ts'],
    ['sync/store/open.ts', 'sync/store/schema.ts'],
  ])('%s may import %s', (from, to) => {
    expect(wall(from, to)).toBeNull();
  });

  it.each([
    ['sync/contract/feed.ts', 'sync/store/open.ts'],
    ['sync/store/open.ts', 'sync/rollups/sums.ts'],
    ['renderer/ui/Tile.vue', 'renderer/stores/frames.ts'],
    ['renderer/main.ts', 'sync/store/open.ts'],
    ['electron/main.ts', 'sync/host/main.ts'],
    ['sync/host/main.ts', 'renderer/main.ts'],
  ])('%s may not import %s', (from, to) => {
    expect(wall(from, to)).toMatch(/^room wall: /);
  });
});
