import { pino } from 'pino';
import { expect, it } from 'vitest';
import { CitywallError } from '../../contract/errors.ts';
import type { CacheWriter } from '../../store/ports.ts';
import { Faults } from './faults.ts';
import { Keeping } from './keeping.ts';

it('says from the first write that cannot be kept until the next that can, whatever happens between', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  const faults = new Faults();
  const keeping = new Keeping(faults, log);
  let error: Error | null = null;
  const done = (): Promise<never> =>
    error === null ? Promise.resolve(undefined as never) : Promise.reject(error);
  const writer: CacheWriter = {
    ...{ cursor: () => Promise.resolve(null), staged: () => Promise.resolve(null) },
    ...{ apply: done, truth: done, stage: done, stageChunk: done, swap: done },
  };
  const watched = keeping.over(writer);
  const truth = { asOf: 0, watermarks: {} };
  await watched.truth(truth);
  expect(keeping.failed).toBe(false);
  error = new CitywallError('disk-read-only', { what: 'It cannot be written.' });
  await expect(watched.truth(truth)).rejects.toBe(error);
  await expect(watched.truth(truth)).rejects.toBe(error);
  await watched.cursor();
  expect(keeping.failed).toBe(true);
  expect(faults.codes).toEqual(['disk-read-only']);
  expect(lines).toHaveLength(1);
  error = new CitywallError('feed-gap', { what: 'another' });
  await expect(watched.truth(truth)).rejects.toBe(error);
  expect(keeping.failed).toBe(true);
  error = null;
  await watched.truth(truth);
  expect(keeping.failed).toBe(false);
  expect(faults.codes).toEqual([]);
});
