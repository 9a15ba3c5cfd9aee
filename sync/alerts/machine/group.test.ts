import { describe, expect, it } from 'vitest';
import type { AlertSettingsIn } from '../../contract/alert-rules.ts';
import type { AlertEvent, Sign } from '../../contract/alerts.ts';
import { alertBeat, numbered } from './beat.ts';
import { folded } from './fold.ts';
import { cityLevel, groupsOf, severitiesOf, type Group } from './group.ts';
import { levelOf } from './level.ts';
import { levelsAfter, levelSince } from './levels.ts';
import { bookIn, minutes, MONDAY, ruleIn, signOf } from './machine.fixture.ts';
import { kin } from './parents.ts';
import { groupOf, ruleOf, type Rulebook } from './rulebook.ts';
import { standings } from './standing.ts';
import { NOTHING_KNOWN, type Known } from './state.ts';

type Rules = AlertSettingsIn['rules'];

/** Alerts as raised, one a minute, then whatever else happened: `a1` is the first, `a2` the second. */
function stage(
  rules: Rules,
  raises: readonly [rule: string, sign: Sign][],
  more: readonly AlertEvent[] = [],
) {
  const book = bookIn(rules);
  const raised = raises.map(([rule, sign], i): AlertEvent => {
    const known = ruleOf(book, rule);
    if (known === undefined) throw new Error(rule);
    const group = groupOf(known, sign);
    return {
      event: 'raised',
      at: minutes(i),
      alert: `a${i + 1}`,
      rule,
      group,
      sign,
      quiet: false,
      demo: false,
    };
  });
  const known = folded(numbered(NOTHING_KNOWN, [...raised, ...more]));
  const stand = standings(known, book);
  return {
    ...{ book, known },
    groups: groupsOf(stand.values(), book),
    states: Object.fromEntries([...stand].map(([alert, { state, parent }]) => [alert, parent ?? state])),
    children: Object.fromEntries([...stand].map(([alert, { children }]) => [alert, children])),
  };
}
const acknowledge = (alert: string): AlertEvent => ({
  ...{ event: 'acknowledged', at: minutes(90), alert, by: 'desk-1', reason: 'so', until: null },
});
const clear = (alert: string, at = 91): AlertEvent => ({ event: 'cleared', at: minutes(at), alert });
const back = (alert: string, at: number): AlertEvent => ({
  ...{ event: 'returned', at: minutes(at), alert, sign: signOf(alert) },
});
const shelve = (alert: string): AlertEvent => ({
  ...{ event: 'shelved', at: minutes(92), alert, by: 'desk-1', reason: 'so', until: minutes(900) },
});
const only = ({ groups }: { groups: Group[] }): Group => {
  const [first, ...others] = groups;
  if (first === undefined || others.length > 0) throw new Error(`${groups.length} groups`);
  return first;
};

describe('groups', () => {
  it('are of one rule, by what it groups by; what is about no unit by the unit that answers', () => {
    const sign = signOf('k', { subject: { service: 's1', area: 'a1' }, unit: 'u1' });
    const by = (groupBy: Rules[number]['groupBy']): string => {
      const rule = ruleOf(bookIn([ruleIn('r', { groupBy })]), 'r');
      return rule === undefined ? '' : groupOf(rule, sign);
    };
    expect(by([])).toBe('r');
    expect(by(['area'])).toBe('r|area=a1');
    expect(by(['unit', 'category'])).toBe('r|unit=u1|category=-');
  });

  it('stand with those at risk first, then by severity, unacknowledged first, the oldest first', () => {
    const rules = ['old', 'known', 'grave', 'risk', 'gone'].map((id) => ruleIn(id));
    const { groups } = stage(
      rules,
      [
        ['gone', signOf('g', { severity: 'critical' })],
        ['known', signOf('b')],
        ['old', signOf('a')],
        ['grave', signOf('c', { severity: 'high' })],
        ['risk', signOf('d', { severity: 'low', atRisk: true })],
      ],
      [acknowledge('a2'), shelve('a1')],
    );
    expect(groups.map(({ rule }) => rule)).toEqual(['risk', 'grave', 'old', 'known', 'gone']);
  });

  it('are as grave as the gravest of what nobody put aside, and agree in what all of them agree in', () => {
    const group = only(
      stage(
        [ruleIn('r')],
        [
          ['r', signOf('a', { subject: { service: 's1', unit: 'u1', area: 'a1' }, unit: 'u1' })],
          [
            'r',
            signOf('b', { subject: { service: 's1', unit: 'u1', area: 'a2' }, unit: 'u2', severity: 'high' }),
          ],
          ['r', signOf('c', { subject: { service: 's1', unit: 'u1' }, severity: 'critical' })],
        ],
        [shelve('a3'), acknowledge('a2')],
      ),
    );
    expect(group).toMatchObject({
      ...{
        severity: 'high',
        state: 'new',
        unacknowledged: 1,
        unit: null,
        subject: { service: 's1', unit: 'u1' },
      },
    });
    expect(group.members.map(({ life }) => life.alert)).toEqual(['a2', 'a1', 'a3']);
  });
});

