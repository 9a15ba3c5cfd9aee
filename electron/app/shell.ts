import path from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import type { Wall } from '../../sync/contract/boards.ts';
import { KEY_VARIABLE } from '../../sync/contract/key-files.ts';
import type { Lifecycle } from '../../sync/contract/lifecycle.ts';
import { composition } from '../composition.ts';
import { endNow, programFile, type Launcher, type Program } from '../launcher.ts';
import type { StartOptions } from '../options.ts';
import { place } from '../placement.ts';
import { displaysOf } from './displays.ts';
import type { ElectronModules } from './modules.ts';
import { sealedKey } from './sealed-key.ts';
import { hardenSession } from './security.ts';
import { screenWindow, type ScreenWindow } from './window.ts';

/** Starts programs as utility processes, which end with Electron's main process. */
export function utilityLauncher(
  fork: ElectronModules['fork'],
  variables: (program: Program) => Record<string, string>,
): Launcher {
  return (program, args) => {
    const child = fork(programFile(program), [...args], variables(program));
    return {
      pid: child.pid,
      onLine: (listener) => {
        if (child.stdout === null) return;
        createInterface({ input: child.stdout }).on('line', listener);
      },
      onExit: (listener) => void child.once('exit', listener),
      stop: () => void child.kill(),
      // Electron asks it to end, which one that hangs does not hear.
      kill: () => void (child.pid !== undefined && endNow(child.pid)),
    };
  };
}

/**
 * The key of a wall's personal parts from the system's store of secrets, as a variable for its host: of a package, where nobody named
 * another. What stands in the way is told, and the wall starts without.
 */
async function keyOf(
  { app, secrets }: Pick<ElectronModules, 'app' | 'secrets'>,
  { data, personal, city, offline }: StartOptions,
  say: (line: string) => void,
): Promise<Record<string, string>> {
  const isHeld = personal.includes('--personal') || (city === null && !offline);
  const isNamed = personal.includes('--personal-key') || process.env[KEY_VARIABLE] !== undefined;
  if (!app.isPackaged || !isHeld || isNamed) return {};
  try {
    const key = await sealedKey(path.join(data, 'wall'), secrets);
    return key === null ? {} : { [KEY_VARIABLE]: key };
  } catch (error) {
    say(String(error));
    return {};
  }
}

/** The wall in Electron: host and demonstration city as utility processes, one kiosk window on each display. */
export async function shell(
  electron: ElectronModules,
  options: StartOptions,
  wall: Wall,
  print: (line: string) => void,
  say: (line: string) => void,
): Promise<Lifecycle> {
  const windows = new Map<number, ScreenWindow>();
  let wallAddress: string | null = null;

  const arrange = (): void => {
    if (wallAddress === null) return;
    const { placements, homeless } = place(wall.screens, displaysOf(electron.screen.getAllDisplays()));
    for (const placement of placements) {
      const known = windows.get(placement.screen.id);
      if (known !== undefined) {
        known.move(placement);
        continue;
      }
      const window = screenWindow(electron, placement, wallAddress, say);
      windows.set(placement.screen.id, window);
      void window.run();
    }
    for (const screen of homeless) {
      say(`no display is left for screen ${screen.id} (board ${screen.board})`);
      void windows.get(screen.id)?.stop();
      windows.delete(screen.id);
    }
  };

  const key = await keyOf(electron, options, say);
  const launch = utilityLauncher(electron.fork, (program) => (program === 'wall' ? key : {}));
  const programs = await composition(options, launch, {
    say,
    onHopeless: (program, code) => {
      say(`${program} cannot start; the reason is above`);
      electron.app.exit(code);
    },
    onReady: (address) => {
      if (wallAddress !== null) return say(`the wall is back at ${address}`);
      wallAddress = address;
      print(`citywall ready ${address}`);
      if (!options.open) return;
      hardenSession(electron.defaultSession(), address);
      electron.powerSaveBlocker.start('prevent-display-sleep');
      arrange();
    },
  });

  return {
    async run() {
      electron.screen.on('display-added', arrange);
      electron.screen.on('display-removed', arrange);
      electron.screen.on('display-metrics-changed', arrange);
      electron.app.on('child-process-gone', (_event, details) =>
        say(`${details.type} process ended (${details.reason})`),
      );
      await programs.run();
    },
    async stop() {
      for (const window of windows.values()) await window.stop();
      await programs.stop();
    },
  };
}
