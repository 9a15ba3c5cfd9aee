import { pino } from 'pino';
import type { CityRecord } from '../../sync/contract/records.ts';
import { demoCity } from '../../sync/feeds/demo/city.ts';
import { Measures } from '../../sync/feeds/demo/measures.ts';
import { writerProfile, writerThread } from '../../sync/host/threads/cache-threads.ts';
import type { LoadedProfile } from '../../sync/profile/index.ts';
import { currentGeneration } from '../../sync/store/pointer.ts';
import type { ReplicaBatch, Truth } from '../../sync/store/ports.ts';
import { batches, cases, NOW } from './cases.ts';

/** Records in a batch while a folder is filled: large, since nobody waits for one. */
const BATCH = 20_000;
/** Batches on their way to the writer's thread, so that neither thread waits for the other. */
const AHEAD = 2;
/** Milliseconds between two lines of progress. */
const TELL_EVERY = 15_000;

/** Anything that is given the benchmark's records, in order. */
export interface Holder {
  take(batch: readonly CityRecord[]): Promise<void>;
}

/** What a writer of the wall's own cache is made with. */
export function writerOptions(loaded: LoadedProfile, folder: string) {
  return { ...writerProfile(loaded), folder, role: 'replica', serve: false, personal: null } as const;
}

/** Every source has reported everything up to {@link NOW}. */
export function truthOf({ profile }: LoadedProfile): Truth {
  return { asOf: NOW, watermarks: Object.fromEntries(profile.sources.map(({ id }) => [id, NOW])) };
}

/** A batch as a city's feed brings it: JSON text and its place in the city's log. */
export function delta(records: readonly CityRecord[], from: number, truth: Truth): ReplicaBatch {
  const to = from + records.length;
  const text = JSON.stringify(records);
  return { mode: 'replica', epoch: 'bench', from, to, chain: String(to), records: text, ...truth };
}

/** The cache file of a data folder. */
export function cacheIn(folder: string): string {
  const generation = currentGeneration(folder);
  if (generation === null) throw new Error(`${folder} holds no cache`);
  return generation.cache;
}

/** A wall's data folder, filled by the wall's own writer in its own thread. */
export async function replica(
  loaded: LoadedProfile,
  folder: string,
): Promise<Holder & { close(): Promise<void> }> {
  const thread = writerThread(() => writerOptions(loaded, folder), pino({ enabled: false }));
  await thread.run();
  const truth = truthOf(loaded);
  const under = new Array<Promise<void>>();
  let seq = 0;
  return {
    async take(batch) {
      const taken = thread.call('apply', delta(batch, seq, truth)).then((applied) => {
        if (applied.outcome !== 'applied' || applied.changed !== batch.length)
          throw new Error(`of ${batch.length} records not all were taken: ${JSON.stringify(applied)}`);
      });
      seq += batch.length;
      under.push(taken);
      if (under.length > AHEAD) await under.shift();
    },
    async close() {
      await Promise.all(under);
      await thread.stop();
    },
  };
}

const measured = new WeakMap<LoadedProfile, CityRecord[]>();

/** A city's indicators as they stood at {@link NOW}: what was published, and what the demo city invents. */
export function measuresOf(loaded: LoadedProfile): CityRecord[] {
  const known = measured.get(loaded);
  if (known !== undefined) return known;
  const made = new Measures(loaded, demoCity(loaded, 1, NOW)).between(0, NOW);
  measured.set(loaded, made);
  return made;
}

/** Gives the indicators and `count` cases to every holder, telling on the way how far it is. */
export async function fill(
  loaded: LoadedProfile,
  count: number,
  holders: readonly Holder[],
  tell: (line: string) => void,
): Promise<void> {
  const give = async (batch: readonly CityRecord[]): Promise<void> => {
    for (const holder of holders) await holder.take(batch);
  };
  for (const batch of batches(measuresOf(loaded), BATCH)) await give(batch);
  const started = performance.now();
  let done = 0;
  let told = started;
  for (const batch of batches(cases(loaded.profile, count), BATCH)) {
    await give(batch);
    done += batch.length;
    const now = performance.now();
    if (now - told < TELL_EVERY && done < count) continue;
    told = now;
    const seconds = (now - started) / 1000;
    tell(`${done} of ${count} cases in ${seconds.toFixed(0)} s, ${Math.round(done / seconds)} a second`);
  }
}
