import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Display } from '../placement.ts';

const run = promisify(execFile);

/** Reads the lines of `xrandr --listmonitors`: ` 0: +*DP-1 1920/520x1080/290+0+0  DP-1`. */
export function parseMonitors(text: string): Display[] {
  const line = /^\s*(\d+):\s+\+?\*?(\S+)\s+(\d+)\/\d+x(\d+)\/\d+\+(-?\d+)\+(-?\d+)/gm;
  return [...text.matchAll(line)].map((m) => ({
    id: m[1] ?? '',
    name: m[2] ?? '',
    bounds: { width: Number(m[3]), height: Number(m[4]), x: Number(m[5]), y: Number(m[6]) },
  }));
}

/**
 * The monitors of this X display. Null where there is none to ask (no X server, no `xrandr`, another
 * system): Chromium then opens the first screen only, where the window manager puts it.
 */
export async function monitors(env: NodeJS.ProcessEnv = process.env): Promise<Display[] | null> {
  if (env.DISPLAY === undefined || env.DISPLAY === '') return null;
  try {
    const { stdout } = await run('xrandr', ['--listmonitors'], { timeout: 5_000 });
    const found = parseMonitors(stdout);
    return found.length > 0 ? found : null;
  } catch (error) {
    // No xrandr here: that is an answer, not a fault.
    if (error instanceof Error) return null;
    throw error;
  }
}
