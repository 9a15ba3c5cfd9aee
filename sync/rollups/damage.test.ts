import { closeSync, cpSync, openSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../contract/instants.ts';
import { openReadable } from '../store/cache.ts';
import { change, dice, flip, flipOne } from '../store/damage/flips.fixture.ts';
import { PAGE } from '../store/damage/raw.ts';
import { suspectsOf } from '../store/damage/suspects.ts';
import { currentGeneration } from '../store/pointer.ts';
import type { OpenWriter } from './writer.ts';
import { aCase, at, batch, casesIn, Folders, MORNING, truth } from './writer.fixture.ts';

const folders = new Folders();
afterAll(() => folders.remove());

const measure = (n: number) => ({
  kind: 'measure',
  ...{
    indicator: `i${n}`,
    subject: 'city',
    territory: 'hcmc',
    period: '2026-Q1',
    value: n,
    status: 'official',
  },
  ...{ provenance: 'published', reportedAt: MORNING, source: 'report', rev: 1 },
});
/** A cache in which much happened; `close`: it was stopped, else killed. */
async function lived(close: boolean): Promise<string> {
  const folder = folders.next();
  const writer = folders.writer(folder);
  for (let n = 0; n < 6; n++) {
    const cases = Array.from({ length: 150 }, (_, i) => aCase(n * 120 + i, { rev: n + 1 }));
    await writer.apply(batch(n, n + 1, [...cases, measure(n)]));
    // Part of the log is in the file, part is not.
    if (n === 3) writer.folder.current().db.sealing.settle(1);
  }
  const closed = Array.from({ length: 60 }, (_, i) =>
    aCase(i, { rev: 9, status: 'resolved', closedAt: MORNING - i * HOUR + DAY / 2, rating: 1 + (i % 5) }),
  );
  await writer.apply(batch(6, 7, closed));
  if (close) writer.close();
  const copy = folders.killed(folder);
  writer.close();
  return copy;
}

/** All that a cache says, whoever wrote it how often. */
function contentOf(folder: string): unknown {
  const cache = openReadable(currentGeneration(folder)?.cache ?? '');
  try {
    const all = (sql: string): unknown[] => cache.select<object>(sql).all();
    return {
      cases: all('SELECT * FROM cases ORDER BY row'),
      opened: all('SELECT service, opened FROM cases INDEXED BY cases_opened ORDER BY service, opened'),
      open: all(
        'SELECT due, category, unit, area FROM cases WHERE closed IS NULL ORDER BY service, due, opened, row',
      ),
      things: all('SELECT * FROM things ORDER BY row'),
      tallies: all('SELECT id, whole, quality, unit, area, cell, touched FROM tallies ORDER BY id'),
      counters: all("SELECT * FROM counters WHERE name <> 'tallies' ORDER BY name"),
      codes: all('SELECT * FROM codes ORDER BY id'),
      meta: all('SELECT * FROM meta ORDER BY key'),
    };
  } finally {
    cache.close();
  }
}

/** Looks at every page as the host's checker does, and has the writer judge; gives what was found. */
function looked(writer: OpenWriter): { mended: number; bad: number[] } {
  const file = writer.folder.current().cache;
  const handle = openSync(file, 'r+');
  const all = { mended: 0, bad: new Array<number>() };
  for (const { from, to } of suspectsOf(file, handle, 0)) {
    const judged = writer.judge(file, handle, from, to);
    all.mended += judged?.mended ?? 0;
    all.bad.push(...(judged?.bad ?? []));
  }
  closeSync(handle);
  return all;
}

const isOfCache = (name: string): boolean => !/-shm$|^host\.|^journal/.test(name);

let stopped: string;
let killed: string;
beforeAll(async () => {
  stopped = await lived(true);
  killed = await lived(false);
});

describe('one flipped bit', () => {
  it.each([
    ['stopped', 3],
    ['killed', 4],
  ])('in a folder that was %s changes no figure, or is marked, wherever it is', async (how, seed) => {
    const from = how === 'killed' ? killed : stopped;
    const reference = folders.killed(from);
    folders.writer(reference).close();
    const wanted = contentOf(reference);
    const roll = dice(seed);
    let mended = 0;
    for (let round = 0; round < 20; round++) {
      const folder = folders.killed(from);
      const where = flipOne(folder, roll, isOfCache);
      const writer = folders.writer(folder);
      const found = looked(writer);
      expect(found.bad, where).toEqual([]);
      mended += found.mended;
      // The end of a log of which several bits may be meant is lost: the city is fetched again.
      const marked = (await writer.cursor()) === null;
      if (marked) expect(writer.folder.aside, where).toMatchObject([{ code: 'cache-corrupt' }]);
      writer.close();
      // Indexes and sums are made again where anything was put right.
      folders.writer(folder).close();
      if (!marked) expect(contentOf(folder), where).toEqual(wanted);
      rmSync(folder, { recursive: true });
    }
    expect(mended).toBeGreaterThan(how === 'killed' ? 0 : 5);
  });

  /** What a wall is left with that took more after a bit of a page was flipped, for pages all over the file; `end` says how it ended. */
  async function tookMore(
    end: (writer: OpenWriter, folder: string) => string,
  ): Promise<{ right: number; marked: number }> {
    const more = batch(7, 8, [aCase(1, { rev: 20, category: 'noise' }), aCase(2000)]);
    const sound = folders.killed(stopped);
    const other = folders.writer(sound);
    await other.apply(more);
    other.close();
    const wanted = contentOf(sound);
    const became = { right: 0, marked: 0 };
    for (let page = 2; page <= statSync(currentGeneration(sound)?.cache ?? '').size / PAGE; page += 3) {
      const folder = folders.killed(stopped);
      const writer = folders.writer(folder);
      flip(writer.folder.current().cache, page * PAGE * 8 - 4000);
      try {
        await writer.apply(more);
      } catch (error) {
        expect(error).toMatchObject({ code: 'cache-corrupt' });
      }
      const left = end(writer, folder);
      const again = folders.writer(left);
      const marked = (await again.cursor()) === null;
      again.close();
      if (!marked) expect(contentOf(left), `page ${page}`).toEqual(wanted);
      became[marked ? 'marked' : 'right']++;
      for (const one of new Set([folder, left])) rmSync(one, { recursive: true });
    }
    return became;
  }

  it('of a page that was written anew before a kill is marked, and fetched again', async () => {
    const { marked } = await tookMore((writer, folder) => {
      const left = folders.killed(folder);
      writer.close();
      const again = folders.writer(left);
      looked(again);
      again.close();
      return left;
    });
    expect(marked).toBeGreaterThan(0);
  });

  it('of a page that is in use is put right, and what was made of it is made again; or it is marked, and fetched again', async () => {
    const { right, marked } = await tookMore((writer, folder) => {
      try {
        looked(writer);
      } catch (error) {
        expect(error).toMatchObject({ code: 'cache-corrupt' });
      }
      writer.close();
      return folder;
    });
    expect(right).toBeGreaterThan(3);
    expect(marked).toBeGreaterThan(0);
  });
});

describe('a page that is lost', () => {
  it('is found; what can be read is shown, and nothing is added, until the city is fetched again', async () => {
    const folder = folders.killed(stopped);
    const writer = folders.writer(folder);
    const file = writer.folder.current().cache;
    const page = writer.folder
      .current()
      .db.select<{ pageno: number }>(
        "SELECT pageno FROM dbstat WHERE name = 'cases' AND pagetype = 'leaf' LIMIT 1",
      )
      .get()?.pageno;
    change(file, ((page ?? 0) - 1) * PAGE, (bytes) => bytes.fill(0xa5), PAGE);
    const { bad } = looked(writer);
    expect(bad).toEqual([page]);
    expect(writer.damaged(file, ['1 of its pages is not what was written.'])).toBe(true);
    writer.close();

    const again = folders.writer(folder);
    expect(await again.cursor()).toBeNull();
    expect(again.folder.current().cache).toBe(file);
    expect(again.folder.aside).toMatchObject([{ code: 'cache-corrupt', file: again.folder.current().cache }]);
    await expect(again.apply(batch(7, 8, [aCase(1)]))).rejects.toMatchObject({ code: 'feed-gap' });
    await expect(again.truth(truth)).rejects.toMatchObject({ code: 'feed-gap' });
    await again.stage({ id: 's', cursor: at(9), records: 1 }, truth);
    await again.stageChunk({
      snapshot: 's',
      after: null,
      next: null,
      records: JSON.stringify([aCase(7)]),
      picture: false,
    });
    await again.swap(truth, at(9));
    expect(again.folder.aside).toEqual([]);
    expect(await again.cursor()).toEqual(at(9));
    expect(casesIn(folder).map(({ id }) => id)).toEqual(['P-7']);
  });
});

it('a pointer that is lost, or names what is not whole, is made again', () => {
  for (const text of ['{"generation":7}\n', '{"genesation":1}\n', '']) {
    const folder = folders.killed(stopped);
    change(path.join(folder, 'current'), 0, (bytes) => bytes.set(Buffer.from(text.padEnd(17))), 17);
    const writer = folders.writer(folder);
    expect(writer.folder.current().generation).toBe(1);
    expect(readdirSync(folder).filter((name) => name.includes('aside'))).toEqual([]);
  }
  const folder = folders.next();
  cpSync(stopped, folder, { recursive: true });
  rmSync(path.join(folder, 'current'));
  expect(folders.writer(folder).folder.current().generation).toBe(1);
});
