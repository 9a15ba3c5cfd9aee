import { DateTime } from 'luxon';
import type { Instant } from '../../contract/instants.ts';
import type { City } from '../../contract/profile.ts';
import type { Cases, Sketch } from './cases.ts';
import type { DemoCity } from './city.ts';
import { dateParts } from './days.ts';
import type { Span } from './spans.ts';

/** What became of a service's cases in a span of time. */
interface Tally {
  opened: number;
  closed: number;
  late: number;
  open: number;
  overdue: number;
}

const EVERYWHERE = '';

/** Measures that are not invented but counted from the city's own cases, so that its figures agree. */
export class Counted {
  readonly #profile: City;
  readonly #city: DemoCity;
  readonly #tallies = new Map<string, ReadonlyMap<string, Tally>>();
  /** Days sketched for the tallies of one round; dropped after it. */
  readonly #sketched = new Map<string, Sketch[]>();

  constructor(profile: City, city: DemoCity) {
    this.#profile = profile;
    this.#city = city;
  }

  /** Forgets what was only kept to count several spans at once. */
  rest(): void {
    this.#sketched.clear();
  }

  has(indicator: string): boolean {
    return this.#rule(indicator) !== undefined;
  }

  /** When the span of a counted indicator ends: a month at the city's reporting cut-off. Undefined for others. */
  end(indicator: string, span: Span): Instant | undefined {
    return this.#rule(indicator) && this.#bounds(span)[1];
  }

  /** The count for a span, city-wide or of one area; undefined for indicators that are not counted. */
  value(indicator: string, span: Span, area: string = EVERYWHERE): number | undefined {
    const rule = this.#rule(indicator);
    const cases = this.#city.cases.find((c) => c.service.id === rule?.service);
    if (!rule || !cases) return undefined;
    const tally = this.#tally(cases, span, rule.what === 'opened').get(area);
    if (!tally) return rule.what === 'onTime' ? 100 : 0;
    if (rule.what !== 'onTime') return tally[rule.what];
    const judged = tally.closed + tally.overdue;
    return judged === 0 ? 100 : (100 * (tally.closed - tally.late)) / judged;
  }

  #rule(indicator: string) {
    return this.#city.settings.measures.indicators[indicator]?.counted;
  }

  /** A month runs from cut-off to cut-off, anything shorter from midnight to midnight, longer ones by their months. */
  #bounds(span: Span): readonly [Instant, Instant] {
    const cut = (day: number): Instant => {
      const { year, month } = dateParts(day);
      return DateTime.fromObject(
        { year, month, day: this.#profile.reportingMonth.day, hour: this.#profile.reportingMonth.hour },
        { zone: this.#profile.timeZone },
      ).toMillis();
    };
    if (span.end - span.from < 28) return [this.#city.days.start(span.from), this.#city.days.start(span.end)];
    return [cut(span.from - 1), cut(span.end - 1)];
  }

  #tally(cases: Cases, span: Span, openedOnly: boolean): ReadonlyMap<string, Tally> {
    const key = `${cases.service.id}|${span.from}|${span.end}|${openedOnly}`;
    const known = this.#tallies.get(key);
    if (known) return known;
    const [since, until] = this.#bounds(span);
    const { days } = this.#city;
    const tallies = new Map<string, Tally>();
    const tallyOf = (area: string): Tally => {
      let tally = tallies.get(area);
      if (!tally) tallies.set(area, (tally = { opened: 0, closed: 0, late: 0, open: 0, overdue: 0 }));
      return tally;
    };
    for (let day = days.of(openedOnly ? since : since - cases.longest); day <= days.of(until); day++)
      for (const c of this.#sketches(cases, day)) {
        if (c.closedAt < since || c.openedAt >= until) continue;
        const due = c.dueAt > 0 ? c.dueAt : Infinity;
        for (const tally of c.area ? [tallyOf(EVERYWHERE), tallyOf(c.area.id)] : [tallyOf(EVERYWHERE)]) {
          if (c.openedAt >= since) tally.opened++;
          if (c.closedAt < until) {
            tally.closed++;
            if (c.closedAt > due) tally.late++;
          } else {
            tally.open++;
            if (due < until) tally.overdue++;
          }
        }
      }
    this.#tallies.set(key, tallies);
    return tallies;
  }

  #sketches(cases: Cases, day: number): readonly Sketch[] {
    const key = `${cases.service.id}|${day}`;
    let sketches = this.#sketched.get(key);
    if (!sketches) this.#sketched.set(key, (sketches = cases.sketches(day)));
    return sketches;
  }
}
