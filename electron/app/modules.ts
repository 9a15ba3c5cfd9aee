import type electron from 'electron';
import type { SecretStore } from './sealed-key.ts';

/** The few parts of Electron that the shell uses: the real ones in `main.ts`, a double in the tests. */
export interface ElectronModules {
  app: Pick<
    typeof electron.app,
    'requestSingleInstanceLock' | 'whenReady' | 'on' | 'quit' | 'exit' | 'commandLine' | 'isPackaged'
  >;
  createWindow: (options: Electron.BrowserWindowConstructorOptions) => WindowHandle;
  screen: Pick<typeof electron.screen, 'getAllDisplays' | 'on'>;
  defaultSession: () => Pick<
    Electron.Session,
    | 'setPermissionRequestHandler'
    | 'setPermissionCheckHandler'
    | 'setDevicePermissionHandler'
    | 'webRequest'
    | 'on'
  >;
  powerSaveBlocker: Pick<typeof electron.powerSaveBlocker, 'start'>;
  secrets: SecretStore;
  /** Starts a program, with these variables beside those of its environment. */
  fork: (file: string, args: string[], variables: Record<string, string>) => Electron.UtilityProcess;
}

/** An event of Electron's that can be kept from having its effect. */
export interface Stoppable {
  preventDefault(): void;
}

/** What the shell needs of a `BrowserWindow`. */
export interface WindowHandle {
  loadURL(url: string): Promise<void>;
  setBounds(bounds: Electron.Rectangle): void;
  setKiosk(on: boolean): void;
  show(): void;
  destroy(): void;
  isDestroyed(): boolean;
  on(event: 'closed' | 'unresponsive' | 'responsive', listener: () => void): unknown;
  webContents: {
    on(
      event: 'will-navigate' | 'will-redirect',
      listener: (event: Stoppable & { isMainFrame?: boolean }, url: string) => void,
    ): unknown;
    on(
      event: 'will-attach-webview' | 'before-input-event' | 'before-mouse-event',
      listener: (event: Stoppable) => void,
    ): unknown;
    on(event: 'render-process-gone' | 'did-fail-load' | 'did-finish-load', listener: () => void): unknown;
    setWindowOpenHandler(handler: () => { action: 'deny' }): void;
  };
}
