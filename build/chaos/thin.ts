import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { backlog, today } from '../../sync/contract/questions/cases.ts';
import { CHUNK_BYTES } from '../../sync/contract/feed.ts';
import { DAY, HOUR, MINUTE } from '../../sync/contract/instants.ts';
import type { CityRecord } from '../../sync/contract/records.ts';
import { CityFeed } from '../../sync/feeds/city/city-feed.ts';
import { writerProfile } from '../../sync/host/threads/cache-threads.ts';
import { Reading } from '../../sync/host/threads/reading.ts';
import { loadProfile, type LoadedProfile } from '../../sync/profile/index.ts';
import { createWriter, type OpenWriter } from '../../sync/rollups/writer.ts';
import { dice } from '../../sync/store/damage/flips.fixture.ts';
import { createLogReader } from '../../sync/store/log-reader.ts';
import { currentGeneration } from '../../sync/store/pointer.ts';
import type { CacheWriter, LogReader } from '../../sync/store/ports.ts';
import { root } from '../harness/programs.ts';
import { serveLog } from '../harness/served-log.ts';
import { thinLine, type ThinLine, type Thinness } from '../harness/thin-line.ts';
import { until } from '../harness/wait.ts';
import { compare } from './compare.ts';

export interface ThinOptions {
  seed: number;
  /** How many lines, each before a wall that holds nothing: the first is thin, the others are cut again and again. */
  lines: number;
  /** How much history the city has, cases that were closed long ago. */
  history: number;
  say: (line: string) => void;
}

export interface ThinResult {
  passed: number;
  failed: string[];
  /** Of each line: the bytes it had carried when the first picture stood, how often it was cut until then, and what a picture is made of. */
  pictures: { bytes: number; cut: number; madeOf: number }[];
}

/** What a thin line carries, bytes a second. */
const RATE = 16 * 1024;
/** Records travel compressed, to less than half. What is said besides records until a picture stands, and what a cut may cost: a part that was nearly there, and another greeting. */
const ASIDE = 16 * 1024;
/** A line that is cut carries so many bytes before, up to twice as many. */
const CUT_AFTER = 12 * 1024;
/** A line as good as any. */
const WIDE: Thinness = { bytesPerSecond: Infinity, cutAfter: () => Infinity };

/** How often a part may be asked for: what is too large for a line that is cut is halved each time, from the most there is to the least. */
const TRIES = 1 + Math.log2(CHUNK_BYTES.most / CHUNK_BYTES.least);
/** What a bad line is given to bring something, milliseconds. */
const WITHIN = 55_000;
/** So many cases change at once: more than a line that is cut carries at a time. */
const CHANGED = 1_500;

/** Cases of now: more than a thin line carries, as they are, before a wall would take it for dead. */
const CURRENT = 2_000;
const NOW = Date.UTC(2026, 10, 2, 8);
const TRUTH = { asOf: NOW, watermarks: { s1022: NOW } };

/** A city's records: many that are history, and some that are open or were closed today. */
function recordsOf(seed: number, history: number): { current: CityRecord[]; past: CityRecord[] } {
  const roll = dice(seed);
  const made = (n: number, openedAt: number, closedAt: number | null): CityRecord => ({
    ...{ kind: 'case', service: '1022', id: `P-${n}`, rev: 1, openedAt, dueAt: openedAt + 5 * DAY },
    ...(closedAt === null ? { status: 'received' } : { status: 'resolved', closedAt }),
    category: `c${Math.floor(roll() * 12)}`,
    point: [106.6 + roll() / 10, 10.7 + roll() / 10],
  });
  const age = (most: number): number => Math.round(MINUTE + roll() * most);
  const past = Array.from({ length: history }, (_, n) => {
    const opened = NOW - 3 * DAY - age(300 * DAY);
    return made(n, opened, opened + age(DAY));
  });
  const current = Array.from({ length: CURRENT }, (_, n) =>
    n % 3 === 0
      ? made(history + n, NOW - DAY, NOW - age(6 * HOUR))
      : made(history + n, NOW - age(20 * DAY), null),
  );
  return { current, past };
}

