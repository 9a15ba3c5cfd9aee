import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { startWall } from '../harness/programs.ts';
import { middle } from './figure.ts';
import { openMap, timeToIdle } from './map-page.ts';

/** A page that can be opened again and again, each time to the moment its map stands still. */
export interface Opening {
  name: string;
  /** Opens it in a new window and closes that; gives its time to idle, milliseconds. */
  open(): Promise<number>;
  close(): Promise<void>;
}

/**
 * Opens two pages in turns, so that whatever else the machine does weighs on both; `loads` times each after one
 * that is not counted. Gives the middle of the times to idle of each, milliseconds.
 */
export async function inTurns(
  sides: readonly [Opening, Opening],
  loads: number,
  tell: (line: string) => void,
): Promise<[number, number]> {
  const times = sides.map(() => new Array<number>());
  for (let load = 0; load <= loads; load++)
    for (const [i, side] of sides.entries()) {
      const took = await side.open();
      if (load > 0) times[i]?.push(took);
    }
  for (const [i, { name }] of sides.entries())
    tell(`${name}: ${times[i]?.map((ms) => Math.round(ms)).join(', ')} ms to idle`);
  return [middle(times[0] ?? []), middle(times[1] ?? [])];
}

/** The map board of a wall that stands on a built folder, without a city. */
export async function boardOpening(
  browser: Browser,
  name: string,
  folders: { profile: string; data: string },
): Promise<Opening> {
  const wall = await startWall(
    ...['--port', '0', '--offline', '--profile', folders.profile, '--data', folders.data],
  );
  return {
    name,
    async open() {
      const page = await openMap(browser, wall.address, 'map');
      const took = await timeToIdle(page);
      await page.close();
      return took;
    },
    close: wall.stop,
  };
}

/** What the map panel of a board is changed to: parts of its question's parameters. */
interface Change {
  range?: '24h' | '30d';
  grid?: 'fine';
  against?: 'nothing' | 'usual';
}

/** A copy of a profile whose map board shows heat, not the colours of its areas, and asks something else. */
export async function heatProfile(profile: string, folder: string, change: Change): Promise<string> {
  await cp(profile, folder, { recursive: true });
  const file = path.join(folder, 'boards', 'map.json');
  const board: { panels: { kind: string; question: { name: string; params: object }; options?: object }[] } =
    JSON.parse(await readFile(file, 'utf8'));
  for (const panel of board.panels) {
    if (panel.kind !== 'map') continue;
    panel.question = { name: 'heat', params: { ...panel.question.params, ...change } };
    panel.options = { ...panel.options, mode: 'heat' };
  }
  await writeFile(file, JSON.stringify(board, null, 2));
  return folder;
}
