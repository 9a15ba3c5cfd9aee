import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { auditCommand } from '../../sync/host/audit/audit-command.ts';
import { openReadable } from '../../sync/store/cache.ts';
import { dice } from '../../sync/store/damage/flips.fixture.ts';
import { currentGeneration } from '../../sync/store/pointer.ts';
import { heldRequests } from '../../sync/store/requests.ts';
import { people } from '../harness/people.ts';
import { healthOf, startProgram, type Program } from '../harness/programs.ts';
import { relayTo, type Passage } from '../harness/relay.ts';
import { until } from '../harness/wait.ts';
import { Asking, UNITS } from './asking.ts';
import { compare } from './compare.ts';
import { decidedIn, givenIn, wrongOf } from './ended.ts';
import { Givers } from './givers.ts';
import type { ChaosOptions } from './run.ts';

export interface CommandsOptions extends Pick<ChaosOptions, 'seed' | 'programs' | 'say'> {
  /** How many are given at the consoles of two walls. */
  commands: number;
  /** How often a wall's host or the city is killed meanwhile. */
  kills: number;
}

export interface CommandsResult {
  passed: number;
  failed: string[];
  lost: { requests: number; replies: number };
  ended: Record<string, number>;
}

/** The share of requests, and of replies, that is lost. */
const LOST = 0.02;
/** Of these, those after which the line stays up: what was lost is sent again when no reply came in time. */
const UNNOTICED = 0.02;
/** More may not wait at a wall before it gives others. */
const MOST_WAITING = 60;
/** A city so small that it starts soon. */
const CASES = '1000';
const WALLS = ['one', 'other'] as const;
const PASSWORD = 'đúng ngựa pin kẹp giấy';
const PEOPLE = [
  ['lan.nguyen', 'leader'],
  ['an.le', 'operator'],
  ['minh.tran', 'officer', '--units', UNITS.join()],
] as const;

/**
 * Gives commands at the consoles of two walls while the line to their city loses requests and replies, and hosts and city are killed; then
 * holds what every wall says became of each against what the city did.
 */
