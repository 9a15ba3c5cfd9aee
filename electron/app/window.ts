import { Restarts } from '../../sync/contract/back-off.ts';
import type { Lifecycle } from '../../sync/contract/lifecycle.ts';
import type { Placement } from '../placement.ts';
import { pageOf, PLAIN_AFTER } from '../windows.ts';
import type { ElectronModules, WindowHandle } from './modules.ts';
import { hardenWindow, WEB_PREFERENCES } from './security.ts';

/** How long a window may be unresponsive before it is replaced, milliseconds. */
const HUNG = 20_000;

export interface ScreenWindow extends Lifecycle {
  /** Moves it to another display, after hot-plug or a change of resolution. */
  move(placement: Placement): void;
}

/** One kiosk window on one display: replaced with back-off when it dies or hangs, by the plain page in the end. */
export function screenWindow(
  electron: Pick<ElectronModules, 'createWindow'> & { app: Pick<ElectronModules['app'], 'isPackaged'> },
  first: Placement,
  wallAddress: string,
  say: (line: string) => void,
  clock: () => number = () => performance.now(),
): ScreenWindow {
  const restarts = new Restarts();
  let placement = first;
  let window: WindowHandle | null = null;
  let timer: NodeJS.Timeout | undefined;
  let stopping = false;
  let plain = false;

  const replace = (why: string): void => {
    const old = window;
    window = null;
    clearTimeout(timer);
    if (old !== null && !old.isDestroyed()) old.destroy();
    if (stopping || old === null) return;
    const { wait, inARow } = restarts.ended(clock());
    plain ||= inARow >= PLAIN_AFTER;
    say(
      `screen ${placement.screen.id}: ${why}; opening it again in ${wait} ms${plain ? ', as a plain page' : ''}`,
    );
    timer = setTimeout(open, wait);
  };

  const open = (): void => {
    restarts.started(clock());
    const made = electron.createWindow({
      ...placement.display.bounds,
      kiosk: true,
      frame: false,
      show: false,
      backgroundColor: '#070b14',
      autoHideMenuBar: true,
      webPreferences: { ...WEB_PREFERENCES, devTools: !electron.app.isPackaged },
    });
    window = made;
    hardenWindow(made, wallAddress);
    const current = (then: () => void) => (): void => {
      if (window === made) then();
    };
    made.on(
      'closed',
      current(() => replace('its window was closed')),
    );
    made.on(
      'unresponsive',
      current(() => (timer = setTimeout(() => replace('its window hangs'), HUNG))),
    );
    made.on(
      'responsive',
      current(() => clearTimeout(timer)),
    );
    made.webContents.on(
      'render-process-gone',
      current(() => replace('its process ended')),
    );
    made.webContents.on(
      'did-fail-load',
      current(() => replace('the host did not answer')),
    );
    made.webContents.on(
      'did-finish-load',
      current(() => made.show()),
    );
    // A failed load is told by did-fail-load as well; there is nothing to add here.
    made.loadURL(pageOf(wallAddress, placement.screen.id, plain)).catch(() => undefined);
  };

  return {
    run: async () => open(),
    async stop() {
      stopping = true;
      replace('stopping');
    },
    move(next) {
      placement = next;
      if (window === null || window.isDestroyed()) return;
      window.setKiosk(false);
      window.setBounds(next.display.bounds);
      window.setKiosk(true);
    },
  };
}