/**
 * Puts walls that hold nothing behind lines that hardly carry anything. The first picture of each must show the right figures of now, say
 * that history is still being fetched, and stand after a bounded number of bytes; nothing that arrived is fetched twice, and nothing again
 * and again. Once the line is a good one, the wall holds all of its city; and what changes then comes by a bad line, too.
 */
export async function thin({ seed, lines, history, say }: ThinOptions): Promise<ThinResult> {
  const folder = await mkdtemp(path.join(tmpdir(), 'citywall-thin-'));
  const city = await servedCity(path.join(folder, 'city'), recordsOf(seed, history));
  const result: ThinResult = { passed: 0, failed: [], pictures: [] };
  const roll = dice(seed);
  try {
    for (let n = 1; n <= lines; n++) {
      const bad: Thinness =
        n === 1
          ? { bytesPerSecond: RATE, cutAfter: () => Infinity }
          : { bytesPerSecond: 16 * RATE, cutAfter: () => Math.round(CUT_AFTER * (1 + roll())) };
      const { picture, wrong } = await tryLine(city, bad, path.join(folder, `wall-${n}`), n);
      if (picture !== null) {
        result.pictures.push(picture);
        say(`line ${n}: a picture after ${picture.bytes} bytes and ${picture.cut} cuts`);
      }
      if (wrong.length === 0) result.passed += 1;
      else result.failed.push(`line ${n}: ${wrong.join('; ')}`);
    }
  } finally {
    await city.close();
    await rm(folder, { recursive: true, force: true });
  }
  return result;
}

/** A city that is served, and counts how often each part of its snapshot is asked for. */
interface ServedCity {
  readonly folder: string;
  readonly loaded: LoadedProfile;
  readonly port: number;
  /** How many characters a picture is made of. */
  readonly madeOf: number;
  readonly asked: Map<string | null, number>;
  readonly log: LogReader;
  /** Changes a good part of its history. */
  change: (rev: number) => Promise<void>;
  close: () => Promise<void>;
}

async function servedCity(
  folder: string,
  { current, past }: ReturnType<typeof recordsOf>,
): Promise<ServedCity> {
  const loaded = await loadProfile(path.join(root, 'assets/cities/hcmc'));
  const { city, profile } = writerProfile(loaded);
  const origin = createWriter({ ...{ city, profile, folder }, role: 'origin', serve: true, personal: null });
  const apply = async (records: CityRecord[]): Promise<void> =>
    void (await origin.apply({ mode: 'origin', records: JSON.stringify(records), ...TRUTH }));
  // What is needed first stands last, as a city's records do.
  await apply([...past, ...current]);
  const log = createLogReader(folder);
  const asked = new Map<string | null, number>();
  const counted: LogReader = {
    ...log,
    chunk: (after, ...rest) => {
      asked.set(after, (asked.get(after) ?? 0) + 1);
      return log.chunk(after, ...rest);
    },
  };
  const served = await serveLog(counted, { id: city, name: city, profile: loaded.hash, demo: true });
  return {
    ...{ folder, loaded, asked, log, port: served.port, madeOf: JSON.stringify(current).length },
    async change(rev) {
      await apply(past.slice(0, CHANGED).map((one) => ({ ...one, rev })));
      served.grew();
    },
    async close() {
      await served.stop();
      log.close();
      origin.close();
    },
  };
}

