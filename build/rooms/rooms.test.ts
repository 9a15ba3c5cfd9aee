import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scratch } from '../harness/profile-copy.ts';
import { cruised } from './cruise.ts';

/** A small house: what each file imports. Files that nobody writes down are empty. */
const FILES: Record<string, readonly string[]> = {
  'sync/contract/feed.ts': ['zod', 'node:fs', '../store/open.ts'],
  'sync/store/open.ts': ['./schema.ts', '../contract/link.ts', 'node:fs', '../rollups/sums.ts', 'zod'],
  'sync/store/open.test.ts': ['../rollups/sums.ts', 'vitest', 'node:os'],
  'sync/queries/today.ts': ['../rollups/sums.ts', './oracle/cases.ts', 'node:path'],
  'sync/queries/today.test.ts': ['./oracle/cases.ts', 'node:path'],
  'sync/host/wall.ts': ['../feeds/demo.ts', '../../renderer/main.ts', 'node:http'],
  'renderer/main.ts': ['./console/page.ts', './gallery/page.ts', '../sync/store/open.ts'],
  'renderer/boards/board.ts': ['../panels/index.ts', '../console/page.ts', 'zod'],
  'renderer/panels/bars/bars.ts': ['../../exhibits/city.ts', './exhibits.ts', '../../charts/axis.ts'],
  'renderer/panels/bars/exhibits.ts': ['../../exhibits/city.ts', './bars.ts'],
  'renderer/panels/bars/bars.test.ts': ['./exhibits.ts'],
  'renderer/ui/tile.ts': ['../stores/frames.ts'],
  'electron/main.ts': ['../sync/host/wall.ts', 'node:path'],
  'build/e2e/wall.test.ts': ['../../sync/host/wall.ts'],
  'renderer/map/a.ts': ['./b.ts'],
  'renderer/map/b.ts': ['./a.ts'],
};
const PACKAGES = ['zod', 'vitest'];

let place: Awaited<ReturnType<typeof scratch>>;
/** What is against a wall: `rule: from -> to`. */
let found: string[];
beforeAll(async () => {
  place = await scratch('rooms');
  const write = async (file: string, text: string): Promise<void> => {
    const at = path.join(place.folder, file);
    await mkdir(path.dirname(at), { recursive: true });
    await writeFile(at, text);
  };
  for (const name of PACKAGES) {
    await write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
    await write(`node_modules/${name}/index.js`, '');
  }
  for (const [file, imports] of Object.entries(FILES)) {
    for (const other of imports.filter((name) => name.startsWith('.'))) {
      const to = path.join(path.dirname(file), other);
      if (!(to in FILES)) await write(to, 'export {};\n');
    }
    await write(file, imports.map((name) => `import '${name}';\n`).join(''));
  }
  const { summary } = await cruised(place.folder, ['sync', 'renderer', 'electron', 'build']);
  found = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
});
afterAll(() => place.remove());

test('what leads through a wall is named, with its room, and nothing else is', () => {
  expect([...found].sort()).toEqual(
    [
      'circle: renderer/map/a.ts -> renderer/map/b.ts',
      'circle: renderer/panels/bars/bars.ts -> renderer/panels/bars/exhibits.ts',
      'only tests: sync/queries/today.ts -> sync/queries/oracle/cases.ts',
      'room built-ins: sync/contract: sync/contract/feed.ts -> fs',
      'room built-ins: sync/queries: sync/queries/today.ts -> path',
      'room packages: renderer/boards: renderer/boards/board.ts -> node_modules/zod/index.js',
      'room wall: electron: electron/main.ts -> sync/host/wall.ts',
      'room wall: renderer/boards: renderer/boards/board.ts -> renderer/console/page.ts',
      'room wall: renderer/panels: renderer/panels/bars/bars.ts -> renderer/exhibits/city.ts',
      'room wall: renderer/panels: renderer/panels/bars/bars.ts -> renderer/panels/bars/exhibits.ts',
      'room wall: renderer/ui: renderer/ui/tile.ts -> renderer/stores/frames.ts',
      'room wall: renderer: renderer/main.ts -> sync/store/open.ts',
      'room wall: sync/contract: sync/contract/feed.ts -> sync/store/open.ts',
      'room wall: sync/host: sync/host/wall.ts -> renderer/main.ts',
      'room wall: sync/queries: sync/queries/today.ts -> sync/queries/oracle/cases.ts',
      'room wall of tests: sync/store: sync/store/open.test.ts -> sync/rollups/sums.ts',
      'room wall: sync/store: sync/store/open.ts -> sync/rollups/sums.ts',
    ].sort(),
  );
});
