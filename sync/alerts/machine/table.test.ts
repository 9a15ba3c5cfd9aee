import { describe, expect, it } from 'vitest';
import { alertEvent, alertState, type AlertEvent } from '../../contract/alerts.ts';
import { numbered } from './beat.ts';
import { after, folded } from './fold.ts';
import { bookIn, MONDAY, ruleIn, signOf } from './machine.fixture.ts';
import { ownState, standings } from './standing.ts';
import { NOTHING_KNOWN, type Life } from './state.ts';
import { tableOf } from './table.fixture.ts';

type Later = Exclude<AlertEvent, { event: 'raised' } | { rule: string }>;

const said = { at: MONDAY, alert: 'a1', by: 'desk-1', reason: 'so' };
/** Each event that may happen to an alert after its raise. */
const EVENTS: Record<Later['event'], Later> = {
  changed: { event: 'changed', at: MONDAY, alert: 'a1', severity: 'high', sign: signOf('k') },
  cleared: { event: 'cleared', at: MONDAY, alert: 'a1' },
  returned: { event: 'returned', at: MONDAY, alert: 'a1', sign: signOf('k') },
  chattering: { event: 'chattering', at: MONDAY, alert: 'a1' },
  steady: { event: 'steady', at: MONDAY, alert: 'a1' },
  acknowledged: { event: 'acknowledged', ...said, until: null },
  unacknowledged: { event: 'unacknowledged', at: MONDAY, alert: 'a1', by: 'desk-1' },
  shelved: { event: 'shelved', ...said, until: MONDAY + 1 },
  unshelved: { event: 'unshelved', at: MONDAY, alert: 'a1', by: 'desk-1' },
  owned: { event: 'owned', at: MONDAY, alert: 'a1', by: 'desk-1', owner: 'desk-1' },
  commented: { event: 'commented', at: MONDAY, alert: 'a1', by: 'desk-1', note: 'so' },
};
const RAISED: AlertEvent = {
  ...{ event: 'raised', at: MONDAY, alert: 'a1', rule: 'r', group: 'r' },
  ...{ sign: signOf('k'), quiet: false, demo: false },
};
/** How each row of the table is reached. */
const WAYS: Record<string, Later['event'][]> = {
  new: [],
  acknowledged: ['acknowledged'],
  returned: ['cleared'],
  shelved: ['shelved'],
  'shelved, acknowledged': ['acknowledged', 'shelved'],
  'shelved, gone': ['cleared', 'shelved'],
  'shelved, acknowledged, gone': ['acknowledged', 'shelved', 'cleared'],
  closed: ['acknowledged', 'cleared'],
};

/** The row of the table that an alert is in. */
function rowOf(life: Life): string {
  const state = ownState(life);
  if (state !== 'shelved') return state;
  const more = [life.acknowledged === null ? [] : ['acknowledged'], life.clearedAt === null ? [] : ['gone']];
  return [state, ...more.flat()].join(', ');
}
const raised = (): Life => {
  const life = folded(numbered(NOTHING_KNOWN, [RAISED])).open.get('a1');
  if (life === undefined) throw new Error('nothing was raised');
  return life;
};
const reached = (ways: readonly Later['event'][]): Life =>
  ways.reduce((life, event) => after(life, EVENTS[event]), raised());

describe('the table of states in docs/alerts.md', () => {
  const table = tableOf('transitions');
  const rows = [...table].flatMap(([is, cells]) =>
    [...cells].map(([event, becomes]) => [is, event, becomes]),
  );

  it('has a row for every way an alert may stand, and a column for every event that moves one', () => {
    expect([...table.keys()]).toEqual(Object.keys(WAYS));
    for (const [is, ways] of Object.entries(WAYS)) expect(rowOf(reached(ways))).toBe(is);
    const moving = Object.values(EVENTS).filter((event) =>
      Object.values(WAYS).some((ways) => rowOf(after(reached(ways), event)) !== rowOf(reached(ways))),
    );
    expect(moving.map(({ event }) => event).sort()).toEqual([...(table.get('new')?.keys() ?? [])].sort());
  });

  it.each(rows)('%s, %s: %s', (is = '', name = '', becomes = '') => {
    const event = Object.values(EVENTS).find((one) => one.event === name);
    if (event === undefined) throw new Error(`there is no event ${name}`);
    expect(rowOf(after(reached(WAYS[is] ?? []), event))).toBe(becomes);
  });

  it('knows every event of the contract', () => {
    const names = alertEvent.options.map(({ shape }) => shape.event.value);
    const ofRules = ['ruleOff', 'ruleOn', 'ruleSees', 'ruleBlind'];
    expect(['raised', ...Object.keys(EVENTS), ...ofRules].sort()).toEqual([...names].sort());
  });
});

describe('the table of how states are told', () => {
  const table = tableOf('told');
  const parent: AlertEvent = { ...RAISED, alert: 'a0', rule: 'p', sign: signOf('k') };
  const off: AlertEvent = { event: 'ruleOff', at: MONDAY, rule: 'r', by: 'desk-1', reason: 'so' };
  const book = bookIn([ruleIn('p'), ruleIn('r', { parent: 'p' })]);
  /** How the alert of `r` is told after some events; one that is closed is told as closed wherever it stands. */
  const told = (ways: readonly Later['event'][], more: readonly AlertEvent[]): string => {
    const events = [...more, RAISED, ...ways.map((event) => EVENTS[event])];
    const known = folded(numbered(NOTHING_KNOWN, events));
    const closed = known.closed.get('a1');
    return closed === undefined ? (standings(known, book).get('a1')?.state ?? 'nowhere') : ownState(closed);
  };

  it.each([...table].map(([is, cells]) => [is, ...cells.values()]))(
    '%s: %s, %s',
    (is = '', isOff, isMuted) => {
      const ways = WAYS[is] ?? [];
      expect(told(ways, [])).toBe(is);
      expect(told(ways, [off])).toBe(isOff);
      expect(told(ways, [parent])).toBe(isMuted);
    },
  );

  it('has every state', () => {
    const told = [...table].flatMap(([is, cells]) => [is, ...cells.values()]);
    expect(new Set(told)).toEqual(new Set(alertState.options));
  });
});
