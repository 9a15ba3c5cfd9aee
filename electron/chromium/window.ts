import { readlink } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import type { BrowserContext, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { Restarts } from '../../sync/contract/back-off.ts';
import type { Lifecycle } from '../../sync/contract/lifecycle.ts';
import type { Placement } from '../placement.ts';
import { pageOf, PLAIN_AFTER } from '../windows.ts';

/** How often a window is asked whether it still answers, and how long it may take, milliseconds. */
const PULSE = { every: 10_000, within: 8_000, misses: 3 } as const;

/** How long a browser may take until its page is there, and to end by itself, milliseconds. */
const OPEN_WITHIN = 60_000;
const GRACE = 5_000;

export interface ChromiumWindow {
  executable: string;
  /** Where the browser keeps this screen's own profile. */
  profileFolder: string;
  placement: Placement;
  /** False where the window manager should decide: the monitors are not known. */
  placed: boolean;
  wallAddress: string;
  /** Chromium will not run as root with its sandbox. */
  root: boolean;
  say: (line: string) => void;
}

/**
 * One Chromium in kiosk mode on one display: its own process, its own profile folder. It is started again
 * when it dies or stops answering; after too many tries it shows the plain page.
 */
export function chromiumWindow(
  how: ChromiumWindow,
  clock: () => number = () => performance.now(),
): Lifecycle {
  const restarts = new Restarts();
  const { screen, display } = how.placement;
  let context: BrowserContext | null = null;
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;
  let plain = false;

  const again = (why: string): void => {
    clearTimeout(timer);
    context = null;
    if (stopping) return;
    const { wait, inARow } = restarts.ended(clock());
    plain ||= inARow >= PLAIN_AFTER;
    how.say(`screen ${screen.id}: ${why}; opening it again in ${wait} ms${plain ? ', as a plain page' : ''}`);
    timer = setTimeout(() => void open(), wait);
  };

  const pulse = (page: Page, missed: number): void => {
    timer = setTimeout(() => {
      void answers(page).then((alive) => {
        if (stopping || context === null) return;
        if (alive) return pulse(page, 0);
        if (missed + 1 < PULSE.misses) return pulse(page, missed + 1);
        how.say(`screen ${screen.id}: its window no longer answers`);
        void end(how, context);
      });
    }, PULSE.every);
  };

  const open = async (): Promise<void> => {
    restarts.started(clock());
    const hung = setTimeout(() => {
      how.say(`screen ${screen.id}: its window does not open`);
      void kill(how);
    }, OPEN_WITHIN);
    let opened: BrowserContext | null = null;
    try {
      opened = await launch(how);
      context = opened;
      opened.on('close', () => again('its window ended'));
      const page = opened.pages()[0] ?? (await opened.newPage());
      page.on('crash', () => void end(how, context));
      await page.goto(pageOf(how.wallAddress, screen.id, plain));
      if (how.placed) await fill(opened, page, display.bounds);
      pulse(page, 0);
    } catch (error) {
      const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
      // One that ended meanwhile is opened again already.
      if (opened === null) again(why);
      else if (context === opened) await end(how, opened);
    } finally {
      clearTimeout(hung);
    }
  };

  return {
    run: open,
    async stop() {
      stopping = true;
      clearTimeout(timer);
      await end(how, context);
    },
  };
}

async function launch(how: ChromiumWindow): Promise<BrowserContext> {
  const { x, y, width, height } = how.placement.display.bounds;
  return chromium.launchPersistentContext(folderOf(how), {
    executablePath: how.executable,
    headless: false,
    viewport: null,
    chromiumSandbox: !how.root,
    ignoreDefaultArgs: ['--enable-automation', '--hide-scrollbars'],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      '--kiosk',
      ...(how.placed ? [`--window-position=${x},${y}`, `--window-size=${width},${height}`] : []),
      '--no-first-run',
      '--disable-sync',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-pinch',
      '--overscroll-history-navigation=0',
      '--autoplay-policy=no-user-gesture-required',
      '--disable-features=Translate,GlobalMediaControls',
      '--password-store=basic',
      ...(how.root ? ['--test-type'] : []),
    ],
  });
}

/** Ends a browser: by asking it, and where it does not hear that, by its process. */
async function end(how: ChromiumWindow, context: BrowserContext | null): Promise<void> {
  if (context === null) return;
  const closed = new Promise((resolve) => context.once('close', resolve));
  const hard = setTimeout(() => void kill(how), GRACE);
  context.close().catch(() => undefined);
  await closed;
  clearTimeout(hard);
}

/**
 * Ends the process that has a screen's profile folder, below which all of a browser runs. Chromium itself leaves a link there,
 * `HOST-PID`, but on Windows, where a window that hangs is the system's to end.
 */
async function kill(how: ChromiumWindow): Promise<void> {
  const lock = await readlink(path.join(folderOf(how), 'SingletonLock')).catch(() => '');
  const pid = Number(/-(\d+)$/.exec(lock)?.[1]);
  if (Number.isInteger(pid)) process.kill(pid, 'SIGKILL');
}

const folderOf = ({ profileFolder, placement }: ChromiumWindow): string =>
  path.join(profileFolder, `screen-${placement.screen.id}`);

/** Moves the window onto its display, then fills that display. */
async function fill(
  context: BrowserContext,
  page: Page,
  bounds: Placement['display']['bounds'],
): Promise<void> {
  const cdp = await context.newCDPSession(page);
  const { windowId } = await cdp.send('Browser.getWindowForTarget');
  const set = (to: object): Promise<unknown> => cdp.send('Browser.setWindowBounds', { windowId, bounds: to });
  await set({ windowState: 'normal' });
  await set({ left: bounds.x, top: bounds.y, width: bounds.width, height: bounds.height });
  await set({ windowState: 'fullscreen' });
  await cdp.detach();
}

/** Whether a page answers the simplest question in time. */
async function answers(page: Page): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), PULSE.within);
  });
  const said = page.evaluate(() => true).catch(() => false);
  const alive = await Promise.race([said, late]);
  clearTimeout(timer);
  return alive;
}
