import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { dice } from '../../sync/store/damage/flips.fixture.ts';
import { healthOf, startProgram, type Program } from '../harness/programs.ts';
import { thinLine, type ThinLine } from '../harness/thin-line.ts';
import { until } from '../harness/wait.ts';
import { compare } from './compare.ts';
import { flood, KINDS } from './flooded.ts';
import type { ChaosOptions } from './run.ts';
import { smallDisk, type SmallDisk } from './small-disk.ts';

/** What may befall a wall that is not killed: each for a while, and then it is over. */
export const BLOWS = [
  'host stopped',
  'city stopped',
  'city killed',
  'line cut',
  'line thin',
  'line lossy',
  'windows flood',
  'disk full',
] as const;
export type Blow = (typeof BLOWS)[number];

export interface StormOptions extends Pick<ChaosOptions, 'seed' | 'rate' | 'cases' | 'programs' | 'say'> {
  /** How many blows fall, one after the other. */
  blows: number;
}

export interface StormResult {
  passed: number;
  failed: string[];
  /** How often each fell; that of a disk never, where none can be mounted. */
  fell: Record<Blow, number>;
  /** The longest time from the end of a cause until the wall was level with its city again, milliseconds. */
  slowest: { blow: Blow; ms: number } | null;
}

/** How long a blow lasts, milliseconds. */
const [SHORTEST, LONGEST] = [1_000, 6_000];
/** A wall has so long to be level again on a machine that does much else: what it took is told. */
const WITHIN = 120_000;
/** What is not thin, and cuts nothing. */
const SOUND = { bytesPerSecond: Infinity, cutAfter: () => Infinity };
/** Windows that flood. */
const WINDOWS = 50;
/** Large enough for the wall's data, and soon filled, megabytes. */
const DISK = 400;

/** What a storm has at hand. */
interface Scene {
  city: Program;
  wall: Program;
  line: ThinLine;
  disk: SmallDisk | null;
  /** Starts the city again, where it was. */
  cityAgain: () => Promise<void>;
}

/** Each blow: from its beginning, for so long, to its end. `roll` gives shares of 1. */
const FALLS: Readonly<Record<Blow, (scene: Scene, ms: number, roll: () => number) => Promise<void>>> = {
  'host stopped': ({ wall }, ms) => stopped(wall, ms),
  'city stopped': ({ city }, ms) => stopped(city, ms),
  'city killed': async ({ city, cityAgain }, ms) => {
    await city.kill('SIGKILL');
    await pause(ms);
    await cityAgain();
  },
  'line cut': ({ line }, ms) => like(line, { ...SOUND, cutAfter: () => 1 }, ms),
  'line thin': ({ line }, ms, roll) =>
    like(line, { ...SOUND, bytesPerSecond: 16_384 * (1 + roll() * 3) }, ms),
  'line lossy': ({ line }, ms, roll) =>
    like(line, { ...SOUND, cutAfter: () => Math.round(500 + roll() * 60_000) }, ms),
  'windows flood': async ({ wall }, ms, roll) => {
    const kind = KINDS[Math.floor(roll() * KINDS.length)] ?? 'ask';
    const windows = flood(wall.port, kind, WINDOWS);
    await windows.opened;
    await pause(ms);
    await windows.stop();
  },
  'disk full': async ({ disk }, ms) => {
    disk?.fill();
    await pause(ms);
    disk?.free();
  },
};

async function stopped({ pid }: Program, ms: number): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  try {
    await pause(ms);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

async function like(line: ThinLine, how: typeof SOUND, ms: number): Promise<void> {
  line.become(how);
  await pause(ms);
  line.become(SOUND);
}

const seqOf = async (address: string): Promise<number> => {
  const health: { seq?: number } = await (await fetch(new URL('health', address))).json();
  return health.seq ?? 0;
};

/**
 * Lets one thing after another befall a wall while its city sends records, and each time waits until it is live and holds all that the
 * city had when the cause ended; at the end compares what it holds with what the city holds. The same blows for the same seed.
 */
export async function storm(options: StormOptions): Promise<StormResult> {
  const { programs, say, seed, rate, cases, blows } = options;
  const folder = await mkdtemp(path.join(tmpdir(), 'citywall-storm-'));
  const disk = smallDisk(path.join(folder, 'disk'), DISK);
  const [cityData, wallData] = [path.join(folder, 'city'), path.join(folder, 'disk', 'wall')];
  await mkdir(wallData, { recursive: true });
  const none = Object.fromEntries(BLOWS.map((blow) => [blow, 0])) as Record<Blow, number>;
  const result: StormResult = { passed: 0, failed: [], fell: none, slowest: null };
  const check = (wrong: string[], what: string): void => {
    if (wrong.length === 0) result.passed += 1;
    else {
      result.failed.push(`${what}: ${wrong.join('; ')}`);
      say(`FAILED ${what}: ${wrong.join('; ')}`);
    }
  };
  const cityWith = (port: number, ...more: string[]): Promise<Program> =>
    startProgram(programs.city, [
      ...['--port', String(port), '--seed', String(seed), '--cases', String(cases), '--data', cityData],
      ...more,
    ]);
  const sending = ['--rate', String(rate)];
  let city = await cityWith(0, ...sending);
  const line = await thinLine(city.port, SOUND);
  const wall = await startProgram(programs.wall, ['--port', '0', '--data', wallData, '--city', line.address]);
  /** How long it takes until the wall is live and has what the city had when this began; throws where it takes too long. */
  const level = async (): Promise<number> => {
    const [began, seq] = [performance.now(), await seqOf(city.address)];
    await until(
      `live at ${seq}`,
      async () => {
        const { status, cursor } = await healthOf(wall.address, 10_000);
        return status === 'live' && (cursor?.seq ?? 0) >= seq;
      },
      WITHIN,
    );
    return performance.now() - began;
  };
  const roll = dice(seed);
  const there = BLOWS.filter((blow) => disk !== null || blow !== 'disk full');
  try {
    await level();
    say(`a wall beside a city that sends ${rate} records a second; seed ${seed}, ${blows} blows`);
    for (let i = 0; i < blows; i++) {
      const blow = there[Math.floor(roll() * there.length)] ?? 'line cut';
      const ms = Math.round(SHORTEST + roll() * (LONGEST - SHORTEST));
      const cityAgain = async (): Promise<void> => void (city = await cityWith(city.port, ...sending));
      const wrong: string[] = [];
      try {
        await FALLS[blow]({ city, wall, line, disk, cityAgain }, ms, roll);
        const took = await level();
        if (took > (result.slowest?.ms ?? 0)) result.slowest = { blow, ms: Math.round(took) };
      } catch (error) {
        wrong.push(error instanceof Error ? error.message : String(error));
      }
      result.fell[blow] += 1;
      check(wrong, `blow ${i + 1} (${blow}, ${ms} ms)`);
      if ((i + 1) % 10 === 0) say(`${i + 1}/${blows} blows`);
    }
    await city.stop();
    city = await cityWith(city.port, '--still');
    await level().catch((error: unknown) => check([String(error)], 'the last records'));
    await wall.stop();
    await city.stop();
    const { records, wrong } = await compare(cityData, wallData);
    check(wrong, `${records} records compared`);
  } finally {
    await wall.stop();
    await line.close();
    await city.stop();
    disk?.remove();
    await rm(folder, { recursive: true, force: true });
  }
  return result;
}
