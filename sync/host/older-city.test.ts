import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { CommandDesk } from '../commands/command-desk.ts';
import { decideBy, type CityHandlers } from '../commands/decide.ts';
import { Outbox } from '../commands/outbox.ts';
import type { CommandResult } from '../contract/commands.ts';
import { MINUTE } from '../contract/instants.ts';
import { MemoryCache } from '../feeds/city/memory-cache.fixture.ts';
import { cityOf, endings, follow, levelWith, serve, until } from '../feeds/city/sockets.fixture.ts';
import { openJournal } from '../store/journal.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'citywall-older-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('a city of an older release rejects what it does not know by name, in its turn, and the line stays up', async () => {
  const [hosts, citys] = ['host', 'city'].map((name) => openJournal(path.join(folder, `${name}.db`), 'city'));
  if (hosts === undefined || citys === undefined) throw new Error('two journals');
  endings.push(() => {
    hosts.close();
    citys.close();
  });
  const done: string[] = [];
  const knows: CityHandlers = {
    report: ({ note }) => {
      done.push(note);
      return { outcome: 'applied', reason: '' };
    },
  };
  const decide = decideBy(knows);
  const noEffects = { hasUnit: () => false, request: () => Promise.reject(new Error('unknown here')) };
  const city = cityOf(1);
  const desk = new CommandDesk(
    citys.results,
    (command) => decide(command, noEffects),
    () => Date.UTC(2026, 5, 1),
  );
  const served = await serve(city, { commands: (command) => desk.handle(command) });
  const cache = new MemoryCache();
  const feed = follow(served.address, cache, {
    hello: () => ({ client: hosts.client, scope: { personal: false } }),
  });
  const line = until(feed, levelWith(cache, city));
  const results: CommandResult[] = [];
  const all = Promise.withResolvers<undefined>();
  const outbox = new Outbox({
    store: hosts.outbox,
    line: feed,
    now: () => Date.UTC(2026, 5, 1),
    report: (error) => all.reject(error),
  });
  void outbox.run();
  endings.push(() => outbox.stop());
  outbox.onSettled((result) => {
    if (results.push(result) === 4) all.resolve(undefined);
  });
  const tile = { board: 'b', panel: 'p', asOf: Date.UTC(2026, 5, 1) };
  for (const [i, payload] of [
    { what: 'report', ...tile, note: 'before' },
    { what: 'send-help', to: ['everybody'], how: { much: 9 } },
    { what: 'report', ...tile, note: '' },
    { what: 'report', ...tile, note: 'after' },
  ].entries())
    await outbox.give(payload, 1_000 * MINUTE, `command-${String(i)}`);
  await line;
  await all.promise;
  expect(results.map(({ key, outcome }) => [key, outcome])).toEqual([
    ['command-0', 'applied'],
    ['command-1', 'rejected'],
    ['command-2', 'rejected'],
    ['command-3', 'applied'],
  ]);
  expect(results[1]?.reason).toContain('"send-help"');
  expect(results[2]?.reason).toMatch(/^report\.note: /);
  expect(done).toEqual(['before', 'after']);
  expect(hosts.outbox.count()).toBe(0);
  expect([feed.state.phase, feed.state.refusal, served.server.clients]).toEqual(['live', null, 1]);
});
