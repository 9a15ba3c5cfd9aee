import { CitywallError } from '../contract/errors.ts';
import { counter } from './counters.ts';
import { SOURCES } from './log.ts';
import { currentGeneration } from './pointer.ts';
import type { LogReader } from './ports.ts';
import type { ReadableCache } from './cache.ts';
import { openServed, type ServedFiles } from './served-files.ts';
import { type Place, firstPlace, followingPart, isHistory, placeOf, placeText } from './snapshot-order.ts';

/** A reader of the log in a data folder, which a writer goes on writing. It follows the folder's swaps. */
export interface OpenLogReader extends LogReader {
  close(): void;
}

/** Records as JSON texts, until a limit is passed. */
class Page {
  readonly texts: string[] = [];
  readonly #limit: { records: number; bytes: number };
  #bytes = 0;

  constructor(limit: { records: number; bytes: number }) {
    this.#limit = limit;
  }

  add(text: string): void {
    this.texts.push(text);
    this.#bytes += Buffer.byteLength(text) + 1;
  }

  get full(): boolean {
    return this.texts.length >= this.#limit.records || this.#bytes >= this.#limit.bytes;
  }

  get content(): { count: number; records: string } {
    return { count: this.texts.length, records: `[${this.texts.join(',')}]` };
  }
}

/**
 * Opens the log of a data folder that some writer holds with `serve` on; personal parts are read with the secret that they were closed with. Rejects with `city-refused` where
 * nothing can be served yet: no log, or no truth about it.
 */
export function createLogReader(folder: string, secret: string | null = null): OpenLogReader {
  let open: { files: ServedFiles; log: ReturnType<typeof statements> } | null = null;
  const close = (): void => {
    open?.files.close();
    open = null;
  };
  const served = (): { files: ServedFiles; log: ReturnType<typeof statements> } => {
    if (open !== null && currentGeneration(folder)?.generation === open.files.generation) return open;
    close();
    const files = openServed(folder, secret);
    open = { files, log: statements(files.cache) };
    return open;
  };

  return {
    close,
    head: async () => {
      const { cache } = served().files;
      return cache.view(() => {
        const { log, truth, staging } = cache.meta();
        // What is half fetched may be shown, marked as such; to others it would be all there is.
        if (log === null || truth === null || staging !== null)
          throw new CitywallError('city-refused', {
            what: 'Nothing is held yet that could be served.',
            where: cache.file,
            hint: 'Try again in a moment.',
          });
        const things = served().log.things.get()?.n ?? 0;
        return { cursor: log, truth, records: counter(cache, 'cases') + things };
      });
    },
    chainAt: async (seq) => (seq === 0 ? '' : (served().log.chainAt.get(seq)?.chain ?? null)),
    changes: async (from, limit, scope) => {
      const { files, log } = served();
      return files.cache.view(() => {
        const page = new Page(limit);
        let to = from;
        let chain: string | null = null;
        while (!page.full) {
          // Whole batches that were overtaken by later changes are stepped over at once.
          const next = log.nextChange.get(to)?.seq;
          const batch = next === undefined || next === null ? log.lastBatch.get(to) : log.batchAt.get(next);
          if (batch === undefined) break;
          for (const { source, row } of log.changes.all(to, batch.seq)) {
            if (source === SOURCES.personal && !scope.personal) continue;
            const text = files.text(source, row);
            if (text !== undefined) page.add(text);
          }
          ({ seq: to, chain } = batch);
        }
        return chain === null ? null : { to, chain, ...page.content };
      });
    },
    chunk: async (after, limit, scope) => {
      const { files } = served();
      return files.cache.view(() => {
        const page = new Page(limit);
        const begun = after === null ? firstPlace(files.cache.meta().truth?.asOf ?? 0) : placeOf(after);
        for (let part: Place | null = begun; part !== null; part = followingPart(part)) {
          if (part.part === 'personal' && !scope.personal) break;
          let { at } = part;
          for (const row of files.rowsAfter(part)) {
            // Full, and there is more: the next chunk starts here.
            if (page.full)
              return { next: placeText({ ...part, at }), ...page.content, picture: isHistory(part) };
            page.add(row.text);
            ({ at } = row);
          }
        }
        return { next: null, ...page.content, picture: true };
      });
    },
  };
}

function statements(cache: ReadableCache) {
  return {
    things: cache.select<{ n: number }>('SELECT count(*) AS n FROM things'),
    chainAt: cache.select<{ chain: string }>('SELECT chain FROM batches WHERE seq = ?'),
    nextChange: cache.select<{ seq: number | null }>('SELECT min(seq) AS seq FROM changes WHERE seq > ?'),
    batchAt: cache.select<{ seq: number; chain: string }>(
      'SELECT seq, chain FROM batches WHERE seq >= ? ORDER BY seq LIMIT 1',
    ),
    lastBatch: cache.select<{ seq: number; chain: string }>(
      'SELECT seq, chain FROM batches WHERE seq > ? ORDER BY seq DESC LIMIT 1',
    ),
    changes: cache.select<{ source: number; row: number }>(
      'SELECT source, row FROM changes WHERE seq > ? AND seq <= ? ORDER BY seq',
    ),
  };
}
