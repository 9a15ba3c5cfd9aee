import fc from 'fast-check';
import { expect, it } from 'vitest';
import { severity, type AlertEvent } from '../../contract/alerts.ts';
import { MINUTE, type Instant } from '../../contract/instants.ts';
import { act, type AlertCommand } from './act.ts';
import { alertBeat, numbered, type Look } from './beat.ts';
import { after, fold, folded } from './fold.ts';
import { bookIn, MONDAY, ruleIn, signOf } from './machine.fixture.ts';
import { inService, raisedLately, ruleOf } from './rulebook.ts';
import { ownState, standings } from './standing.ts';
import { NOTHING_KNOWN, thing, type KeptEvent, type Known } from './state.ts';
import { tableOf } from './table.fixture.ts';
import { readWaiting, waitingAfter, type Waiting } from './waiting.ts';

const book = bookIn(
  [
    ruleIn('p', { every: 5 }),
    ruleIn('c', { every: 5, parent: 'p', clears: 10 }),
    ruleIn('h', { every: 5, holds: 10, clears: 5, most: 4 }),
  ],
  { chatter: { times: 3, minutes: 40 } },
);
const RULES = ['p', 'c', 'h'];
const KEYS = ['k', 'l', 'm'];

/** A host's machine. One that restarts at every step has nothing but what is on disk: events, and delays as JSON. */
class Host {
  known: Known = NOTHING_KNOWN;
  waiting = new Map<string, Waiting>();
  disk: KeptEvent[] = [];
  readonly #restarts: boolean;
  constructor(restarts: boolean) {
    this.#restarts = restarts;
  }
  happen(events: readonly AlertEvent[]): void {
    const kept = numbered(this.known, events);
    this.disk.push(...kept);
    this.known = fold(this.known, kept);
    if (!this.#restarts) return;
    this.known = folded(this.disk);
    const json: unknown = JSON.parse(JSON.stringify([...this.waiting]));
    this.waiting = readWaiting(new Map(Array.isArray(json) ? json : []));
  }
  beat(looks: readonly Look[], now: Instant): void {
    const done = alertBeat(this.known, book, looks, now, { waiting: this.waiting, demo: false });
    this.waiting = waitingAfter(this.waiting, done.waiting);
    this.happen(done.events);
  }
  asks(command: AlertCommand, by: string, now: Instant): void {
    const done = act(this.known, book, command, by, now);
    if ('events' in done) this.happen(done.events);
  }
}

const signs = fc
  .array(fc.record({ key: fc.constantFrom(...KEYS), severity: fc.constantFrom(...severity.options) }), {
    maxLength: 4,
  })
  .map((some) => some.map(({ key, ...more }) => signOf(key, more)));
const look = fc.record({ rule: fc.constantFrom(...RULES, 'strange'), signs });
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('look' as const), look }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('blind' as const), rule: fc.constantFrom(...RULES) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('time' as const) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      what: fc.constantFrom(
        ...(['acknowledge', 'acknowledge', 'unacknowledge', 'shelve', 'unshelve', 'own', 'comment'] as const),
      ),
      which: fc.array(fc.nat(12), { minLength: 1, maxLength: 3 }),
      minutes: fc.integer({ min: -5, max: 30 }),
      by: fc.constantFrom('desk-1', 'desk-2'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('rule' as const),
      what: fc.constantFrom('ruleOff' as const, 'ruleOn' as const),
      rule: fc.constantFrom(...RULES),
    }),
  },
);
/** Steps with how many minutes pass before each; rarely a clock is set back, or a host is away for hours. */
const steps = fc.array(
  fc.tuple(
    step,
    fc.oneof({ weight: 12, arbitrary: fc.integer({ min: 0, max: 6 }) }, fc.constantFrom(-9, 700)),
  ),
  { maxLength: 60, size: 'max' },
);

function commandOf(
  { what, which, minutes: lasts }: { what: string; which: number[]; minutes: number },
  known: Known,
  at: Instant,
): AlertCommand {
  const there = [...known.closed.keys(), ...known.open.keys(), 'a999'];
  const alerts = which.map((n) => there[(there.length - 1 - n) % there.length] ?? 'a999');
  const until = at + lasts * MINUTE;
  switch (what) {
    case 'acknowledge':
      return { what, alerts, reason: 'so', until: lasts % 3 === 0 ? null : until };
    case 'shelve':
      return { what, alerts, reason: 'so', until };
    case 'own':
      return { what, alerts, owner: lasts % 2 === 0 ? 'me' : 'nobody' };
    case 'comment':
      return { what, alerts, note: 'so' };
    case 'unshelve':
      return { what, alerts };
    default:
      return { what: 'unacknowledge', alerts };
  }
}

const table = tableOf('transitions');
/** The row of the table in `docs/alerts.md` that an alert is in by its events alone. */
function rowBy(events: readonly KeptEvent[], alert: string): string {
  let row = '';
  for (const { event } of events) {
    if (!('alert' in event) || event.alert !== alert) continue;
    row = event.event === 'raised' ? 'new' : (table.get(row)?.get(event.event) ?? row);
  }
  return row;
}

