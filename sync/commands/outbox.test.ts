import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Command, CommandResult } from '../contract/commands.ts';
import { MINUTE } from '../contract/instants.ts';
import { openJournal } from '../store/journal.ts';
import type { Journal } from '../store/journal.ts';
import { CommandDesk } from './command-desk.ts';
import { Outbox, RESULT_WITHIN } from './outbox.ts';
import type { CommandLine, ResultStore } from './ports.ts';

const report = (note: string) => ({
  what: 'report' as const,
  board: 'overview',
  panel: 'p1',
  asOf: Date.UTC(2026, 0, 1),
  note,
});

let folder = '';
let hosts: Journal;
let citys: Journal;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'citywall-outbox-'));
  hosts = openJournal(path.join(folder, 'host.db'), 'city');
  citys = openJournal(path.join(folder, 'city.db'), 'city');
});
afterEach(() => {
  hosts.close();
  citys.close();
  rmSync(folder, { recursive: true });
});

/** A line whose messages wait until the test decides what becomes of them. */
class Post implements CommandLine {
  open = true;
  up: Command[] = [];
  down: CommandResult[] = [];
  readonly results = new Set<(result: CommandResult) => void>();
  readonly opens = new Set<() => void>();

  send(command: Command): boolean {
    if (this.open) this.up.push(command);
    return this.open;
  }
  onResult(listener: (result: CommandResult) => void): () => void {
    this.results.add(listener);
    return () => this.results.delete(listener);
  }
  onOpen(listener: () => void): () => void {
    this.opens.add(listener);
    return () => this.opens.delete(listener);
  }
  reopen(): void {
    this.open = true;
    for (const listener of this.opens) listener();
  }
}

/** A host's outbox and a city's desk over real journals, with a clock the test moves. */
class World {
  now = Date.UTC(2026, 0, 1);
  post = new Post();
  effects: string[] = [];
  outbox: Outbox = this.start();
  desk = this.newDesk();

  start(): Outbox {
    const outbox = new Outbox({
      store: hosts.outbox,
      line: this.post,
      now: () => this.now,
      every: 2 ** 30,
      report: (error) => {
        throw error;
      },
    });
    void outbox.run();
    return outbox;
  }

  newDesk(): CommandDesk {
    return new CommandDesk(
      citys.results,
      (command) => {
        this.effects.push(command.key);
        return { outcome: 'applied', reason: '' };
      },
      () => this.now,
    );
  }

  async up(lost: boolean): Promise<void> {
    const command = this.post.up.shift();
    if (command !== undefined && !lost) this.post.down.push(await this.desk.handle(command));
  }

  async down(lost: boolean): Promise<void> {
    const result = this.post.down.shift();
    if (result !== undefined && !lost) for (const listener of this.post.results) listener(result);
    await this.outbox.idle();
  }

  async restart(): Promise<void> {
    await this.outbox.stop();
    this.post = new Post();
    this.outbox = this.start();
    this.desk = this.newDesk();
    await this.outbox.idle();
  }

  async settle(): Promise<void> {
    for (let round = 0; hosts.outbox.count() > 0; round += 1) {
      if (round > 100) throw new Error('never settled');
      this.post.reopen();
      await this.outbox.idle();
      while (this.post.up.length > 0) await this.up(false);
      while (this.post.down.length > 0) await this.down(false);
    }
  }
}

