import { describe, expect, it } from 'vitest';
import { DAY } from '../../contract/instants.ts';
import { bookIn, minutes, ruleIn, signOf } from './machine.fixture.ts';
import { standings } from './standing.ts';
import { machine } from './wall.fixture.ts';

describe('a rule that the profile no longer has', () => {
  const book = bookIn([ruleIn('r')]);
  const without = bookIn([]);
  const four = () => {
    const wall = machine(book);
    wall.sees(
      'r',
      ['k', 'l', 'm', 'n'].map((key) => signOf(key)),
      minutes(0),
    );
    wall.asks({ what: 'acknowledge', alerts: ['a2'], reason: 'so', until: null }, minutes(1));
    wall.asks({ what: 'shelve', alerts: ['a3'], reason: 'so', until: minutes(60) }, minutes(1));
    wall.sees(
      'r',
      ['k', 'l', 'm'].map((key) => signOf(key)),
      minutes(5),
    );
    expect(wall.states().sort()).toEqual(['k acknowledged', 'l shelved', 'm new', 'n returned']);
    return wall;
  };

  it('takes its alerts with it, however they stand', () => {
    const wall = four();
    wall.beat([], minutes(6), without);
    expect(wall.known.open.size).toBe(0);
    expect([...wall.known.closed.keys()].sort()).toEqual(['a2', 'a3', 'a4', 'a5']);
    expect(wall.beat([], minutes(7), without)).toEqual([]);
  });

  it('but for that it is wrong keeps them out of service, and as they were once it is mended', () => {
    const wall = four();
    const wrong = { ...without, settings: { ...without.settings, leftOut: ['r'] } };
    expect(wall.beat([], minutes(6), wrong)).toEqual([]);
    expect(new Set([...standings(wall.known, wrong).values()].map(({ state }) => state))).toEqual(
      new Set(['off']),
    );
    expect(wall.states().sort()).toEqual(['k acknowledged', 'l shelved', 'm new', 'n returned']);
  });
});

describe('what is taken back', () => {
  const raised = () => {
    const wall = machine(bookIn([ruleIn('r')]));
    wall.sees('r', [signOf('k')], minutes(0));
    return wall;
  };
  const [alerts, back] = [['a2'], { alerts: ['a2'], own: true }];
  const until = minutes(60);

  it('is what one did oneself, and nothing that another console did since', () => {
    const wall = raised();
    wall.asks({ what: 'acknowledge', alerts, reason: 'one', until: null }, minutes(1), 'desk-1');
    wall.asks({ what: 'unacknowledge', alerts }, minutes(2), 'desk-2');
    wall.asks({ what: 'acknowledge', alerts, reason: 'two', until: null }, minutes(3), 'desk-2');
    wall.asks({ what: 'own', alerts, owner: 'me' }, minutes(3), 'desk-2');
    const had = { events: [], told: [{ code: 'has', name: 'desk-2' }] };
    const taken = { events: [], told: [{ code: 'taken', name: 'desk-2' }] };
    expect(wall.asks({ what: 'unacknowledge', ...back }, minutes(4), 'desk-1')).toEqual(taken);
    expect(wall.asks({ what: 'own', ...back, owner: 'nobody' }, minutes(4), 'desk-1')).toEqual(had);
    expect(wall.asks({ what: 'own', ...back, owner: 'me' }, minutes(4), 'desk-1')).toEqual(had);
    wall.asks({ what: 'shelve', alerts, reason: 'two', until }, minutes(5), 'desk-2');
    expect(wall.asks({ what: 'unshelve', ...back }, minutes(6), 'desk-1')).toEqual(had);
    wall.asks({ what: 'ruleOff', rule: 'r', reason: 'two' }, minutes(7), 'desk-2');
    expect(wall.asks({ what: 'ruleOn', rule: 'r', own: true }, minutes(8), 'desk-1')).toEqual({
      events: [],
      told: [{ code: 'ruleIsOff', name: 'desk-2' }],
    });
    // Whoever did it takes it back, and anybody else does so on purpose.
    for (const one of [
      { what: 'ruleOn', rule: 'r', own: true } as const,
      { what: 'unshelve', ...back } as const,
      { what: 'own', ...back, owner: 'nobody' } as const,
      { what: 'unacknowledge', ...back } as const,
    ])
      expect(wall.asks(one, minutes(9), 'desk-2')).toMatchObject({ told: [], events: [{}] });
  });

  it('is no shelf without end', () => {
    const wall = raised();
    const shelve = (days: number) =>
      wall.asks({ what: 'shelve', alerts, reason: 'so', until: minutes(1) + days * DAY }, minutes(1));
    expect(shelve(7.001)).toEqual({ rejected: { code: 'tooLong' } });
    expect(shelve(7)).toMatchObject({ events: [{ event: 'shelved' }] });
  });
});

describe('a clock', () => {
  const book = bookIn([ruleIn('r', { holds: 10, clears: 15, every: 5 })], {
    chatter: { times: 4, minutes: 60 },
  });

  it('that was a day ahead for a moment stops nothing: what is there is raised, what is gone clears, and times end', () => {
    const wall = machine(book);
    for (const at of [0, 5, 10]) wall.sees('r', [signOf('k')], minutes(at));
    wall.asks({ what: 'acknowledge', alerts: ['a2'], reason: 'so', until: minutes(60) }, minutes(11));
    // Its time is over by the wrong clock.
    expect(wall.beat([], minutes(12) + DAY)).toEqual(['unacknowledged']);
    expect(
      wall.asks({ what: 'acknowledge', alerts: ['a2'], reason: 'so', until: minutes(40) }, minutes(13)),
    ).toHaveProperty('events');
    const seen = (...keys: string[]) => keys.map((key) => signOf(key));
    for (const at of [15, 20]) expect(wall.sees('r', seen('l'), minutes(at))).toEqual([]);
    expect(wall.sees('r', seen('l'), minutes(25))).toEqual(['raised']);
    expect(wall.sees('r', seen('l'), minutes(30))).toEqual(['cleared']);
    expect(wall.all.at(-1)?.at).toBe(minutes(30));
    expect(wall.states()).toEqual(['l new']);
  });

  it('that was ahead makes nothing chatter, and figures that moved are told', () => {
    const wall = machine(bookIn([ruleIn('r')], { chatter: { times: 3, minutes: 60 } }));
    for (const at of [0, 5]) {
      wall.sees('r', [signOf('k')], minutes(at) + DAY);
      wall.sees('r', [], minutes(at + 1) + DAY);
    }
    expect(wall.sees('r', [signOf('k')], minutes(0))).toEqual(['returned']);
    expect(wall.sees('r', [signOf('k', { value: 100 })], minutes(90))).toEqual(['changed']);
  });
});
