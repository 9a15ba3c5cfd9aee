import { SECOND, type Instant } from '../../contract/instants.ts';
import type { CityRecord } from '../../contract/records.ts';
import { Agenda } from './agenda.ts';
import type { Cases } from './cases.ts';
import { recordAt, type CasePlan } from './steps.ts';

/** No case of the load stays open longer. */
const LONGEST = 60 * SECOND;

/**
 * Records beyond the city's natural life, for trials: `rate` a second, half of them cases that open, half
 * the same cases closing up to a minute later. Which case opens when follows from the rate and the time.
 * While the city is down no load comes; afterwards what was open closes.
 */
export class Load {
  readonly #cases: Cases;
  readonly #rate: number;
  readonly #open = new Agenda<CasePlan>();
  #until: Instant;

  /** `reached` is how far an earlier life of the same load came, if there was one; `from` is when this one begins. */
  constructor(cases: Cases, rate: number, reached: Instant | undefined, from: Instant) {
    this.#cases = cases;
    this.#rate = rate;
    this.#until = from;
    if (reached === undefined) return;
    for (let n = this.#ordinal(reached - LONGEST) + 1; n <= this.#ordinal(reached); n++) {
      const plan = this.#plan(n);
      const closing = plan.steps.at(-1)?.at ?? 0;
      if (closing > reached) this.#open.add(closing, plan);
    }
  }

  /** What happened since it was last asked. */
  take(now: Instant): CityRecord[] {
    const records: CityRecord[] = [];
    for (let n = this.#ordinal(this.#until) + 1; n <= this.#ordinal(now); n++) {
      const plan = this.#plan(n);
      records.push(recordAt(plan, this.#cases.service, plan.steps[0]?.at ?? now));
      this.#open.add(plan.steps.at(-1)?.at ?? now, plan);
    }
    for (let plan = this.#open.next(now); plan; plan = this.#open.next(now))
      records.push(recordAt(plan, this.#cases.service, now));
    this.#until = Math.max(this.#until, now);
    return records;
  }

  #ordinal(at: Instant): number {
    return Math.floor((at * this.#rate) / 2 / SECOND);
  }

  #plan(n: number): CasePlan {
    const at = Math.ceil((n * 2 * SECOND) / this.#rate);
    return this.#cases.extra(`L${this.#rate}-${n}`, at, LONGEST);
  }
}
