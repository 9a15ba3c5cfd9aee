import path from 'node:path';
import process from 'node:process';
import type { Browser } from 'playwright-core';
import { settled } from '../harness/window.ts';
import { faultsOf } from './faults.ts';
import { measure, measuredFaults } from './measures.ts';

/** One picture to take: a board at a size, in a theme and a language, of a wall in a state. */
export interface Picture {
  board: string;
  size: readonly [width: number, height: number];
  theme: 'dark' | 'light';
  language: 'vi' | 'en';
  state: State;
}
export type State = 'live' | 'stale' | 'empty';
const STATES: readonly State[] = ['live', 'stale', 'empty'];

const SIZES = [
  [1366, 768],
  [1920, 1080],
  [3840, 2160],
  [5760, 1080],
  [7680, 2160],
  [1080, 1920],
] as const;

/** Pages open at a time: drawing is by software, and more of them only wait for each other. */
const PAGES = 2;

/** A page has so long for each step, milliseconds: what is looked at is no speed. */
const WITHIN = 120_000;

export const nameOf = ({ board, size, theme, language, state }: Picture): string =>
  `${board}-${size.join('x')}-${theme}-${language}-${state}`;

/** Every picture of some boards whose name holds each of the texts in `only`. */
export function everyPicture(boards: readonly string[], only: readonly string[]): Picture[] {
  return boards
    .flatMap((board) => SIZES.map((size) => ({ board, size })))
    .flatMap((picture) => (['dark', 'light'] as const).map((theme) => ({ ...picture, theme })))
    .flatMap((picture) => (['vi', 'en'] as const).map((language) => ({ ...picture, language })))
    .flatMap((picture) => STATES.map((state) => ({ ...picture, state })))
    .filter((picture) => only.every((text) => nameOf(picture).includes(text)));
}

/** Takes pictures of the wall at `address` into `folder`, and returns what is wrong with each that has a fault. */
export async function take(
  browser: Browser,
  address: string,
  folder: string,
  pictures: readonly Picture[],
): Promise<Map<string, string[]>> {
  const faulty = new Map<string, string[]>();
  const words = new Map<string, number>();
  const waiting = [...pictures];
  const one = async (picture: Picture): Promise<void> => {
    const [width, height] = picture.size;
    const name = nameOf(picture);
    const page = await browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' });
    page.setDefaultTimeout(WITHIN);
    try {
      await page.goto(`${address}?board=${picture.board}&theme=${picture.theme}&lang=${picture.language}`);
      await settled(page);
      // Drawing may keep a page so busy that it does not hear its host: a picture is taken once it says what its name says.
      await page.waitForSelector(`.head[data-line="${picture.state}"]`);
      const measured = await measure(page);
      words.set(name, measured.words);
      const faults = [...(await faultsOf(page)), ...measuredFaults(measured, picture.state !== 'empty')];
      await page.screenshot({ path: path.join(folder, `${name}.png`) });
      if (faults.length > 0) faulty.set(name, faults);
    } catch (error) {
      faulty.set(name, [
        `no picture: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`,
      ]);
    } finally {
      await page.close();
    }
    const found = faulty.get(name);
    const told = words.has(name) ? `${name}  ${words.get(name)} words` : name;
    process.stdout.write(found === undefined ? `${told}\n` : `${told}\n  ${found.join('\n  ')}\n`);
  };
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await one(next);
  };
  await Promise.all(Array.from({ length: PAGES }, worker));
  return faulty;
}
