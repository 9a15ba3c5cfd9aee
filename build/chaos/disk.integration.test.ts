import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { HOST, healthOf, startProgram, type Program } from '../harness/programs.ts';
import { until as within } from '../harness/wait.ts';
import { smallDisk } from './small-disk.ts';

const root = mkdtempSync(path.join(tmpdir(), 'citywall-disk-'));
const disk = path.join(root, 'disk');

/** Waits longer than others do: a city is fetched here. */
const until: typeof within = (what, ask) => within(what, ask, 240_000);

const small = smallDisk(disk, 160);

const running: Program[] = [];
const started = async (file: string, ...args: string[]): Promise<Program> => {
  const program = await startProgram(file, ['--port', '0', ...args]);
  running.push(program);
  return program;
};
let city: Program;
const data = path.join(disk, 'data');
const wall = (): Promise<Program> => started(HOST.wall, '--city', city.address, '--data', data);
/** Waits until a wall is live and has all of its city. */
const whole = (host: Program) =>
  until('a wall that is live', async () => {
    const there: { seq?: number } = await (await fetch(new URL('health', city.address))).json();
    const health = await healthOf(host.address);
    return health.status === 'live' && health.cursor?.seq === there.seq && health;
  });
const codes = ({ notes }: { notes: string[] }): string[] => notes.map((note) => note.split(':')[0] ?? '');

describe.skipIf(small === null)(
  'a small disk of its own (skipped where none can be mounted)',
  { timeout: 600_000 },
  () => {
    beforeAll(async () => {
      city = await startProgram(HOST.city, [
        ...['--port', '0', '--cases', '300', '--rate', '0', '--data', path.join(root, 'city')],
      ]);
    }, 300_000);
    afterEach(async () => {
      await Promise.all(running.splice(0).map((program) => program.stop()));
      small?.remount('rw');
      small?.free();
    });
    afterAll(async () => {
      await city.stop();
      small?.remove();
      rmSync(root, { recursive: true, force: true });
    });

    test('that is read-only when the wall starts: it shows what it holds, says so, and goes on when it can', async () => {
      const first = await wall();
      const { cases } = await whole(first);
      expect(statSync(data).mode & 0o777).toBe(0o700);
      for (const name of readdirSync(data))
        expect(statSync(path.join(data, name)).mode & 0o777, name).toBe(0o600);
      await first.stop();
      running.length = 0;
      small?.remount('ro');
      const again = await wall();
      const shown = await until('what it holds', async () => {
        const health = await healthOf(again.address);
        return health.cases > 0 && health;
      });
      expect(shown.cases).toBeGreaterThanOrEqual(cases);
      expect(shown.status).toBe('error');
      expect(codes(shown).some((code) => code === 'disk-read-only' || code === 'data-no-permission')).toBe(
        true,
      );
      expect(codes(shown)).not.toContain('cache-corrupt');
      expect(again.said()).toContain('nothing can be kept; what is held is shown');
      small?.remount('rw');
      await whole(again);
    });

    test('that is full: what is held is shown, left-overs go, and taking goes on when there is room', async () => {
      const first = await wall();
      await whole(first);
      small?.fill();
      const full = await until('that it is full', async () => {
        const health = await healthOf(first.address);
        return health.status === 'error' && health;
      });
      expect(codes(full)).toContain('disk-full');
      await first.stop();
      running.length = 0;
      for (const name of ['cache-91.db', 'cache-92.db']) writeFileSync(path.join(data, name), '');
      small?.fill();
      const again = await wall();
      const shown = await until('what it holds', async () => {
        const health = await healthOf(again.address);
        return health.cases > 0 && health.status === 'error' && health;
      });
      expect(codes(shown)).toContain('disk-full');
      small?.free();
      await whole(again);
      expect(readdirSync(data).filter((name) => /^cache-9/.test(name))).toEqual([]);
    });

    test('whose lock is deleted lets no second wall in', async () => {
      const first = await wall();
      rmSync(path.join(data, 'host.lock'));
      await expect(wall()).rejects.toThrow(/ended \(1\)[^]*data-in-use/);
      await until('that it says so', async () => codes(await healthOf(first.address)).includes('data-gone'));
    });
  },
);
