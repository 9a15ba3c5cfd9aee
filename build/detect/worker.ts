import { parentPort, workerData } from 'node:worker_threads';
import { loadProfile } from '../../sync/profile/index.ts';
import { lived, type Lived, type Trial } from './world.ts';

/** What a worker is given: a trial, and the folder of the profile that it is of. */
export interface Given {
  profile: string;
  trial: Trial;
}

/** What it tells: how many days are lived, and in the end what came of it. */
export type Told = { day: number } | { lived: Lived };

const { profile, trial }: Given = workerData;
const say = (told: Told): void => parentPort?.postMessage(told);
say({ lived: await lived(await loadProfile(profile), trial, (day) => say({ day })) });
