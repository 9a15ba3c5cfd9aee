import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** How often the folder is looked at, milliseconds. A save is several writes: it is taken once two looks find the same. */
const EVERY = 500;
/** So many looks are waited for that; then it is taken as it is, since a file that is written all the time stops no save. */
const MOST_WAITS = 10;

/**
 * Tells of every save of a profile folder, also one before it ran. It looks, rather than have the operating system tell: that
 * follows a file by its number, and misses one put in its place, a link turned to another folder, and what came while nobody listened.
 */
export class ProfileWatch {
  readonly #folder: string;
  readonly #saved: () => void;
  readonly #every: number;
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;
  #seen = '';
  #waited = 0;

  constructor(folder: string, saved: () => void, every = EVERY) {
    this.#folder = folder;
    this.#saved = saved;
    this.#every = every;
  }

  run(): void {
    this.#timer = setTimeout(() => void this.#look(), this.#every);
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  async #look(): Promise<void> {
    const found = await markOf(this.#folder);
    if (this.#stopped) return;
    const changed = found !== this.#seen;
    this.#seen = found;
    if (changed || this.#waited > 0) this.#waited += 1;
    if (this.#waited > 0 && (!changed || this.#waited > MOST_WAITS)) {
      this.#waited = 0;
      this.#saved();
    }
    this.run();
  }
}

/** A text that changes with any file of a folder or of those in it: names, numbers, sizes and times. */
async function markOf(folder: string): Promise<string> {
  const top = await marksIn(folder);
  const below = await Promise.all(
    top.filter(({ isFolder }) => isFolder).map(({ name }) => marksIn(path.join(folder, name))),
  );
  return [top, ...below].map((marks) => marks.map(({ mark }) => mark).join('\n')).join('\n\n');
}

interface Mark {
  name: string;
  isFolder: boolean;
  mark: string;
}

async function marksIn(folder: string): Promise<Mark[]> {
  const names = await readdir(folder).catch(() => []);
  return Promise.all(
    names.sort().map(async (name): Promise<Mark> => {
      try {
        const found = await stat(path.join(folder, name), { bigint: true });
        return {
          name,
          isFolder: found.isDirectory(),
          mark: [name, found.ino, found.size, found.mtimeNs].join(' '),
        };
      } catch {
        return { name, isFolder: false, mark: `${name} cannot be looked at` };
      }
    }),
  );
}
