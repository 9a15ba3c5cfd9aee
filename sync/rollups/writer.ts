import { writeFileSync } from 'node:fs';
import { CitywallError } from '../contract/errors.ts';
import type { Cursor } from '../contract/feed.ts';
import type { Instant } from '../contract/instants.ts';
import type { Scope } from '../contract/scope.ts';
import type { CacheMeta, Kept, Stamp } from '../store/cache.ts';
import { markOf, mendedMark, openFolder, type DataFolder, type OpenGeneration } from '../store/folder.ts';
import { ensureLog } from '../store/own-log.ts';
import { type PersonalStore } from '../store/personal/personal.ts';
import type { Applied, Batch, CacheWriter, Reached } from '../store/ports.ts';
import { fileError } from '../store/file-error.ts';
import { guarded } from '../store/sqlite.ts';
import { createApplier, type Applier } from './apply.ts';
import { healMended } from './healing.ts';
import { openParts } from './parts.ts';
import { agedParts } from './retention.ts';
import { fitStamp, treeOf } from './stamping.ts';

export interface WriterOptions {
  /** The data folder; made where it is absent. */
  folder: string;
  city: string;
  /** An origin makes its own log; a replica follows a city's. */
  role: 'origin' | 'replica';
  profile: { hash: string; timeZone: string; services: readonly Kept[] };
  /** Whether this host serves what it holds. An origin always keeps its log. */
  serve: boolean;
  /** The secret that personal parts are closed with; null where none may be kept here: those that come are dropped, and a replica's are deleted. */
  personal: string | null;
  /** The part of the city that is held here: a replica drops all else. Absent or null: all of it. */
  scope?: Scope | null;
  /** No city can be asked: a cache of another part is refused, not dropped. */
  offline?: boolean;
  /** This machine's clock, for what has no instant of the city's. */
  now?: () => Instant;
}

/** The writer of a data folder, in one thread. */
export interface OpenWriter extends CacheWriter {
  readonly folder: DataFolder;
  /** How far an origin was brought. */
  reached(): Reached;
  /** Drops personal parts of cases that were closed before an instant, some at a time; gives how many. */
  dropPersonal(before: Instant): number;
  /**
   * Marks a cache that another found damaged, to be set aside when the folder is next opened. False where it is
   * no longer the current one, and no harm.
   */
  damaged(file: string, faults: readonly string[]): boolean;
  /**
   * Looks again at pages of a cache that another found not to fit their sums, by its handle. Gives the flipped bits that were put right and
   * the pages that could not be; null where it is no longer the current one. Where any were, the folder is to be opened again.
   */
  judge(file: string, handle: number, from: number, to: number): Judged | null;
  close(): void;
}

/** What became of pages that did not fit their sums. */
export interface Judged {
  mended: number;
  bad: number[];
}

/** Pages of a cache's log after which it is put into the file. */
const SETTLED_AFTER = 4000;

/** A generation ready to take records. */
interface Ready {
  generation: OpenGeneration;
  personal: PersonalStore | null;
  applier: Applier;
}

/**
 * Opens a data folder to write. Every method resolves once its work is on disk, and rejects with a
 * CitywallError: `disk-full` leaves everything as it was, and may be tried again; `cache-corrupt` marks the
 * file, which is set aside when the folder is opened again. Errors at opening are those of `openFolder`.
 */
