import path from 'node:path';
import type { Browser } from 'playwright-core';
import type { Profile } from '../../sync/contract/profile.ts';
import { questions } from '../../sync/contract/questions/index.ts';
import type { LoadedProfile } from '../../sync/profile/index.ts';
import { answer, type QuestionContext } from '../../sync/queries/index.ts';
import { headless } from '../harness/browser.ts';
import { agree } from './agreement.ts';
import { frameBeside, ingestBeside, timeDeeds, timeQueue, timeRules, timeScan } from './alerts.ts';
import { AUDIT, verifyBeside } from './audit.ts';
import { heldByAlerts } from './alert-memory.ts';
import { holdings, openBoards, timeChanges } from './board-changes.ts';
import { contextOf, panelQuestions, timeDuck, timeOurs, told, total, type Times } from './boards.ts';
import { openDuck, type Duck } from './duck.ts';
import { faster, less, shorter, single, type Figure } from './figure.ts';
import { boardOpening, heatProfile, inTurns, type Opening } from './heat.ts';
import { delays } from './heat-delay.ts';
import { fill, replica } from './held.ts';
import { ingestPouch, ingestSqlite } from './ingest.ts';
import { timeLists } from './lists.ts';
import { POINTS, rawOpening } from './raw-points.ts';

/** What a run of the benchmark works with. */
export interface Setting {
  loaded: LoadedProfile;
  /** How many cases the large folder holds. */
  held: number;
  /** Where everything is put; removed by the caller. */
  folder: string;
  tell: (line: string) => void;
}

/** A part of the benchmark: the ids of the figures it gives, some of which were asked for. */
export interface Part {
  gives: string[];
  what: string;
  run(wanted: ReadonlySet<string>): AsyncIterable<Figure>;
}

/** How many cases the map is drawn with where it is to have few. */
const FEW = 10_000;
/** How often each page is opened; raw points take half a minute a time on a small machine. */
/** How often each board is changed to and opened; and board changes before a window's memory is measured, and between. */
const ROUNDS = 5;
const MEMORY = { first: 150, more: 500 } as const;
const LOADS = { growth: 5, rawPoints: 3 } as const;
/** Where a time is shorter than this, milliseconds, how it grows matters to nobody. */
const ENOUGH = 5;

const duckId = (board: string): string => `board.${board}.duckdb`;
const growthId = (board: string): string => `board.${board}.growth`;

/** The ids of all figures there are, in the order they come. */
export function ids(profile: Profile): string[] {
  const boards = profile.boards.flatMap(({ id }) => [duckId(id), growthId(id)]);
  return ['ingest.sqlite', 'ingest.pouchdb', ...boards, ...LISTS, ...ALERTS, ...AUDIT, ...CHANGES, ...HEAT];
}
const CHANGES = ['board.change', 'memory.heap', 'memory.nodes'];
const LISTS = ['list.duckdb', 'search.duckdb', 'search.slowest'];
const ALERTS = [
  'alerts.rules',
  'alerts.slowest',
  'alerts.scan',
  'alerts.queue',
  'alerts.deed',
  'alerts.memory',
  'alerts.frame',
  'alerts.ingest',
];
const HEAT = ['heat.growth', 'heat.rawpoints', 'heat.delay', 'heat.delay.p95'];