export async function cutOff(options: CommandsOptions): Promise<CommandsResult> {
  const { seed, commands, kills, programs, say } = options;
  const folder = await mkdtemp(path.join(tmpdir(), 'citywall-commands-'));
  const roll = dice(seed);
  const result: CommandsResult = { passed: 0, failed: [], lost: { requests: 0, replies: 0 }, ended: {} };
  const check = (wrong: readonly string[], what: string): void => {
    if (wrong.length === 0) result.passed += 1;
    else {
      result.failed.push(`${what}: ${wrong.slice(0, 10).join('; ')}`);
      say(`FAILED ${what} (${wrong.length}): ${wrong.slice(0, 10).join('; ')}`);
    }
  };
  let lossy = true;
  const passage = (event: string): Passage => {
    const way = event === 'command' ? 'requests' : event === 'result' ? 'replies' : null;
    if (way === null || !lossy || roll() >= LOST) return 'carried';
    result.lost[way] += 1;
    return roll() < UNNOTICED ? 'lost' : 'cut';
  };
  const cityData = path.join(folder, 'city');
  const startCity = (port: number): Promise<Program> =>
    startProgram(programs.city, [
      ...['--port', String(port), '--data', cityData, '--cases', CASES, '--seed', String(seed), '--still'],
    ]);
  const dataOf = (wall: string): string => path.join(folder, wall, 'wall');
  let city = await startCity(0);
  const relay = await relayTo(city.port, passage);
  const startWall = (name: string, port: number): Promise<Program> =>
    startProgram(programs.wall, [
      ...['--port', String(port), '--data', dataOf(name), '--city', relay.address],
    ]);
  const walls = new Map<string, Program>();
  const givers: Givers[] = [];
  try {
    const asking = new Asking(roll);
    let given = 0;
    const next = () => (given < commands ? asking.next(`command-${seed}-${given++}`, Date.now()) : null);
    const [first, other] = WALLS;
    for (const [id, role, ...more] of PEOPLE)
      await people(path.join(folder, first), PASSWORD, 'add', id, '--name', id, '--role', role, ...more);
    // The same people at both.
    await cp(dataOf(first), dataOf(other), { recursive: true });
    for (const name of WALLS) {
      const wall = await startWall(name, 0);
      walls.set(name, wall);
      givers.push(new Givers({ address: wall.address, password: PASSWORD, mostWaiting: MOST_WAITING, next }));
    }
    await Promise.all(givers.map((one) => one.signIn(PEOPLE.map(([id]) => id))));
    say(
      `two walls beside a city whose line loses ${LOST * 100} % both ways; seed ${seed}, ${commands} commands`,
    );
    const giving = Promise.all(givers.map((one) => one.run()));
    giving.catch(() => undefined);
    for (let kill = 0; kill < kills; kill++) {
      const from = Math.round(((kill + roll()) * commands) / kills);
      await Promise.race([giving, until(`${from} commands given`, () => given >= from, 600_000)]);
      await pause(roll() * 150);
      const whom = [...WALLS, 'city'][Math.floor(roll() * 3)] ?? 'city';
      const wall = walls.get(whom);
      if (wall === undefined) {
        await city.kill('SIGKILL');
        city = await startCity(city.port);
      } else {
        await wall.kill('SIGKILL');
        walls.set(whom, await startWall(whom, wall.port));
      }
      if ((kill + 1) % 10 === 0) say(`${kill + 1}/${kills} kills, ${given} commands given`);
    }
    await giving;
    lossy = false;
    for (const [name, { address }] of walls)
      await until(
        `everything given at the ${name} wall ended`,
        async () => {
          const { outbox, status } = await healthOf(address);
          return outbox === 0 && status === 'live';
        },
        300_000,
      );
    const { seq }: { seq: number } = await (await fetch(new URL('health', city.address))).json();
    for (const [name, { address }] of walls)
      await until(`the ${name} wall is at ${seq}`, async () => {
        return ((await healthOf(address)).cursor?.seq ?? 0) >= seq;
      });
  } catch (error) {
    check([error instanceof Error ? error.message : String(error)], 'the run');
  } finally {
    for (const one of givers) one.close();
    for (const wall of walls.values()) await wall.stop();
    await relay.close();
    await city.stop();
  }
  try {
    const decided = decidedIn(cityData);
    const there = new Map(decided.map(({ result: told }) => [told.key, told]));
    const ended = WALLS.flatMap((name) => givenIn(dataOf(name))).map((one) => ({
      ...one,
      there: there.get(one.key) ?? null,
    }));
    for (const { here } of ended)
      result.ended[here?.outcome ?? 'open'] = (result.ended[here?.outcome ?? 'open'] ?? 0) + 1;
    const cache = openReadable(currentGeneration(cityData)?.cache ?? '');
    try {
      const effects = decided.flatMap(({ client, n, result: { key, outcome } }) =>
        outcome === 'applied' ? [{ client, n, key }] : [],
      );
      check(wrongOf(ended, heldRequests(cache), effects), `${ended.length} commands`);
    } finally {
      cache.close();
    }
    const held = new Set(ended.map(({ key }) => key));
    const told = givers.flatMap((one) => one.taken);
    check(
      told.filter((key) => !held.has(key)),
      `${told.length} commands that people were told are kept`,
    );
    const refused = givers.flatMap((one) => one.refused);
    check(
      refused.filter((key) => held.has(key)),
      `${refused.length} commands that were refused at the door`,
    );
    check(
      ended.length + refused.length === commands ? [] : [`${ended.length} and ${refused.length}`],
      'their number',
    );
    for (const name of WALLS) {
      const { records, wrong } = await compare(cityData, dataOf(name));
      check(wrong, `${records} records of the ${name} wall compared`);
      const lines: string[] = [];
      const sound = auditCommand(['verify', '--data', dataOf(name)], (line) => void lines.push(line));
      check(sound === 0 ? [] : lines, `the audit log of the ${name} wall`);
    }
  } catch (error) {
    check([error instanceof Error ? error.message : String(error)], 'what is held');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return result;
}