/** Puts a wall that holds nothing behind a line; says what is wrong with what then happens. */
async function tryLine(
  city: ServedCity,
  bad: Thinness,
  folder: string,
  n: number,
): Promise<{ picture: ThinResult['pictures'][number] | null; wrong: string[] }> {
  const line = await thinLine(city.port, bad);
  const stamp = writerProfile(city.loaded);
  const wall = createWriter({ ...stamp, folder, role: 'replica', serve: false, personal: null });
  city.asked.clear();
  const wrong: string[] = [];
  let picture: ThinResult['pictures'][number] | null = null;
  const { feed, first } = follow(wall, line, () => figuresOf(folder, city.loaded));
  try {
    const seen = await within('a first picture', first);
    picture = { ...seen, madeOf: city.madeOf };
    wrong.push(...wrongWith(picture, seen.figures, city));
    line.become(WIDE);
    const head = async (): Promise<number> => (await city.log.head()).cursor.seq;
    const level = async (): Promise<boolean> => (await wall.cursor())?.seq === (await head());
    await until('all of the city', level);
    const most = Math.max(...city.asked.values());
    const again = [...city.asked.values()].reduce((sum, times) => sum + times - 1, 0);
    if (again > line.cut) wrong.push(`${again} parts were fetched again, after ${line.cut} cuts`);
    if (most > TRIES) wrong.push(`a part was fetched ${most} times`);
    line.become(bad);
    await city.change(n + 1);
    await until('what changed', level, WITHIN);
  } catch (error) {
    wrong.push(error instanceof Error ? error.message : String(error));
  } finally {
    await feed.stop();
    wall.close();
    await line.close();
  }
  if (wrong.length === 0) wrong.push(...(await compare(city.folder, folder)).wrong);
  return { picture, wrong };
}

function wrongWith(
  { bytes, cut, madeOf }: ThinResult['pictures'][number],
  figures: object,
  city: ServedCity,
): string[] {
  const most = madeOf / 2 + ASIDE * (1 + cut);
  const right = figuresOf(city.folder, city.loaded);
  return [
    ...(bytes > most ? [`the picture took ${bytes} bytes, more than ${most}`] : []),
    ...(JSON.stringify(figures) === JSON.stringify({ ...right, partial: true })
      ? []
      : [`it shows ${JSON.stringify(figures)}, right is ${JSON.stringify(right)}`]),
  ];
}

interface Seen {
  bytes: number;
  cut: number;
  figures: object;
}

/** Follows a city; `first` resolves with what the first picture shows, and what the line had carried until then. */
function follow(
  wall: OpenWriter,
  line: ThinLine,
  figures: () => object,
): { feed: CityFeed; first: Promise<Seen> } {
  const first = Promise.withResolvers<Seen>();
  const writer: CacheWriter = {
    cursor: () => wall.cursor(),
    apply: (batch) => wall.apply(batch),
    truth: (truth) => wall.truth(truth),
    staged: () => wall.staged(),
    stage: (...given) => wall.stage(...given),
    stageChunk: async (chunk) => {
      const { carried: bytes, cut } = line;
      const staged = await wall.stageChunk(chunk);
      if (staged.shown) first.resolve({ bytes, cut, figures: figures() });
      return staged;
    },
    swap: (...given) => wall.swap(...given),
  };
  const feed = new CityFeed({
    address: line.address,
    writer,
    hello: () => ({ client: 'thin', scope: { personal: false } }),
    recognise: () => Promise.resolve(),
    held: null,
    pause: () => 20,
  });
  void feed.run();
  return { feed, first: first.promise };
}

const within = <T>(what: string, promise: Promise<T>): Promise<T> =>
  Promise.race([promise, until(what, () => false, WITHIN).then(() => promise)]);

/** What the overview shows first of a data folder: what is open, and what came in today. */
function figuresOf(folder: string, loaded: LoadedProfile): object {
  const { profile } = loaded;
  const reading = new Reading(() => currentGeneration(folder)?.cache ?? null, { profile, scope: null });
  try {
    const params = { service: '1022' };
    const { answers } = reading.slice(
      [
        { name: 'backlog', params },
        { name: 'today', params },
      ],
      null,
      'live',
    );
    const [open, came] = answers.map(({ answer }) => answer);
    if (open?.content !== 'data' || came?.content !== 'data') throw new Error('there is no picture');
    const { count, hours } = today.answer.parse(came.data);
    return {
      ...{ open: backlog.answer.parse(open.data), count, hours: hours.map((hour) => hour.count) },
      ...(open.partial === true && came.partial === true ? { partial: true } : {}),
    };
  } finally {
    reading.close();
  }
}
