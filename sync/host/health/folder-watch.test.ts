import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { NO_ALERTS } from '../../contract/alert-rules.ts';
import type { ErrorReport } from '../../contract/errors.ts';
import { aCase, batch, profile } from '../../rollups/writer.fixture.ts';
import { currentGeneration } from '../../store/pointer.ts';
import { stopWriter, writerThread } from '../threads/cache-threads.ts';
import { AccountsWatch, writeAccounts } from '../people/accounts.ts';
import { FolderWatch } from './folder-watch.ts';

const root = mkdtempSync(path.join(tmpdir(), 'citywall-watch-'));
const rules = { settings: NO_ALERTS, timeZone: profile.timeZone, sources: { service: {}, indicator: {} } };
const log = pino({ level: 'silent' });
const ends: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const end of ends) await end();
  rmSync(root, { recursive: true, force: true });
});

/** A watched folder in use, with one case and one note in the journal. */
async function watched() {
  const folder = path.join(mkdtempSync(path.join(root, 'at-')), 'data');
  const writer = writerThread(
    () => ({ folder, city: 'test', role: 'replica', profile, rules, serve: false, personal: null }),
    log,
  );
  await writer.run();
  ends.push(() => stopWriter(writer, log));
  await writer.call('apply', batch(0, 1, [aCase(1)]));
  await writer.call('remember', 'noted', 7);
  const password = '$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA';
  await writeAccounts(folder, [{ id: 'lan', name: 'Lan', role: 'operator', units: [], password }]);
  const accounts = new AccountsWatch(folder, () => Promise.resolve());
  await accounts.look();
  const kept = readFileSync(path.join(folder, 'accounts.json'), 'utf8');
  const told: ErrorReport[] = [];
  const watch = new FolderWatch({
    ...{ folder, writer, log, every: 3_600_000 },
    again: () => accounts.keep(),
    files: { add: (report) => void told.push(report) },
  });
  watch.run();
  ends.push(() => watch.stop());
  return { folder, writer, kept, told, watch };
}

describe.skipIf(process.platform === 'win32')('a folder in use', { timeout: 120_000 }, () => {
  test('whose pointer is deleted has it again, over the same cache', async () => {
    const { folder, writer, told, watch } = await watched();
    await watch.look();
    expect(told).toEqual([]);
    rmSync(path.join(folder, 'current'));
    await watch.look();
    expect(told).toMatchObject([{ code: 'data-gone', what: expect.stringContaining('current') }]);
    expect(currentGeneration(folder)?.generation).toBe(1);
    expect((await writer.call('cursor'))?.seq).toBe(1);
  });

  test('that is deleted as a whole is made again, closed to others, with all that people did', async () => {
    const { folder, writer, kept, told, watch } = await watched();
    rmSync(folder, { recursive: true });
    await watch.look();
    expect(told).toHaveLength(1);
    expect(await writer.call('recall', 'noted')).toBe(7);
    expect(await writer.call('cursor')).toBeNull();
    expect(readFileSync(path.join(folder, 'accounts.json'), 'utf8')).toBe(kept);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of ['cache-1.db', 'journal.db', 'accounts.json'])
      expect(statSync(path.join(folder, name)).mode & 0o777, name).toBe(0o600);
    await watch.look();
    expect(told).toHaveLength(1);
  });

  test('whose lock is deleted takes it again', async () => {
    const { folder, told, watch } = await watched();
    rmSync(path.join(folder, 'host.lock'));
    await watch.look();
    expect(told).toMatchObject([{ what: expect.stringContaining('host.lock') }]);
    await watch.look();
    expect(told).toHaveLength(1);
  });
});
