import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from './wait.ts';

/** An X display of its own with monitors side by side and a window manager, without any screen. */
export interface VirtualDisplay {
  env: NodeJS.ProcessEnv;
  /** The geometries of all windows, `WIDTHxHEIGHT+X+Y`, as the X server tells them. */
  windows: () => string[];
  /** How many windows can be seen. */
  visible: () => number;
  /** Types a key as a person does, `ctrl+o`; or moves and clicks, as `xdotool` has it. */
  act: (...what: string[]) => void;
  /** What can be seen just now, a browser's own things and all: row by row, each pixel `0xRRGGBB`. */
  picture: () => Uint32Array;
  stop: () => void;
}

const has = (program: string): boolean => spawnSync('which', [program]).status === 0;

/** What is missing to make one, with `more` programs, as a sentence; null where nothing is. */
export function displayMissing(...more: string[]): string | null {
  const missing = ['Xvfb', 'openbox', 'xrandr', 'xwininfo', ...more].filter((program) => !has(program));
  return missing.length === 0 ? null : `not installed: ${missing.join(', ')}`;
}

/** Starts an X server with `count` monitors of 1920 by 1080 in a row. */
export async function virtualDisplay(count: number): Promise<VirtualDisplay> {
  const seen = mkdtempSync(path.join(tmpdir(), 'citywall-display-'));
  const server = spawn(
    'Xvfb',
    ['-noreset', '-displayfd', '3', '-fbdir', seen, '-screen', '0', `${1920 * count}x1080x24`],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  let number = '';
  server.stdio[3]?.on('data', (data: Buffer) => (number += data.toString()));
  await until('an X display', () => number.endsWith('\n'));
  const env = { ...process.env, DISPLAY: `:${number.trim()}` };
  for (let i = 0; i < count; i++)
    spawnSync(
      'xrandr',
      ['--setmonitor', `wall-${i + 1}`, `1920/500x1080/280+${1920 * i}+0`, i === 0 ? 'screen' : 'none'],
      { env },
    );
  const manager: ChildProcess = spawn('openbox', [], { env, stdio: 'ignore' });
  return {
    env,
    windows: () => {
      const tree = spawnSync('xwininfo', ['-root', '-tree'], { env, encoding: 'utf8' }).stdout ?? '';
      return [...tree.matchAll(/(\d+x\d+)\+-?\d+\+-?\d+ {2}(\+-?\d+\+-?\d+)/g)].map((m) => `${m[1]}${m[2]}`);
    },
    visible: () => {
      const found = spawnSync('xdotool', ['search', '--onlyvisible', '--class', '.'], {
        env,
        encoding: 'utf8',
      });
      return found.stdout.trim().split('\n').length;
    },
    act: (...what) => void spawnSync('xdotool', what, { env }),
    picture: () => pixelsOfDump(readFileSync(path.join(seen, 'Xvfb_screen0'))),
    stop: () => {
      manager.kill();
      server.kill();
      rmSync(seen, { recursive: true, force: true });
    },
  };
}

/** The pixels of an X window dump (XWD) of 24 bits of colour. */
function pixelsOfDump(dump: Buffer): Uint32Array {
  const [head = 0, width = 0, height = 0, row, colours = 0] = [0, 16, 20, 48, 76].map((at) =>
    dump.readUInt32BE(at),
  );
  if (row !== 4 * width) throw new Error('the X display is not of four bytes a pixel');
  const start = head + 12 * colours;
  const pixels = new Uint32Array(
    dump.buffer.slice(dump.byteOffset + start, dump.byteOffset + start + row * height),
  );
  return pixels.map((pixel) => pixel & 0xffffff);
}
