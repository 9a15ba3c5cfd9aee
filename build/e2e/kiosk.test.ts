import path from 'node:path';
import process from 'node:process';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumWindow } from '../../electron/chromium/window.ts';
import { findChromium } from '../../electron/chromium/find.ts';
import { screen as screenSchema } from '../../sync/contract/boards.ts';
import type { Lifecycle } from '../../sync/contract/lifecycle.ts';
import { displayMissing, virtualDisplay, type VirtualDisplay } from '../harness/display.ts';
import { scratch } from '../harness/profile-copy.ts';
import { startWall, type Program } from '../harness/programs.ts';
import { pixelsOf } from '../harness/png.ts';
import { until } from '../harness/wait.ts';

/**
 * A screen of the wall in Chromium, with a real keyboard and mouse at an X display: whatever is pressed, the same page
 * stands in the same window, and nothing of the browser's own is over it. The machine speaks English, the page Vietnamese.
 */
const executable = await findChromium();
const missing = displayMissing('xdotool') ?? (executable === null ? 'no Chromium with windows' : null);

/** All that leads out of a page, or lays something over it, in Chromium, Chrome or Edge. */
const KEYS = [
  ...['ctrl+o', 'ctrl+n', 'ctrl+t', 'ctrl+shift+n', 'ctrl+shift+t', 'ctrl+l', 'F6', 'alt+d', 'ctrl+k'],
  ...['ctrl+p', 'ctrl+shift+p', 'ctrl+s', 'ctrl+u', 'F12', 'ctrl+shift+i', 'ctrl+shift+c', 'ctrl+j'],
  ...['ctrl+h', 'ctrl+d', 'ctrl+shift+o', 'ctrl+shift+Delete', 'ctrl+f', 'F3', 'F7', 'F1', 'F10', 'alt+e'],
  ...['alt+Left', 'BackSpace', 'alt+Home', 'F11', 'Escape', 'ctrl+plus', 'ctrl+minus', 'shift+Escape'],
  ...['Menu', 'shift+F10', 'F5', 'ctrl+r', 'ctrl+w', 'ctrl+F4', 'ctrl+shift+w', 'ctrl+shift+q'],
];
/** How long something may take to come of a key, milliseconds: it is to be nothing, which no condition shows. */
const NOTHING = 150;
/** Pixels that may differ between the page and what the display shows of it: the pointer's. */
const FEW = 1_000;

/** How many pixels differ between two pictures. */
function others(one: Uint32Array, other: Uint32Array): number {
  if (one.length !== other.length) return Infinity;
  let count = 0;
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) count++;
  return count;
}

