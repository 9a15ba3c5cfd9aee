import { existsSync } from 'node:fs';
import process from 'node:process';
import sparticuz from '@sparticuz/chromium';
import { chromium, type Browser } from 'playwright-core';
import { findChromium } from '../../electron/chromium/find.ts';

/** What the package asks for that a test of a wall must not have: one process, and no bars between origins. */
const UNWANTED = [
  '--headless',
  '--single-process',
  '--no-zygote',
  '--disable-web-security',
  '--disable-site-isolation-trials',
  '--allow-running-insecure-content',
];

/**
 * A headless browser: the one npm brings where it runs (Linux, x64), else one found on the machine.
 * WebGL is drawn in software; `more` are further arguments of Chromium's. Fails by saying what to install where there is none.
 */
export async function headless(...more: string[]): Promise<Browser> {
  const own =
    process.platform === 'linux' && process.arch === 'x64' ? await sparticuz.executablePath() : null;
  const executablePath = own !== null && existsSync(own) ? own : await findChromium();
  if (executablePath === null)
    throw new Error('no browser to test with: install Chromium or Chrome, or set CHROME_PATH');
  const args = own === executablePath ? sparticuz.args : [];
  const options = {
    executablePath,
    headless: true,
    args: [
      ...args.filter((arg) => !UNWANTED.some((unwanted) => arg.startsWith(unwanted))),
      '--no-sandbox',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--ignore-gpu-blocklist',
      // Without a GPU a page is drawn twice as fast where only its map goes through WebGL.
      '--disable-gpu-compositing',
      '--disable-gpu-rasterization',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  };
  // Chromium itself now and then crashes while it starts, which says nothing of what is tested.
  return chromium.launch(options).catch(() => chromium.launch(options));
}
