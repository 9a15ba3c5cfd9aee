import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { findChromium } from '../../electron/chromium/find.ts';
import { electronBinary } from '../../electron/electron-binary.ts';
import { displayMissing, virtualDisplay } from '../harness/display.ts';
import { scratch } from '../harness/profile-copy.ts';
import { healthOf, type Program, root, startCommand, startProgram } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';
import { packaged } from '../package/packaged.ts';

const chromium = await findChromium();
const electron = electronBinary(path.join(root, 'node_modules'));
const noDisplay = displayMissing();
const noKiosk = noDisplay ?? (chromium === null ? 'no Chromium with windows' : null);
/** Windows has a display of its own wherever it runs, and none can be made for a test. */
const WINDOWS = process.platform === 'win32';
const noElectron = electron === null ? 'no Electron binary' : WINDOWS ? null : noDisplay;

/** The browser process of one screen: the one its profile folder names that is not a child of another such. */
function browserOf(data: string, screen: number): number | null {
  const folder = path.join(data, 'windows', `screen-${screen}`);
  const { stdout } = spawnSync('pgrep', ['-f', '--', `--kiosk.*--user-data-dir=${folder} `], {
    encoding: 'utf8',
  });
  const [first] = stdout.trim().split('\n').filter(Boolean).map(Number);
  return first ?? null;
}
const alive = (pid: number): boolean => spawnSync('kill', ['-0', String(pid)]).status === 0;
const PLACES = ['1920x1080+0+0', '1920x1080+1920+0', '1920x1080+3840+0'];

/** The product's own start program. */
const fromClone = (args: readonly string[]): Promise<Program> =>
  startProgram('dist/electron/start.mjs', args);

/** A wall on three virtual monitors, started by the product's own start program; ended whatever happens. */
async function onThreeMonitors(
  then: (start: Program, data: string, windows: () => string[]) => Promise<void>,
  begin = fromClone,
): Promise<void> {
  const display = await virtualDisplay(3);
  const place = await scratch('shell');
  Object.assign(process.env, { DISPLAY: display.env.DISPLAY });
  const args = ['--port', '0', '--data', place.folder, '--cases', '3000'];
  const start = await begin(args);
  try {
    await until('three windows in their places', () => {
      const found = display.windows();
      return PLACES.every((one) => found.includes(one));
    });
    await then(start, place.folder, display.windows);
  } catch (error) {
    throw new Error(`the shell said:\n${start.said()}`, { cause: error });
  } finally {
    await start.stop();
    display.stop();
    await place.remove();
  }
}

/** The wall answers while its shell runs, and nothing does any more once that has ended. */
async function livesAndEnds(start: Program): Promise<void> {
  expect((await fetch(start.address)).status).toBe(200);
  await until('the city heard', async () => (await healthOf(start.address)).status === 'live');
  await start.stop();
  await until('the host gone', () =>
    fetch(start.address).then(
      () => false,
      () => true,
    ),
  );
}

describe('the Chromium kiosk', () => {
  it.skipIf(noKiosk !== null)(
    `opens a window on each of three monitors, and one that is killed or stopped comes back ${noKiosk === null ? '' : `(skipped: ${noKiosk})`}`,
    () =>
      onThreeMonitors(async (start, data, windows) => {
        const second = await until('the second browser', () => browserOf(data, 2));
        // Stopped, it neither ends nor answers, nor hears that it shall end.
        const third = await until('the third browser', () => browserOf(data, 3));
        process.kill(third, 'SIGSTOP');
        process.kill(second, 'SIGKILL');
        const again = await until('another in its place', () => {
          const now = browserOf(data, 2);
          return now !== null && now !== second && now;
        });
        // One that hangs before it is anything at all.
        process.kill(again, 'SIGSTOP');
        const isReplaced = (screen: number, before: number): boolean =>
          !alive(before) && browserOf(data, screen) !== null && windows().includes(PLACES[screen - 1] ?? '');
        await until(
          'another in place of both that were stopped',
          () => isReplaced(3, third) && isReplaced(2, again),
          200_000,
        );
        const last = browserOf(data, 2);
        await start.stop();
        await until(
          'nothing left behind',
          () => last !== null && !alive(last) && browserOf(data, 1) === null,
        );
        expect(start.said()).toContain('screen 2: its window ended');
        expect(start.said()).toMatch(/screen 2: .*Timeout .* opening it again/);
        expect(start.said()).toMatch(/screen 3: (its window (no longer answers|does not open)|.*Timeout .*)/);
      }),
    // Three misses of a window take a minute, and so does a start that is given up, beside the start of a city.
    450_000,
  );
});

describe('Electron', () => {
  const skipped = noElectron === null ? '' : ` (skipped: ${noElectron})`;

  it.skipIf(noElectron !== null || WINDOWS)(
    `shows the wall on three monitors and ends with everything it started${skipped}`,
    () => onThreeMonitors(livesAndEnds),
  );

  it.skipIf(noElectron !== null)(`shows the wall out of its package, and ends${skipped}`, async () => {
    const place = await scratch('electron');
    const binary = path.join(root, 'node_modules', 'electron', 'dist');
    const folder = packaged(['--dir', '--electron', binary], place.folder);
    const begin = (args: readonly string[]): Promise<Program> =>
      startCommand(path.join(folder, WINDOWS ? 'Citywall.exe' : 'citywall'), args, folder);
    try {
      if (WINDOWS)
        await livesAndEnds(await begin(['--port', '0', '--data', path.join(place.folder, 'data')]));
      else await onThreeMonitors(livesAndEnds, begin);
    } finally {
      await place.remove();
    }
  });
});
