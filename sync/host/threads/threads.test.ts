import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { pino } from 'pino';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { CitywallError } from '../../contract/errors.ts';
import type { Paced } from './calls.ts';
import { Thread } from './threads.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'citywall-threads-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A thread program that answers with what it was given, fails on demand, and ends on demand. */
const file = path.join(folder, 'echo.ts');
writeFileSync(
  file,
  `import { parentPort, workerData } from 'node:worker_threads';
   import { Paced, startCalls } from ${JSON.stringify(new URL('./calls.ts', import.meta.url).href)};
   import { CitywallError } from ${JSON.stringify(new URL('../../contract/errors.ts', import.meta.url).href)};
   const order = [];
   await startCalls(parentPort, () => { if (workerData === 'bad') throw new Error('cannot start'); if (workerData === 'full') throw new CitywallError('disk-full', { what: 'no room' }); return {
     data: () => workerData,
     slow: async (n) => { await new Promise((r) => setImmediate(r)); order.push(n); return [...order]; },
     steps: (n) => new Paced((function* () { const began = order.length; for (let i = 0; i < n; i++) yield; return order.length - began; })()),
     broken: () => new Paced((function* () { yield; throw new Error('at a step'); })()),
     fail: () => { throw Object.assign(new Error('no'), {}); },
     refuse: () => { throw new CitywallError('disk-full', { what: 'no room', where: '/data', hint: 'Make room.' }); },
     closure: () => () => 1,
     die: () => { throw process.exit(3); },
     crash: () => { setImmediate(() => { throw new Error('boom'); }); return new Promise(() => {}); },
   }; });`,
);

/** What that program can be asked. */
interface Echo {
  data(): unknown;
  slow(n: number): number[];
  steps(n: number): Paced<number>;
  broken(): Paced<number>;
  fail(): void;
  refuse(): void;
  closure(): unknown;
  die(): void;
  crash(): void;
}
const threads: Thread<Echo>[] = [];
afterEach(async () => {
  await Promise.all(threads.splice(0).map((thread) => thread.stop()));
});
function thread(data: () => unknown): Thread<Echo> {
  const made = new Thread<Echo>('echo', pathToFileURL(file), data, pino({ level: 'silent' }));
  threads.push(made);
  return made;
}

describe('a thread', () => {
  test('answers calls in the order they were made', async () => {
    const echo = thread(() => 1);
    await echo.run();
    const answers = await Promise.all([1, 2, 3].map((n) => echo.call('slow', n)));
    expect(answers).toEqual([[1], [1, 2], [1, 2, 3]]);
  });

  test('answers others between the steps of one that takes long, and hands on what it comes to', async () => {
    const echo = thread(() => 1);
    await echo.run();
    const done: string[] = [];
    const long = echo.call('steps', 1_000_000).finally(() => done.push('long'));
    const others = await Promise.all([1, 2, 3].map((n) => echo.call('slow', n)));
    done.push('others');
    expect(others).toEqual([[1], [1, 2], [1, 2, 3]]);
    expect(await Promise.race([long, echo.call('data')])).toBe(1);
    expect(done).toEqual(['others']);
    await expect(echo.call('broken')).rejects.toThrow('at a step');
    await echo.stop();
    await expect(long).rejects.toThrow('stopped');
    const short = thread(() => 1);
    await short.run();
    expect(await short.call('steps', 3)).toBe(0);
  });

  test('hands on the error of a call and lives on', async () => {
    const echo = thread(() => 1);
    await echo.run();
    await expect(echo.call('fail')).rejects.toThrow('no');
    expect(await echo.call('data')).toBe(1);
  });

  test('hands on an error of ours whole', async () => {
    const echo = thread(() => 1);
    await echo.run();
    const error: unknown = await echo.call('refuse').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CitywallError);
    expect(error).toMatchObject({
      code: 'disk-full',
      message: 'no room',
      where: '/data',
      hint: 'Make room.',
    });
  });

  test('says that an answer cannot cross, and lives on', async () => {
    const echo = thread(() => 1);
    await echo.run();
    await expect(echo.call('closure')).rejects.toThrow('could not be cloned');
    expect(await echo.call('data')).toBe(1);
    expect(echo.fault).toBeNull();
  });

  test.each(['die', 'crash'] as const)(
    'comes back after %s; what was outstanding is rejected',
    async (how) => {
      let starts = 0;
      const echo = thread(() => (starts += 1));
      await echo.run();
      await expect(echo.call(how)).rejects.toThrow(how === 'die' ? 'code 3' : 'boom');
      expect(echo.fault).toContain('echo');
      expect(await echo.call('data')).toBe(2);
      expect(echo.fault).toBeNull();
    },
  );

  test('says why it cannot start', async () => {
    await expect(thread(() => 'bad').run()).rejects.toThrow('cannot start');
  });

  test('that can keep nothing for now says so to whoever asks, and starts as soon as it can', async () => {
    let data = 'full';
    const echo = thread(() => data);
    await expect(echo.run()).rejects.toMatchObject({ code: 'disk-full' });
    const later = thread(() => data);
    const up = Promise.withResolvers<undefined>();
    later.onUp(() => up.resolve(undefined));
    await later.run(true);
    expect(later.cannot).toMatchObject({ code: 'disk-full' });
    await expect(later.call('data')).rejects.toMatchObject({ code: 'disk-full' });
    data = 'room';
    await up.promise;
    expect(later.cannot).toBeNull();
    expect(await later.call('data')).toBe('room');
    await expect(thread(() => 'bad').run(true)).rejects.toThrow('cannot start');
  });

  test('is started afresh with the data of now', async () => {
    let data = 'old';
    const echo = thread(() => data);
    await echo.run();
    data = 'new';
    await echo.restart();
    expect(await echo.call('data')).toBe('new');
  });

  test('answers a call that is made while it starts afresh, and the host goes on meanwhile', async () => {
    let data = 'old';
    const echo = thread(() => data);
    await echo.run();
    data = 'new';
    const again = echo.restart();
    expect(await echo.call('data')).toBe('new');
    await again;
  });

  test('answers nothing once stopped', async () => {
    const echo = thread(() => 1);
    await echo.run();
    await echo.stop();
    await expect(echo.call('data')).rejects.toThrow('stopped');
  });
});
