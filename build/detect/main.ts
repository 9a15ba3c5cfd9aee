import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { Worker } from 'node:worker_threads';
import { DateTime } from 'luxon';
import { DAY, type Instant } from '../../sync/contract/instants.ts';
import { optionsOf, profileAt, wholeNumber } from '../harness/options.ts';
import { scratch } from '../harness/profile-copy.ts';
import { root } from '../harness/programs.ts';
import type { PlantedEvent } from '../../sync/feeds/demo/events.ts';
import { graceOf, planned, wakeOf, type EventIn } from './plan.ts';
import { causeOf, causes, missedOf, rates, scored } from './score.ts';
import { byRule, table } from './table.ts';
import type { Given, Told } from './worker.ts';
import { SETTLING, type Lived } from './world.ts';

/**
 * `npm run detect`: what the profile's rules find. Two years of the demonstration city are lived beside each other, one quiet, one with events
 * planted in it; both with the wall's own cache, its question `signs` and its machine of alerts (`docs/alerts.md`). `--days N`, `--events N`,
 * `--seed N`, `--step MINUTES` between two looks; `--json` prints one object a line and nothing else on standard output. Nothing is left behind.
 */
const values = optionsOf('detect', {
  json: { type: 'boolean', default: false },
  days: { type: 'string', default: '365' },
  events: { type: 'string', default: '60' },
  seed: { type: 'string', default: '1' },
  step: { type: 'string', default: '60' },
  profile: { type: 'string', default: path.join(root, 'assets', 'cities', 'hcmc') },
});
const whole = (option: 'days' | 'events' | 'seed' | 'step', least: number, most: number): number =>
  wholeNumber('detect', option, values[option], least, most);
const days = whole('days', 45, 400);
const seed = whole('seed', 0, 0xffff_ffff);
const step = whole('step', 5, 240);
const events = whole('events', 1, 500);
const { profile } = await profileAt('detect', values.profile);
/** Midnight of the first day, in the city. */
const from: Instant = DateTime.fromISO('2026-01-01', { zone: profile.city.timeZone }).toMillis();

const started = performance.now();
const tell = (text: string): void => {
  const seconds = ((performance.now() - started) / 1000).toFixed(0).padStart(5);
  process.stderr.write(`detect ${seconds} s  ${text}\n`);
};
const place = await scratch('detect');
const leave = (): void => void place.remove().finally(() => process.exit(130));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, leave);

/** One year, lived in a thread of its own. */
async function year(name: string, planted: readonly EventIn[]): Promise<Lived> {
  const folder = path.join(place.folder, name);
  await mkdir(folder, { recursive: true });
  const trial = { events: planted, seed, from, days, step, folder };
  const workerData: Given = { profile: path.resolve(values.profile), trial };
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData });
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.on('message', (told: Told) => {
      if ('lived' in told) resolve(told.lived);
      else if (told.day % 30 === 0) tell(`${name}: ${told.day} of ${days} days`);
    });
  });
}

try {
  const [quiet, eventful] = await Promise.all([
    year('quiet', []),
    year('eventful', planned(events, from, days, seed)),
  ]);
  const counted = [from + SETTLING * DAY, from + days * DAY] as const;
  const rows = scored(eventful.planted, eventful.raised, graceOf);
  const calm = rates(quiet.raised, ...counted);
  const all = { quietAlertsPerDay: calm.perDay, quietCriticalPerWeek: calm.criticalPerWeek };
  if (values.json) for (const one of [...rows, all]) process.stdout.write(`${JSON.stringify(one)}\n`);
  else {
    const wake = { hours: wakeOf, units: (event: PlantedEvent) => new Set(eventful.given[event.id]) };
    const late = eventful.raised.filter(({ at }) => at >= counted[0]);
    const came = causes(late, (one) => causeOf(one, eventful.planted, graceOf, wake));
    const missed = missedOf(eventful.planted, eventful.raised, graceOf)
      .filter(({ size }) => size !== 'small')
      .map(({ id, size, where }) => `Not found: ${id} (${size}) ${JSON.stringify(where)}\n`);
    process.stdout.write(`${table(rows, all)}\n\n${missed.join('')}${byRule(quiet, came)}\n`);
  }
} finally {
  await place.remove();
}
