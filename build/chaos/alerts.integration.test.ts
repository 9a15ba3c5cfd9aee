import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { knownBy, openAlerts } from '../../sync/alerts/desk.ts';
import { folded } from '../../sync/alerts/machine/fold.ts';
import { thing } from '../../sync/alerts/machine/state.ts';
import { openJournalReader, type GivenCommand } from '../../sync/store/journal-reader.ts';
import { openJournal } from '../../sync/store/journal.ts';
import { root } from '../harness/programs.ts';
import { BEGIN, BOOK, CITY } from './alerting.ts';

const KILLS = 12;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'citywall-alerts-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Lets a desk live on a journal and kills it where it stands, soon after it told of some steps. The last step and event it told of. */
function killed(
  file: string,
  from: number,
  steps: number,
  later: number,
): Promise<[step: number, n: number]> {
  const program = path.join(root, 'build/chaos/alerting.ts');
  const child = spawn(process.execPath, [program, file, String(from)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let last: [number, number] = [from - 1, 0];
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [step = 0, n = 0] = line.split(' ').map(Number);
    last = [step, n];
    // Some turns of the loop later it is anywhere in a step: before, within or after its transaction.
    if (step === from + steps) setTimeout(() => child.kill('SIGKILL'), later);
  });
  return new Promise((resolve) => child.once('close', () => resolve(last)));
}

/** The events that a command is told in: by the note or reason that is its key. */
const toldIn = (key: string, events: readonly object[]): number =>
  events.filter(
    (event) => ('note' in event && event.note === key) || ('reason' in event && event.reason === key),
  ).length;

/** What a journal says must be one truth. */
function truth(file: string, told: number, commands: readonly GivenCommand[]): void {
  const journal = openJournal(file, CITY);
  const kept = journal.alerts.since(0);
  const events = kept.map(({ event }) => event);
  // Nothing that was told is lost, nothing is there twice, and there are no holes.
  expect(kept.map(({ n }) => n)).toEqual(kept.map((_, i) => i + 1));
  expect(kept.length).toBeGreaterThanOrEqual(told);
  const raised = events.flatMap((event) => (event.event === 'raised' ? [event] : []));
  expect(new Set(raised.map(({ alert }) => alert)).size).toBe(raised.length);
  // Whoever opens it knows what its events say, and so does a reader beside.
  const desk = openAlerts(journal, BOOK, () => BEGIN);
  expect(desk.known).toEqual(folded(kept));
  expect(knownBy(journal.alerts, BEGIN)).toEqual(desk.known);
  const open = [...desk.known.open.values()].map(({ rule, figures }) => thing(rule, figures.key));
  expect(new Set(open).size).toBe(open.length);
  // A command, its decision and what it did are all there, or none is.
  for (const { command, result } of commands) {
    const { what } = command.payload;
    expect(result).not.toBeNull();
    const did = toldIn(command.key, events);
    if (what === 'comment' && result?.outcome === 'applied') expect(did).toBe(1);
    else if (result?.outcome === 'rejected') expect(did).toBe(0);
    else expect(did).toBeLessThanOrEqual(1);
  }
  const keys = new Set(commands.map(({ command }) => command.key));
  for (const event of events) if (event.event === 'commented') expect(keys).toContain(event.note);
  journal.close();
}

/** Every command that was kept. */
function commandsIn(file: string): GivenCommand[] {
  const reader = openJournalReader(file);
  const all =
    reader?.commands(['comment', 'acknowledge', 'shelve', 'unshelve', 'unacknowledge'], 100_000).rows ?? [];
  reader?.close();
  return all;
}

test('a host that is killed at any event shows one truth afterwards', async () => {
  const file = path.join(folder, 'journal.db');
  let from = 1;
  let steps = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const [step, n] = await killed(file, from, 3 + ((kill * 7) % 40), kill % 5);
    truth(file, n, commandsIn(file));
    steps += step - from + 1;
    from = step + 2;
  }
  expect(steps).toBeGreaterThan(KILLS * 3);
});
