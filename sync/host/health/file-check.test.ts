import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { NO_ALERTS } from '../../contract/alert-rules.ts';
import { batch, aCase, profile, truth } from '../../rollups/writer.fixture.ts';
import { flip } from '../../store/damage/flips.fixture.ts';
import { currentGeneration } from '../../store/pointer.ts';
import { stopWriter, writerThread } from '../threads/cache-threads.ts';
import { checkStructure, FileCheck } from './file-check.ts';
import { FileFaults } from './file-faults.ts';
import { Faults } from './faults.ts';

const root = mkdtempSync(path.join(tmpdir(), 'citywall-check-'));
const rules = { settings: NO_ALERTS, timeZone: profile.timeZone, sources: { service: {}, indicator: {} } };
const log = pino({ level: 'silent' });
const ends: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const end of ends) await end();
  rmSync(root, { recursive: true, force: true });
});

/** A wall's data folder with some thousand cases, and its writer's thread. */
async function wall() {
  const folder = mkdtempSync(path.join(root, 'data-'));
  const writer = writerThread(
    () => ({ folder, city: 'test', role: 'replica', profile, rules, serve: false, personal: null }),
    log,
  );
  await writer.run();
  ends.push(() => stopWriter(writer, log));
  const cases = Array.from({ length: 3000 }, (_, n) => aCase(n));
  await writer.call('apply', batch(0, 1, cases));
  const faults = new Faults();
  let restarts = 0;
  const readers = [{ restart: () => Promise.resolve(void restarts++) }];
  const check = new FileCheck({ folder, writer, readers, faults, files: new FileFaults(faults, log), log });
  const restarted = (): number => restarts;
  const cacheFile = (): string => currentGeneration(folder)?.cache ?? '';
  return { folder, writer, faults, check, cases, cacheFile, restarted };
}

/** Overwrites pages in the middle of a file, below an open writer. */
function damage(file: string): void {
  const handle = openSync(file, 'r+');
  const middle = Math.floor(statSync(file).size / 2 / 4096) * 4096;
  writeSync(handle, Buffer.alloc(8192, 0xa5), 0, 8192, middle);
  closeSync(handle);
}

describe('the check of a cache', { timeout: 120_000 }, () => {
  test('finds nothing in a sound one, and its thread ends', async () => {
    const { writer, cacheFile, check, faults, cases } = await wall();
    const { found, ended } = checkStructure(cacheFile());
    expect(await found).toEqual([]);
    await ended;
    await check.structure();
    await check.pages();
    await check.copy();
    expect(check.checkedAt).not.toBeNull();
    expect(faults.sentences).toEqual([]);
    expect(await writer.call('aside')).toEqual([]);
    expect((await writer.call('apply', batch(1, 2, cases.slice(0, 1)))).outcome).toBe('applied');
  });

  test('puts a flipped bit right while the file is in use, says so, and has nobody keep what it was read as', async () => {
    const { writer, cacheFile, check, faults, restarted } = await wall();
    await writer.restart();
    const before = readFileSync(cacheFile());
    flip(cacheFile(), before.length * 4 + 5);
    await check.pages();
    expect(faults.sentences.join()).toContain('file-mended: 1 flipped bit was found');
    expect(faults.codes).toEqual([]);
    expect(restarted()).toBe(1);
    expect(await checkStructure(cacheFile()).found).toEqual([]);
    expect((await writer.call('cursor'))?.seq).toBe(1);
  });

  test.each(['pages', 'structure'] as const)(
    'by its %s has a damaged one shown until it is fetched again',
    async (by) => {
      const { writer, cacheFile, check, faults, cases } = await wall();
      const damaged = cacheFile();
      // What is in the WAL goes into the file at the end of its writer.
      await writer.restart();
      damage(damaged);
      await check[by]();
      expect(faults.codes).toEqual([]);
      expect(check.checkedAt).toBeNull();
      expect(await writer.call('aside')).toMatchObject([{ code: 'cache-corrupt', where: damaged }]);
      expect(cacheFile()).toBe(damaged);
      expect(await writer.call('cursor')).toBeNull();
      const cursor = { epoch: 'e', seq: 1, chain: 'c' };
      await writer.call('stage', { id: 's', cursor, records: cases.length }, truth);
      await writer.call('stageChunk', {
        snapshot: 's',
        after: null,
        next: null,
        records: JSON.stringify(cases),
        picture: false,
      });
      await writer.call('swap', truth, cursor);
      expect(await writer.call('aside')).toEqual([]);
      check.replaced();
      await expect.poll(() => check.checkedAt, { timeout: 60_000 }).not.toBeNull();
      expect(cacheFile()).not.toBe(damaged);
      expect(await checkStructure(cacheFile()).found).toEqual([]);
    },
  );

  test('says what it could not read', async () => {
    await expect(checkStructure(path.join(root, 'nowhere.db')).found).rejects.toMatchObject({
      code: 'data-no-permission',
    });
  });

  test('that is stopped ends, finds nothing and leaves no thread', async () => {
    const { cacheFile, check, writer } = await wall();
    const running = checkStructure(cacheFile());
    await running.stop();
    await running.ended;
    expect(Array.isArray(await running.found)).toBe(true);
    check.start();
    await check.stop();
    expect(await writer.call('aside')).toEqual([]);
  });
});
