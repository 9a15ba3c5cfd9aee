import { spawnSync } from 'node:child_process';
import { readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import type { Browser } from 'playwright-core';
import { nameOf, take, type Picture } from './pictures.ts';

/** The boards that hang side by side in the picture of the wall. */
const WALL = ['overview', 'map', 'indicators'] as const;
/** Others that the README shows, each in a look of its own. */
const OTHERS = [
  { board: 'on-time', theme: 'dark', language: 'vi' },
  { board: 'fields-units', theme: 'light', language: 'vi' },
  { board: 'indicator', theme: 'light', language: 'en' },
  { board: 'health-traffic', theme: 'dark', language: 'en' },
] as const;
const PICTURES: readonly Picture[] = [
  ...WALL.map((board) => ({ board, theme: 'dark', language: 'vi' }) as const),
  ...OTHERS,
].map((look) => ({ ...look, size: [1920, 1080], state: 'live' }));
/** How many there are, with the wall's own. */
export const DOCS = PICTURES.length + 1;
/** How wide one screen is in the picture of the wall, and the gap between two, pixels. */
const SCREEN = 800;
const BEZEL = 6;
/** Larger files are drawn with fewer colours, bytes. */
const MOST = 400_000;

/**
 * Renews `docs/images/`: the three boards of the default wall as they are live, the three side by side, and some others.
 * Returns what is wrong with any of them.
 */
export async function renewDocs(
  browser: Browser,
  address: string,
  folder: string,
): Promise<Map<string, string[]>> {
  const faulty = await take(browser, address, folder, PICTURES);
  const files = await Promise.all(
    PICTURES.map(async (picture) => {
      const file = path.join(folder, `${picture.board}.png`);
      await rename(path.join(folder, `${nameOf(picture)}.png`), file);
      return file;
    }),
  );
  const wall = path.join(folder, 'wall.png');
  await sideBySide(browser, files.slice(0, WALL.length), wall);
  for (const file of [...files, wall]) await lighten(file);
  return faulty;
}

async function sideBySide(browser: Browser, files: readonly string[], out: string): Promise<void> {
  const images = await Promise.all(files.map(async (file) => (await readFile(file)).toString('base64')));
  const width = files.length * SCREEN + (files.length - 1) * BEZEL;
  const page = await browser.newPage({ viewport: { width, height: (SCREEN * 9) / 16 } });
  await page.setContent(
    `<body style="margin:0;display:flex;gap:${BEZEL}px;background:#2a2f38">` +
      images.map((data) => `<img width="${SCREEN}" src="data:image/png;base64,${data}">`).join(''),
  );
  await page.waitForFunction(() => [...document.images].every((image) => image.complete));
  await page.screenshot({ path: out });
  await page.close();
}

/** Draws a file that is too large with 200 colours, where ImageMagick is installed; says so where it is not. */
async function lighten(file: string): Promise<void> {
  if ((await stat(file)).size <= MOST) return;
  const done = spawnSync('convert', [
    file,
    '-colors',
    '200',
    '-define',
    'png:compression-level=9',
    `png8:${file}`,
  ]);
  if (done.status !== 0)
    process.stderr.write(
      `${file} is over ${MOST} bytes, and there is no ImageMagick (convert) to lighten it\n`,
    );
}
