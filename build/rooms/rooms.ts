import type { IRegularForbiddenRuleType } from 'dependency-cruiser';

/** A room: what of ours, which packages and which of Node's modules its files may import. */
interface Room {
  /** Its folder; of the files that stand in no deeper room. */
  room: string;
  /** Files of other folders that are its own, wherever they stand. */
  also?: string;
  /** Rooms it may see. */
  may: readonly string[];
  /** Rooms that its tests see beside those. */
  tests?: readonly string[];
  packages: readonly string[];
  /** Node's own modules, without `node:`; `any` where it runs in Node alone and is no pure core. */
  node: readonly string[] | 'any';
}

const PURE: readonly string[] = [];
/** Tests and fixtures may use any package and any of Node's modules; the walls hold for them too. */
const TESTS = '\\.(test|fixture)\\.ts$';

/**
 * The house. `docs/architecture.md` draws the same picture. A room within another stands before it, and holds
 * its files instead.
 */
const ROOMS: readonly Room[] = [
  { room: 'sync/contract', may: [], packages: ['zod', 'luxon'], node: PURE },
  { room: 'sync/forecast', may: ['sync/contract'], packages: [], node: PURE },
  // Which days are worked: by lists that were announced, by rule, and by the moon.
  {
    room: 'sync/calendar',
    may: ['sync/contract'],
    packages: ['zod', 'luxon', '@dqcai/vn-lunar'],
    node: PURE,
  },
  {
    room: 'sync/profile',
    may: ['sync/contract', 'sync/calendar'],
    packages: ['zod', 'jsonc-parser'],
    node: ['fs', 'path', 'crypto'],
  },
  {
    room: 'sync/store',
    may: ['sync/contract'],
    packages: ['better-sqlite3', 'zod'],
    node: ['fs', 'path', 'crypto', 'zlib'],
  },
  {
    room: 'sync/rollups',
    may: ['sync/contract', 'sync/store'],
    packages: ['better-sqlite3', 'luxon'],
    node: ['fs', 'crypto'],
  },
  {
    // What happens to alerts and how they stand: a fold that whoever shows or changes them sees.
    room: 'sync/alerts/machine',
    may: ['sync/contract'],
    packages: ['zod', 'luxon'],
    node: PURE,
  },
  {
    // Recounts case by case, and cities made up for tests: nothing of the product sees them.
    room: 'sync/queries/oracle',
    may: [
      ...['sync/contract', 'sync/profile', 'sync/store', 'sync/rollups', 'sync/queries'],
      ...['sync/alerts/machine', 'sync/alerts/detect', 'sync/forecast'],
    ],
    packages: ['luxon', 'fast-check'],
    node: 'any',
  },
  {
    // Methods alone: questions mark by them what alerts are raised by.
    room: 'sync/alerts/detect',
    may: ['sync/contract'],
    packages: ['luxon'],
    node: PURE,
  },
  {
    room: 'sync/queries',
    may: [
      ...['sync/contract', 'sync/profile', 'sync/store', 'sync/rollups', 'sync/forecast'],
      ...['sync/alerts/machine', 'sync/alerts/detect'],
    ],
    tests: ['sync/queries/oracle'],
    packages: ['luxon', 'zod'],
    node: PURE,
  },
  {
    room: 'sync/alerts',
    may: [
      ...['sync/contract', 'sync/profile', 'sync/store', 'sync/rollups', 'sync/queries'],
      ...['sync/alerts/machine', 'sync/alerts/detect'],
    ],
    packages: ['zod', 'luxon'],
    node: PURE,
  },
  {
    room: 'sync/feeds',
    may: ['sync/contract', 'sync/profile', 'sync/store'],
    packages: ['zod', 'luxon', 'socket.io', 'socket.io-client', 'd3-delaunay', 'csv-parse'],
    node: 'any',
  },
  {
    room: 'sync/commands',
    may: ['sync/contract', 'sync/store', 'sync/alerts/machine'],
    packages: ['zod'],
    node: ['crypto'],
  },
  {
    // A program of its own, of demonstrations alone.
    room: 'sync/host/demo-provider',
    may: ['sync/'],
    packages: ['oidc-provider', 'pino', 'entities'],
    node: 'any',
  },
  {
    room: 'sync/host',
    may: ['sync/'],
    packages: [
      'zod',
      'luxon',
      'pino',
      'socket.io',
      'pmtiles',
      'entities',
      'hash-wasm',
      'nodemailer',
      'openid-client',
      'hucre',
      'pkijs',
      'asn1js',
    ],
    node: 'any',
  },
  {
    // What panels bring to the gallery: of one made-up city, and never part of a board.
    room: 'renderer/exhibits',
    also: '^renderer/panels/[^/]+/exhibits\\.ts$',
    may: ['sync/contract', 'renderer/panels', 'renderer/locales', 'renderer/stores', 'renderer/ui'],
    packages: [],
    node: PURE,
  },
  {
    room: 'renderer/gallery',
    may: [
      ...['sync/contract', 'renderer/exhibits', 'renderer/panels', 'renderer/locales'],
      ...['renderer/stores', 'renderer/ui', 'renderer/address.ts', 'renderer/glass.ts'],
    ],
    packages: ['vue', 'vue-i18n'],
    node: PURE,
  },
  {
    room: 'renderer/console',
    may: [
      ...['sync/contract', 'renderer/boards', 'renderer/charts', 'renderer/map', 'renderer/locales'],
      ...['renderer/stores', 'renderer/ui', 'renderer/address.ts', 'renderer/glass.ts'],
    ],
    tests: ['renderer/exhibits', 'renderer/panels'],
    packages: ['vue', 'vue-i18n', '@tanstack/vue-virtual'],
    node: PURE,
  },
  {
    room: 'renderer/boards',
    may: ['sync/contract', 'renderer/panels', 'renderer/ui', 'renderer/stores'],
    packages: ['vue'],
    node: PURE,
  },
  {
    room: 'renderer/panels',
    may: [
      ...['sync/contract', 'renderer/charts', 'renderer/map', 'renderer/ui'],
      ...['renderer/stores', 'renderer/locales'],
    ],
    tests: ['renderer/exhibits'],
    packages: ['vue', 'zod'],
    node: PURE,
  },
  {
    room: 'renderer/charts',
    may: ['sync/contract', 'renderer/ui'],
    packages: ['vue', 'd3-shape'],
    node: PURE,
  },
  {
    room: 'renderer/map',
    may: ['sync/contract', 'renderer/ui'],
    packages: ['vue', 'maplibre-gl', 'pmtiles', 'd3-array', 'd3-delaunay'],
    node: PURE,
  },
  { room: 'renderer/ui', may: ['sync/contract', 'renderer/locales'], packages: ['vue'], node: PURE },
  {
    room: 'renderer/stores',
    may: ['sync/contract', 'renderer/link'],
    packages: ['vue', 'pinia', 'vue-i18n', 'zod'],
    node: PURE,
  },
  { room: 'renderer/link', may: ['sync/contract'], packages: ['socket.io-client'], node: PURE },
  { room: 'renderer/locales', may: ['sync/contract'], packages: ['vue', 'vue-i18n'], node: PURE },
  {
    // The entry: it alone sees every page.
    room: 'renderer',
    may: ['sync/contract', 'renderer/'],
    packages: ['vue', 'vue-i18n', 'pinia', 'zod', '@fontsource/be-vietnam-pro'],
    node: PURE,
  },
  {
    room: 'electron/chromium',
    may: ['sync/contract', 'electron/'],
    packages: ['playwright-core'],
    node: 'any',
  },
  { room: 'electron', may: ['sync/contract', 'electron/'], packages: ['electron'], node: 'any' },
];

