import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { renameSync } from 'node:fs';
import { registerHooks } from 'node:module';
import path from 'node:path';
import process from 'node:process';

/**
 * Stands for the module `electron` where there is no binary of it: `node --import` of this file runs the packaged shell,
 * which cannot tell. Its three displays stand side by side; a window is a line `window ADDRESS` on standard output.
 */
registerHooks({
  resolve: (name, context, next) =>
    name === 'electron' ? { url: import.meta.url, shortCircuit: true } : next(name, context),
});

/** To Electron an archive is a folder, and the file it is where `noAsar` is set; here both lie on the disk, in turn. */
const archive = path.resolve(process.argv[1] ?? '', '..', '..', '..');
let asFile = false;
Object.defineProperty(process, 'noAsar', {
  get: () => asFile,
  set: (wanted: boolean) => {
    if (wanted === asFile) return;
    asFile = wanted;
    renameSync(archive, `${archive}${wanted ? '.folder' : '.file'}`);
    renameSync(`${archive}${wanted ? '.file' : '.folder'}`, archive);
  },
});

// A package's command line has no script between the program and its options.
process.argv.splice(1, 1);

export const app = Object.assign(new EventEmitter(), {
  isPackaged: true,
  commandLine: { appendSwitch: () => undefined },
  requestSingleInstanceLock: () => true,
  enableSandbox: () => undefined,
  whenReady: () => Promise.resolve(),
  getPath: (name: string) => {
    throw new Error(`a test names its own data folder, and asks for no ${name}`);
  },
  exit: (code: number) => process.exit(code),
});

export class BrowserWindow extends EventEmitter {
  webContents = Object.assign(new EventEmitter(), { setWindowOpenHandler: () => undefined });
  loadURL(address: string): Promise<void> {
    process.stdout.write(`window ${address}\n`);
    return Promise.resolve();
  }
  show(): void {
    this.emit('show');
  }
  isDestroyed = (): boolean => false;
  destroy(): void {
    this.emit('closed');
  }
}

export const screen = Object.assign(new EventEmitter(), {
  getAllDisplays: () =>
    [0, 1, 2].map((n) => ({
      id: n,
      label: `wall-${n + 1}`,
      bounds: { x: 1920 * n, y: 0, width: 1920, height: 1080 },
    })),
});

export const session = {
  defaultSession: Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: () => undefined,
    setPermissionCheckHandler: () => undefined,
    setDevicePermissionHandler: () => undefined,
    webRequest: { onBeforeRequest: () => undefined, onHeadersReceived: () => undefined },
  }),
};

export const powerSaveBlocker = { start: () => 0 };

/** A system that keeps secrets: what it closed begins as what a keyring closed does, and is opened by whoever asks. */
export const safeStorage = {
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  encryptStringAsync: (text: string) =>
    Promise.resolve(Buffer.from(`v11${Buffer.from(text).toString('hex')}`, 'latin1')),
  decryptStringAsync: (closed: Buffer) =>
    Promise.resolve({
      result: Buffer.from(closed.toString('latin1', 3), 'hex').toString(),
      shouldReEncrypt: false,
    }),
};

/** It has no menu, which is told as a line. */
export const Menu = {
  setApplicationMenu: (menu: unknown) => process.stdout.write(`menu ${String(menu)}\n`),
};

/** Electron forks a program from the real disk or from an archive; Node from the real disk alone. */
export const utilityProcess = {
  fork: (file: string, args: string[], { execArgv }: { execArgv: string[] }) =>
    fork(file, args, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'], execArgv }),
};