export function createWriter(options: WriterOptions): OpenWriter {
  const { role, profile } = options;
  const serve = options.serve || role === 'origin';
  const now = options.now ?? Date.now;
  const scope = options.scope ?? null;
  if (scope !== null && role === 'origin') throw new RangeError('an origin holds all of its city');
  const stamp: Stamp = {
    city: options.city,
    role,
    profile: profile.hash,
    timeZone: profile.timeZone,
    services: profile.services.map(({ id, sums, heat }) => ({ id, sums: [...sums], heat })),
    ...(scope === null ? {} : { scope: { unit: scope.unit, tree: treeOf(scope) } }),
  };
  const folder = openFolder(options.folder, stamp, process.pid, options.offline);

  const ready = (generation: OpenGeneration): Ready =>
    noting(generation, () => {
      if (generation.damage === null) healMended(generation.db, stamp);
      fitStamp(generation.db, stamp);
      ensureLog(generation.db, serve);
      const personal = openParts(generation, role, options.personal);
      const { timeZone, services } = stamp;
      return {
        generation,
        personal,
        applier: createApplier(generation.db, { timeZone, services, serve, personal, scope }),
      };
    });
  /** Runs something with a generation; one found damaged is marked, to be set aside at the next opening. */
  const noting = <T>(generation: OpenGeneration, act: () => T): T => {
    try {
      return act();
    } catch (error) {
      const known = fileError(error, generation.cache);
      if (known instanceof CitywallError && known.code === 'cache-corrupt')
        guarded(generation.cache, () => writeFileSync(markOf(generation), known.message));
      throw known;
    }
  };
  /** The same for what writes: its pages get their sums. */
  const writing = <T>(generation: OpenGeneration, act: () => T): T =>
    noting(generation, () => {
      const done = act();
      generation.db.sealing.settle(SETTLED_AFTER);
      return done;
    });
  const opened = (): Ready => {
    try {
      return ready(folder.current());
    } catch (error) {
      if (!(error instanceof CitywallError) || error.code !== 'cache-corrupt') throw error;
      folder.setAside(error.message);
      return ready(folder.current());
    }
  };

  let current: Ready;
  let staging: Ready | null;
  try {
    current = opened();
    const unfinished = folder.staging();
    staging = unfinished === null ? null : ready(unfinished);
  } catch (error) {
    folder.close();
    throw error;
  }

  const meta = (of: Ready): CacheMeta => noting(of.generation, () => of.generation.db.meta());
  /** What was found damaged is shown, and nothing more is added to it. */
  const held = (): Cursor | null => {
    const { cursor, parts } = meta(current);
    // What came without its personal parts is shown until a snapshot has brought them.
    const isWhole = role === 'origin' || options.personal === null || parts === true;
    return isWhole && current.generation.damage === null ? cursor : null;
  };
  const mustBeSound = (): void => {
    if (current.generation.damage === null) return;
    throw new CitywallError('feed-gap', {
      what: 'What is held is damaged, and only shown.',
      where: current.generation.cache,
      hint: 'The city is asked for a snapshot.',
    });
  };
  /** The snapshot being taken in: apart, or already shown where there was nothing whole to show. */
  const unfinished = (): Ready | null => {
    if (staging !== null) return staging;
    return current.generation.damage === null && meta(current).staging !== null ? current : null;
  };
  /** Shows what is staged, though it is not whole, where nothing whole is held. Says whether it is shown. */
  const shownSoFar = (into: Ready): boolean => {
    if (into === current) return true;
    const { truth } = meta(into);
    if (truth === null || current.generation.damage !== null || meta(current).cursor !== null) return false;
    into.generation.db.sealing.end();
    turnTo(into);
    return true;
  };
  const turnTo = (into: Ready): void => {
    current.personal?.close();
    guarded(options.folder, () => folder.swap());
    current = into;
    staging = null;
  };
  const applyTo = (batch: Batch): Applied => {
    mustBeSound();
    if ((batch.mode === 'origin') !== (role === 'origin'))
      throw new CitywallError('origin-refused', {
        what:
          role === 'origin'
            ? "An origin takes no other city's log."
            : 'A replica takes records from its city alone.',
        where: options.folder,
      });
    const stands = held();
    let next: Cursor | null = null;
    if (batch.mode === 'replica') {
      const { epoch, from, to, chain } = batch;
      const at = stands ?? { epoch, seq: 0, chain: '' };
      if (at.epoch !== epoch) return { outcome: 'gap', cursor: at };
      if (from !== at.seq) return { outcome: to <= at.seq ? 'known' : 'gap', cursor: at };
      next = { epoch, seq: to, chain };
    }
    const { db } = current.generation;
    const { asOf, watermarks, rejected } = batch;
    const outcome = writing(current.generation, () =>
      current.applier.apply(batch.records, asOf, ({ log }) => {
        next ??= log;
        db.writeMeta('cursor', next);
        db.writeMeta('truth', { asOf, watermarks, ...(rejected && { rejected }) });
        if (batch.mode === 'origin' && batch.positions !== undefined)
          db.writeMeta('positions', batch.positions);
      }),
    );
    const { changed, quarantined, log } = outcome;
    return { outcome: 'applied', cursor: next ?? log ?? noLog(), changed, quarantined };
  };
  const noLog = (): never => {
    throw new RangeError('an origin without a log');
  };
  const mustStage = (): Ready => {
    const into = unfinished();
    if (into !== null) return into;
    throw new CitywallError('feed-gap', {
      what: 'No snapshot is being taken in.',
      where: options.folder,
      hint: 'The city is asked for one again.',
    });
  };

  return {
    folder,
    cursor: async () => held(),
    reached: () => {
      const { truth, positions } = meta(current);
      return { truth, positions };
    },
    dropPersonal(before) {
      const { personal, generation } = current;
      const { truth } = meta(current);
      if (personal === null || truth === null) return 0;
      const aged = agedParts(generation.db, personal, before);
      const records = JSON.stringify(aged);
      if (aged.length > 0 && role === 'origin') applyTo({ mode: 'origin', records, ...truth });
      if (aged.length > 0 && role === 'replica')
        writing(generation, () => current.applier.apply(records, truth.asOf, () => undefined));
      return aged.length;
    },
    apply: async (batch) => {
      folder.tidy();
      return applyTo(batch);
    },
    truth: async (truth) => {
      folder.tidy();
      mustBeSound();
      // An instant without records would be shown as one at which there was nothing.
      if (role === 'replica' && held() === null)
        throw new CitywallError('feed-gap', {
          what: 'Nothing is held that could be complete to any instant.',
          where: options.folder,
          hint: 'The city is asked for a snapshot.',
        });
      writing(current.generation, () => current.generation.db.writeMeta('truth', truth));
    },
    staged: async () => {
      const into = unfinished();
      const half = into === null ? null : meta(into).staging;
      if (half?.truth === undefined) return null;
      const { snapshot, next, records, truth } = half;
      return { snapshot, next, records, truth };
    },
    stage: async (offer, truth) => {
      folder.tidy();
      staging?.personal?.close();
      staging = null;
      const generation = guarded(options.folder, () => folder.stage());
      noting(generation, () =>
        generation.db.writeMeta('staging', {
          snapshot: offer.id,
          cursor: offer.cursor,
          next: null,
          records: 0,
          truth,
        }),
      );
      staging = ready(generation);
    },
    stageChunk: async (chunk) => {
      const into = mustStage();
      const held = meta(into).staging;
      if (held === null || held.snapshot !== chunk.snapshot)
        throw new CitywallError('feed-gap', {
          what: `The chunk is of the snapshot ${chunk.snapshot}, not of ${held?.snapshot ?? 'any'}.`,
          where: options.folder,
          hint: 'The city is asked for a snapshot again.',
        });
      if (chunk.after !== held.next) return { records: held.records, shown: shownSoFar(into) };
      const { db } = into.generation;
      const { seen } = writing(into.generation, () =>
        into.applier.apply(chunk.records, now(), (outcome) => {
          const records = held.records + outcome.seen;
          db.writeMeta('staging', { ...held, next: chunk.next, records });
          if (chunk.picture) db.writeMeta('truth', held.truth ?? null);
        }),
      );
      return { records: held.records + seen, shown: shownSoFar(into) };
    },
    swap: async (truth, cursor) => {
      const into = mustStage();
      const { db } = into.generation;
      noting(into.generation, () => {
        db.db
          .transaction(() => {
            db.writeMeta('truth', truth);
            db.writeMeta('cursor', cursor);
            db.writeMeta('staging', null);
          })
          .immediate();
        if (into !== current) db.sealing.end();
      });
      if (into !== current) turnTo(into);
      return cursor;
    },
    damaged: (file, faults) => {
      const { generation } = current;
      if (generation.cache !== file || generation.damage !== null) return false;
      guarded(file, () => writeFileSync(markOf(generation), faults.join('\n')));
      return true;
    },
    judge: (file, handle, from, to) => {
      const { generation } = current;
      if (generation.cache !== file || generation.damage !== null) return null;
      const mark = (): void => writeFileSync(mendedMark(file), '', { mode: 0o600 });
      return noting(generation, () => generation.db.sealing.judge(handle, from, to, mark));
    },
    close() {
      staging?.personal?.close();
      current.personal?.close();
      folder.close();
    },
  };
}
