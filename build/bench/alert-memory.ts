import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import v8 from 'node:v8';
import vm from 'node:vm';
import { openAlerts } from '../../sync/alerts/desk.ts';
import { CLOSED_KEPT } from '../../sync/alerts/machine/state.ts';
import type { Rulebook } from '../../sync/alerts/machine/rulebook.ts';
import { alertSettings, NO_ALERTS } from '../../sync/contract/alert-rules.ts';
import type { Sign } from '../../sync/contract/alerts.ts';
import { DAY, MINUTE, SECOND } from '../../sync/contract/instants.ts';
import { openJournal } from '../../sync/store/journal.ts';

/** Looks that a flood comes in, so far apart: ten minutes. */
const LOOKS = 40;
const EVERY = 15 * SECOND;
const BEGIN = Date.UTC(2026, 10, 28);
/** Groups that the alerts are of, and alerts that one command names. */
const CAUSES = 60;
const AT_ONCE = 200;

const both = (name: string) => ({ vi: name, en: name });
const BOOK: Rulebook = {
  settings: alertSettings.parse({
    levels: NO_ALERTS.levels,
    rules: [
      {
        ...{ id: 'flood', name: both('flood'), watch: { detector: 'silence' }, severity: 'critical' },
        ...{ groupBy: ['category'], every: 0.25, clears: 0, most: 10_000 },
      },
    ],
  }),
  timeZone: 'Asia/Ho_Chi_Minh',
  sources: { service: {}, indicator: {} },
};
/** A rule raises ten thousand at most: more are of more rules. */
const rulesFor = (count: number): Rulebook => {
  const [rule] = BOOK.settings.rules;
  if (rule === undefined) throw new Error('no rule');
  const rules = Array.from({ length: Math.ceil(count / 10_000) }, (_, n) => ({ ...rule, id: `flood${n}` }));
  return { ...BOOK, settings: { ...BOOK.settings, rules } };
};

function signOf(n: number): Sign {
  const at = BEGIN;
  return {
    ...{ key: `area=a${n}&category=c${n % CAUSES}`, subject: { category: `c${n % CAUSES}`, area: `a${n}` } },
    ...{ severity: 'critical', measure: 'opened', value: 40, expected: 12, limit: 20, p: 0.001 },
    ...{ since: at - 60 * MINUTE, until: at, unit: null, atRisk: false, cases: null, areas: [`a${n}`] },
    series: Array.from({ length: 48 }, (_, i) => ({ at: at - i * MINUTE, value: i, expected: 12 })),
  };
}

v8.setFlagsFromString('--expose-gc');
const collect: unknown = vm.runInNewContext('gc');
/** JavaScript's heap in use once garbage is collected, MiB. */
function heap(): number {
  if (typeof collect === 'function') for (let i = 0; i < 3; i++) collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/** What the thread that keeps alerts holds once garbage is collected, MiB more than before any was raised. */
export interface HeldByAlerts {
  /** When all are there; when all are known, gone and closed; and when what is closed is too long ago to matter. */
  raised: number;
  closed: number;
  forgotten: number;
}

/** Lives a flood of so many alerts in ten minutes, from the first look to when all of it is forgotten, on a journal in a folder. */
export async function heldByAlerts(folder: string, count: number): Promise<HeldByAlerts> {
  await mkdir(folder, { recursive: true });
  const journal = openJournal(path.join(folder, 'journal.db'), 'flood');
  try {
    let now = BEGIN;
    const book = rulesFor(count);
    const desk = openAlerts(journal, book, () => now);
    const looks = (signs: (rule: number) => Sign[]) =>
      book.settings.rules.map(({ id }, n) => ({ rule: id, signs: signs(n) }));
    desk.beat(
      looks(() => []),
      now,
      false,
    );
    const before = heap();
    // Of its own, so that what a look brought is not held by this frame while the heap is measured.
    const flood = (look: number): void => {
      now += EVERY;
      const there = (rule: number): Sign[] => {
        const [from, to] = [rule * 10_000, Math.min(count, (rule + 1) * 10_000)];
        const some = Math.ceil(((to - from) * look) / LOOKS);
        return Array.from({ length: some }, (_, n) => signOf(from + n));
      };
      desk.beat(looks(there), now, false);
    };
    for (let look = 1; look <= LOOKS; look++) flood(look);
    if (desk.known.open.size !== count) throw new Error(`${desk.known.open.size} alerts of ${count}`);
    const raised = heap() - before;
    const open = [...desk.known.open.keys()];
    for (let from = 0; from < open.length; from += AT_ONCE)
      journal.transact(() =>
        desk.act(
          {
            what: 'acknowledge',
            alerts: open.slice(from, from + AT_ONCE),
            reason: 'seen',
            until: null,
          },
          'desk-1',
          now,
        ),
      );
    open.length = 0;
    desk.beat(
      looks(() => []),
      (now += EVERY),
      false,
    );
    if (desk.known.open.size > 0) throw new Error(`${desk.known.open.size} alerts are still there`);
    const closed = heap() - before;
    // Something has to happen for time to pass: a rule that is blind for a day says so.
    now += CLOSED_KEPT + DAY;
    desk.beat(
      book.settings.rules.map(({ id }) => ({ rule: id, blind: 'stale' as const })),
      now,
      false,
    );
    if (desk.known.closed.size > 0) throw new Error(`${desk.known.closed.size} alerts are not forgotten`);
    return { raised, closed, forgotten: heap() - before };
  } finally {
    journal.close();
  }
}
