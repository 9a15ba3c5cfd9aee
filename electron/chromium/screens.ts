import path from 'node:path';
import process from 'node:process';
import type { Screen } from '../../sync/contract/boards.ts';
import type { Lifecycle } from '../../sync/contract/lifecycle.ts';
import type { StartOptions } from '../options.ts';
import { place, type Display, type Placement } from '../placement.ts';
import { readWall } from '../wall-file.ts';
import { findChromium } from './find.ts';
import { monitors } from './monitors.ts';
import { chromiumWindow } from './window.ts';

/** A display about which nothing is known: the window manager decides. */
function somewhere(screen: Screen): Display {
  const [width, height] = screen.resolution;
  return { id: '0', name: '', bounds: { x: 0, y: 0, width, height } };
}

function placements(
  screens: readonly Screen[],
  found: Display[] | null,
  say: (line: string) => void,
): Placement[] {
  const [first] = screens;
  if (first === undefined) return [];
  const { placements: placed, homeless } =
    found === null
      ? { placements: [{ screen: first, display: somewhere(first) }], homeless: screens.slice(1) }
      : place(screens, found);
  for (const screen of homeless) say(`no display is left for screen ${screen.id} (board ${screen.board})`);
  return placed;
}

/** One Chromium in kiosk mode for each screen of the wall; null, having said why, where there can be none. */
export async function chromiumScreens(
  options: StartOptions,
  wallAddress: string,
  say: (line: string) => void,
): Promise<Lifecycle | null> {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    say(`there is no display here; open ${wallAddress} in any Chromium, screen N at ${wallAddress}?screen=N`);
    return null;
  }
  const executable = await findChromium();
  if (executable === null) {
    say(`no Electron, Chromium, Chrome or Edge was found; open ${wallAddress} in a browser`);
    return null;
  }
  const root = process.getuid?.() === 0;
  if (root) say('running as root: Chromium is started without its sandbox. Do not do this on a real wall.');
  const found = await monitors();
  const wall = await readWall(options.profile);
  const windows = placements(wall.screens, found, say).map((placement) =>
    chromiumWindow({
      executable,
      profileFolder: path.join(options.data, 'windows'),
      placement,
      placed: found !== null,
      wallAddress,
      root,
      say,
    }),
  );
  return {
    run: async () => {
      for (const window of windows) await window.run();
    },
    stop: async () => void (await Promise.all(windows.map((window) => window.stop()))),
  };
}
