import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { until } from './wait.ts';

/** An X display of its own with monitors side by side and a window manager, without any screen. */
export interface VirtualDisplay {
  env: NodeJS.ProcessEnv;
  /** The geometries of all windows, `WIDTHxHEIGHT+X+Y`, as the X server tells them. */
  windows: () => string[];
  stop: () => void;
}

const has = (program: string): boolean => spawnSync('which', [program]).status === 0;

/** What is missing to make one, as a sentence; null where nothing is. */
export function displayMissing(): string | null {
  const missing = ['Xvfb', 'openbox', 'xrandr', 'xwininfo'].filter((program) => !has(program));
  return missing.length === 0 ? null : `not installed: ${missing.join(', ')}`;
}

/** Starts an X server with `count` monitors of 1920 by 1080 in a row. */
export async function virtualDisplay(count: number): Promise<VirtualDisplay> {
  const server = spawn('Xvfb', ['-noreset', '-displayfd', '3', '-screen', '0', `${1920 * count}x1080x24`], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
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
    stop: () => {
      manager.kill();
      server.kill();
    },
  };
}