describe.skipIf(missing !== null)(`a kiosk window${missing === null ? '' : ` (skipped: ${missing})`}`, () => {
  let place: Awaited<ReturnType<typeof scratch>>;
  let display: VirtualDisplay;
  let wall: Program;
  let window: Lifecycle;
  const said: string[] = [];
  /** The browsers that were started, which their window keeps for itself. */
  const started: BrowserContext[] = [];
  const launch = chromium.launchPersistentContext.bind(chromium);
  chromium.launchPersistentContext = async (...how) => {
    const context = await launch(...how);
    started.push(context);
    return context;
  };

  const only = (): Page => {
    const pages = started.at(-1)?.pages() ?? [];
    const [page] = pages;
    if (page === undefined || pages.length > 1) throw new Error(`${pages.length} pages`);
    return page;
  };
  /** What is wrong with what stands there now; empty where it is the wall's page in the only window. */
  const wrong = async (): Promise<string[]> => {
    const pages = started.at(-1)?.pages() ?? [];
    const page = pages[0];
    const zoom = await page?.evaluate(() => devicePixelRatio * (visualViewport?.scale ?? 0));
    return [
      ...pages.map((each) => each.url()).filter((url) => url !== `${wall.address}?screen=1`),
      ...(pages.length === 1 ? [] : [`${pages.length} pages`]),
      ...(display.visible() === 1 ? [] : [`${display.visible()} windows`]),
      ...(display.windows().includes('1920x1080+0+0') ? [] : ['its window is elsewhere']),
      ...(zoom === 1 ? [] : [`zoomed ${zoom}`]),
    ];
  };
  const stands = (): Promise<unknown> =>
    until('the board in the only window', async () => {
      await only().waitForSelector('[data-panel]', { timeout: 1_000 });
      const found = await wrong();
      if (found.length > 0) throw new Error(found.join(', '));
      return true;
    });
  /** What the display showed when there was nothing over the page. */
  let bare: Uint32Array = new Uint32Array();
  /** How many pixels the display shows other than the page has them; the page is asked only where it is another picture. */
  const over = async (): Promise<number> => {
    const seen = display.picture();
    if (others(seen, bare) < FEW) return 0;
    const pixels = others(seen, pixelsOf(await only().screenshot()));
    if (pixels < FEW) bare = seen;
    return pixels;
  };
  const uncovered = (): Promise<unknown> =>
    until(
      'nothing over the page',
      async () => {
        const pixels = await over();
        if (pixels >= FEW) throw new Error(`${pixels} pixels are not the page's`);
        return true;
      },
      10_000,
    );

  beforeAll(async () => {
    place = await scratch('kiosk');
    display = await virtualDisplay(1);
    Object.assign(process.env, { DISPLAY: display.env.DISPLAY, LANG: 'en_US.UTF-8', LANGUAGE: 'en_US' });
    wall = await startWall('--offline', '--port', '0', '--data', path.join(place.folder, 'wall'));
    window = chromiumWindow({
      executable: executable ?? '',
      profileFolder: path.join(place.folder, 'windows'),
      placement: {
        screen: screenSchema.parse({ id: 1, board: 'overview' }),
        display: { id: '0', name: 'wall', bounds: { x: 0, y: 0, width: 1920, height: 1080 } },
      },
      placed: true,
      wallAddress: wall.address,
      root: process.getuid?.() === 0,
      say: (line) => said.push(line),
    });
    await window.run();
    await stands();
  });
  afterAll(async () => {
    await window?.stop();
    await wall?.stop();
    display?.stop();
    await place?.remove();
  });

  it('shows the page and nothing of its own over it, whatever language the machine speaks', uncovered);

  it('leads nowhere by any key, and none opens, covers, closes or zooms anything', async () => {
    const led: Record<string, string[]> = {};
    for (const key of KEYS) {
      display.act('key', '--clearmodifiers', key);
      await new Promise((resolve) => setTimeout(resolve, NOTHING));
      const found = await wrong().catch((error: unknown) => [String(error)]);
      await uncovered().catch((error: unknown) => found.push(String(error)));
      if (found.length > 0) led[key] = found;
    }
    expect(led).toEqual({});
    await uncovered();
  });

  it('goes to no address that is typed', async () => {
    display.act('key', 'ctrl+l');
    display.act('type', 'file:///etc/passwd');
    display.act('key', 'Return');
    await new Promise((resolve) => setTimeout(resolve, 4 * NOTHING));
    expect(await wrong()).toEqual([]);
    await uncovered();
  });

  it('has no menu, and no wheel zooms it', async () => {
    for (const button of ['1', '2', '3', '8']) {
      display.act('mousemove', '900', '500', 'click', button);
      await new Promise((resolve) => setTimeout(resolve, NOTHING));
    }
    display.act('keydown', 'ctrl', 'click', '--repeat', '3', '4', 'keyup', 'ctrl');
    await new Promise((resolve) => setTimeout(resolve, NOTHING));
    expect(await wrong()).toEqual([]);
    await uncovered();
  });

  it('closes what a page opens, asks, prints or saves', async () => {
    const page = only();
    const refused = page.waitForEvent('download').then((download) => download.failure());
    await page.evaluate(() => {
      open('about:blank');
      alert('ask');
      print();
      const link = document.createElement('a');
      [link.href, link.download] = [URL.createObjectURL(new Blob(['x'])), 'x.txt'];
      link.click();
    });
    expect(await refused).not.toBeNull();
    await stands();
    await uncovered();
  });

  it('comes back where it was led away, and where it was closed', async () => {
    for (const out of [
      async () => void only().evaluate(() => location.assign(`http://localhost:${location.port}/`)),
      () => display.act('key', 'alt+F4'),
    ]) {
      const times = started.length;
      await out();
      await until('opened again', () => started.length > times);
      await stands();
      display.act('key', 'ctrl+o');
      await uncovered();
    }
    expect(said.join('\n')).toMatch(/screen 1: its window was led away to http:\/\/localhost:/);
  });
});