/** The parts of the benchmark over folders that are built once, when first needed. */
export function createBench({ loaded, held, folder, tell }: Setting): {
  parts: Part[];
  close(): Promise<void>;
} {
  const { profile } = loaded;
  const built = new Map<number, Promise<string>>();
  let duck: Duck | null = null;

  const build = async (count: number, also: Duck | null): Promise<string> => {
    const made = path.join(folder, `held-${count}`);
    tell(`filling a folder with ${count} cases${also === null ? '' : ', and DuckDB with the same'}`);
    const wall = await replica(loaded, made);
    try {
      await fill(loaded, count, also === null ? [wall] : [wall, also], tell);
    } finally {
      await wall.close();
    }
    await also?.finish();
    return made;
  };
  const folderOf = (count: number, also: Duck | null = null): Promise<string> => {
    const known = built.get(count) ?? build(count, also);
    built.set(count, known);
    return known;
  };
  const closeDuck = (): void => {
    duck?.close();
    duck = null;
  };

  /** Whether both sides say the same, before either is timed. */
  const check = async (duck: Duck, context: QuestionContext): Promise<void> => {
    const same = await agree(context, duck, panelQuestions(profile).values());
    tell(`${same} figures are the same on both sides`);
  };

  async function* boards(wanted: ReadonlySet<string>): AsyncGenerator<Figure> {
    const boards = [...panelQuestions(profile)].filter(
      ([id]) => wanted.has(duckId(id)) || wanted.has(growthId(id)),
    );
    const against = [...boards.map(([id]) => duckId(id)), ...LISTS];
    if (against.some((id) => wanted.has(id))) duck = await openDuck();
    const tenth = Math.round(held / 10);
    const contexts = [];
    try {
      for (const count of boards.length > 0 ? [held, tenth] : [held])
        contexts.push(contextOf(loaded, await folderOf(count, count === held ? duck : null)));
      const [many] = contexts;
      if (many !== undefined && duck !== null && boards.length > 0) await check(duck, many);
      for (const [id, panels] of boards) {
        const [large = new Map(), small = new Map()] = timeOurs(contexts, panels);
        tell(`${id}, ${held} cases, ours: ${told(large)} ms`);
        tell(`${id}, ${tenth} cases, ours: ${told(small)} ms`);
        if (duck !== null && wanted.has(duckId(id))) {
          const theirs = await timeDuck(duck, profile, panels);
          tell(`${id}, ${held} cases, DuckDB: ${told(theirs)} ms`);
          // Of what is in no table of records a peer would ask nothing else than we do.
          yield theirs.size === 0
            ? single(duckId(id), 'ms', total(large))
            : shorter(duckId(id), total(large), 'DuckDB', total(theirs), 1);
        }
        if (wanted.has(growthId(id)))
          yield shorter(growthId(id), total(large), `itself at ${tenth} cases`, total(small), 0.67, ENOUGH);
      }
      if (many !== undefined && duck !== null) yield* lists(many, duck, wanted);
    } finally {
      for (const { cache } of contexts) cache.close();
      closeDuck();
    }
  }

  /** Lists of single cases, and a search letter by letter. */
  async function* lists(
    context: QuestionContext,
    duck: Duck,
    wanted: ReadonlySet<string>,
  ): AsyncGenerator<Figure> {
    for (const kind of ['list', 'search'] as const) {
      if (![...wanted].some((id) => id.startsWith(`${kind}.`))) continue;
      const { ours, theirs, same } = await timeLists(context, duck, kind);
      tell(`${kind}: ${same} cases are the same on both sides`);
      tell(`${kind}, ${held} cases, ours: ${told(ours)} ms`);
      tell(`${kind}, ${held} cases, DuckDB: ${told(theirs)} ms`);
      const mean = (times: Times): number => total(times) / times.size;
      if (wanted.has(`${kind}.duckdb`))
        yield shorter(`${kind}.duckdb`, mean(ours), 'DuckDB', mean(theirs), 1);
      if (kind === 'search') yield single('search.slowest', 'ms', Math.max(...ours.values()));
    }
  }

  /** Rules looked at, a queue of many alerts, and what both cost whoever else is at work. */
  async function* alerts(wanted: ReadonlySet<string>): AsyncGenerator<Figure> {
    const tenth = Math.round(held / 10);
    const [large, small] = [await folderOf(held), await folderOf(tenth)];
    const [many, few] = [contextOf(loaded, large), contextOf(loaded, small)];
    try {
      const times = timeRules(many);
      const before = timeRules(few);
      tell(`rules, ${held} cases: ${told(times)} ms`);
      tell(`rules, ${tenth} cases: ${told(before)} ms`);
      if (wanted.has('alerts.rules'))
        yield shorter('alerts.rules', total(times), `itself at ${tenth} cases`, total(before), 0.67, 150);
      if (wanted.has('alerts.slowest')) yield single('alerts.slowest', 'ms', Math.max(...times.values()));
      const scan = profile.alerts.rules.find(({ watch }) => watch.detector === 'cluster');
      if (wanted.has('alerts.scan') && scan !== undefined)
        yield single('alerts.scan', 'ms', timeScan(many, scan.id));
      if (wanted.has('alerts.queue')) {
        const { first, later, groups } = await timeQueue(loaded, many, path.join(folder, 'queue'), 10_000);
        tell(
          `a queue of 10,000 alerts in ${groups} groups: first ${first.toFixed(0)} ms, later ${later.toFixed(1)} ms`,
        );
        yield single('alerts.queue', 'ms', later);
      }
      if (wanted.has('alerts.deed')) {
        const deeds = await timeDeeds(loaded, many, path.join(folder, 'deeds'), 10_000);
        tell(
          `a group of ${deeds.alerts} of 10,000 alerts acknowledged and shown: ${deeds.middle.toFixed(0)} ms, at most ${deeds.longest.toFixed(0)} ms`,
        );
        yield single('alerts.deed', 'ms', deeds.middle);
      }
    } finally {
      many.cache.close();
      few.cache.close();
    }
    if (wanted.has('alerts.memory')) {
      const flood = await heldByAlerts(path.join(folder, 'flood'), 10_000);
      tell(
        `10,000 alerts: ${flood.raised.toFixed(1)} MiB a thread, ${flood.closed.toFixed(1)} when all are closed, ${flood.forgotten.toFixed(1)} once they are forgotten`,
      );
      yield single('alerts.memory', 'MiB', flood.raised);
    }
    if (wanted.has('alerts.frame')) {
      const { alone, beside } = await frameBeside(loaded, large, 'overview');
      yield shorter('alerts.frame', beside, 'itself without rules', alone, 0.9, 20);
    }
    if (wanted.has('alerts.ingest')) {
      const { alone, beside } = await ingestBeside(loaded, folder, large, tell);
      yield faster('alerts.ingest', 'rows/s', beside, 'itself without rules', alone, 0.9);
    }
  }

  /** Two pages in one browser, opened in turns: their times to idle. */
  const besides = async (
    sides: readonly ((browser: Browser) => Promise<Opening>)[],
    loads: number,
  ): Promise<[number, number]> => {
    const browser = await headless();
    const opened = new Array<Opening>();
    try {
      for (const side of sides) opened.push(await side(browser));
      const [one, other] = opened;
      if (one === undefined || other === undefined) throw new Error('two sides are needed');
      return await inTurns([one, other], loads, tell);
    } finally {
      for (const side of opened) await side.close();
      await browser.close();
    }
  };

  async function* growth(): AsyncGenerator<Figure> {
    const board = (data: string, count: number) => (browser: Browser) =>
      boardOpening(browser, `${count} cases`, { profile: loaded.folder, data });
    const sides = [board(await folderOf(held), held), board(await folderOf(FEW), FEW)];
    const [many, few] = await besides(sides, LOADS.growth);
    yield shorter('heat.growth', many, `itself at ${FEW} cases`, few, 0.67);
  }

  /** How many cases the crowded map shows. */
  const crowdOf = (data: string): number => {
    const context = contextOf(loaded, data);
    try {
      const params = { service: context.lookup.firstService.id, range: '30d', grid: 'fine' };
      const heat = answer(context, 'heat', params);
      return heat.content === 'data' ? questions.heat.answer.parse(heat.data).total : 0;
    } finally {
      context.cache.close();
    }
  };

  async function* rawPoints(): AsyncGenerator<Figure> {
    const data = await folderOf(held);
    const change = { range: '30d', grid: 'fine', against: 'nothing' } as const;
    const crowded = await heatProfile(loaded.folder, path.join(folder, 'profile-crowded'), change);
    const shown = crowdOf(data);
    tell(
      `the map shows ${shown} cases${shown < POINTS ? `, fewer than the ${POINTS} it is measured against` : ''}`,
    );
    const [own, raw] = await besides(
      [
        (browser) => boardOpening(browser, `the board with ${shown} cases`, { profile: crowded, data }),
        (browser) => rawOpening(browser, profile, folder),
      ],
      LOADS.rawPoints,
    );
    yield shorter('heat.rawpoints', own, `MapLibre with ${POINTS} points`, raw, 5);
  }

  async function* delay(): AsyncGenerator<Figure> {
    const heat = await heatProfile(loaded.folder, path.join(folder, 'profile-heat'), {});
    const { median, p95 } = await delays(heat, folder, tell);
    yield single('heat.delay', 'ms', median);
    yield single('heat.delay.p95', 'ms', p95);
  }

  /** Boards one after the other in a console's window: how soon each stands, and what the window holds in the end. */
  async function* changes(wanted: ReadonlySet<string>): AsyncGenerator<Figure> {
    const data = await folderOf(held);
    const browser = await headless();
    try {
      const boards = await openBoards(browser, { profile: loaded.folder, data });
      try {
        if (wanted.has('board.change')) {
          const { changed, loaded: opened } = await timeChanges(boards, ROUNDS, tell);
          yield shorter('board.change', changed, 'the same board opened as a page', opened, 1);
        }
        if (!wanted.has('memory.heap') && !wanted.has('memory.nodes')) return;
        const { before, after } = await holdings(boards, MEMORY, tell);
        const peer = `itself after ${MEMORY.first} board changes`;
        if (wanted.has('memory.heap')) yield less('memory.heap', 'MiB', after.heap, peer, before.heap, 0.9);
        if (wanted.has('memory.nodes'))
          yield less('memory.nodes', 'nodes', after.nodes, peer, before.nodes, 0.9);
      } finally {
        await boards.close();
      }
    } finally {
      await browser.close();
    }
  }

  async function* one(figure: Promise<Figure>): AsyncGenerator<Figure> {
    yield await figure;
  }
  const [growthHeat = '', raw = '', ...late] = HEAT;
  return {
    parts: [
      {
        gives: ['ingest.sqlite'],
        what: 'ingest beside a bare better-sqlite3 loop',
        run: () => one(ingestSqlite(loaded, folder, tell)),
      },
      {
        gives: ['ingest.pouchdb'],
        what: 'ingest beside PouchDB',
        run: () => one(ingestPouch(loaded, folder, tell)),
      },
      {
        gives: [...profile.boards.flatMap(({ id }) => [duckId(id), growthId(id)]), ...LISTS],
        what: 'questions of boards, lists and searches',
        run: boards,
      },
      { gives: ALERTS, what: 'rules of alerts, and the queue', run: alerts },
      { gives: AUDIT, what: 'the audit log', run: () => one(verifyBeside(folder, tell)) },
      { gives: CHANGES, what: 'changing boards', run: changes },
      { gives: [growthHeat], what: 'the map with few cases and many', run: growth },
      { gives: [raw], what: 'the map beside raw points', run: rawPoints },
      { gives: late, what: 'from record to heat on screen', run: delay },
    ],
    async close() {
      closeDuck();
      await Promise.allSettled(built.values());
    },
  };
}
