import { CitywallError } from '../contract/errors.ts';
import type { Cursor } from '../contract/feed.ts';
import type { Instant } from '../contract/instants.ts';
import type { CaseRecord, CityRecord, PersonalRecord, TombstoneRecord } from '../contract/records.ts';
import { belongs, type Scope } from '../contract/scope.ts';
import type { Kept, WritableCache } from '../store/cache.ts';
import { counter, countingInto } from '../store/counters.ts';
import { gravesOf } from '../store/graves.ts';
import { intern } from '../store/interning.ts';
import { writeLog, type LogWriter, type Source } from '../store/log.ts';
import type { PersonalStore } from '../store/personal/personal.ts';
import { quarantineOf } from '../store/quarantine.ts';
import { thingKey, type Thing } from '../store/things.ts';
import { casesOf } from './case-upsert.ts';
import { Intake } from './intake.ts';
import { refusedBy, RefusedRecord, refusalText } from './refusal.ts';
import { MOST_CODES } from './tally.ts';
import { createTallier } from './tallier.ts';

/** A measure, asset, reference or request larger than this is no such thing, characters of JSON. */
const LARGEST_THING = 256 * 1024;

/** What became of the records of a batch. */
export interface Outcome {
  /** Elements of the batch, good and bad. */
  seen: number;
  changed: number;
  quarantined: number;
  /** The position of the cache's own log; null where it keeps none. */
  log: Cursor | null;
}

/** Applies batches of records to a cache: to its rows, sums, counters and log. */
export interface Applier {
  /**
   * Applies the records of a JSON text in order, then runs `also` (the cursor), all in one transaction,
   * committed and on disk when this returns. Whatever is thrown, nothing of the batch is kept.
   */
  apply(records: string, at: Instant, also: (outcome: Outcome) => void): Outcome;
}

export interface ApplierOptions {
  timeZone: string;
  services: readonly Kept[];
  serve: boolean;
  /** Null where no personal part may be kept: those that come are dropped. */
  personal: PersonalStore | null;
  /** The part of the city that is kept; all of it where absent or null. */
  scope?: Scope | null;
}

