import { appendFile, chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { SENTINEL } from '@electron/fuses/dist/constants.js';
import type { Configuration } from 'electron-builder';
import { z } from 'zod';
import { root } from '../harness/programs.ts';

/** The fuses' version and number, and how a binary of Electron comes with them: `1` on, `0` off, in the order of @electron/fuses. */
const FUSES = [1, 9, ...Buffer.from('101100011')];

/**
 * Makes a folder as Electron's own download unpacks to, without Electron: the Node that runs this, with fuses behind it.
 * electron-builder copies it, flips the fuses and puts the archive beside it as it does with the real one, where no network
 * lets the real one through. What comes out is the package but for its windows: its programs run with any Node.
 */
export async function standIn(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const program = path.join(folder, process.platform === 'win32' ? 'electron.exe' : 'electron');
  await copyFile(process.execPath, program);
  await chmod(program, 0o755);
  await appendFile(program, Buffer.concat([Buffer.from(SENTINEL), Buffer.from(FUSES)]));
  const manifest = await readFile(path.join(root, 'node_modules', 'electron', 'package.json'), 'utf8');
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(manifest));
  await writeFile(path.join(folder, 'version'), version);
  return folder;
}

/** What else is other with a stand-in: on Windows, Node's program is signed, and nothing may be written into it. */
export function withStandIn(config: Configuration, folder: string): Configuration {
  return {
    ...config,
    electronDist: folder,
    disableAsarIntegrity: process.platform === 'win32',
    win: { ...config.win, signAndEditExecutable: false },
  };
}
