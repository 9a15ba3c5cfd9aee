import { readlink } from 'node:fs/promises';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { Restarts } from '../../sync/contract/back-off.ts';
import type { Lifecycle } from '../../sync/contract/lifecycle.ts';
import { endNow } from '../launcher.ts';
import type { Display } from '../placement.ts';
import { pulse } from '../pulse.ts';
import { isHostAddress, pageOf, PLAIN_AFTER } from '../windows.ts';
import { launchKiosk, withoutInput, type Kiosk } from './kiosk.ts';

/** How often a window is asked whether it still answers, and how long it may take, milliseconds. */
const PULSE = { every: 10_000, within: 8_000, misses: 3 } as const;

/** How long a browser may take to start, then until its page is there, and to end by itself, milliseconds. */
const START_WITHIN = 60_000;
const OPEN_WITHIN = 60_000;
const GRACE = 5_000;

export interface ChromiumWindow extends Kiosk {
  /** Where the browser keeps this screen's own profile. */
  profileFolder: string;
  wallAddress: string;
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
  let askNoMore = (): void => undefined;
  const folder = path.join(how.profileFolder, `screen-${screen.id}`);
  /** Whose the profile folder was before it was last opened. */
  let found = '';

  const again = (why: string): void => {
    askNoMore();
    context = null;
    if (stopping) return;
    const { wait, inARow } = restarts.ended(clock());
    plain ||= inARow >= PLAIN_AFTER;
    how.say(`screen ${screen.id}: ${why}; opening it again in ${wait} ms${plain ? ', as a plain page' : ''}`);
    timer = setTimeout(() => void open(), wait);
  };

  /** Ends a browser: by asking it, and where it does not hear that, by its process. */
  const end = async (opened: BrowserContext): Promise<void> => {
    askNoMore();
    const closed = new Promise((resolve) => opened.once('close', resolve));
    const hard = setTimeout(() => void kill(folder, found), GRACE);
    opened.close().catch(() => undefined);
    await closed;
    clearTimeout(hard);
  };

  const open = async (): Promise<void> => {
    restarts.started(clock());
    let hung: NodeJS.Timeout | undefined;
    let opened: BrowserContext | null = null;
    try {
      found = await holderOf(folder);
      opened = await launchKiosk(how, folder, START_WITHIN);
      context = opened;
      opened.on('close', () => again('its window ended'));
      hung = setTimeout(() => {
        how.say(`screen ${screen.id}: its window does not open`);
        void kill(folder, found);
      }, OPEN_WITHIN);
      const shown = opened;
      const page = await withoutInput(shown);
      page.on('crash', () => void end(shown));
      await page.goto(pageOf(how.wallAddress, screen.id, plain));
      page.on('framenavigated', (frame) => {
        if (frame !== page.mainFrame() || isHostAddress(frame.url(), how.wallAddress)) return;
        how.say(`screen ${screen.id}: its window was led away to ${frame.url()}`);
        void end(shown);
      });
      if (how.placed) await fill(opened, page, display.bounds);
      askNoMore = pulse(
        PULSE,
        () => answers(page),
        () => {
          how.say(`screen ${screen.id}: its window no longer answers`);
          void end(shown);
        },
      );
    } catch (error) {
      const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
      // One that ended meanwhile is opened again already.
      if (opened === null) {
        await kill(folder, found);
        again(why);
      } else if (context === opened) await end(opened);
    } finally {
      clearTimeout(hung);
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

/** Whose a profile folder is, `HOST-PID`, as Chromium itself says there by a link; empty where it says nothing, as on Windows. */
const holderOf = (folder: string): Promise<string> =>
  readlink(path.join(folder, 'SingletonLock')).catch(() => '');

/** Ends the process that took a profile folder since somebody else was found there, below which all of a browser runs. */
async function kill(folder: string, found: string): Promise<void> {
  const holder = await holderOf(folder);
  const pid = Number(/-(\d+)$/.exec(holder)?.[1]);
  if (holder !== found && Number.isInteger(pid)) endNow(pid);
}

/** Moves the window onto its display, then fills that display. */
async function fill(context: BrowserContext, page: Page, bounds: Display['bounds']): Promise<void> {
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
