import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import {
  app,
  BrowserWindow,
  Menu,
  powerSaveBlocker,
  safeStorage,
  screen,
  session,
  utilityProcess,
} from 'electron';
import { CitywallError } from '../sync/contract/errors.ts';
import { altered } from './app/integrity.ts';
import type { ElectronModules } from './app/modules.ts';
import { shell } from './app/shell.ts';
import { ENGINE, INSTALLED, programFile, ROOT } from './launcher.ts';
import { parseStart, USAGE } from './options.ts';
import { readWall } from './wall-file.ts';

/** Electron's entry: the real modules, the options, one instance, and an orderly end. */
const say = (line: string): void => void process.stderr.write(`citywall: ${line}\n`);

const modules: ElectronModules = {
  app,
  createWindow: (options) =>
    new BrowserWindow({ ...options, icon: path.join(ROOT, 'assets', 'icon', '256x256.png') }),
  screen,
  defaultSession: () => session.defaultSession,
  powerSaveBlocker,
  secrets: safeStorage,
  fork: (file, args, variables) =>
    utilityProcess.fork(file, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      execArgv: [...ENGINE],
      env: { ...process.env, ...variables },
    }),
};

/** Chromium's own, which the installers of Linux put before ours where the kernel lets it make no sandbox. */
const CHROMIUM = '--no-sandbox';

/** Starts nothing of a package whose programs are not those that were packed. */
function refuseAltered(archive: string): void {
  const files = altered(archive);
  if (files.length === 0) return;
  throw new CitywallError('program-altered', {
    what: `not as they were installed: ${files.slice(0, 10).join(', ')}${files.length > 10 ? ' and more' : ''}`,
    where: `${archive}.unpacked`,
    hint: 'Install Citywall again; a disk that flips bits or somebody with rights on it changed them.',
  });
}

/** Makes accounts, as `npm run people` does, of a package's data folder: where there is no Node beside it. */
async function people(argv: readonly string[]): Promise<void> {
  refuseAltered(INSTALLED);
  const data = argv.includes('--data') ? [] : ['--data', app.getPath('userData')];
  // It reads its command line from the third word on, as any program of Node's.
  process.argv.splice(1, Infinity, ...argv, ...data);
  await import(pathToFileURL(programFile('people')).href);
  app.exit(0);
}

async function main(): Promise<void> {
  const argv = process.argv.slice(app.isPackaged ? 1 : 2).filter((word) => word !== CHROMIUM);
  if (app.isPackaged && argv[0] === 'people') return people(argv);
  const given = parseStart(argv, ROOT);
  if (given === null) {
    process.stdout.write(USAGE);
    return app.exit(0);
  }
  // A package keeps its data with the user; a checkout keeps them beside itself.
  const options =
    app.isPackaged && !argv.includes('--data') ? { ...given, data: app.getPath('userData') } : given;
  if (!app.requestSingleInstanceLock()) {
    say('another Citywall already runs for this user');
    return app.exit(1);
  }
  if (app.isPackaged) refuseAltered(INSTALLED);
  Menu.setApplicationMenu(null);
  app.commandLine.appendSwitch('disable-pinch');
  app.enableSandbox();
  await app.whenReady();
  const service = await shell(
    modules,
    options,
    await readWall(options.profile),
    (line) => process.stdout.write(`${line}\n`),
    say,
  );
  let ended = false;
  const end = (): void => {
    if (ended) return;
    ended = true;
    void service.stop().finally(() => app.exit(0));
  };
  app.on('before-quit', (event) => {
    if (!ended) event.preventDefault();
    end();
  });
  // Windows that died come back: their absence is no reason to end.
  app.on('window-all-closed', () => undefined);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  await service.run();
}

main().catch((error: unknown) => {
  say(error instanceof CitywallError ? error.toString() : String(error));
  app.exit(error instanceof CitywallError && error.code === 'option-invalid' ? 2 : 1);
});
