import path from 'node:path';
import type { Profile } from '../../sync/contract/profile.ts';
import { questions } from '../../sync/contract/questions/index.ts';
import type { LoadedProfile } from '../../sync/profile/index.ts';
import { answer } from '../../sync/queries/index.ts';
import { agree } from './agreement.ts';
import { contextOf, panelQuestions, timeDuck, timeOurs, told, total, type Times } from './boards.ts';
import { openDuck, type Duck } from './duck.ts';
import { shorter, single, type Figure } from './figure.ts';
import { boardToIdle, heatProfile } from './heat.ts';
import { delays } from './heat-delay.ts';
import { fill, replica } from './held.ts';
import { ingestPouch, ingestSqlite } from './ingest.ts';
import { POINTS, rawToIdle } from './raw-points.ts';

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
/** Where a time is shorter than this, milliseconds, how it grows matters to nobody. */
const ENOUGH = 5;

const duckId = (board: string): string => `board.${board}.duckdb`;
const growthId = (board: string): string => `board.${board}.growth`;

/** The ids of all figures there are, in the order they come. */
export function ids(profile: Profile): string[] {
  const boards = profile.boards.flatMap(({ id }) => [duckId(id), growthId(id)]);
  return ['ingest.sqlite', 'ingest.pouchdb', ...boards, ...HEAT];
}
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

  /** Our times on a folder of so many cases, by board. */
  const ours = async (count: number): Promise<Map<string, Times>> => {
    const context = contextOf(loaded, await folderOf(count));
    try {
      const boards = [...panelQuestions(profile)];
      return new Map(boards.map(([id, panels]) => [id, timeOurs(context, panels)]));
    } finally {
      context.cache.close();
    }
  };

  async function* boards(wanted: ReadonlySet<string>): AsyncGenerator<Figure> {
    const asked = panelQuestions(profile);
    const against = [...asked.keys()].some((id) => wanted.has(duckId(id)));
    if (against) duck = await openDuck();
    const large = await folderOf(held, duck);
    if (duck !== null) {
      const context = contextOf(loaded, large);
      try {
        const same = await agree(context, duck, asked.values());
        tell(`${same} figures are the same on both sides`);
      } finally {
        context.cache.close();
      }
    }
    const many = await ours(held);
    for (const [id, panels] of asked) {
      const times = many.get(id) ?? new Map();
      tell(`${id}, ${held} cases, ours: ${told(times)} ms`);
      if (duck === null || !wanted.has(duckId(id))) continue;
      const theirs = await timeDuck(duck, profile, panels);
      tell(`${id}, ${held} cases, DuckDB: ${told(theirs)} ms`);
      yield shorter(duckId(id), total(times), 'DuckDB', total(theirs), 1);
    }
    closeDuck();
    if (![...asked.keys()].some((id) => wanted.has(growthId(id)))) return;
    const tenth = Math.round(held / 10);
    for (const [id, times] of await ours(tenth)) {
      tell(`${id}, ${tenth} cases, ours: ${told(times)} ms`);
      const grown = total(many.get(id) ?? new Map());
      if (wanted.has(growthId(id)))
        yield shorter(growthId(id), grown, `itself at ${tenth} cases`, total(times), 0.67, ENOUGH);
    }
  }

  async function* growth(): AsyncGenerator<Figure> {
    const profileFolder = loaded.folder;
    const few = await boardToIdle({ profile: profileFolder, data: await folderOf(FEW) }, tell);
    const many = await boardToIdle({ profile: profileFolder, data: await folderOf(held) }, tell);
    yield shorter('heat.growth', many, `itself at ${FEW} cases`, few, 0.67);
  }

  /** How many cases the crowded map shows. */
  const crowdOf = (data: string): number => {
    const context = contextOf(loaded, data);
    try {
      const params = { service: context.index.firstService.id, range: '30d', grid: 'fine' };
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
    const own = await boardToIdle({ profile: crowded, data }, tell);
    const raw = await rawToIdle(profile, folder, tell);
    yield shorter('heat.rawpoints', own, `MapLibre with ${POINTS} points`, raw, 5);
  }

  async function* delay(): AsyncGenerator<Figure> {
    const heat = await heatProfile(loaded.folder, path.join(folder, 'profile-heat'), {});
    const { median, p95 } = await delays(heat, folder, tell);
    yield single('heat.delay', 'ms', median);
    yield single('heat.delay.p95', 'ms', p95);
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
        gives: profile.boards.flatMap(({ id }) => [duckId(id), growthId(id)]),
        what: 'questions of boards',
        run: boards,
      },
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
