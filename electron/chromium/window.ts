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

/** How long a browser gets to end by itself, milliseconds. */
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
        void end(context);
      });
    }, PULSE.every);
  };

  const open = async (): Promise<void> => {
    restarts.started(clock());
    let opened: BrowserContext;
    try {
      opened = await launch(how);
    } catch (error) {
      return again(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
    }
    context = opened;
    opened.on('close', () => again('its window ended'));
    try {
      const page = opened.pages()[0] ?? (await opened.newPage());
      page.on('crash', () => void end(opened));
      // From now on: it may hang before its page is there, too.
      pulse(page, 0);
      await page.goto(pageOf(how.wallAddress, screen.id, plain));
      if (how.placed) await fill(opened, page, display.bounds);
    } catch {
      if (context === opened) await end(opened);
    }
  };

  return {
    run: open,
    async stop() {
      stopping = true;
      clearTimeout(timer);
      if (context !== null) await end(context);
    },
  };
}

/** The process of each browser that was opened. */
const browsers = new WeakMap<BrowserContext, number>();

async function launch(how: ChromiumWindow): Promise<BrowserContext> {
  const { x, y, width, height } = how.placement.display.bounds;
  const context = await chromium.launchPersistentContext(
    path.join(how.profileFolder, `screen-${how.placement.screen.id}`),
    {
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
    },
  );
  void processOf(context).then(
    (pid) => {
      if (pid !== undefined) browsers.set(context, pid);
    },
    () => undefined,
  );
  return context;
}

/** Ends a browser: by asking it, and where it does not hear that, by its process. */
async function end(context: BrowserContext): Promise<void> {
  const closed = new Promise((resolve) => context.once('close', resolve));
  const pid = browsers.get(context);
  const hard = setTimeout(() => {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  }, GRACE);
  context.close().catch(() => undefined);
  await closed;
  clearTimeout(hard);
}

/** The process of a browser's own, below which all of it runs. */
async function processOf(context: BrowserContext): Promise<number | undefined> {
  const session = await context.browser()?.newBrowserCDPSession();
  const told = await session?.send('SystemInfo.getProcessInfo');
  await session?.detach();
  return told?.processInfo.find(({ type }) => type === 'browser')?.id;
}

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
