import { describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '../../contract/instants.ts';
import type { AlertCommand } from './act.ts';
import { bookIn, minutes, MONDAY, ruleIn, signOf } from './machine.fixture.ts';
import { machine } from './wall.fixture.ts';

describe('a sign', () => {
  it('becomes an alert when it was there for as long as its rule says, and clears when it was gone for as long', () => {
    const wall = machine(bookIn([ruleIn('r', { holds: 10, clears: 15 })]));
    expect(wall.sees('r', [signOf('k')], minutes(0))).toEqual(['ruleSees']);
    expect(wall.sees('r', [signOf('k')], minutes(5))).toEqual([]);
    expect(wall.sees('r', [signOf('k')], minutes(10))).toEqual(['raised']);
    expect(wall.sees('r', [], minutes(15))).toEqual([]);
    expect(wall.sees('r', [], minutes(29))).toEqual([]);
    expect(wall.sees('r', [], minutes(30))).toEqual(['cleared']);
    expect(wall.states()).toEqual(['k returned']);
  });

  it('that is gone for a moment begins its delay anew', () => {
    const wall = machine(bookIn([ruleIn('r', { holds: 10, clears: 15 })]));
    wall.sees('r', [signOf('k')], minutes(0));
    wall.sees('r', [], minutes(5));
    expect(wall.sees('r', [signOf('k')], minutes(10))).toEqual([]);
    expect(wall.sees('r', [signOf('k')], minutes(20))).toEqual(['raised']);
    wall.sees('r', [], minutes(25));
    wall.sees('r', [signOf('k')], minutes(35));
    expect(wall.sees('r', [], minutes(45))).toEqual([]);
  });

  it('waits anew where the rule was not looked at meanwhile', () => {
    const wall = machine(bookIn([ruleIn('r', { holds: 10, every: 5 })]));
    wall.sees('r', [signOf('k')], minutes(0));
    expect(wall.sees('r', [signOf('k')], minutes(60))).toEqual([]);
    wall.beat([{ rule: 'r', blind: 'stale' }], minutes(65));
    expect(wall.sees('r', [signOf('k')], minutes(70))).toEqual(['ruleSees']);
    expect(wall.sees('r', [signOf('k')], minutes(80))).toEqual(['raised']);
  });

  it('twice in one look is one alert', () => {
    const wall = machine(bookIn([ruleIn('r')]));
    wall.sees('r', [signOf('k'), signOf('k', { severity: 'high' })], MONDAY);
    expect([...wall.known.open.values()].map(({ severity }) => severity)).toEqual(['medium']);
  });
});

describe('a blind rule', () => {
  it('clears nothing, and says why once', () => {
    const wall = machine(bookIn([ruleIn('r')]));
    wall.sees('r', [signOf('k')], minutes(0));
    const blind = { rule: 'r', blind: 'failed' } as const;
    expect(wall.beat([blind], minutes(5))).toEqual(['ruleBlind']);
    expect(wall.beat([blind], minutes(10))).toEqual([]);
    expect(wall.states()).toEqual(['k new']);
    expect(wall.sees('r', [], minutes(15))).toEqual(['ruleSees', 'cleared']);
  });
});

describe('what gets graver', () => {
  it('is told at once, and is new again for whoever knew it as less grave', () => {
    const wall = machine(bookIn([ruleIn('r', { clears: 10 })]));
    wall.sees('r', [signOf('k')], minutes(0));
    wall.asks({ what: 'acknowledge', alerts: ['a2'], reason: 'I look', until: null }, minutes(1));
    expect(wall.sees('r', [signOf('k', { severity: 'critical' })], minutes(5))).toEqual([
      'changed',
      'unacknowledged',
    ]);
    expect(wall.states()).toEqual(['k new']);
  });

  it('is less grave again only after it was so for as long as it takes to clear', () => {
    const wall = machine(bookIn([ruleIn('r', { clears: 10 })]));
    wall.sees('r', [signOf('k', { severity: 'high' })], minutes(0));
    expect(wall.sees('r', [signOf('k')], minutes(5))).toEqual([]);
    expect(wall.sees('r', [signOf('k')], minutes(15))).toEqual(['changed']);
  });

  it('has its figures told anew when they moved, at most once an hour', () => {
    const wall = machine(bookIn([ruleIn('r', { every: 30 })]));
    wall.sees('r', [signOf('k')], minutes(0));
    expect(wall.sees('r', [signOf('k', { value: 15 })], minutes(30))).toEqual([]);
    expect(wall.sees('r', [signOf('k', { value: 15 })], minutes(60))).toEqual(['changed']);
    expect(wall.sees('r', [signOf('k', { value: 16 })], minutes(130))).toEqual([]);
  });
});

describe('a chattering alert', () => {
  const book = bookIn([ruleIn('r', { every: 5 })], { chatter: { times: 3, minutes: 60 } });

  it('is held as one until it was still for long enough', () => {
    const wall = machine(book);
    const [there, gone] = [[signOf('k')], []];
    wall.sees('r', there, minutes(0));
    expect(wall.sees('r', gone, minutes(5))).toEqual(['cleared']);
    expect(wall.sees('r', there, minutes(10))).toEqual(['returned']);
    wall.sees('r', gone, minutes(15));
    expect(wall.sees('r', there, minutes(20))).toEqual(['returned', 'chattering']);
    for (let at = 25; at < 60; at += 10) {
      expect(wall.sees('r', gone, minutes(at))).toEqual([]);
      expect(wall.sees('r', there, minutes(at + 5))).toEqual([]);
    }
    for (let at = 65; at < 125; at += 5) expect(wall.sees('r', gone, minutes(at))).toEqual([]);
    expect(wall.sees('r', gone, minutes(125))).toEqual(['steady', 'cleared']);
  });

  it('is recognised from one life to the next', () => {
    const wall = machine(book);
    for (const at of [0, 10, 20]) {
      wall.sees('r', [signOf('k')], minutes(at));
      const alerts = [...wall.known.open.keys()];
      wall.asks({ what: 'acknowledge', alerts, reason: 'known', until: null }, minutes(at + 1));
      wall.sees('r', [], minutes(at + 5));
    }
    expect(wall.known.closed.size).toBe(2);
    expect([...wall.known.open.values()]).toMatchObject([{ chattering: true, clearedAt: null }]);
  });
});

describe('a rule', () => {
  it('raises no more than its most a day, the gravest first', () => {
    const wall = machine(bookIn([ruleIn('r', { most: 2, every: 1440 })]));
    const signs = ['low', 'critical', 'high'].map((severity, i) =>
      signOf(`k${i}`, { severity: severity === 'low' ? 'low' : severity === 'high' ? 'high' : 'critical' }),
    );
    expect(wall.sees('r', signs, minutes(0))).toEqual(['ruleSees', 'raised', 'raised']);
    expect(wall.states()).toEqual(['k1 new', 'k2 new']);
    expect(wall.sees('r', signs, minutes(60))).toEqual([]);
    expect(wall.sees('r', signs, MONDAY + DAY)).toEqual(['raised']);
  });

  it('is quiet in its hours, past midnight too, by local time and weekday', () => {
    const book = bookIn([ruleIn('r', { quiet: [{ from: '22:00', to: '06:00', days: [1] }] })]);
    const quiet = (text: string): boolean => {
      const wall = machine(book);
      wall.sees('r', [signOf('k')], Date.parse(`${text}:00+07:00`));
      return [...wall.known.open.values()].every((life) => life.quiet);
    };
    expect(quiet('2026-11-16T21:59')).toBe(false);
    expect(quiet('2026-11-16T22:00')).toBe(true);
    expect(quiet('2026-11-17T05:59')).toBe(true);
    expect(quiet('2026-11-17T06:00')).toBe(false);
    expect(quiet('2026-11-17T22:00')).toBe(false);
    expect(quiet('2026-11-16T05:00')).toBe(false);
  });

  it('that is no more has its alerts gone', () => {
    const wall = machine(bookIn([ruleIn('r')]));
    wall.sees('r', [signOf('k')], minutes(0));
    expect(wall.beat([], minutes(1), bookIn([]))).toEqual(['cleared', 'acknowledged']);
  });

  it('out of service is not looked at, and its alerts stay as they are', () => {
    const wall = machine(bookIn([ruleIn('r')]));
    wall.sees('r', [signOf('k')], minutes(0));
    wall.asks({ what: 'ruleOff', rule: 'r', reason: 'broken' }, minutes(1));
    expect(wall.sees('r', [], minutes(5))).toEqual([]);
    expect(wall.states()).toEqual(['k off']);
    wall.asks({ what: 'ruleOn', rule: 'r' }, minutes(6));
    expect(wall.sees('r', [], minutes(10))).toEqual(['cleared']);
  });
});

describe('time', () => {
  it('ends what was put aside, and acknowledgements', () => {
    const wall = machine(bookIn([ruleIn('r')]));
    wall.sees('r', [signOf('k'), signOf('l')], minutes(0));
    const [k = '', l = ''] = wall.known.open.keys();
    wall.asks({ what: 'acknowledge', alerts: [k], reason: 'mine', until: minutes(30) }, minutes(1));
    wall.asks({ what: 'shelve', alerts: [l], reason: 'later', until: minutes(30) }, minutes(1));
    expect(wall.beat([], minutes(29))).toEqual([]);
    expect(wall.states()).toEqual(['k acknowledged', 'l shelved']);
    expect(wall.beat([], minutes(30))).toEqual(['unacknowledged', 'unshelved']);
    expect(wall.states()).toEqual(['k new', 'l new']);
  });

  it('that is set back puts nothing before what happened', () => {
    const wall = machine(bookIn([ruleIn('r')]));
    wall.sees('r', [signOf('k')], minutes(10));
    wall.sees('r', [], minutes(0));
    expect(wall.all.map(({ at }) => at)).toEqual([minutes(10), minutes(10), minutes(10)]);
  });
});

describe('what two consoles do at once', () => {
  const acknowledge: AlertCommand = { what: 'acknowledge', alerts: ['a2'], reason: 'mine', until: null };

  it('is harmless and told', () => {
    const wall = machine(bookIn([ruleIn('r')]));
    wall.sees('r', [signOf('k')], minutes(0));
    expect(wall.asks(acknowledge, minutes(1), 'desk-1')).toMatchObject({ told: [] });
    const second = wall.asks({ ...acknowledge, reason: 'me too' }, minutes(1), 'desk-2');
    expect(second).toEqual({ events: [], told: [{ code: 'taken', name: 'desk-1' }] });
    expect(wall.known.open.get('a2')?.acknowledged).toMatchObject({ by: 'desk-1', reason: 'mine' });
  });

  it('is rejected where no such alert is, or the time is over', () => {
    const wall = machine(bookIn([ruleIn('r')]));
    wall.sees('r', [signOf('k')], minutes(0));
    expect(wall.asks({ ...acknowledge, alerts: ['a99'] }, minutes(1))).toHaveProperty('rejected');
    expect(wall.asks({ ...acknowledge, until: minutes(1) }, minutes(1))).toHaveProperty('rejected');
    expect(wall.asks({ what: 'ruleOff', rule: 'q', reason: 'x' }, minutes(1))).toHaveProperty('rejected');
    const some = wall.asks({ ...acknowledge, alerts: ['a2', 'a99'] }, minutes(1) + MINUTE);
    expect(some).toMatchObject({ events: [{ event: 'acknowledged' }], told: [{ code: 'noAlert', n: 1 }] });
  });
});
