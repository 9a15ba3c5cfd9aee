import path from 'node:path';
import { HOUR } from '../../contract/instants.ts';
import { record, type CaseRecord } from '../../contract/records.ts';
import { loadProfile, type LoadedProfile } from '../../profile/profile.ts';
import type { Truth } from '../../store/ports.ts';
import { opened, StepClock } from '../connector.fixture.ts';
import { replay } from './replay.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** A recording that may be used for tests where it lies, and may not be shipped. */
export const recordingOf = (name: string): string => path.resolve(root, '../shared/data/test-only', name);
export const cityOf = (name: string): Promise<LoadedProfile> =>
  loadProfile(path.join(root, 'assets/cities', name));

/** Records as a connector hands them on, with what is true after them. */
export interface Taken {
  records: readonly unknown[];
  truth: Truth;
  /** What was told of the source before. */
  notes: readonly string[];
}

/** Plays a recording by a clock of the test's own, one tick of which is `step` of the machine's time, from where it was left. */
export async function play(
  loaded: LoadedProfile,
  file: string,
  until: (truth: Truth) => boolean,
  { step = HOUR, speed = 1, from = null }: { step?: number; speed?: number; from?: string | null } = {},
): Promise<Taken[]> {
  const taken: Taken[] = [];
  let notes: readonly string[] = [];
  const inflow = opened(replay, { file, speed }, loaded, new StepClock(0, step));
  await inflow.run(from, {
    take({ records, asOf, watermarks, rejected }) {
      const truth = {
        asOf,
        watermarks,
        ...(Object.values(rejected ?? {}).flat().length > 0 && { rejected }),
      };
      taken.push({ records, truth, notes });
      if (until(truth)) void inflow.stop();
      return Promise.resolve();
    },
    progress: () => undefined,
    told: (sentences) => void (notes = sentences),
  });
  return taken;
}

/** What a store would hold after some batches: the newest revision of each case. */
export function held(taken: readonly { records: readonly unknown[] }[]): Map<string, CaseRecord> {
  const cases = new Map<string, CaseRecord>();
  for (const raw of taken.flatMap((t) => t.records)) {
    const parsed = record.safeParse(raw);
    if (!parsed.success || parsed.data.kind !== 'case') continue;
    if ((cases.get(parsed.data.id)?.rev ?? 0) < parsed.data.rev) cases.set(parsed.data.id, parsed.data);
  }
  return cases;
}

/** Counts at an instant of the cases held by then. */
export function balance(cases: Iterable<CaseRecord>, at: number) {
  const all = [...cases];
  const open = all.filter((c) => c.openedAt <= at && (c.closedAt === undefined || c.closedAt > at));
  return {
    cases: all.length,
    open: open.length,
    overdue: open.filter((c) => c.dueAt !== undefined && c.dueAt <= at).length,
    unknownPlace: all.filter((c) => c.point === undefined).length,
  };
}
