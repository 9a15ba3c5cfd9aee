import path from 'node:path';
import process from 'node:process';
import { ENGINE } from '../../electron/launcher.ts';
import { root, startCommand, type Program } from './programs.ts';

/** What a program loads first, so that its clock runs ahead in all its threads; what counts time without a clock goes on as it is. */
const ahead = (ms: number): string => `
  const { now } = Date;
  globalThis.Date = class extends Date {
    constructor(...of) {
      if (of.length === 0) super(now() + ${ms});
      else super(...of);
    }
    static now() {
      return now() + ${ms};
    }
  };`;

/** Starts a built program so much later than it is, milliseconds, as `startProgram` does. */
export const startLater = (ms: number, file: string, args: readonly string[]): Promise<Program> =>
  startCommand(
    process.execPath,
    [
      ...ENGINE,
      `--import=data:text/javascript,${encodeURIComponent(ahead(ms))}`,
      path.join(root, file),
      ...args,
    ],
    root,
  );
