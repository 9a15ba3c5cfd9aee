import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Health } from '../../sync/contract/health.ts';
import type { Scope } from '../../sync/contract/scope.ts';
import { healthOf, startProgram } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';
import { start, type Victim } from './blow.ts';
import { compare, soundness } from './compare.ts';
import { type Moment, moments } from './moments.ts';
import { Watcher } from './watcher.ts';

export interface ChaosOptions {
  kills: number;
  seed: number;
  /** Records a second that the city sends meanwhile. */
  rate: number;
  /** The city's backlog, so that a first snapshot takes a while. */
  cases: number;
  /** The part of the city that the wall holds, if not all of it. */
  scope?: Scope;
  /** Where the programs are, relative to the repository: `sync/host` or `dist/host`. */
  programs: { wall: string; city: string };
  say: (line: string) => void;
}

export interface ChaosResult {
  passed: number;
  failed: string[];
  /** What the blows hit, for whoever reads the report. */
  hit: Record<Moment['after'] | 'snapshot', number>;
}

/**
 * Kills a wall's host again and again while its city sends records, starts it each time with the same port
 * and data, and at the end compares what it holds with what the city holds.
 */
export async function chaos(options: ChaosOptions): Promise<ChaosResult> {
  const { programs, say } = options;
  const folder = await mkdtemp(path.join(tmpdir(), 'citywall-chaos-'));
  const [cityData, wallData] = [path.join(folder, 'city'), path.join(folder, 'wall')];
  const result: ChaosResult = { passed: 0, failed: [], hit: { start: 0, ready: 0, taking: 0, snapshot: 0 } };
  const check = (wrong: string[], what: string): void => {
    if (wrong.length === 0) result.passed += 1;
    else {
      result.failed.push(`${what}: ${wrong.join('; ')}`);
      say(`FAILED ${what}: ${wrong.join('; ')}`);
    }
  };
  const part = options.scope === undefined ? [] : ['--scope', options.scope.unit];
  const common = ['--seed', String(options.seed), '--cases', String(options.cases), '--data', cityData];
  let city = await startProgram(programs.city, ['--port', '0', '--rate', String(options.rate), ...common]);
  let window: Watcher | null = null;
  try {
    say(`a city at ${city.address} sends ${options.rate} records a second; seed ${options.seed}`);
    let address: string | null = null;
    let seq = 0;
    for (const [i, moment] of moments(options.seed, options.kills).entries()) {
      if (moment.afresh) {
        await rm(wallData, { recursive: true, force: true });
        seq = 0;
      }
      await mkdir(wallData, { recursive: true });
      const port = address === null ? '0' : new URL(address).port;
      const host = start(programs.wall, [
        '--port',
        port,
        '--data',
        wallData,
        '--city',
        city.address,
        ...part,
      ]);
      const wrong: string[] = [];
      try {
        // The first start tells which port is kept from then on.
        if (moment.after !== 'start' || address === null) {
          const got = await host.ready;
          if (got !== (address ?? got)) wrong.push(`it came back at ${got}, not at ${address}`);
          address ??= got;
          window ??= new Watcher(got);
        }
        if (moment.after === 'taking') await taking(host, seq);
        await pause(moment.ms);
      } catch (error) {
        wrong.push(error instanceof Error ? error.message : String(error));
      }
      await host.kill();
      result.hit[moment.after] += 1;
      const found = await soundness(wallData, (i + 1) % 10 === 0);
      if (found.staging) result.hit.snapshot += 1;
      if (found.seq < seq) wrong.push(`it held ${seq} and then only ${found.seq}`);
      seq = found.seq;
      check([...wrong, ...found.wrong], `kill ${i + 1} (${moment.ms} ms after ${moment.after})`);
      if ((i + 1) % 10 === 0) say(`${i + 1}/${options.kills} kills, the wall at ${seq}`);
    }
    await city.stop();
    city = await startProgram(programs.city, ['--port', String(city.port), '--still', ...common]);
    const port = address === null ? '0' : new URL(address).port;
    const wall = await startProgram(programs.wall, [
      '--port',
      port,
      '--data',
      wallData,
      '--city',
      city.address,
      ...part,
    ]);
    try {
      check(wall.address === address ? [] : [`it is at ${wall.address}, was at ${address}`], 'the address');
      const there = await cityHealth(city.address);
      const health = await until('equal positions', async () => {
        const held = await healthOf(wall.address);
        const equal = held.cursor?.seq === there.seq && held.cursor?.epoch === there.epoch;
        return equal && held.status === 'live' && held;
      });
      await until('a live frame in the window', () => window?.last?.line.state === 'live' && window);
      check(window !== null && window.opened > 1 ? [] : ['it never reconnected'], 'the window');
      check(health.quarantine === 0 ? [] : [`${health.quarantine} in quarantine`], 'quarantine');
    } catch (error) {
      check([error instanceof Error ? error.message : String(error)], 'the last start');
    } finally {
      await wall.stop();
    }
    await city.stop();
    const { records, wrong } = await compare(cityData, wallData, options.scope);
    check(wrong, `${records} records compared`);
  } finally {
    window?.close();
    await city.stop();
    await rm(folder, { recursive: true, force: true });
  }
  return result;
}

/**
 * Waits until a host is further in the city's log than it was, for as long as it still comes nearer: a first snapshot may take a slow machine
 * minutes. Where nothing comes any more, how it was is told: its line, what it holds, its notes.
 */
async function taking(host: Victim, seq: number): Promise<void> {
  const address = await host.ready;
  let last: Health | undefined;
  try {
    for (let had = -1; (last?.cursor?.seq ?? 0) <= seq; had = held(last))
      last = await until(`more than ${seq}`, async () => {
        const now = await healthOf(address);
        return ((now.cursor?.seq ?? 0) > seq || held(now) > had) && now;
      });
  } catch (error) {
    const { message } = error as Error;
    throw new Error(`${message}; it was ${JSON.stringify(last)}; ${host.said()}`, { cause: error });
  }
}

/** How many records a host tells that it holds. */
const held = ({ cases, measures }: Health): number => cases + measures;

async function cityHealth(address: string): Promise<{ seq?: number; epoch?: string }> {
  return (await fetch(new URL('health', address))).json();
}
