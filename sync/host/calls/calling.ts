import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import {
  callsAfter,
  NO_CALLS,
  type CallEvent,
  type CallMessage,
  type CallsKnown,
  type CallWay,
} from '../../contract/calls.ts';
import type { Duty } from '../../contract/duty.ts';
import type { Answer } from '../../contract/answers.ts';
import { MINUTE, SECOND } from '../../contract/instants.ts';
import type { Profile } from '../../contract/profile.ts';
import { questions } from '../../contract/questions/index.ts';
import type { Audit } from '../audit/audit-desk.ts';
import type { Faults } from '../health/faults.ts';
import type { Slice } from '../windows/frames.ts';
import type { Question } from '../windows/keyed.ts';
import { deedOf } from './deed.ts';
import { Deliveries } from './deliveries.ts';
import { tellFaults } from './faults.ts';
import { messageOf } from './message.ts';
import { onDuty } from './roster.ts';
import { seenIn, type Seen } from './seen.ts';
import { nextStep } from './step.ts';
import { unreadableSecrets, WAYS, waysOf } from './ways.ts';

/** Who is to be called is looked for so often, milliseconds. */
const TURN_EVERY = 2 * SECOND;

/** What is asked to find whom to call about: alerts as grave as any entry of `calls` means, and what is asked of units. */
function askedFor({ calls }: Duty): Question[] {
  const severities = [...new Set(calls.flatMap((rule) => (rule.of === 'alerts' ? rule.severities : [])))];
  const filter = { severities: severities.length === 0 ? ['critical'] : severities };
  return [
    { name: 'alerts', params: { filter, limit: 200, rows: 50 } },
    { name: 'requests', params: { state: 'open', limit: 200 } },
  ];
}

/** What calls go by. */
export interface CallsInForce {
  folder: string;
  profile: Profile;
  duty: Duty;
}

export interface CallingParts {
  /** Answers questions in one slice at the city's now; rejects where the reader cannot. */
  slice: (questions: readonly Question[]) => Promise<Slice>;
  /** What happened to the calls that are not over. */
  open: () => Promise<readonly CallEvent[]>;
  /** Keeps events; resolves when they are on disk. */
  append: (events: readonly CallEvent[]) => Promise<void>;
  force: () => CallsInForce;
  /** What the city says of its records: that they are invented, that they are not; null where it was never heard. */
  demo: () => boolean | null;
  /** The city's time, as well as it is known, milliseconds. It runs on while the city is away. */
  now: () => number;
  /** A clock that is never set, milliseconds. */
  clock: () => number;
  /** Where the data of this host are. */
  data: string;
  audit: Pick<Audit, 'tell'>;
  faults: Pick<Faults, 'set'>;
  /** Called when something happened to calls. */
  changed: () => void;
  log: Pick<Logger, 'warn' | 'info' | 'error'>;
}

/** Calls whoever is on duty, and whoever comes after them where nobody answers. It holds up nobody: all of it waits beside the rest of the host. */
export class Calling {
  readonly #parts: CallingParts;
  readonly #deliveries: Deliveries;
  #known: CallsKnown | null = null;
  /** When each call took its last step, by the clock that is never set. */
  readonly #steppedAt = new Map<string, number>();
  #secretsAt = -Infinity;
  #timer: NodeJS.Timeout | null = null;
  #stopped = false;
  /** Turns and what came of deliveries, one after the other. */
  #tail: Promise<unknown> = Promise.resolve();

