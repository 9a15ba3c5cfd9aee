import process from 'node:process';
import { openAlerts, type AlertDesk } from '../../sync/alerts/desk.ts';
import type { AlertCommand } from '../../sync/alerts/machine/act.ts';
import type { Rulebook } from '../../sync/alerts/machine/rulebook.ts';
import { alertSettings, NO_ALERTS } from '../../sync/contract/alert-rules.ts';
import { severity, type Sign } from '../../sync/contract/alerts.ts';
import { HOUR, MINUTE } from '../../sync/contract/instants.ts';
import { openJournal, type Journal } from '../../sync/store/journal.ts';

/** The city of the journal, and when its time begins. */
export const CITY = 'alerting';
export const BEGIN = Date.UTC(2026, 10, 28);

const both = (name: string) => ({ vi: name, en: name });
const rule = (id: string, more: object) => ({
  ...{ id, name: both(id), watch: { detector: 'silence' }, severity: 'medium', most: 10_000 },
  ...more,
});
/** Two rules: what the second raises is muted by the first, and waits before it clears. */
export const BOOK: Rulebook = {
  settings: alertSettings.parse({
    levels: NO_ALERTS.levels,
    chatter: { times: 3, minutes: 20 },
    rules: [rule('a', { clears: 0 }), rule('b', { parent: 'a', holds: 1, clears: 2 })],
  }),
  timeZone: 'Asia/Ho_Chi_Minh',
  sources: { service: {}, indicator: {} },
};

/** Numbers that look like chance and are the same each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

function signOf(key: number, roll: (sides: number) => number): Sign {
  return {
    ...{ key: `k${key}`, subject: { area: `area${key}` }, severity: severity.options[roll(4)] ?? 'low' },
    ...{ measure: 'opened', value: roll(100), expected: 5, limit: 8, p: null, since: BEGIN, until: BEGIN },
    ...{ unit: null, atRisk: false, cases: null, areas: [], series: [] },
  };
}

/** Something that a person asks, by the step: its note tells the command that it came with. */
function commandOf(
  desk: AlertDesk,
  step: number,
  key: string,
  roll: (sides: number) => number,
): AlertCommand {
  const open = [...desk.known.open.keys()];
  const alerts = [open[roll(Math.max(1, open.length))] ?? 'a1'];
  const until = BEGIN + step * MINUTE + roll(20) * MINUTE + 1;
  const asks: AlertCommand[] = [
    { what: 'comment', alerts, note: key },
    { what: 'comment', alerts, note: key },
    { what: 'acknowledge', alerts, reason: key, until },
    { what: 'shelve', alerts, reason: key, until },
    { what: 'unshelve', alerts },
  ];
  return asks[roll(asks.length)] ?? { what: 'unacknowledge', alerts };
}

/** Lives one minute of a journal: a look at each rule, or a person's command. */
function live(desk: AlertDesk, journal: Journal, step: number): void {
  const now = BEGIN + step * MINUTE;
  const roll = dice(step);
  if (step % 2 === 0) {
    const signs = Array.from({ length: roll(8) }, () => signOf(roll(8), roll));
    desk.beat([{ rule: roll(2) === 0 ? 'a' : 'b', signs }], now, false);
    return;
  }
  const key = `command-${step}`;
  const command = commandOf(desk, step, key, roll);
  const stamp = { key, givenAt: now, expires: now + HOUR, by: `desk-${roll(2) + 1}` };
  journal.decide(command, stamp, () => desk.act(command, stamp.by, now));
}

/** Lives on for ever, from the step after the last that it told of: what it tells is on disk. */
function run(file: string, from: number): void {
  const journal = openJournal(file, CITY);
  const desk = openAlerts(journal, BOOK, () => BEGIN + from * MINUTE);
  let step = from;
  const next = (): void => {
    live(desk, journal, step);
    process.stdout.write(`${step} ${desk.known.n}\n`);
    step += 1;
    setImmediate(next);
  };
  next();
}

const [, , file, from] = process.argv;
if (process.argv[1]?.endsWith('alerting.ts') === true && file !== undefined) run(file, Number(from ?? 1));
