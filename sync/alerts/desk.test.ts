import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../contract/instants.ts';
import { openJournal } from '../store/journal.ts';
import { openAlerts } from './desk.ts';
import { LEVELS, readLevels } from './machine/levels.ts';
import { bookIn, minutes, MONDAY, ruleIn, signOf } from './machine/machine.fixture.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'citywall-desk-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;
const stage = (...rules: Parameters<typeof bookIn>[0]) => {
  const journal = openJournal(path.join(folder, `${++count}.db`), 'test');
  afterAll(() => journal.close());
  const open = (now = MONDAY) => openAlerts(journal, bookIn(rules), () => now);
  return { journal, open };
};
const looks = (rule: string, ...keys: string[]) => [
  { rule, signs: keys.map((key) => signOf(key, { severity: 'critical' })) },
];

it('goes on after a restart with what it knew and what waited', () => {
  const { open } = stage(ruleIn('r', { holds: 10 }));
  open().beat(looks('r', 'k'), minutes(0), true);
  open().beat(looks('r', 'k'), minutes(5), true);
  const desk = open();
  expect(desk.beat(looks('r', 'k'), minutes(10), true)).toBe(1);
  expect([...desk.known.open.values()]).toMatchObject([{ alert: 'a2', demo: true }]);
  expect(open().known).toEqual(desk.known);
});

it('keeps since when the city’s level stands', () => {
  const { journal, open } = stage(ruleIn('r', { groupBy: ['part'] }));
  const desk = open();
  desk.beat(looks('r'), minutes(0), false);
  desk.beat(looks('r', 'k'), minutes(5), false);
  desk.beat(looks('r', 'k', 'l'), minutes(10), false);
  desk.act({ what: 'comment', alerts: ['a2'], note: 'so' }, 'desk-1', minutes(11));
  expect(readLevels(journal.state.get(LEVELS))).toEqual([
    { at: minutes(0), level: 3 },
    { at: minutes(5), level: 1 },
    { at: minutes(10), level: 0 },
  ]);
});

it('knows nothing of a command that came to nothing', () => {
  const { journal, open } = stage(ruleIn('r'));
  const desk = open();
  desk.beat(looks('r', 'k'), minutes(0), false);
  const stamp = { key: 'key-00001', givenAt: minutes(1), expires: minutes(1) + HOUR, by: 'desk-1' };
  const before = desk.known;
  const give = (fail: boolean) =>
    journal.decide({ what: 'own' }, stamp, () => {
      const decision = desk.act({ what: 'own', alerts: ['a2'], owner: 'me' }, stamp.by, stamp.givenAt);
      if (fail) throw new Error('the disk is full');
      return decision;
    });
  expect(() => give(true)).toThrow('the disk is full');
  desk.reread();
  expect(desk.known).toEqual(before);
  expect(give(false)).toMatchObject({ outcome: 'applied' });
  expect(desk.known.open.get('a2')?.owner).toBe('desk-1');
  expect(give(false)).toMatchObject({ outcome: 'applied' });
  expect(journal.alerts.of('a2').length).toBe(2);
});

it('forgets what closed long ago, and never gives a name twice', () => {
  const { journal, open } = stage(ruleIn('r'));
  const desk = open();
  desk.beat(looks('r', 'k'), MONDAY, false);
  desk.act({ what: 'acknowledge', alerts: ['a2'], reason: 'so', until: null }, 'desk-1', minutes(1));
  desk.beat(looks('r'), minutes(5), false);
  expect(desk.known.closed.has('a2')).toBe(true);
  const later = open(MONDAY + 100 * DAY);
  expect(later.known.closed.size).toBe(0);
  later.beat(looks('r', 'k'), MONDAY + 100 * DAY, false);
  expect([...later.known.open.keys()]).toEqual(['a5']);
  expect(journal.alerts.of('a2').length).toBe(3);
  // A clock that is wrong for a moment costs nothing that is kept.
  later.beat(looks('r', 'k'), MONDAY + 4000 * DAY, false);
  expect(journal.alerts.of('a2').length).toBe(3);
  const much = open(MONDAY + 401 * DAY + MINUTE);
  much.beat(looks('r', 'k'), MONDAY + 401 * DAY + MINUTE, false);
  expect(journal.alerts.of('a2')).toEqual([]);
});