describe('a group rings', () => {
  const two: [string, Sign][] = [
    ['r', signOf('a')],
    ['r', signOf('b')],
  ];
  const rings = (...more: AlertEvent[]): boolean => only(stage([ruleIn('r')], two, more)).rings;

  it('until somebody has seen any of it, unless something graver comes', () => {
    expect(rings()).toBe(true);
    expect(rings(acknowledge('a1'))).toBe(false);
    const worse = signOf('b', { severity: 'high' });
    expect(
      rings(acknowledge('a1'), {
        event: 'changed',
        at: minutes(95),
        alert: 'a2',
        severity: 'high',
        sign: worse,
      }),
    ).toBe(true);
  });

  it('not again for a taken back acknowledgement, but for one that ran out', () => {
    const unacknowledged = (by: string): AlertEvent => ({
      ...{ event: 'unacknowledged', at: minutes(95), alert: 'a1', by },
    });
    expect(rings(acknowledge('a1'), unacknowledged('desk-1'))).toBe(false);
    expect(rings(acknowledge('a1'), unacknowledged('wall'))).toBe(true);
  });

  it('not for what is gone, chatters, or is just back', () => {
    expect(rings(clear('a1'), clear('a2'))).toBe(false);
    expect(rings(clear('a1', 10), clear('a2', 10), back('a2', 30))).toBe(false);
    expect(rings(clear('a1', 10), clear('a2', 10), back('a2', 80))).toBe(true);
    const chattering = (alert: string): AlertEvent => ({ event: 'chattering', at: minutes(95), alert });
    expect(rings(chattering('a1'), chattering('a2'))).toBe(false);
  });

  it('not for what was raised in quiet hours', () => {
    const book: Rulebook = bookIn([ruleIn('r', { quiet: [{ from: '08:00', to: '09:00' }] })]);
    const looks = [{ rule: 'r', signs: [signOf('a')] }];
    const { events } = alertBeat(NOTHING_KNOWN, book, looks, MONDAY, { waiting: new Map(), demo: false });
    const known: Known = folded(numbered(NOTHING_KNOWN, events));
    expect(groupsOf(standings(known, book).values(), book).map((group) => group.rings)).toEqual([false]);
  });
});

