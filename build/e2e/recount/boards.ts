import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { withSubject, type Board } from '../../../sync/contract/boards.ts';
import type { Profile } from '../../../sync/contract/profile.ts';
import { everyTile, settled } from '../../harness/window.ts';
import { CASE_READERS } from './cases.ts';
import type { Records } from './held.ts';
import { MEASURE_READERS } from './measures.ts';
import { shownOn, type Reader, type Shown } from './tiles.ts';
import { WALL_READERS } from './wall.ts';

/** Who reads and counts again what panels show, by the question they ask. */
export const READERS: Readonly<Record<string, Reader>> = {
  ...CASE_READERS,
  ...MEASURE_READERS,
  ...WALL_READERS,
};

/** Everything is read from a large screen, in Vietnamese. */
const SIZE = { width: 3840, height: 2160 };

/** The tiles of a board as a person reads them. */
export async function readBoard(browser: Browser, address: string): Promise<Map<string, Shown>> {
  const page = await browser.newPage({ viewport: SIZE, reducedMotion: 'reduce' });
  await page.goto(`${address}&lang=vi`);
  await page.waitForSelector('[data-panel]');
  await everyTile(page, 'is answered', ({ content }) => content === 'data' || content === 'empty');
  await settled(page);
  const shown = await shownOn(page);
  await page.close();
  return shown;
}

/** Every figure of a board that is not what the records say, among the panels whose questions have a reader. */
export function wrongOn(
  { id, panels, subject }: Board,
  shown: ReadonlyMap<string, Shown>,
  held: { profile: Profile; records: Records; at: number },
  readers: Readonly<Record<string, Reader>> = READERS,
): string[] {
  const wrong: string[] = [];
  for (const panel of panels) {
    const tile = shown.get(panel.id);
    const reader = readers[panel.question.name];
    // A panel of another arrangement is read on the screen that has it.
    if (tile === undefined || reader === undefined) continue;
    const question = withSubject(panel.question, subject?.default);
    const told = reader(tile, { panel: { ...panel, question }, ...held });
    expect(told.length, `${id}/${panel.id} reads nothing in: ${tile.words.join(' | ')}`).toBeGreaterThan(0);
    for (const one of told)
      if (one.shown !== one.counted)
        wrong.push(`${panel.id}, ${one.what}: shows ${one.shown}, counted ${one.counted}`);
  }
  return wrong;
}