/** What must hold of any machine whatever happened. */
function holds({ disk, known }: Host): void {
  expect(disk.map(({ n }) => n)).toEqual(disk.map((_, i) => i + 1));
  expect([...disk].sort((a, b) => a.event.at - b.event.at)).toEqual(disk);
  const raised = disk.flatMap(({ event }) => (event.event === 'raised' ? [event] : []));
  expect(new Set(raised.map(({ alert }) => alert)).size).toBe(raised.length);
  // Nothing lost, and nothing there twice.
  expect([...known.open.keys(), ...known.closed.keys()].sort()).toEqual(
    raised.map(({ alert }) => alert).sort(),
  );
  const things = [...known.open.values()].map(({ rule, figures }) => thing(rule, figures.key));
  expect(new Set(things).size).toBe(things.length);
  expect(new Set(known.byThing.keys())).toEqual(new Set(things));
  // As the table says.
  for (const life of [...known.open.values(), ...known.closed.values()]) {
    const { alert, closedAt, shelved, acknowledged, clearedAt } = life;
    const row = rowBy(disk, alert);
    if (closedAt !== null) expect(row).toBe('closed');
    else if (shelved === null) expect(row).toBe(ownState(life));
    else
      expect(row).toBe(
        `shelved${acknowledged === null ? '' : ', acknowledged'}${clearedAt === null ? '' : ', gone'}`,
      );
  }
  for (const { state, life, parent } of standings(known, book).values()) {
    expect(state === 'off').toBe(!inService(known, book, life.rule));
    if (parent !== null) expect([state, known.open.get(parent)?.rule]).toEqual(['muted', 'p']);
  }
}

/** What a look that was just taken must have left: what is there is an alert, or waits for no longer than its rule says. */
function looked({ known, waiting }: Host, code: string, keys: readonly string[]): void {
  const rule = ruleOf(book, code);
  if (rule === undefined || !inService(known, book, code)) return;
  const open = new Map(
    [...known.open.values()].filter((life) => life.rule === code).map((life) => [life.figures.key, life]),
  );
  const { at = 0, on = {}, off = {} } = waiting.get(code) ?? {};
  const isFull = raisedLately(known, code, at) >= rule.most;
  for (const key of keys) {
    const life = open.get(key);
    if (life !== undefined) expect(life.clearedAt).toBeNull();
    else if (!isFull) expect(at - (on[key] ?? 0)).toBeLessThan(rule.holds * MINUTE);
    else expect(on).toHaveProperty(key);
  }
  for (const [key, life] of open)
    if (!keys.includes(key) && life.clearedAt === null && !life.chattering)
      expect(at - (off[life.alert] ?? 0)).toBeLessThan(rule.clears * MINUTE);
}

it('law: whatever is seen, done and over in any order, states are those of the table; a restart at every step changes nothing', () => {
  fc.assert(
    fc.property(steps, fc.nat(), (all, cut) => {
      const [host, twin] = [new Host(false), new Host(true)];
      let now = MONDAY;
      for (const [one, pass] of all) {
        now += pass * MINUTE;
        for (const each of [host, twin]) {
          if (one.do === 'look') each.beat([one.look], now);
          else if (one.do === 'blind') each.beat([{ rule: one.rule, blind: 'no answer' }], now);
          else if (one.do === 'time') each.beat([], now);
          else if (one.do === 'ask') each.asks(commandOf(one, each.known, now), one.by, now);
          else if (one.what === 'ruleOff')
            each.asks({ what: one.what, rule: one.rule, reason: 'so' }, 'desk-1', now);
          else each.asks({ what: one.what, rule: one.rule }, 'desk-2', now);
        }
        if (one.do === 'look' && RULES.includes(one.look.rule))
          looked(
            host,
            one.look.rule,
            one.look.signs.map(({ key }) => key),
          );
      }
      holds(host);
      expect(twin.disk).toEqual(host.disk);
      expect(twin.known).toEqual(host.known);
      // Told again, or in other portions, events make the same.
      const at = host.disk.length === 0 ? 0 : cut % host.disk.length;
      const parts = fold(fold(NOTHING_KNOWN, host.disk.slice(0, at)), host.disk);
      expect(parts).toEqual(host.known);
      expect(fold(host.known, host.disk)).toBe(host.known);
    }),
    { numRuns: 300 },
  );
});

it('law: no event changes nothing: what happened once is not told twice', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const host = new Host(false);
      let now = MONDAY;
      for (const [one, pass] of all) {
        now += pass * MINUTE;
        if (one.do === 'look') host.beat([one.look], now);
        else if (one.do === 'ask') host.asks(commandOf(one, host.known, now), one.by, now);
        else host.beat([], now);
      }
      let known = NOTHING_KNOWN;
      for (const kept of host.disk) {
        const { event } = kept;
        if ('alert' in event && event.event !== 'raised') {
          const life = known.open.get(event.alert) ?? known.closed.get(event.alert);
          if (life === undefined) throw new Error('of an alert that is not there');
          expect([event, after(life, event) === life]).toEqual([event, false]);
        }
        known = fold(known, [kept]);
      }
    }),
    { numRuns: 200 },
  );
});
