import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { RESULT_WITHIN } from '../../sync/commands/outbox.ts';
import type { Command, CommandResult } from '../../sync/contract/commands.ts';
import { DAY } from '../../sync/contract/instants.ts';
import { dice } from '../../sync/store/damage/flips.fixture.ts';
import { heldRequests } from '../../sync/store/requests.ts';
import { Asking } from './asking.ts';
import { wrongOf, type Ended } from './ended.ts';
import { City, Host, POINTS, type Clock } from './mortal.ts';

/**
 * Commands on a line that loses what is sent up, what is sent down, or both, between two hosts and a city that are killed meanwhile. All in
 * one process, over real files and with a clock of its own, so that ten thousand take minutes and months may pass. What a disk keeps through
 * a power cut is tried with real processes (`commands.ts`).
 */
export interface LostOptions {
  folder: string;
  seed: number;
  /** How many are given. */
  commands: number;
}

export interface LostResult {
  /** What is not as it must be, a sentence each. */
  wrong: string[];
  ended: Record<CommandResult['outcome'], number>;
  /** Messages that were lost, and commands that lost some both ways. */
  lost: { requests: number; replies: number; both: number };
  killed: { hosts: number; cities: number };
}

/** So many may wait at a host before it gives no more. */
const MOST_WAITING = 12;
/** Shares of what a message meets; of what befalls a host, the city and the clock with each step; and of the times that a city that died stays away. */
const [LOST, TWICE] = [0.4, 0.08];
const [HOST_KILLED, CITY_KILLED, MONTH_PASSES, STAYS_AWAY] = [0.006, 0.006, 0.0003, 0.1];
const START = Date.UTC(2026, 10, 28);

/** So many are given in one world; more begin another, or journals that grow would take most of the time. */
const IN_ONE = 1_000;

/** Gives commands and lets things befall them, until all of them have ended; says what is not as it must be. */
export async function lost({ folder, seed, commands: most }: LostOptions): Promise<LostResult> {
  const all: LostResult = {
    wrong: [],
    ended: { applied: 0, rejected: 0, expired: 0 },
    lost: { requests: 0, replies: 0, both: 0 },
    killed: { hosts: 0, cities: 0 },
  };
  for (let n = 0; n * IN_ONE < most; n += 1) {
    const own = path.join(folder, String(n));
    await mkdir(own, { recursive: true });
    const one = await inOneWorld({
      folder: own,
      seed: seed + n,
      commands: Math.min(IN_ONE, most - n * IN_ONE),
    });
    all.wrong.push(...one.wrong);
    add(all.ended, one.ended);
    add(all.lost, one.lost);
    add(all.killed, one.killed);
    await rm(own, { recursive: true });
  }
  return all;
}
function add<K extends string>(to: Record<K, number>, more: Readonly<Record<K, number>>): void {
  for (const key in more) to[key] += more[key];
}

async function inOneWorld({ folder, seed, commands: most }: LostOptions): Promise<LostResult> {
  const roll = dice(seed);
  const clock: Clock = { now: START };
  const city = new City(path.join(folder, 'city'), clock);
  await city.reached();
  const hosts = [1, 2].map((n) => new Host(path.join(folder, `host-${n}.db`), clock));
  const asking = new Asking(roll);
  const lostUp = new Map<string, number>();
  const lostDown = new Map<string, number>();
  const lose = (of: Map<string, number>, { key }: { key: string }): void =>
    void of.set(key, (of.get(key) ?? 0) + 1);
  const fate = (): 'lost' | 'twice' | 'through' => {
    const meets = roll();
    return meets < LOST ? 'lost' : meets < LOST + TWICE ? 'twice' : 'through';
  };

  const monthPasses = async (): Promise<void> => {
    clock.now += 31 * DAY;
    await city.reached();
  };
  const reach = async (host: Host, command: Command): Promise<void> => {
    const result = await city.handle(command);
    if (result !== null) return void host.post.down.push(result);
    for (const { post } of hosts) post.cut();
    if (roll() < STAYS_AWAY) await monthPasses();
  };
  /** One thing happens between a host and the city. */
  const step = async (host: Host): Promise<void> => {
    const befalls = roll();
    if (befalls < HOST_KILLED / 2) return host.kill();
    if (befalls < HOST_KILLED) host.dies = true;
    else if (befalls < HOST_KILLED + CITY_KILLED) city.dies = POINTS[Math.floor(roll() * 3)] ?? null;
    else if (befalls < HOST_KILLED + CITY_KILLED + MONTH_PASSES) await monthPasses();
    const { post } = host;
    const [up, down] = [post.up.shift(), post.down.shift()];
    if (up !== undefined) {
      const meets = fate();
      if (meets === 'lost') lose(lostUp, up);
      else for (let n = meets === 'twice' ? 2 : 1; n > 0; n -= 1) await reach(host, up);
    }
    if (down !== undefined) {
      const meets = fate();
      if (meets === 'lost') lose(lostDown, down);
      else for (let n = meets === 'twice' ? 2 : 1; n > 0; n -= 1) await host.hears(down);
    }
    if (up !== undefined || down !== undefined) return;
    if (roll() < 0.5) post.reopen();
    else clock.now += RESULT_WITHIN;
    await host.outbox.idle();
  };

  for (let n = 0; n < most;) {
    const host = hosts[Math.floor(roll() * hosts.length)];
    if (host === undefined) throw new Error('no host');
    if (host.journal.outbox.count() < MOST_WAITING) {
      const said = asking.next(`command-${seed}-${n}`, clock.now);
      const kept = await host.give(said);
      host.given.push(kept);
      // The reply to the console was lost: it asks again, also of a host that was killed meanwhile.
      if (roll() < 0.1) {
        if (roll() < 0.1) await host.kill();
        await host.give(said);
      }
      n += 1;
    }
    for (let steps = 0; steps < 4; steps += 1) await step(host);
  }
  city.dies = null;
  for (const host of hosts) {
    host.dies = false;
    for (let round = 0; host.journal.outbox.count() > 0; round += 1) {
      if (round > 1_000) throw new Error('commands that do not end');
      host.post.reopen();
      await host.outbox.idle();
      for (const up of host.post.up.splice(0)) await reach(host, up);
      for (const down of host.post.down.splice(0)) await host.hears(down);
    }
  }

  const ended: Ended[] = hosts.flatMap(({ given, journal }) =>
    given.map(({ client, n, key, payload }) => ({
      ...{ client, n, key, what: payload.what },
      here: journal.outbox.result(key),
      there: city.writer.folder.journal.results.find(key),
    })),
  );
  const wrong = wrongOf(ended, heldRequests(city.writer.folder.current().db), city.effects);
  const outcomes: LostResult['ended'] = { applied: 0, rejected: 0, expired: 0 };
  for (const { here } of ended) if (here !== null) outcomes[here.outcome] += 1;
  for (const host of hosts) {
    await host.outbox.stop();
    host.journal.close();
  }
  city.writer.close();
  const sum = (of: Map<string, number>): number => [...of.values()].reduce((all, n) => all + n, 0);
  return {
    wrong,
    ended: outcomes,
    lost: {
      requests: sum(lostUp),
      replies: sum(lostDown),
      both: [...lostUp.keys()].filter((key) => lostDown.has(key)).length,
    },
    killed: { hosts: hosts.reduce((all, { kills }) => all + kills, 0), cities: city.kills },
  };
}
