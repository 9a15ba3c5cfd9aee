import { type FSWatcher, watch } from 'node:fs';

/** A save is several events: the folder is read again once it has been quiet for this long, milliseconds. */
const QUIET = 250;

/** Watches a profile folder and its sub-folders; calls `saved` after each burst of changes. */
export class ProfileWatch {
  readonly #folder: string;
  readonly #saved: () => void;
  readonly #failed: (error: Error) => void;
  #watcher: FSWatcher | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(folder: string, saved: () => void, failed: (error: Error) => void) {
    this.#folder = folder;
    this.#saved = saved;
    this.#failed = failed;
  }

  run(): void {
    this.#watcher = watch(this.#folder, { recursive: true }, () => {
      if (this.#timer !== null) clearTimeout(this.#timer);
      this.#timer = setTimeout(this.#saved, QUIET);
    });
    // A wall whose profile cannot be watched still works; it has to be told by a restart.
    this.#watcher.on('error', this.#failed);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#watcher?.close();
  }
}
