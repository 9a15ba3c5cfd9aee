import { parentPort, workerData } from 'node:worker_threads';
import { reportOf, type ErrorReport } from '../../contract/errors.ts';
import { faultsOf } from '../../store/integrity.ts';

/** What a checker thread is started with: the cache file. */
export type CheckerData = string;
/** All it ever says, once; then it ends. */
export type Checked = { faults: string[] } | { error: ErrorReport };

function check(file: string): Checked {
  try {
    return { faults: faultsOf(file) };
  } catch (error) {
    return { error: reportOf(error, 'cache-corrupt') };
  }
}

if (parentPort !== null) {
  const file: CheckerData = workerData;
  parentPort.postMessage(check(file));
}
