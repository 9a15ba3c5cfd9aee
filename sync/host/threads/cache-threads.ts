import type { Logger } from 'pino';
import { rulebookOf } from '../../alerts/machine/rulebook.ts';
import type { LoadedProfile } from '../../profile/index.ts';
import type { CacheWriter, LogReader } from '../../store/ports.ts';
import type { ReaderCalls, ReaderData } from './reader.ts';
import { program, Thread } from './threads.ts';
import type { WriterCalls, WriterData } from './writer.ts';

/** What a writer takes from a profile. */
export function writerProfile({
  profile,
  hash,
}: LoadedProfile): Pick<WriterData, 'city' | 'profile' | 'rules'> {
  const { city, services } = profile;
  return {
    city: city.id,
    profile: { hash, timeZone: city.timeZone, services },
    rules: rulebookOf(profile),
  };
}

/** A writer thread for the data folder that `data` describes at each start. */
export function writerThread(data: () => WriterData, log: Logger): Thread<WriterCalls> {
  return new Thread<WriterCalls>('writer', program('writer'), data, log, 'close');
}

/** Ends a writer thread, its files closed first so that the next start has nothing to recover. */
export async function stopWriter(thread: Thread<WriterCalls>, log: Logger): Promise<void> {
  if (thread.fault === null)
    await thread.call('close').catch((error: unknown) => log.warn({ err: error }, 'the data folder'));
  await thread.stop();
}

/** A reader thread; `name` says for whom. */
export function readerThread(name: string, data: () => ReaderData, log: Logger): Thread<ReaderCalls> {
  return new Thread<ReaderCalls>(name, program('reader'), data, log);
}

/**
 * The one writer of the cache, in its thread. `grew` is called after every write that may show, and told of another cache. `quarantined` is told of
 * records that could not be read.
 */
export function remoteWriter(
  thread: Thread<WriterCalls>,
  grew: (how: 'more' | 'swapped') => void,
  quarantined: (records: number) => void = () => undefined,
): CacheWriter {
  const write = async <T>(work: Promise<T>, how: 'more' | 'swapped' = 'more'): Promise<T> => {
    const done = await work;
    grew(how);
    return done;
  };
  return {
    cursor: () => thread.call('cursor'),
    apply: async (batch) => {
      const applied = await write(thread.call('apply', batch));
      if (applied.outcome === 'applied' && applied.quarantined > 0) quarantined(applied.quarantined);
      return applied;
    },
    truth: (truth) => write(thread.call('truth', truth)),
    staged: () => thread.call('staged'),
    stage: (...given) => thread.call('stage', ...given),
    stageChunk: async (chunk) => {
      const staged = await thread.call('stageChunk', chunk);
      if (staged.shown) grew('more');
      return staged;
    },
    swap: (truth, cursor) => write(thread.call('swap', truth, cursor), 'swapped'),
  };
}

/** The log of what this host holds, read in a thread. */
export function remoteLog(thread: Thread<ReaderCalls>): LogReader {
  return {
    head: () => thread.call('head'),
    chainAt: (seq) => thread.call('chainAt', seq),
    changes: (...asked) => thread.call('changes', ...asked),
    chunk: (...asked) => thread.call('chunk', ...asked),
  };
}
