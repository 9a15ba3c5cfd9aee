import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import type { Placement } from '../placement.ts';

/**
 * What a window begins with, until the wall's page is there: its ground, deaf to keys. A window of an application
 * has no place to type an address in, and reserves no keys.
 */
const FIRST =
  'data:text/html,<body style="background:%23070b14" onkeydown="return!1" oncontextmenu="return!1">';

/**
 * What a browser is forbidden of its own, beneath the page: names and values of Chromium's own preferences, which its
 * policies also come down to. They want no rights on the machine, and hold for the wall's windows alone.
 */
const PREFERENCES = {
  translate: { enabled: false },
  credentials_enable_service: false,
  // Each kind of download is refused.
  download_restrictions: 3,
  printing: { enabled: false },
  incognito: { mode_availability: 1 },
  policy: { url_blocklist: ['file://*', 'chrome://*', 'view-source:*'] },
};
/** The same for what belongs to the browser, not to one who uses it. */
const LOCAL_STATE = { select_file_dialogs: { allowed: false } };

/**
 * Writes them anew before each start, so that nothing else that a browser kept of the last one holds:
 * no zoom, no pages to bring back, no bubble about a crash.
 */
async function writePreferences(folder: string): Promise<void> {
  await mkdir(path.join(folder, 'Default'), { recursive: true });
  await writeFile(path.join(folder, 'Default', 'Preferences'), JSON.stringify(PREFERENCES));
  await writeFile(path.join(folder, 'Local State'), JSON.stringify(LOCAL_STATE));
}

export interface Kiosk {
  executable: string;
  placement: Placement;
  /** False where the window manager should decide: the monitors are not known. */
  placed: boolean;
  /** Chromium will not run as root with its sandbox. */
  root: boolean;
}

/**
 * Starts a Chromium in kiosk mode of which people see the page and nothing else. One that is not there within so many milliseconds is
 * ended, whatever it does, and this rejects.
 */
export async function launchKiosk(how: Kiosk, folder: string, within: number): Promise<BrowserContext> {
  const { x, y, width, height } = how.placement.display.bounds;
  await writePreferences(folder);
  return chromium.launchPersistentContext(folder, {
    executablePath: how.executable,
    headless: false,
    timeout: within,
    viewport: null,
    chromiumSandbox: !how.root,
    acceptDownloads: false,
    ignoreDefaultArgs: ['--enable-automation', '--hide-scrollbars', '--disable-popup-blocking'],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      '--kiosk',
      `--app=${FIRST}`,
      ...(how.placed ? [`--window-position=${x},${y}`, `--window-size=${width},${height}`] : []),
      '--no-first-run',
      '--no-default-browser-check',
      '--noerrdialogs',
      '--hide-crash-restore-bubble',
      '--disable-sync',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-pinch',
      '--overscroll-history-navigation=0',
      '--autoplay-policy=no-user-gesture-required',
      '--password-store=basic',
      ...(how.root ? ['--test-type'] : []),
    ],
  });
}

/**
 * The one page of a kiosk, which takes no key, click, touch or file from anybody from now on, wherever it goes; and the
 * browser behind it none either, since it has only those that its page leaves. What opens beside it is closed.
 */
export async function withoutInput(context: BrowserContext): Promise<Page> {
  const [page = await context.newPage(), ...others] = context.pages();
  context.on('page', (other) => void other.close().catch(() => undefined));
  for (const other of others) await other.close();
  // It holds as long as this session does, which ends with the browser.
  const devtools = await context.newCDPSession(page);
  await devtools.send('Input.setIgnoreInputEvents', { ignore: true });
  return page;
}
