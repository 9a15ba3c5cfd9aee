import type { Browser, Page } from 'playwright-core';
import { filledIn, type Board } from '../../../sync/contract/boards.ts';
import { until } from '../../harness/wait.ts';
import { everyTile, settled } from '../../harness/window.ts';
import { CASE_READERS } from './cases.ts';
import { MEASURE_READERS } from './measures.ts';
import { shownOn, type Reader, type Recount, type Shown } from './tiles.ts';
import { WALL_READERS } from './wall.ts';

/** Who reads and counts again what panels show, by the question they ask. */
export const READERS: Readonly<Record<string, Reader>> = {
  ...CASE_READERS,
  ...MEASURE_READERS,
  ...WALL_READERS,
};

/** Everything is read from one screen, in Vietnamese. */
const SIZE = { width: 1920, height: 1080 };

/** A map's words and a chart's come after its answer; whatever still differs then is wrong. */
const WITHIN = 15_000;

/** The tiles of a board as a person reads them, on a page that may be prepared before it is opened, once nothing is `wrong` with them or it is clear that something is. */
export async function readBoard(
  browser: Browser,
  address: string,
  wrong: (shown: ReadonlyMap<string, Shown>) => string[],
  prepared: (page: Page) => Promise<unknown> = async () => undefined,
): Promise<{ shown: Map<string, Shown>; wrong: string[] }> {
  const page = await browser.newPage({ viewport: SIZE, reducedMotion: 'reduce' });
  await prepared(page);
  await page.goto(`${address}&lang=vi`);
  await page.waitForSelector('[data-panel]');
  await everyTile(page, 'is answered', ({ content }) => content === 'data' || content === 'empty');
  await settled(page);
  let shown = await shownOn(page);
  let found = wrong(shown);
  const read = async (): Promise<boolean> => {
    const before = JSON.stringify([...shown]);
    shown = await shownOn(page);
    // To count everything again takes longer than to read it.
    if (JSON.stringify([...shown]) !== before) found = wrong(shown);
    return found.length === 0;
  };
  await until('nothing is wrong', read, WITHIN).catch(() => undefined);
  await page.close();
  return { shown, wrong: found };
}

/** Every figure of a board that is not what the records say, among the panels whose questions have a reader. */
export function wrongOn(
  { id, panels, subject }: Board,
  shown: ReadonlyMap<string, Shown>,
  held: Omit<Recount, 'panel'>,
  readers: Readonly<Record<string, Reader>> = READERS,
): string[] {
  const wrong: string[] = [];
  for (const panel of panels) {
    const tile = shown.get(panel.id);
    const reader = readers[panel.question.name];
    // A panel of another arrangement is read on the screen that has it.
    if (tile === undefined || reader === undefined) continue;
    const question = filledIn(panel.question, { subject: subject?.default });
    const told = reader(tile, { panel: { ...panel, question }, ...held });
    if (told.length === 0) wrong.push(`${id}/${panel.id} reads nothing in: ${tile.words.join(' | ')}`);
    for (const one of told)
      if (one.shown !== one.counted)
        wrong.push(`${panel.id}, ${one.what}: shows ${one.shown}, counted ${one.counted}`);
  }
  return wrong;
}