  constructor(parts: CallingParts) {
    this.#parts = parts;
    this.#deliveries = new Deliveries({
      send: (message, way) => this.#send(message, way),
      told: (event) => this.#inTurn(() => this.#keep([{ ...event, at: this.#now() }])),
      clock: parts.clock,
    });
  }

  /** Takes turns from now on. */
  run(): void {
    this.#timer = setTimeout(() => {
      void this.turn()
        .catch((error: unknown) => this.#parts.log.error({ err: error }, 'calls'))
        .finally(() => {
          if (!this.#stopped) this.run();
        });
    }, TURN_EVERY);
  }

  /** Resolves when nothing is being sent or written any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.idle();
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await this.#tail;
    await this.#deliveries.idle();
    await this.#tail;
  }

  /** Looks once. Rejects where what happened could not be kept: then nobody was told of it, and it is tried at the next turn. */
  turn(): Promise<void> {
    return this.#inTurn(() => this.#look());
  }

  #now(): number {
    return Math.round(this.#parts.now());
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#tail.then(work);
    this.#tail = done.catch(() => undefined);
    return done;
  }

  async #look(): Promise<void> {
    const { force, demo, clock, faults, log } = this.#parts;
    const known = (this.#known ??= await this.#held());
    const { duty, profile, folder } = force();
    const invented = demo();
    if (invented === null || (duty.calls.length === 0 && known.calls.size === 0)) return;
    const at = this.#now();
    const events = nextStep(known, await this.#seen(duty), {
      ...{ at, rules: duty.calls, demo: invented, name: randomUUID },
      onDuty: (rule) => onDuty(duty, rule, at, profile.city.timeZone),
      waysOf: (person) => (invented ? ['outbox'] : waysOf(person, duty)),
      waited: (call) => clock() - (this.#steppedAt.get(call) ?? clock()),
    });
    await this.#keep(events);
    this.#deliveries.look(this.#known);
    tellFaults(this.#known, faults, log);
    if (invented || clock() - this.#secretsAt < MINUTE) return;
    this.#secretsAt = clock();
    const unreadable = unreadableSecrets(duty, folder);
    const what = `Some could not be called: ${unreadable.join('; ')}`;
    const report = {
      code: 'call-undelivered',
      what,
      where: 'duty.json',
      hint: 'Set or mend the secret.',
    } as const;
    if (faults.set('calls-secrets', unreadable.length === 0 ? null : report))
      log.warn({ unreadable }, report.what);
  }

  /** What the journal holds. Of how long calls waited before, as much counts as the two times tell, and no less than nothing. */
  async #held(): Promise<CallsKnown> {
    const known = stillOpen(callsAfter(NO_CALLS, await this.#parts.open()));
    for (const { call, steppedAt } of known.calls.values())
      this.#steppedAt.set(call, this.#parts.clock() - Math.max(0, this.#now() - steppedAt));
    return known;
  }

  /** What is to be called about; null where nobody can say. */
  async #seen(duty: Duty): Promise<Seen | null> {
    try {
      const { asOf, answers } = await this.#parts.slice(askedFor(duty));
      const [alerts, requests] = answers.map(({ answer }) => answer);
      if (asOf === null) return null;
      const [first, second] = [dataOf(alerts), dataOf(requests)];
      return first === null || second === null
        ? null
        : seenIn(questions.alerts.answer.parse(first), questions.requests.answer.parse(second));
    } catch (error) {
      this.#parts.log.warn({ err: error }, 'whom to call could not be looked for');
      return null;
    }
  }

  /** Puts events on disk, and goes by them then. */
  async #keep(events: readonly CallEvent[]): Promise<void> {
    const { append, audit, changed, clock, log } = this.#parts;
    if (events.length === 0) return;
    await append(events);
    const after = callsAfter(this.#known ?? NO_CALLS, events);
    for (const event of events) {
      if (event.event !== 'delivered' && event.event !== 'failed') this.#steppedAt.set(event.call, clock());
      audit.tell(deedOf(event));
      if (event.event !== 'failed') continue;
      const { why, way, message, tries } = event;
      log.warn(
        { why, way, tries, account: after.messages.get(message)?.account },
        'a call could not be delivered',
      );
    }
    this.#known = stillOpen(after);
    for (const call of this.#steppedAt.keys()) if (!this.#known.calls.has(call)) this.#steppedAt.delete(call);
    changed();
  }

  async #send(message: CallMessage, way: CallWay): Promise<void> {
    const { force, data, demo } = this.#parts;
    const { duty, profile, folder } = force();
    const calls = message.calls.map((id) => this.#known?.calls.get(id)).filter((call) => call !== undefined);
    if (way !== 'outbox' && (demo() !== false || calls.some((call) => call.demo)))
      throw new Error('the city says now that its records are invented');
    const person = duty.people.find(({ account }) => account === message.account);
    if (person === undefined) throw new Error('they are not in the roster any more');
    await WAYS[way]({
      ...{ person, duty, profileFolder: folder, dataFolder: data, clock: Date.now },
      said: messageOf(message, calls, { profile, duty }),
    });
  }
}

const dataOf = (answer: Answer | undefined): unknown => (answer?.content === 'data' ? answer.data : null);

/** What still has to be gone by: calls that are not over, and what tells of those. */
function stillOpen({ calls, messages }: CallsKnown): CallsKnown {
  const open = new Map([...calls].filter(([, { ended }]) => ended === null));
  const told = [...messages].filter(([, message]) => message.calls.some((call) => open.has(call)));
  return { calls: open, messages: new Map(told) };
}
