import path from 'node:path';
import { mkdir, rm } from 'node:fs/promises';
import type { CaseRecord } from '../../sync/contract/records.ts';
import type { LoadedProfile } from '../../sync/profile/index.ts';
import { createWriter } from '../../sync/rollups/writer.ts';
import { bareLoop } from './bare.ts';
import { batches, cases, spanOf } from './cases.ts';
import { faster, middle, type Figure } from './figure.ts';
import { delta, truthOf, writerOptions } from './held.ts';
import { pouchLoop } from './pouch.ts';

/** Records in a batch: what a feed's message holds about. */
const BATCH = 2_000;
const RUNS = 3;
const RECORDS = { sqlite: 200_000, pouchdb: 40_000 } as const;

type Loop = (folder: string, batches: readonly (readonly CaseRecord[])[]) => number | Promise<number>;

/**
 * Our own ingest: the wall's writer, in this thread, given each batch as a feed brings it (JSON text). It
 * parses and checks every record, looks for its deletion, keeps it under its key with one more index, keeps every sum
 * and heat cell that the profile asks for, the counters, the cursor and the truth, and commits to disk
 * (WAL, synchronous FULL) before the next. Rows a second; making the JSON text is the city's work, not timed.
 */
export async function ownLoop(
  loaded: LoadedProfile,
  folder: string,
  some: readonly (readonly CaseRecord[])[],
): Promise<number> {
  const truth = truthOf(loaded);
  let rows = 0;
  const deltas = some.map((batch) => {
    const made = delta(batch, rows, truth);
    rows += batch.length;
    return made;
  });
  const writer = createWriter(writerOptions(loaded, folder));
  try {
    const started = performance.now();
    let changed = 0;
    for (const one of deltas) {
      const applied = await writer.apply(one);
      if (applied.outcome === 'applied') changed += applied.changed;
    }
    const seconds = (performance.now() - started) / 1000;
    if (changed !== rows) throw new Error(`of ${rows} records ${changed} were taken`);
    return rows / seconds;
  } finally {
    writer.close();
  }
}

/** Ours and a peer in turns, with the same records, each in a folder of its own; the middle of each side's runs. */
async function against(
  loaded: LoadedProfile,
  folder: string,
  peer: { id: keyof typeof RECORDS; name: string; goal: number; loop: Loop },
  tell: (line: string) => void,
): Promise<Figure> {
  const count = RECORDS[peer.id];
  const some = [...batches(cases(loaded.profile, count, spanOf(count)), BATCH)];
  const rates = { ours: new Array<number>(), theirs: new Array<number>() };
  for (let run = 0; run < RUNS; run++) {
    const inside = path.join(folder, `ingest-${peer.id}-${run}`);
    await mkdir(inside, { recursive: true });
    rates.ours.push(await ownLoop(loaded, path.join(inside, 'ours'), some));
    rates.theirs.push(await peer.loop(inside, some));
    await rm(inside, { recursive: true, force: true });
    const [ours = 0, theirs = 0] = [rates.ours.at(-1), rates.theirs.at(-1)];
    tell(`run ${run + 1} of ${RUNS}: ours ${Math.round(ours)}, ${peer.name} ${Math.round(theirs)} rows/s`);
  }
  const id = `ingest.${peer.id}`;
  return faster(id, 'rows/s', middle(rates.ours), peer.name, middle(rates.theirs), peer.goal);
}

export function ingestSqlite(
  loaded: LoadedProfile,
  folder: string,
  tell: (line: string) => void,
): Promise<Figure> {
  const peer = { id: 'sqlite', name: 'better-sqlite3 loop', goal: 0.5, loop: bareLoop } as const;
  return against(loaded, folder, peer, tell);
}

export function ingestPouch(
  loaded: LoadedProfile,
  folder: string,
  tell: (line: string) => void,
): Promise<Figure> {
  return against(loaded, folder, { id: 'pouchdb', name: 'PouchDB', goal: 1, loop: pouchLoop }, tell);
}
