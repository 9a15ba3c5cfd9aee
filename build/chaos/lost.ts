import path from 'node:path';
import { CommandDesk } from '../../sync/commands/command-desk.ts';
import { decideBy } from '../../sync/commands/decide.ts';
import { atCity } from '../../sync/commands/handlers.ts';
import { Outbox, RESULT_WITHIN } from '../../sync/commands/outbox.ts';
import type { CityEffects, CommandLine } from '../../sync/commands/ports.ts';
import { commands, type Command, type CommandResult } from '../../sync/contract/commands.ts';
import { DAY } from '../../sync/contract/instants.ts';
import { decideRequest, requestDone } from '../../sync/host/threads/request-book.ts';
import { createWriter, type OpenWriter } from '../../sync/rollups/writer.ts';
import { dice } from '../../sync/store/damage/flips.fixture.ts';
import { openJournal, type Journal } from '../../sync/store/journal.ts';
import { heldRequests } from '../../sync/store/requests.ts';
import { Asking, UNITS, type Said } from './asking.ts';
import { wrongOf, type Ended } from './ended.ts';

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

/** Where a city may die while it deals with a command. */
const POINTS = ['before anything', 'between effect and result', 'before it answers'] as const;
type Point = (typeof POINTS)[number];
class Killed extends Error {}

/** So many may wait at a host before it gives no more. */
const MOST_WAITING = 12;
/** Shares of what a message meets; of what befalls a host, the city and the clock with each step; and of the times that a city that died stays away. */
const [LOST, TWICE] = [0.4, 0.08];
const [HOST_KILLED, CITY_KILLED, MONTH_PASSES, STAYS_AWAY] = [0.006, 0.006, 0.0003, 0.1];
const START = Date.UTC(2026, 10, 28);

/** A clock that is moved. */
interface Clock {
  now: number;
}

/** What is on its way between a host and the city. */
class Post implements CommandLine {
  open = true;
  up: Command[] = [];
  down: CommandResult[] = [];
  readonly #results = new Set<(result: CommandResult) => void>();
  readonly #opens = new Set<() => void>();

  send(command: Command): boolean {
    if (this.open) this.up.push(command);
    return this.open;
  }
  onResult(listener: (result: CommandResult) => void): () => void {
    this.#results.add(listener);
    return () => this.#results.delete(listener);
  }
  onOpen(listener: () => void): () => void {
    this.#opens.add(listener);
    return () => this.#opens.delete(listener);
  }
  arrives(result: CommandResult): void {
    for (const listener of this.#results) listener(result);
  }
  cut(): void {
    Object.assign(this, { open: false, up: [], down: [] });
  }
  reopen(): void {
    this.open = true;
    for (const listener of this.#opens) listener();
  }
}

/** A city that is started again whenever it dies. */
class City {
  /** What took effect, in that order. */
  readonly effects: Command[] = [];
  dies: Point | null = null;
  kills = 0;
  writer: OpenWriter;
  readonly #folder: string;
  readonly #clock: Clock;
  #desk: CommandDesk;

  constructor(folder: string, clock: Clock) {
    this.#folder = folder;
    this.#clock = clock;
    this.writer = this.#open();
    this.#desk = this.#newDesk();
  }

  /** What became of a command; null where the city died before it said so. */
  async handle(command: Command): Promise<CommandResult | null> {
    try {
      return await this.#desk.handle(command);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      this.kills += 1;
      this.writer.close();
      this.writer = this.#open();
      this.#desk = this.#newDesk();
      return null;
    }
  }

  /** It knows what time it is. */
  async reached(): Promise<void> {
    const asOf = this.#clock.now;
    await this.writer.apply({ mode: 'origin', records: '[]', asOf, watermarks: { hotline: asOf } });
  }

  #dieAt(point: Point): void {
    if (this.dies !== point) return;
    this.dies = null;
    throw new Killed(point);
  }

  #open(): OpenWriter {
    return createWriter({
      ...{ folder: this.#folder, city: 'city', role: 'origin', serve: true, personal: null },
      profile: { hash: 'p', timeZone: 'Asia/Ho_Chi_Minh', services: [] },
      now: () => this.#clock.now,
    });
  }

  #newDesk(): CommandDesk {
    const { writer } = this;
    const { results } = writer.folder.journal;
    const decide = decideBy(atCity);
    const effects = (command: Command): CityEffects => ({
      hasUnit: (unit) => UNITS.includes(unit),
      request: async (asked, given) => {
        const known = requestDone(writer, command);
        const decision = await decideRequest(writer, asked, given);
        if (!known && requestDone(writer, command)) this.effects.push(command);
        return decision;
      },
    });
    return new CommandDesk(
      {
        find: (key) => {
          this.#dieAt('before anything');
          return results.find(key);
        },
        keep: (command, result) => {
          this.#dieAt('between effect and result');
          results.keep(command, result);
          // What a report does is that it is kept.
          if (command.payload.what === 'report' && result.outcome === 'applied') this.effects.push(command);
          this.#dieAt('before it answers');
        },
      },
      (command) => decide(command, effects(command)),
      () => this.#clock.now,
      (command) => requestDone(writer, command),
    );
  }
}

/** A host whose people give commands, killed and started again. */
class Host {
  readonly given: Command[] = [];
  post = new Post();
  kills = 0;
  /** It dies when the next result reaches it, before that is on disk. */
  dies = false;
  journal: Journal;
  outbox: Outbox;
  readonly #file: string;
  readonly #clock: Clock;

  constructor(file: string, clock: Clock) {
    this.#file = file;
    this.#clock = clock;
    this.journal = openJournal(file, 'city');
    this.outbox = this.#start();
  }

  async give({ name, payload, by, key }: Said): Promise<Command> {
    const kept = await this.outbox.give({ what: name, ...payload }, commands[name].lasts, key, by);
    await this.outbox.idle();
    return kept;
  }

  async hears(result: CommandResult): Promise<void> {
    this.post.arrives(result);
    await this.outbox.idle();
    if (this.dies) await this.kill();
  }

  async kill(): Promise<void> {
    this.kills += 1;
    this.dies = false;
    await this.outbox.stop();
    this.journal.close();
    this.journal = openJournal(this.#file, 'city');
    this.post = new Post();
    this.outbox = this.#start();
    await this.outbox.idle();
  }

  #start(): Outbox {
    const { outbox: store } = this.journal;
    const outbox = new Outbox({
      store: {
        add: (...given) => store.add(...given),
        waiting: (limit) => store.waiting(limit),
        settle: (result) => {
          if (this.dies) throw new Killed();
          store.settle(result);
        },
      },
      line: this.post,
      now: () => this.#clock.now,
      every: 2 ** 30,
      report: (error) => {
        if (!(error.cause instanceof Killed)) throw error;
      },
    });
    void outbox.run();
    return outbox;
  }
}

/** Gives commands and lets things befall them, until all of them have ended; says what is not as it must be. */
export async function lost({ folder, seed, commands: most }: LostOptions): Promise<LostResult> {
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
