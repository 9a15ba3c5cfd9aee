import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MINUTE } from '../../contract/instants.ts';
import { after, fold } from './fold.ts';
import { MONDAY } from './machine.fixture.ts';
import { book, Host, play, RULES, steps } from './play.fixture.ts';
import { inService, raisedLately, ruleOf } from './rulebook.ts';
import { ownState, standings } from './standing.ts';
import { NOTHING_KNOWN, SET_BACK, thing, type KeptEvent } from './state.ts';
import { tableOf } from './table.fixture.ts';

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
  disk.forEach(({ event: { at } }, i) => {
    const before = disk[i - 1]?.event.at ?? at;
    if (at < before) expect(before - at).toBeGreaterThan(SET_BACK);
  });
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
        for (const each of [host, twin]) play(each, one, now);
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
    { numRuns: 300, endOnFailure: true },
  );
});

it('law: no event changes nothing: what happened once is not told twice', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const host = new Host(false);
      let now = MONDAY;
      for (const [one, pass] of all) {
        now += pass * MINUTE;
        play(host, one, now);
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
    { numRuns: 200, endOnFailure: true },
  );
});