describe('a command', () => {
  it('is on disk before anybody is told it is queued', async () => {
    const world = new World();
    world.post.open = false;
    const given = await world.outbox.give(report('wrong'), MINUTE, 'the-command');
    expect(hosts.outbox.waiting(9)).toEqual([given]);
    await world.outbox.stop();
  });

  it('takes effect once, in order, whatever is lost and whoever restarts', async () => {
    const step = fc.constantFrom('give', 'up', 'up lost', 'down', 'down lost', 'reopen', 'restart', 'later');
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async (steps) => {
        const world = new World();
        const given: string[] = [];
        run += 1;
        for (const one of steps) {
          if (one === 'give') {
            const key = `command-${String(run)}-${String(given.length)}`;
            given.push((await world.outbox.give(report('wrong'), 1_000 * MINUTE, key)).key);
            await world.outbox.idle();
          } else if (one === 'restart') await world.restart();
          else if (one === 'reopen') world.post.reopen();
          else if (one === 'later') {
            world.now += RESULT_WITHIN;
            await world.outbox.idle();
          } else if (one.startsWith('up')) await world.up(one.endsWith('lost'));
          else await world.down(one.endsWith('lost'));
        }
        await world.settle();
        expect(world.effects).toEqual(given);
        for (const key of given) expect(hosts.outbox.result(key)?.outcome).toBe('applied');
        await world.outbox.stop();
      }),
      { numRuns: 60 },
    );
  });

  it('that expired on the way is said to be expired, and has no effect', async () => {
    const world = new World();
    const { key } = await world.outbox.give(report('wrong'), MINUTE, 'the-command');
    await world.outbox.idle();
    await world.up(true);
    world.now += MINUTE;
    await world.settle();
    expect(hosts.outbox.result(key)?.outcome).toBe('expired');
    expect(world.effects).toEqual([]);
    await world.outbox.stop();
  });

  it('that was carried out is not called expired because the reply was lost for long', async () => {
    const world = new World();
    const { key } = await world.outbox.give(report('wrong'), MINUTE, 'the-command');
    await world.outbox.idle();
    await world.up(false);
    await world.down(true);
    world.now += 10 * MINUTE;
    await world.settle();
    expect(hosts.outbox.result(key)?.outcome).toBe('applied');
    expect(world.effects).toEqual([key]);
    await world.outbox.stop();
  });

  it('that took effect before a power cut is not called expired, though its result was not kept', async () => {
    const world = new World();
    const command = await world.outbox.give(report('wrong'), MINUTE, 'the-command');
    const done = new Set<string>();
    const deskOn = (results: ResultStore): CommandDesk =>
      new CommandDesk(
        results,
        ({ key }) => {
          done.add(key);
          return { outcome: 'applied', reason: '' };
        },
        () => world.now,
        ({ key }) => done.has(key),
      );
    const cut = deskOn({ find: () => null, keep: () => Promise.reject(new Error('the power went')) });
    await expect(cut.handle(command)).rejects.toThrow('the power went');
    world.now += 10 * MINUTE;
    const again = deskOn(citys.results);
    expect(await again.handle(command)).toMatchObject({ outcome: 'applied' });
    expect(await again.handle({ ...command, key: 'the-other-command' })).toMatchObject({
      outcome: 'expired',
    });
    await world.outbox.stop();
  });

  it('that no city can read ends here, with what is wrong, and holds nothing up', async () => {
    const early = { key: 'the-first', givenAt: 5_000, expires: 65_000 };
    hosts.outbox.add(report('of 1970'), early);
    const world = new World();
    const { key } = await world.outbox.give(report('wrong'), MINUTE, 'the-second');
    await world.settle();
    expect(hosts.outbox.result(early.key)).toMatchObject({
      ...{ outcome: 'rejected', at: world.now },
      remarks: [{ code: 'unreadable', name: 'givenAt' }],
    });
    expect(hosts.outbox.result(key)?.outcome).toBe('applied');
    expect(world.effects).toEqual([key]);
    await world.outbox.stop();
  });

  it('that arrives twice at once is decided once', async () => {
    const world = new World();
    const command = await world.outbox.give(report('wrong'), MINUTE, 'the-command');
    const [a, b] = await Promise.all([world.desk.handle(command), world.desk.handle(command)]);
    expect(a).toEqual(b);
    expect(world.effects).toEqual([command.key]);
    await world.outbox.stop();
  });
});
