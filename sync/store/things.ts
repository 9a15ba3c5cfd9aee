import type { AssetRecord, MeasureRecord, ReferenceRecord, RequestRecord } from '../contract/records.ts';
import { assetRecord, measureId, measureRecord } from '../contract/records.ts';
import { onceFor, type ReadableCache } from './cache.ts';
import { counter } from './counters.ts';

/** What is few and small, and kept as it came: a measure, an asset, a change of reference, a request. */
export type Thing = MeasureRecord | AssetRecord | ReferenceRecord | RequestRecord;

/** The key of a thing within its kind, as a tombstone names it. */
export function thingKey(thing: Thing): { scope: string; id: string } {
  switch (thing.kind) {
    case 'measure':
      return { scope: '', id: measureId(thing) };
    case 'asset':
      return { scope: thing.type, id: thing.id };
    case 'reference':
      return { scope: thing.type, id: thing.id };
    case 'request':
      return { scope: '', id: thing.id };
  }
}

/** Measures by indicator. A list is another array only where one of its measures changed; do not write to it. */
export type HeldMeasures = ReadonlyMap<string, readonly MeasureRecord[]>;

/** The measures a cache held when last looked at, after so many changes. */
interface Looked {
  changes: number;
  /** By indicator and row. */
  rows: Map<string, Map<number, MeasureRecord>>;
  lists: HeldMeasures;
  /** Rows that are no measures: damage costs its row, and none of the others. */
  unreadable: Set<number>;
}

const looked = onceFor((cache) => {
  const before: Looked = { changes: 0, rows: new Map(), lists: new Map(), unreadable: new Set() };
  return {
    after: cache.select<{ row: number; body: string }>(
      "SELECT row, body FROM things WHERE kind = 'measure' AND changed > ? ORDER BY row",
    ),
    measures: before,
  };
});

/**
 * Every measure held, by indicator, in the order they first came. Only those that changed are parsed again, and
 * only their indicators get another list; the map itself is another where any did.
 */
export function measures(cache: ReadableCache): HeldMeasures {
  const of = looked(cache);
  return cache.view(() => {
    const { rows, lists, unreadable, changes: before } = of.measures;
    const changes = counter(cache, 'measureChanges');
    if (changes === before) return lists;
    const touched = new Set<string>();
    const read = (since: number): void => {
      for (const { row, body } of of.after.iterate(since)) {
        const measure = measureIn(body);
        if (measure === null) {
          unreadable.add(row);
          continue;
        }
        unreadable.delete(row);
        let own = rows.get(measure.indicator);
        if (own === undefined) rows.set(measure.indicator, (own = new Map()));
        own.set(row, measure);
        touched.add(measure.indicator);
      }
    };
    read(before);
    const held = (): number => [...rows.values()].reduce((n, own) => n + own.size, 0);
    if (held() + unreadable.size !== counter(cache, 'measures')) {
      // Some were deleted, and nothing says which.
      for (const indicator of rows.keys()) touched.add(indicator);
      rows.clear();
      unreadable.clear();
      read(0);
    }
    const next = new Map(lists);
    for (const indicator of touched) {
      const own = rows.get(indicator);
      if (own === undefined) next.delete(indicator);
      else next.set(indicator, [...own.values()]);
    }
    of.measures = { changes, rows, lists: next, unreadable };
    return next;
  });
}

/** How many measures were held, when last looked at, that cannot be read. */
export const unreadable = (cache: ReadableCache): number => looked(cache).measures.unreadable.size;

function measureIn(body: string): MeasureRecord | null {
  try {
    return measureRecord.parse(JSON.parse(body));
  } catch {
    return null;
  }
}

const assets = onceFor((cache) =>
  cache.select<{ body: string }>("SELECT body FROM things WHERE kind = 'asset' AND scope = ? AND id = ?"),
);

/** One thing with a state, as it was last heard of; null where none of that id is held. */
export function asset(cache: ReadableCache, type: string, id: string): AssetRecord | null {
  const row = assets(cache).get(type, id);
  return row === undefined ? null : assetRecord.parse(JSON.parse(row.body));
}