/** An applier over a cache. */
export function createApplier(cache: WritableCache, options: ApplierOptions): Applier {
  const { db } = cache;
  const { personal, serve } = options;
  const isPart = options.scope !== undefined && options.scope !== null;
  const isOurs = options.scope ? belongs(options.scope) : () => true;
  const interned = intern(cache, MOST_CODES);
  const tallier = createTallier(cache, interned, options);
  const counting = countingInto(cache);
  const cases = casesOf(cache, interned, tallier, counting);
  const graves = gravesOf(cache);
  const quarantine = quarantineOf(cache, personal);
  const logFrom = writeLog(cache);
  const things = {
    find: cache.select<{ row: number; rev: number; seq: number | null }>(
      'SELECT row, rev, seq FROM things WHERE kind = ? AND scope = ? AND id = ?',
    ),
    put: db
      .prepare<[string, string, string, number, string, number]>(
        `INSERT INTO things (kind, scope, id, rev, body, changed) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (kind, scope, id)
         DO UPDATE SET rev = excluded.rev, body = excluded.body, changed = excluded.changed RETURNING row`,
      )
      .pluck(),
    place: db.prepare<[number, number]>('UPDATE things SET seq = ? WHERE row = ?'),
    drop: db.prepare<[number]>('DELETE FROM things WHERE row = ?'),
  };
  /** Whether a place in the log is that of a personal part. */
  const placed = cache.select<{ n: number }>(
    'SELECT EXISTS (SELECT 1 FROM changes WHERE seq = ? AND source = 4 AND row = ?) AS n',
  );
  let log: LogWriter | null = null;

  const place = (source: Exclude<Source, 'case'>, row: number, before: number | null): void => {
    if (log === null) return;
    const seq = log.note(source, row, before);
    if (source === 'thing') things.place.run(seq, row);
    else if (source === 'grave') graves.place(row, seq);
    else personal?.place(row, seq);
  };

  /** Whether a deletion at this revision or a later one is held. An older one is over: the record is back. */
  const buried = (kind: TombstoneRecord['of'], scope: string, id: string, rev: number): boolean => {
    const grave = graves.find(kind, scope, id);
    if (grave === undefined) return false;
    if (grave.rev >= rev) return true;
    log?.erase(grave.seq);
    graves.fill(grave.row);
    return false;
  };

  /** Whether the last case was new to the cache: then the next is likely to be, and need not be looked for. */
  let expectNew = true;
  const putCase = (record: CaseRecord): boolean => {
    const service = interned.service(record.service);
    const coded = cases.admit(record, service);
    const seq = log?.next() ?? null;
    for (;;) {
      const held = expectNew ? undefined : cases.find(service, record.id);
      if (held !== undefined) {
        if (held.rev >= record.rev) return false;
        cases.replace(held, record, coded, seq);
        log?.note('case', held.row, held.seq);
        partFollows(record);
        return true;
      }
      const looked = !expectNew;
      if (buried('case', record.service, record.id, record.rev)) return false;
      const row = cases.add(record, coded, seq);
      expectNew = row !== null;
      if (row !== null) {
        log?.note('case', row, null);
        partFollows(record);
        return true;
      }
      if (looked) throw new RangeError('a case is there and is not found');
    }
  };

  /** How often a measure changed, this batch's changes included. */
  let measureChanges = 0;
  const measureChanged = (): void => {
    measureChanges++;
    counting.add('measureChanges', 1);
  };

  const putThing = (record: Thing): boolean => {
    const { scope, id } = thingKey(record);
    const held = things.find.get(record.kind, scope, id);
    if (held === undefined ? buried(record.kind, scope, id, record.rev) : held.rev >= record.rev)
      return false;
    const body = JSON.stringify(record);
    if (body.length > LARGEST_THING)
      throw new RefusedRecord('size', `${body.length} characters are too many for a record`);
    if (record.kind === 'measure') measureChanged();
    if (record.kind === 'request') counting.add('requestChanges', 1);
    const row = Number(things.put.get(record.kind, scope, id, record.rev, body, measureChanges));
    if (record.kind === 'measure' && held === undefined) counting.add('measures', 1);
    place('thing', row, held?.seq ?? null);
    return true;
  };

  const putPersonal = (record: PersonalRecord): boolean => {
    if (personal === null) return false;
    personal.begin();
    const held = personal.find(record.service, record.id);
    if (held === undefined && buried('personal', record.service, record.id, record.rev)) return false;
    if (held !== undefined && held.rev >= record.rev) {
      // Kept before a crash that lost the batch's place in the log: place it now.
      if (!serve || held.seq === null || held.rev > record.rev || placed.get(held.seq, held.row)?.n === 1)
        return false;
      place('personal', held.row, null);
      return true;
    }
    place('personal', personal.put(record), held?.seq ?? null);
    return true;
  };

  /** In the log a personal part comes after its case: whoever holds a part of the city alone keeps it with the case, and may get that later. */
  const partFollows = ({ service, id }: CaseRecord): void => {
    if (log === null || personal === null) return;
    const held = personal.find(service, id);
    if (held === undefined) return;
    personal.begin();
    const isPlaced = held.seq !== null && placed.get(held.seq, held.row)?.n === 1;
    place('personal', held.row, isPlaced ? held.seq : null);
  };
  const dropPart = (scope: string, id: string): void => {
    const held = personal?.find(scope, id);
    if (held === undefined) return;
    personal?.begin();
    personal?.drop(held.row);
  };

  const bury = (tomb: TombstoneRecord, handedOut = false): boolean => {
    const scope = tomb.of === 'measure' || tomb.of === 'request' ? '' : (tomb.scope ?? '');
    const grave = graves.find(tomb.of, scope, tomb.id);
    if (grave !== undefined && grave.rev >= tomb.rev) return false;
    const before = remove(tomb, scope);
    if (before === 'newer' || (handedOut && before === undefined && grave === undefined)) return false;
    log?.erase(before ?? null);
    place('grave', graves.dig(tomb.of, scope, tomb.id, tomb.rev), grave?.seq ?? null);
    return true;
  };

  /** Deletes what a tombstone names; gives its place in the log, undefined where none is held, or `newer` where a newer is. */
  const remove = (tomb: TombstoneRecord, scope: string): number | null | undefined | 'newer' => {
    if (tomb.of === 'case') {
      const service = cache.services.id(scope);
      const held = service === undefined ? undefined : cases.find(service, tomb.id);
      if (held === undefined) return undefined;
      if (held.rev > tomb.rev) return 'newer';
      cases.drop(held);
      if (isPart) dropPart(scope, tomb.id);
      return held.seq;
    }
    if (tomb.of === 'personal') {
      personal?.begin();
      const held = personal?.find(scope, tomb.id);
      if (held === undefined) return undefined;
      if (held.rev > tomb.rev) return 'newer';
      personal?.drop(held.row);
      return held.seq;
    }
    const held = things.find.get(tomb.of, scope, tomb.id);
    if (held === undefined) return undefined;
    if (held.rev > tomb.rev) return 'newer';
    things.drop.run(held.row);
    if (tomb.of === 'request') counting.add('requestChanges', 1);
    if (tomb.of === 'measure') {
      measureChanged();
      counting.add('measures', -1);
    }
    return held.seq;
  };

  /**
   * A record that is not of our part: where an earlier revision was, everything before this one is deleted here, so that none
   * of it comes back. What never was ours leaves nothing.
   */
  const handOut = (record: CityRecord): boolean => {
    if (record.kind === 'tombstone' || record.kind === 'personal') return false;
    const key = record.kind === 'case' ? { scope: record.service, id: record.id } : thingKey(record);
    return bury({ kind: 'tombstone', of: record.kind, ...key, rev: record.rev - 1 }, true);
  };

  /** Whether a case is held here. */
  const holds = ({ service, id }: PersonalRecord): boolean => {
    const known = cache.services.id(service);
    return known !== undefined && cases.find(known, id) !== undefined;
  };

  const applyOne = (record: CityRecord): boolean => {
    if (record.kind === 'personal') return (!isPart || holds(record)) && putPersonal(record);
    if (!isOurs(record)) return handOut(record);
    switch (record.kind) {
      case 'case':
        return putCase(record);
      case 'tombstone':
        return bury(record);
      case 'measure':
      case 'asset':
      case 'reference':
      case 'request':
        return putThing(record);
    }
  };

  const writeSums = (): void => {
    try {
      tallier.write();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new CitywallError(
        'cache-corrupt',
        {
          what: 'The kept sums do not fit the records.',
          where: cache.file,
          hint: 'The cache is built again.',
        },
        { cause: error },
      );
    }
  };

  const run = (records: string, at: Instant, also: (outcome: Outcome) => void): Outcome => {
    const outcome: Outcome = { seen: 0, changed: 0, quarantined: 0, log: null };
    const head = serve ? cache.meta().log : null;
    measureChanges = counter(cache, 'measureChanges');
    log = head === null ? null : logFrom(head, records);
    const intake = new Intake(records);
    const refuse = (reason: string): void => {
      quarantine(intake.raw, reason, at);
      outcome.quarantined++;
    };
    for (const taken of intake) {
      outcome.seen++;
      if (!taken.ok) {
        refuse(taken.reason);
        continue;
      }
      try {
        if (applyOne(taken.record)) outcome.changed++;
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        refuse(refusalText(refusedBy(error)));
      }
    }
    counting.add('quarantine', outcome.quarantined);
    writeSums();
    counting.write();
    if (log !== null) {
      outcome.log = log.end();
      cache.writeMeta('log', outcome.log);
    }
    also(outcome);
    personal?.commit();
    return outcome;
  };
  const inOne = db.transaction(run);

  return {
    apply(records, at, also) {
      try {
        return inOne.immediate(records, at, also);
      } catch (error) {
        personal?.rollback();
        tallier.forget();
        counting.forget();
        interned.forget();
        throw error;
      }
    },
  };
}
