import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { screen as screenSchema } from '../../sync/contract/boards.ts';
import type { Placement } from '../placement.ts';
import { isHostAddress } from '../windows.ts';
import type { WindowHandle } from './modules.ts';
import { screenWindow } from './window.ts';

const WALL = 'http://127.0.0.1:7022/';

/** A double of the few things a window does. */
class FakeWindow extends EventEmitter implements WindowHandle {
  webContents = Object.assign(new EventEmitter(), {
    openHandler: (): { action: 'deny' } | null => null,
    setWindowOpenHandler(handler: () => { action: 'deny' }) {
      this.openHandler = handler;
    },
  });
  options: Electron.BrowserWindowConstructorOptions;
  url = '';
  bounds: Electron.Rectangle | null = null;
  destroyed = false;
  shown = false;
  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
  }
  loadURL(url: string): Promise<void> {
    this.url = url;
    return Promise.resolve();
  }
  setBounds(bounds: Electron.Rectangle): void {
    this.bounds = bounds;
  }
  setKiosk(): void {
    this.shown = true;
  }
  show(): void {
    this.shown = true;
  }
  destroy(): void {
    this.destroyed = true;
    this.emit('closed');
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
}

let made: FakeWindow[] = [];
const electron = {
  app: { isPackaged: true },
  createWindow: (options: Electron.BrowserWindowConstructorOptions): WindowHandle => {
    const window = new FakeWindow(options);
    made.push(window);
    return window;
  },
};
const placement: Placement = {
  screen: screenSchema.parse({ id: 2, board: 'map' }),
  display: { id: '9', name: 'LG', bounds: { x: 1920, y: 0, width: 1920, height: 1080 } },
};
const last = (): FakeWindow => {
  const window = made.at(-1);
  if (window === undefined) throw new Error('no window was made');
  return window;
};

beforeEach(() => {
  made = [];
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

describe('a screen window', () => {
  it('is a hardened kiosk on its own display', async () => {
    await screenWindow(electron, placement, WALL, () => undefined).run();
    expect(last().url).toBe('http://127.0.0.1:7022/?screen=2');
    expect(last().options).toMatchObject({ x: 1920, y: 0, width: 1920, height: 1080, kiosk: true });
    expect(last().options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      devTools: false,
    });
    expect(last().webContents.openHandler()).toEqual({ action: 'deny' });
  });

  it('goes nowhere but the host', async () => {
    await screenWindow(electron, placement, WALL, () => undefined).run();
    const away = { preventDefault: vi.fn() };
    last().webContents.emit('will-navigate', away, 'https://example.com/');
    expect(away.preventDefault).toHaveBeenCalledOnce();
    const home = { preventDefault: vi.fn() };
    last().webContents.emit('will-navigate', home, `${WALL}?screen=2`);
    expect(home.preventDefault).not.toHaveBeenCalled();
    const within = { preventDefault: vi.fn(), isMainFrame: false };
    last().webContents.emit('will-redirect', within, 'https://unit.example/');
    expect(within.preventDefault).not.toHaveBeenCalled();
  });

  it('hears no key and no click, and has developer tools in a checkout alone', async () => {
    const checkout = { ...electron, app: { isPackaged: false } };
    await screenWindow(checkout, placement, WALL, () => undefined).run();
    expect(last().options.webPreferences).toMatchObject({ devTools: true });
    for (const event of ['before-input-event', 'before-mouse-event']) {
      const typed = { preventDefault: vi.fn() };
      last().webContents.emit(event, typed);
      expect(typed.preventDefault).toHaveBeenCalledOnce();
    }
  });

  it.each(['render-process-gone', 'did-fail-load'])('comes back after %s', async (event) => {
    await screenWindow(
      electron,
      placement,
      WALL,
      () => undefined,
      () => 0,
    ).run();
    last().webContents.emit(event);
    expect(last().destroyed).toBe(true);
    await vi.advanceTimersByTimeAsync(500);
    expect(made).toHaveLength(2);
  });

  it('replaces a window that hangs, but not one that recovers', async () => {
    await screenWindow(
      electron,
      placement,
      WALL,
      () => undefined,
      () => 0,
    ).run();
    last().emit('unresponsive');
    last().emit('responsive');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(made).toHaveLength(1);
    last().emit('unresponsive');
    await vi.advanceTimersByTimeAsync(21_000);
    expect(made).toHaveLength(2);
  });

  it('shows the plain page instead of looping', async () => {
    await screenWindow(
      electron,
      placement,
      WALL,
      () => undefined,
      () => 0,
    ).run();
    for (let i = 0; i < 5; i++) {
      last().webContents.emit('render-process-gone');
      await vi.advanceTimersByTimeAsync(30_000);
    }
    expect(last().url).toBe('http://127.0.0.1:7022/plain?screen=2');
  });

  it('does not come back once stopped', async () => {
    const window = screenWindow(electron, placement, WALL, () => undefined);
    await window.run();
    await window.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(made).toHaveLength(1);
    expect(last().destroyed).toBe(true);
  });

  it('moves with its display', async () => {
    const window = screenWindow(electron, placement, WALL, () => undefined);
    await window.run();
    const bounds = { x: 0, y: 0, width: 3840, height: 2160 };
    window.move({ ...placement, display: { ...placement.display, bounds } });
    expect(last().bounds).toEqual(bounds);
  });
});

it.each([
  ['http://127.0.0.1:7022/assets/a.js', true],
  ['ws://127.0.0.1:7022/socket.io/', true],
  ['http://127.0.0.1:7023/', false],
  ['https://127.0.0.1:7022/', false],
  ['file:///etc/passwd', false],
  ['javascript:alert(1)', false],
  ['not an address', false],
])('%s is the host: %s', (url, yes) => {
  expect(isHostAddress(url, WALL)).toBe(yes);
});
