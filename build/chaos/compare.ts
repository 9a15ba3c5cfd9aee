import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { belongs, type Scope } from '../../sync/contract/scope.ts';
import { digest } from '../harness/digest.ts';
import { rebuild } from '../../sync/rollups/rebuild.ts';
import { balanceAt } from '../../sync/rollups/sums.ts';
import { openReadable, openWritable, type ReadableCache } from '../../sync/store/cache.ts';
import { currentGeneration } from '../../sync/store/pointer.ts';
import { countedAt, sumsOf } from './sums.ts';

export interface Comparison {
  /** How many records the wall holds. */
  records: number;
  /** What is not as it must be, a sentence each; empty where all is well. */
  wrong: string[];
}

/**
 * Compares what a wall holds with what its city holds, or with the part of it that is the wall's, both at rest: same
 * position, same records, right sums.
 */
export async function compare(
  cityFolder: string,
  wallFolder: string,
  scope: Scope | null = null,
): Promise<Comparison> {
  const city = openReadable(cacheIn(cityFolder));
  const wall = openReadable(cacheIn(wallFolder));
  try {
    const ours = scope === null ? undefined : belongs(scope);
    const there = digest(city, ours);
    // Of a part, the wall must hold nothing else either: only deletions are left out.
    const here = digest(wall, ours && (() => true));
    const wrong: string[] = [];
    for (const key of ['cases', 'things', 'graves', 'sha256'] as const)
      if (there[key] !== here[key]) wrong.push(`${key}: the city has ${there[key]}, the wall ${here[key]}`);
    for (const key of ['epoch', 'seq', 'chain'] as const)
      if (there.cursor?.[key] !== here.cursor?.[key])
        wrong.push(`${key}: the city is at ${there.cursor?.[key]}, the wall at ${here.cursor?.[key]}`);
    if (scope !== null && there.cases === digest(city).cases) wrong.push('the part is the whole city');
    if (here.twice > 0) wrong.push(`${here.twice} keys stand twice`);
    if (here.quarantine > 0) wrong.push(`${here.quarantine} records are in quarantine`);
    wrong.push(...(await wrongSums(wall)));
    return { records: here.cases + here.things + here.graves, wrong };
  } finally {
    city.close();
    wall.close();
  }
}

/** What the files of a wall's host say after a blow. */
export interface Soundness {
  /** How far its records reach; 0 where it holds none. */
  seq: number;
  /** Whether a snapshot was half fetched. */
  staging: boolean;
  wrong: string[];
}

/** Looks at the files of a host that was killed; `thorough` also makes its sums again. */
export async function soundness(folder: string, thorough: boolean): Promise<Soundness> {
  const now = currentGeneration(folder);
  const caches = (await readdir(folder)).filter((name) => /^cache-\d+\.db$/.test(name));
  const staging = caches.some((name) => path.join(folder, name) !== now?.cache);
  if (now === null) return { seq: 0, staging, wrong: [] };
  const cache = openReadable(now.cache);
  try {
    const wrong = thorough ? await wrongSums(cache) : [];
    return { seq: cache.meta().cursor?.seq ?? 0, staging, wrong };
  } finally {
    cache.close();
  }
}

function cacheIn(folder: string): string {
  const now = currentGeneration(folder);
  if (now === null) throw new Error(`${folder} holds no cache`);
  return now.cache;
}

/** Where kept sums differ from a rebuild, or the rebuild from counting cases one by one. */
export async function wrongSums(cache: ReadableCache): Promise<string[]> {
  const { stamp, truth } = cache.meta();
  if (stamp === null || truth === null) return [];
  const folder = await mkdtemp(path.join(tmpdir(), 'citywall-rebuild-'));
  const file = path.join(folder, 'cache.db');
  for (const end of ['', '-wal'])
    if (existsSync(cache.file + end)) await copyFile(cache.file + end, file + end);
  const copy = openWritable(file, stamp);
  try {
    const kept = sumsOf(cache);
    rebuild(copy, stamp);
    const again = new Set(sumsOf(copy));
    const wrong = kept.filter((line) => !again.has(line)).map((line) => `kept but not counted: ${line}`);
    if (kept.length !== again.size) wrong.push(`${kept.length} sums are kept, ${again.size} are counted`);
    for (const { id } of stamp.services) {
      const sum = balanceAt(cache, { service: id, dim: 'total', at: truth.asOf }).get('');
      const counted = countedAt(cache, id, truth.asOf);
      for (const instant of ['opened', 'closed', 'due', 'settled'] as const)
        if ((sum?.[instant] ?? 0) !== (counted?.[instant] ?? 0))
          wrong.push(`${id} ${instant}: kept ${sum?.[instant]}, one by one ${counted?.[instant]}`);
    }
    return wrong.slice(0, 20);
  } finally {
    copy.close();
    await rm(folder, { recursive: true, force: true });
  }
}
