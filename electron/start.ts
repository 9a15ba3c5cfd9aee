import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { CitywallError } from '../sync/contract/errors.ts';
import type { Lifecycle } from '../sync/contract/lifecycle.ts';
import { chromiumScreens } from './chromium/screens.ts';
import { composition } from './composition.ts';
import { fetchElectron } from './electron-binary.ts';
import { childLauncher, ROOT } from './launcher.ts';
import { parseStart, USAGE, type StartOptions } from './options.ts';

/**
 * `npm start`: a demonstration city, the wall's host, and a window on each screen: Electron's where its
 * binary is or can be fetched, else a Chromium's, else only the address. Everything it starts ends with it.
 */
const say = (line: string): void => void process.stderr.write(`citywall: ${line}\n`);

const life: Lifecycle[] = [];
let ending = false;

/** Ends every service, the newest first, then this process. */
async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  for (const service of life.reverse()) await service.stop().catch((error: unknown) => say(String(error)));
  process.exit(code);
}

/** Hands the whole start over to Electron, which is a shell of its own. */
function handOver(electron: string, argv: readonly string[]): void {
  const child = spawn(electron, [path.join(ROOT, 'dist', 'electron', 'main.mjs'), ...argv], {
    stdio: 'inherit',
  });
  life.push({ run: () => Promise.resolve(), stop: async () => void child.kill('SIGTERM') });
  child.on('exit', (code) => void end(code ?? 1));
}

async function startHere(options: StartOptions): Promise<void> {
  let opened = false;
  const service = await composition(options, childLauncher, {
    say,
    onHopeless: (program, code) => {
      say(`${program} cannot start; the reason is above`);
      void end(code);
    },
    onReady: (address) => {
      if (opened) return say(`the wall is back at ${address}`);
      opened = true;
      process.stdout.write(`citywall ready ${address}\n`);
      if (options.open) void openScreens(options, address);
    },
  });
  life.push(service);
  await service.run();
}

async function openScreens(options: StartOptions, address: string): Promise<void> {
  try {
    const screens = await chromiumScreens(options, address, say);
    if (screens === null) return;
    life.push(screens);
    await screens.run();
  } catch (error) {
    say(`the screens could not be opened: ${String(error)}`);
    say(`the wall itself is up: open ${address}`);
  }
}

async function main(argv: readonly string[]): Promise<void> {
  const options = parseStart(argv, ROOT);
  if (options === null) {
    process.stdout.write(USAGE);
    return;
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void end(0);
  }, 500).unref();
  const electron = options.open ? await fetchElectron(path.join(ROOT, 'node_modules'), say) : null;
  if (electron === null) await startHere(options);
  else handOver(electron, argv);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  say(error instanceof CitywallError ? error.toString() : String(error));
  void end(error instanceof CitywallError && error.code === 'option-invalid' ? 2 : 1);
});
