import { CommandDesk } from '../../sync/commands/command-desk.ts';
import { decideBy } from '../../sync/commands/decide.ts';
import { atCity } from '../../sync/commands/handlers.ts';
import { Outbox } from '../../sync/commands/outbox.ts';
import type { CityEffects, CommandLine } from '../../sync/commands/ports.ts';
import { commands, type Command, type CommandResult } from '../../sync/contract/commands.ts';
import { decideRequest, requestDone } from '../../sync/host/threads/request-book.ts';
import { createWriter, type OpenWriter } from '../../sync/rollups/writer.ts';
import { openJournal, type Journal } from '../../sync/store/journal.ts';
import { UNITS, type Said } from './asking.ts';

/** Hosts and a city in one process, each of which may die and be started again, with messages between them that wait until somebody lets them through. */

/** Where a city may die while it deals with a command. */
export const POINTS = ['before anything', 'between effect and result', 'before it answers'] as const;
type Point = (typeof POINTS)[number];
class Killed extends Error {}

/** A clock that is moved. */
export interface Clock {
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
export class City {
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
export class Host {
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