const OURS = '^(sync|renderer|electron|assets|build)/';
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Files of a room, those that a deeper room holds left out, as expressions. */
function filesOf(room: Room): string[] {
  const deeper = ROOMS.slice(0, ROOMS.indexOf(room)).flatMap((one) => [
    `${one.room}/`,
    ...(one.also === undefined ? [] : [one.also.slice(1)]),
  ]);
  const own = deeper.length > 0 ? `^(?!${deeper.join('|')})${room.room}/` : `^${room.room}/`;
  return room.also === undefined ? [own] : [own, room.also];
}

/** What a room may see by one name: a room; a folder with all its rooms, which ends with a slash; or a single file. */
function seenBy(name: string): string[] {
  const room = ROOMS.find((one) => one.room === name);
  if (room !== undefined) return filesOf(room);
  return [name.endsWith('/') ? `^${name}` : `^${escaped(name)}$`];
}

/** The rules of one room, as dependency-cruiser has them. */
function rulesOf(room: Room): IRegularForbiddenRuleType[] {
  const own = filesOf(room);
  const seen = room.may.flatMap(seenBy);
  const allowed = room.may.length > 0 ? room.may.join(', ') : 'nothing of ours';
  const packages = room.packages.join(', ') || 'none';
  const node = room.node === 'any' ? '' : room.node.join(', ') || 'none';
  const rule = (
    name: string,
    comment: string,
    rest: Pick<IRegularForbiddenRuleType, 'from' | 'to'>,
  ): IRegularForbiddenRuleType => ({
    ...{ name: `${name}: ${room.room}`, comment, severity: 'error' as const },
    ...rest,
  });
  return [
    rule('room wall', `${room.room} may import ${allowed}`, {
      from: { path: own, pathNot: TESTS },
      to: { path: OURS, pathNot: [...own, ...seen] },
    }),
    rule(
      'room wall of tests',
      `tests of ${room.room} may import that, ${room.tests?.join(', ') ?? 'no more'}`,
      {
        from: { path: own.map((files) => `${files}.*${TESTS}`) },
        to: { path: OURS, pathNot: [...own, ...seen, ...(room.tests ?? []).flatMap(seenBy)] },
      },
    ),
    rule('room packages', `${room.room} may use these packages: ${packages}`, {
      from: { path: own, pathNot: TESTS },
      to: {
        path: 'node_modules/',
        pathNot: room.packages.map((name) => `node_modules/(@types/)?${escaped(name)}/`),
      },
    }),
    ...(room.node === 'any'
      ? []
      : [
          rule('room built-ins', `${room.room} may use these of Node's modules: ${node}`, {
            from: { path: own, pathNot: TESTS },
            to: {
              dependencyTypes: ['core'],
              pathNot: room.node.map((name) => `^(node:)?${name}(/|$)`),
            },
          }),
        ]),
  ];
}

/** Every rule of the house: its rooms' walls, and that nothing imports itself by any way round. */
export function rules(): IRegularForbiddenRuleType[] {
  return [
    ...ROOMS.flatMap(rulesOf),
    {
      name: 'circle',
      comment: 'a file imports itself by way of others: one of them is in the wrong room',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'only tests',
      comment: 'fixtures and the oracle are for tests',
      severity: 'error',
      from: { path: '^(sync|renderer|electron)/', pathNot: [TESTS, '^sync/queries/oracle/'] },
      to: { path: ['\\.(test|fixture)\\.ts$', '^sync/queries/oracle/'] },
    },
  ];
}
