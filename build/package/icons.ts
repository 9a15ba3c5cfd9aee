import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { headless } from '../harness/browser.ts';
import { optionsOf } from '../harness/options.ts';
import { root } from '../harness/programs.ts';
import { icoOf } from './ico.ts';

/**
 * `npm run icons`: draws the icon's pictures anew from `citywall.svg`. They are kept beside it, since a package is made
 * where no browser is, and electron-builder's own converter is a program that it fetches.
 */
optionsOf('icons', {});
const FOLDER = path.join(root, 'assets', 'icon');

/** The sizes that desktops of Linux look for, pixels. */
const SIZES = [16, 32, 48, 64, 128, 256, 512];
/** The sizes that Windows looks for inside one file. */
const INSIDE_ICO = new Set([16, 32, 48, 256]);

const drawing = await readFile(path.join(FOLDER, 'citywall.svg'), 'utf8');
const browser = await headless();
const inside = new Map<number, Buffer>();
try {
  const page = await browser.newPage();
  await page.setContent(
    `<style>html, body { margin: 0 } svg { display: block; width: 100vw }</style>${drawing}`,
  );
  for (const size of SIZES) {
    await page.setViewportSize({ width: size, height: size });
    const picture = await page.screenshot({ omitBackground: true });
    await writeFile(path.join(FOLDER, `${size}x${size}.png`), picture);
    if (INSIDE_ICO.has(size)) inside.set(size, picture);
  }
} finally {
  await browser.close();
}
await writeFile(path.join(FOLDER, 'citywall.ico'), icoOf(inside));
process.stdout.write(`drew ${SIZES.length} pictures and citywall.ico into ${path.relative(root, FOLDER)}\n`);
