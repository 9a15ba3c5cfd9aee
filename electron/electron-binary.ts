import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';

/** Where Electron's own installer fetches its binary from, unless its mirror variable says otherwise. */
const DEFAULT_HOST = 'github.com';

/** How long the network gets to show that it is there, milliseconds. */
const PROBE = 3_000;

/** Electron's executable below a folder of packages, or null where its binary was never fetched. */
export function electronBinary(modules: string): string | null {
  const folder = path.join(modules, 'electron');
  const named = path.join(folder, 'path.txt');
  if (!existsSync(named)) return null;
  const file = path.join(folder, 'dist', readFileSync(named, 'utf8').trim());
  return existsSync(file) ? file : null;
}

/** Whether a host answers on the HTTPS port in time. */
function reachable(host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port: 443, timeout: PROBE });
    const end = (yes: boolean) => (): void => {
      socket.destroy();
      resolve(yes);
    };
    socket.on('connect', end(true));
    socket.on('timeout', end(false));
    socket.on('error', end(false));
  });
}

/**
 * Electron's executable, fetched once where the network allows it. Null, within seconds, where it does
 * not: the caller then looks for a browser. Only for a checkout; a package carries its own.
 */
export async function fetchElectron(modules: string, say: (line: string) => void): Promise<string | null> {
  const installed = electronBinary(modules);
  if (installed !== null) return installed;
  const installer = path.join(modules, 'electron', 'install.js');
  if (!existsSync(installer)) return null;
  const mirror = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror;
  const host = mirror === undefined ? DEFAULT_HOST : new URL(mirror).hostname;
  if (!(await reachable(host))) return null;
  say('fetching Electron, once ...');
  const code = await new Promise<number | null>((resolve) => {
    const child = spawn(process.execPath, [installer], {
      stdio: ['ignore', 'ignore', 'ignore'],
      timeout: 300_000,
    });
    child.on('exit', resolve);
    child.on('error', () => resolve(null));
  });
  if (code !== 0) say('Electron could not be fetched; a browser will do');
  return electronBinary(modules);
}
