import fc from 'fast-check';
import { severity, type AlertEvent, type Subject } from '../../contract/alerts.ts';
import { MINUTE, type Instant } from '../../contract/instants.ts';
import { act, type AlertCommand } from './act.ts';
import { alertBeat, numbered, type Look } from './beat.ts';
import { fold, folded } from './fold.ts';
import { bookIn, ruleIn, signOf } from './machine.fixture.ts';
import { NOTHING_KNOWN, type KeptEvent, type Known } from './state.ts';
import { readWaiting, waitingAfter, type Waiting } from './waiting.ts';

/** Three rules: `p` is above `c`; `h` has delays and few alerts a day. */
export const book = bookIn(
  [
    ruleIn('p', { every: 5 }),
    ruleIn('c', { every: 5, parent: 'p', clears: 10 }),
    ruleIn('h', { every: 5, holds: 10, clears: 5, most: 4 }),
  ],
  { chatter: { times: 3, minutes: 40 } },
);
export const RULES = ['p', 'c', 'h'];
/** What there is to see, and what each is about. */
const SUBJECTS: Record<string, Subject> = {
  k: { service: 's1', category: 'flood', area: 'a1' },
  l: { service: 's1', area: 'a1', unit: 'u1' },
  m: { service: 's1', unit: 'u1' },
};
const KEYS = Object.keys(SUBJECTS);

/** A host's machine. One that restarts at every step has nothing but what is on disk: events, and delays as JSON. */
export class Host {
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
  .map((some) =>
    some.map(({ key, severity }) =>
      signOf(key, {
        severity,
        subject: SUBJECTS[key] ?? {},
        unit: 'u1',
        atRisk: key === 'm' && severity !== 'low',
      }),
    ),
  );
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
/** Steps with how many minutes pass before each; rarely a clock is set back, a little or far, or a host is away for hours. */
export const steps = fc.array(
  fc.tuple(
    step,
    fc.oneof({ weight: 12, arbitrary: fc.integer({ min: 0, max: 6 }) }, fc.constantFrom(-9, 700, -700)),
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

export type Step = (typeof steps extends fc.Arbitrary<infer T> ? T : never)[number][0];

/** Plays one step with a host at an instant. */
export function play(host: Host, one: Step, now: Instant): void {
  if (one.do === 'look') host.beat([one.look], now);
  else if (one.do === 'blind') host.beat([{ rule: one.rule, blind: 'stale' }], now);
  else if (one.do === 'time') host.beat([], now);
  else if (one.do === 'ask') host.asks(commandOf(one, host.known, now), one.by, now);
  else if (one.what === 'ruleOff') host.asks({ what: one.what, rule: one.rule, reason: 'so' }, 'desk-1', now);
  else host.asks({ what: one.what, rule: one.rule }, 'desk-2', now);
}
