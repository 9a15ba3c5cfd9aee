import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { headless } from '../harness/browser.ts';
import { startWall } from '../harness/programs.ts';
import { middle } from './figure.ts';
import { openMap, timeToIdle } from './map-page.ts';

const LOADS = 5;

/** Opens pages one after another, the first not counted; the middle of their times to idle, milliseconds. */
export async function idleTimes(open: () => Promise<number>, tell: (line: string) => void): Promise<number> {
  const times = new Array<number>();
  for (let load = 0; load <= LOADS; load++) {
    const took = await open();
    if (load > 0) times.push(took);
  }
  tell(`times to idle ${times.map((ms) => Math.round(ms)).join(', ')} ms`);
  return middle(times);
}

/** Time to idle of the map board of a wall that stands on a built folder, without a city. */
export async function boardToIdle(
  folders: { profile: string; data: string },
  tell: (line: string) => void,
): Promise<number> {
  const wall = await startWall(
    '--port',
    '0',
    '--offline',
    '--profile',
    folders.profile,
    '--data',
    folders.data,
  );
  let browser: Browser | undefined;
  try {
    browser = await headless();
    const opened = browser;
    return await idleTimes(async () => {
      const page = await openMap(opened, wall.address, 'map');
      const took = await timeToIdle(page);
      await page.close();
      return took;
    }, tell);
  } finally {
    await browser?.close();
    await wall.stop();
  }
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
