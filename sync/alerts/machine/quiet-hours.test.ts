import { expect, it } from 'vitest';
import type { Severity } from '../../contract/alerts.ts';
import type { Instant } from '../../contract/instants.ts';
import { act, type AlertCommand } from './act.ts';
import { alertBeat, numbered, type Look } from './beat.ts';
import { fold } from './fold.ts';
import { groupsOf } from './group.ts';
import { bookIn, ruleIn, signOf } from './machine.fixture.ts';
import { standings } from './standing.ts';
import { NOTHING_KNOWN, type Known } from './state.ts';
import { tableOf } from './table.fixture.ts';

const book = bookIn([ruleIn('r', { quiet: [{ from: '22:00', to: '06:00' }] })]);
const at = (text: string): Instant => Date.parse(`2026-11-${text}:00+07:00`);
/** When an alert is raised, by day and in quiet hours; and when something happens to it later. */
const RAISED = { 'by day': at('16T20:00'), 'in quiet hours': at('16T23:00') };
const LATER = { 'by day': at('17T08:00'), 'in quiet hours': at('17T01:00') };
type Hours = keyof typeof RAISED;

/** A wall that lives by looks, time and what people ask, and whether its one group rings. */
class Wall {
  #known: Known = NOTHING_KNOWN;
  sees(now: Instant, severity: Severity | null): this {
    const signs = severity === null ? [] : [signOf('k', { severity })];
    return this.#beat([{ rule: 'r', signs }], now);
  }
  passes(now: Instant): this {
    return this.#beat([], now);
  }
  asks(command: AlertCommand, now: Instant): this {
    const done = act(this.#known, book, command, 'desk-1', now);
    if ('events' in done) this.#known = fold(this.#known, numbered(this.#known, done.events));
    return this;
  }
  get rings(): boolean {
    return groupsOf(standings(this.#known, book).values(), book).some(({ rings }) => rings);
  }
  #beat(looks: readonly Look[], now: Instant): this {
    const { events } = alertBeat(this.#known, book, looks, now, { waiting: new Map(), demo: false });
    this.#known = fold(this.#known, numbered(this.#known, events));
    return this;
  }
}

const SOON = 60_000;
const alerts = ['a2'];
/** What may happen to an alert that was raised, so that it may ring. `then` is when it does. */
const HAPPENS: Record<string, (wall: Wall, raised: Instant, then: Instant) => Wall> = {
  'nothing more': (wall, _, then) => wall.sees(then, 'medium'),
  'it gets graver, and nobody had it': (wall, _, then) => wall.sees(then, 'high'),
  'it gets graver, and somebody had it': (wall, raised, then) =>
    wall.asks({ what: 'acknowledge', alerts, reason: 'so', until: null }, raised + SOON).sees(then, 'high'),
  'it is back after it was gone': (wall, raised, then) => wall.sees(raised + SOON, null).sees(then, 'medium'),
  'its acknowledgement ran out': (wall, raised, then) =>
    wall.asks({ what: 'acknowledge', alerts, reason: 'so', until: then }, raised + SOON).passes(then),
  'it was shelved until then': (wall, raised, then) =>
    wall.asks({ what: 'shelve', alerts, reason: 'so', until: then }, raised + SOON).passes(then),
};

const table = tableOf('quiet');
const cells = [...table].flatMap(([what, row]) =>
  [...row].map(([when, rings]) => [what, when, rings] as const),
);

it('is told of in docs/alerts.md for everything that may ring, raised and happening at either time', () => {
  expect([...table.keys()]).toEqual(Object.keys(HAPPENS));
  for (const row of table.values()) expect(row.size).toBe(4);
});

it.each(cells)('%s, %s: %s', (what, when, rings) => {
  const [raised, later] = when.split(', then ') as [Hours, Hours];
  const wall = new Wall().sees(RAISED[raised], 'medium');
  expect(wall.rings).toBe(raised === 'by day');
  const happened = HAPPENS[what]?.(wall, RAISED[raised], LATER[later]);
  expect(happened?.rings).toBe(rings === 'rings');
});
