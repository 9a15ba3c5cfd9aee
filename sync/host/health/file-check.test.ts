import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { NO_ALERTS } from '../../contract/alert-rules.ts';
import { batch, aCase, profile } from '../../rollups/writer.fixture.ts';
import { currentGeneration } from '../../store/pointer.ts';
import { stopWriter, writerThread } from '../threads/cache-threads.ts';
import { checkCache, FileCheck } from './file-check.ts';
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
    () => ({ folder, city: 'test', role: 'replica', profile, rules, serve: false, personal: false }),
    log,
  );
  await writer.run();
  ends.push(() => stopWriter(writer, log));
  const cases = Array.from({ length: 3000 }, (_, n) => aCase(n));
  await writer.call('apply', batch(0, 1, cases));
  const faults = new Faults();
  const check = new FileCheck({ folder, writer, faults, files: new FileFaults(faults, log), log });
  const cacheFile = (): string => currentGeneration(folder)?.cache ?? '';
  return { folder, writer, faults, check, cases, cacheFile };
}

/** Overwrites pages in the middle of a file, below an open writer. */
function damage(file: string): void {
  const handle = openSync(file, 'r+');
  const middle = Math.floor(statSync(file).size / 2 / 4096) * 4096;
  writeSync(handle, Buffer.alloc(8192, 0xa5), 0, 8192, middle);
  closeSync(handle);
}

describe('the check of a cache', () => {
  test('finds nothing in a sound one, and its thread ends', async () => {
    const { writer, cacheFile, check, faults, cases } = await wall();
    const { faults: found, ended } = checkCache(cacheFile());
    expect(await found).toEqual([]);
    await ended;
    await check.run();
    expect(faults.codes).toEqual([]);
    expect(await writer.call('aside')).toEqual([]);
    expect((await writer.call('apply', batch(1, 2, cases.slice(0, 1)))).outcome).toBe('applied');
  });

  test('has a damaged one set aside by the writer, which takes everything anew', async () => {
    const { folder, writer, cacheFile, check, faults, cases } = await wall();
    const damaged = cacheFile();
    // What is in the WAL goes into the file at the end of its writer.
    await writer.restart();
    damage(damaged);
    expect(await checkCache(damaged).faults).not.toEqual([]);
    await check.run();
    expect(faults.codes).toEqual([]);
    expect(await writer.call('aside')).toHaveLength(1);
    expect(cacheFile()).not.toBe(damaged);
    expect(readdirSync(folder).some((name) => name.includes('.aside'))).toBe(true);
    expect(await writer.call('cursor')).toBeNull();
    expect((await writer.call('apply', batch(0, 1, cases))).outcome).toBe('applied');
    expect(await checkCache(cacheFile()).faults).toEqual([]);
  });

  test('says what it could not read', async () => {
    await expect(checkCache(path.join(root, 'nowhere.db')).faults).rejects.toMatchObject({
      code: 'data-no-permission',
    });
  });

  test('that is stopped ends, finds nothing and leaves no thread', async () => {
    const { cacheFile, check, writer } = await wall();
    const running = checkCache(cacheFile());
    await running.stop();
    await running.ended;
    expect(Array.isArray(await running.faults)).toBe(true);
    check.start(1_000_000);
    await check.stop();
    expect(await writer.call('aside')).toEqual([]);
  });
});
