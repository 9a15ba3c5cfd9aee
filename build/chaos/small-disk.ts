import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** A small disk of its own, to be filled or made read-only. */
export interface SmallDisk {
  folder: string;
  remount: (how: 'ro' | 'rw') => void;
  /** Fills it to its last byte; throws what is not the disk's being full. */
  fill: () => void;
  /** Frees what was filled. */
  free: () => void;
  remove: () => void;
}

/** A disk of so many megabytes in memory, mounted at `folder`; null where this user or system may not mount one. */
export function smallDisk(folder: string, megabytes: number): SmallDisk | null {
  if (process.platform !== 'linux') return null;
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  const filler = path.join(folder, 'fill');
  return {
    folder,
    remount: (how) => void execFileSync('mount', ['-o', `remount,${how}`, folder]),
    fill: () => {
      for (let size = 16 * 1024 * 1024; size >= 1; size = Math.floor(size / 2)) takeAll(filler, size);
    },
    free: () => rmSync(filler, { force: true }),
    remove: () => void execFileSync('umount', [folder]),
  };
}

/** Adds pieces of a size to a file until there is no room for another. */
function takeAll(file: string, size: number): void {
  const piece = Buffer.alloc(size);
  for (;;)
    try {
      writeFileSync(file, piece, { flag: 'a' });
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return;
      throw error;
    }
}
