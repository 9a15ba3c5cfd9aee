import type { Logger } from 'pino';
import type { Look } from '../alerts/machine/beat.ts';
import type { AlertRule } from '../contract/alert-rules.ts';
import { pauseBefore } from '../contract/back-off.ts';
import { MINUTE, SECOND, type Instant } from '../contract/instants.ts';
import { questions } from '../contract/questions/index.ts';
import type { Slice } from './windows/frames.ts';
import type { Question } from './windows/keyed.ts';

/** One rule is looked at a second, at most: whoever else asks the reader is answered in between. */
const TURN_EVERY = SECOND;
/** Times that are over are seen so soon, where no rule is looked at meanwhile, milliseconds. */
const BEAT_EVERY = 5 * SECOND;
/** The first look after a start; while nothing is held, each waits twice as long as the one before. */
const FIRST = { first: 15 * SECOND, longest: 5 * MINUTE };

export interface AlertingParts {
  /** Answers questions in one slice at the city's now; rejects where the reader cannot. */
  slice: (questions: readonly Question[]) => Promise<Slice>;
  /** Hands over what was seen; resolved with how many events came of it, which are on disk then. */
  beat: (looks: readonly Look[], now: Instant, demo: boolean) => Promise<number>;
  /** The rules in force. */
  rules: () => readonly AlertRule[];
  /** The city says that its records are invented. */
  demo: () => boolean;
  /** The city's time, as well as it is known, milliseconds. */
  now: () => number;
  /** A clock that is never set, milliseconds. */
  clock: () => number;
  /** Called when something happened to alerts. */
  changed: () => void;
  log: Logger;
}

/** When a rule was last looked at, and as what: a rule that was changed is another. */
interface Looked {
  at: Instant;
  rule: AlertRule;
}

/** Looks at every rule in its rhythm, one after the other, and hands on what is seen and that time passes. */
export class Alerting {
  readonly #parts: AlertingParts;
  readonly #looked = new Map<string, Looked>();
  #timer: NodeJS.Timeout | null = null;
  #turning: Promise<void> = Promise.resolve();
  #stopped = false;
  #beatAt = -Infinity;
  /** Before this no rule is looked at, by the clock that is never set. */
  #from: number;
  #nothing = 0;

  constructor(parts: AlertingParts) {
    this.#parts = parts;
    this.#from = parts.clock() + pauseBefore(0, 1, FIRST);
  }

  /** Takes turns from now on. */
  run(): void {
    this.#timer = setTimeout(() => {
      this.#turning = this.turn()
        .catch((error: unknown) => this.#parts.log.error({ err: error }, 'alerts'))
        .finally(() => {
          if (!this.#stopped) this.run();
        });
    }, TURN_EVERY);
  }

  /** Resolves when no rule is being looked at any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#turning;
  }

  /** Looks at the rule that has waited longest, where one is due, and lets time pass. Rejects where what happened could not be kept. */
  async turn(): Promise<void> {
    const { now, clock, changed, demo } = this.#parts;
    const at = Math.round(now());
    const rule = clock() < this.#from ? null : this.#due(at);
    const seen = rule === null ? null : await this.#look(rule);
    // A rule that was saved meanwhile is another: it is looked at anew, and nothing of this look is its own.
    const look = rule === null || !this.#isAsItWas(rule) ? null : seen;
    if (look === null && clock() - this.#beatAt < BEAT_EVERY) return;
    this.#beatAt = clock();
    // Also where it cannot be kept: it is tried again in the rule's own rhythm.
    if (rule !== null && look !== null) this.#looked.set(rule.id, { at, rule });
    const events = await this.#parts.beat(look === null ? [] : [look], Math.round(now()), demo());
    if (events > 0) changed();
  }

  #isAsItWas(rule: AlertRule): boolean {
    return this.#parts.rules().some((one) => one.id === rule.id && same(one, rule));
  }

  /** The rule that is due and was looked at longest ago; null where none is. A clock that was set back makes all due. */
  #due(at: Instant): AlertRule | null {
    let longest: { rule: AlertRule; since: number } | null = null;
    for (const rule of this.#parts.rules()) {
      if (!rule.on) continue;
      const looked = this.#looked.get(rule.id);
      const since =
        looked !== undefined && looked.at <= at && same(looked.rule, rule) ? looked.at : -Infinity;
      if (at - since >= rule.every * MINUTE && (longest === null || since < longest.since))
        longest = { rule, since };
    }
    return longest?.rule ?? null;
  }

  /** What is seen of a rule, or why nothing is; null while nothing of the city is held, or history is still being fetched. */
  async #look(rule: AlertRule): Promise<Look | null> {
    try {
      const { asOf, answers } = await this.#parts.slice([{ name: 'signs', params: { rule: rule.id } }]);
      const answer = answers[0]?.answer;
      if (asOf === null || answer === undefined || answer.partial === true) {
        this.#nothing += 1;
        this.#from = this.#parts.clock() + pauseBefore(this.#nothing, 1, FIRST);
        return null;
      }
      if (answer.content === 'error') return this.#failed(rule, answer.error);
      if (answer.content === 'empty') return { rule: rule.id, blind: 'nothingHeld' };
      const { blind, signs } = questions.signs.answer.parse(answer.data);
      return blind === null ? { rule: rule.id, signs } : { rule: rule.id, blind };
    } catch (error) {
      return this.#failed(rule, error);
    }
  }

  /** Looking itself failed. What went wrong is for whoever reads the log, at each look: screens have a word for it. */
  #failed(rule: AlertRule, err: unknown): Look {
    this.#parts.log.warn({ err, rule: rule.id }, 'a rule could not be looked at');
    return { rule: rule.id, blind: 'failed' };
  }
}

/** Whether a rule is what it was: a saved profile brings others that say the same. */
const same = (a: AlertRule, b: AlertRule): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
