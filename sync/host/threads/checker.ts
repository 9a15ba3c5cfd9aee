import { parentPort, workerData } from 'node:worker_threads';
import { reportOf, type ErrorReport } from '../../contract/errors.ts';
import { faultsOf } from '../../store/integrity.ts';
import { suspectsOf, type Span } from '../../store/damage/suspects.ts';

/** What a checker thread is started with: the cache file, and a handle of it where its pages are to be held against their sums. */
export interface CheckerData {
  file: string;
  handle: number | null;
  /** Milliseconds of rest after some MB, so that nobody is held up. */
  rest: number;
}
/** All it ever says, once; then it ends. */
export type Checked = { faults: string[] } | { suspects: Span[] } | { error: ErrorReport };

function check({ file, handle, rest }: CheckerData): Checked {
  try {
    return handle === null ? { faults: faultsOf(file) } : { suspects: suspectsOf(file, handle, rest) };
  } catch (error) {
    return { error: reportOf(error, 'host-fault') };
  }
}

if (parentPort !== null) {
  const data: CheckerData = workerData;
  parentPort.postMessage(check(data));
}