describe('a parent', () => {
  const rules = [
    ruleIn('source'),
    ruleIn('flood', { parent: 'source' }),
    ruleIn('late', { parent: 'flood' }),
    ruleIn('loop', { parent: 'pool' }),
    ruleIn('pool', { parent: 'loop' }),
  ];
  const flood = signOf('f', { subject: { service: 's1', category: 'flood', area: 'a1' } });
  const late = signOf('l', { subject: { service: 's1', area: 'a1', unit: 'u1' } });
  const elsewhere = signOf('e', { subject: { service: 's1', area: 'a2', unit: 'u1' } });
  const dead = signOf('d', { subject: { source: 'calls' } });

  it('mutes and counts its kin of the rules below', () => {
    const { states, children } = stage(rules, [
      ['flood', flood],
      ['late', late],
      ['late', elsewhere],
    ]);
    expect(states).toEqual({ a1: 'new', a2: 'a1', a3: 'new' });
    expect(children).toEqual({ a1: 1, a2: 0, a3: 0 });
  });

  it('of a rule further above reaches past one that it mutes', () => {
    const { states } = stage(rules, [
      ['flood', flood],
      ['late', late],
      ['source', dead],
    ]);
    expect(states).toEqual({ a1: 'a3', a2: 'a3', a3: 'new' });
  });

  it('that is shelved, off or closed mutes nothing; one that is gone only what began before', () => {
    const muted = (...more: AlertEvent[]): unknown =>
      stage(
        rules,
        [
          ['flood', flood],
          ['late', late],
        ],
        more,
      ).states['a2'];
    expect(muted(shelve('a1'))).toBe('new');
    expect(muted({ event: 'ruleOff', at: minutes(90), rule: 'flood', by: 'desk-1', reason: 'so' })).toBe(
      'new',
    );
    expect(muted(acknowledge('a1'))).toBe('a1');
    expect(muted(acknowledge('a1'), clear('a1'))).toBe('new');
    expect(muted(clear('a1'))).toBe('a1');
    const after = stage(rules, [['flood', flood]], [clear('a1', 1)]);
    const raised: AlertEvent = {
      ...{ event: 'raised', at: minutes(2), alert: 'a9', rule: 'late', group: 'late', sign: late },
      ...{ quiet: false, demo: false },
    };
    const known = folded([
      ...numbered(NOTHING_KNOWN, [
        {
          event: 'raised',
          at: minutes(0),
          alert: 'a1',
          rule: 'flood',
          group: 'f',
          sign: flood,
          quiet: false,
          demo: false,
        },
        clear('a1', 1),
        raised,
      ]),
    ]);
    expect(standings(known, after.book).get('a9')?.state).toBe('new');
  });

  it('above itself mutes nobody twice', () => {
    const { states } = stage(rules, [
      ['loop', signOf('x', { subject: { area: 'a1' } })],
      ['pool', signOf('y', { subject: { area: 'a1' } })],
    ]);
    expect(Object.values(states).filter((state) => state === 'new').length).toBeGreaterThan(0);
  });

  it.each([
    [{ service: 's1' }, { service: 's1', unit: 'u1' }, true],
    [{ service: 's1', category: 'flood' }, { service: 's1', unit: 'u1' }, false],
    [{ service: 's1', category: 'flood' }, { service: 's2', category: 'flood' }, false],
    [{ area: 'a1' }, { service: 's2', area: 'a1' }, true],
    [{ source: 'calls' }, { service: 's2', unit: 'u1' }, true],
    [{ source: 'books' }, { service: 's2' }, false],
    [{ source: 'books' }, { indicator: 'i1' }, true],
    [{ unit: 'u1', area: 'a1' }, { unit: 'u1' }, true],
    [{ unit: 'u1', area: 'a1' }, { unit: 'u1', area: 'a2' }, false],
    [{ part: 'disk' }, { unit: 'u1' }, false],
  ])('%j and %j are kin: %s', (parent, child, is) => {
    expect(kin(bookIn([]), parent, child)).toBe(is);
  });
});

describe('the city’s level', () => {
  const none = { critical: 0, high: 0, medium: 0, low: 0 };
  const { settings } = bookIn([]);

  it.each([
    [none, 3],
    [{ ...none, low: 9 }, 3],
    [{ ...none, medium: 2 }, 3],
    [{ ...none, high: 1, medium: 1 }, 2],
    [{ ...none, high: 2 }, 2],
    [{ ...none, critical: 1 }, 1],
    [{ ...none, critical: 2 }, 0],
  ])('by groups %j is %i', (groups, level) => expect(levelOf(settings, groups)).toBe(level));

  it('is made by what is there, not by what is gone or put aside', () => {
    const critical = (key: string): [string, Sign] => ['r', signOf(key, { severity: 'critical' })];
    const level = (...more: AlertEvent[]): unknown[] => {
      const { groups, book } = stage([ruleIn('r')], [critical('a')], more);
      return [cityLevel(groups, book), severitiesOf(groups).critical];
    };
    expect(level()).toEqual([1, 1]);
    expect(level(acknowledge('a1'))).toEqual([1, 1]);
    expect(level(clear('a1'))).toEqual([3, 1]);
    expect(level(shelve('a1'))).toEqual([3, 0]);
  });

  it('is known since the event that made it', () => {
    const went = levelsAfter(levelsAfter([], 3, minutes(0)), 1, minutes(5));
    expect(levelsAfter(went, 1, minutes(9))).toBe(went);
    expect(levelSince(went, 1, minutes(9))).toBe(minutes(5));
    expect(levelSince(went, 3, minutes(4))).toBe(minutes(0));
    expect(levelSince(went, 2, minutes(9))).toBeNull();
  });
});
