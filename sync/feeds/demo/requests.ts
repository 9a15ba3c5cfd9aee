import { z } from 'zod';
import { DAY, HOUR, MINUTE, type Instant } from '../../contract/instants.ts';
import type { Indicator } from '../../contract/profile.ts';
import type { MeasureRecord, RequestRecord } from '../../contract/records.ts';
import { moved, standingAt, TURN, type RequestMove } from '../../contract/requests.ts';
import type { Days } from './days.ts';
import { Dice, hashText, mix } from './dice.ts';

const share = z.number().min(0).max(1);
const texts = z.array(z.string().min(1).max(2000)).min(1);
const party = z.strictObject({ name: z.string().min(1).max(200), office: z.string().max(200) });

/** What is asked of units in a demonstration city, and how they answer. */
export const requestsSettings = z.strictObject({
  asked: z.int().min(0).max(500).describe('how many were asked in the month before it was founded'),
  leaders: z.array(party).min(1),
  officers: z.array(z.string().min(1).max(200)).min(1),
  quick: share.describe('the share of answers that come within minutes'),
  late: share.describe('the share of answers that come after their deadline'),
  poor: share.describe('the share of first answers that say nothing'),
  explain: texts,
  decide: texts,
  answers: texts,
  poorAnswers: texts,
  sentBack: texts,
});
export type RequestsSettings = z.infer<typeof requestsSettings>;

/** A move that is to come: when, and what is said with it. */
interface Coming<Move extends RequestMove> {
  what: Move;
  at: Instant;
  by: RequestRecord['history'][number]['by'];
  text: string;
}

/** The requests of a demonstration city. All follows from its seed, the request's id and what happened to it. */
export class DemoRequests {
  readonly #settings: RequestsSettings;
  readonly #days: Days;
  readonly #seed: number;

  constructor(settings: RequestsSettings, days: Days, seed: number) {
    this.#settings = settings;
    this.#days = days;
    this.#seed = mix(seed, hashText('requests'));
  }

  /** What was asked in the month before an instant, as it stood then: of units that lead an indicator with a value. */
  before(
    founded: Instant,
    indicators: readonly Indicator[],
    values: readonly MeasureRecord[],
  ): RequestRecord[] {
    const latest = new Map<string, MeasureRecord>();
    for (const one of values) {
      if (one.subject !== 'city' || one.status === 'forecast' || one.reportedAt > founded) continue;
      const known = latest.get(one.indicator);
      if (known === undefined || one.reportedAt >= known.reportedAt) latest.set(one.indicator, one);
    }
    const about = indicators.filter(({ id }) => latest.has(id));
    return Array.from({ length: this.#settings.asked }, (_, i) => {
      const dice = new Dice(mix(this.#seed, i));
      const indicator = about[dice.whole(0, about.length - 1)];
      const value = indicator && latest.get(indicator.id);
      if (indicator === undefined || value === undefined) return [];
      const asked = this.#days.officeAt(founded - Math.floor(dice.next() * 30 * DAY) - HOUR);
      if (asked >= founded) return [];
      const asks = dice.next() < 0.7 ? 'explain' : 'decide';
      const dueAt = this.#days.addWorking(asked, dice.whole(2, 7));
      const leader = this.#one(this.#settings.leaders, dice);
      const text = this.#one(this.#settings[asks], dice);
      const { subject, period } = value;
      const first: RequestRecord = {
        ...{ kind: 'request', id: `demo-${(i + 1).toString().padStart(3, '0')}`, rev: 1, asks },
        about: { what: 'indicator', indicator: indicator.id, subject, period, value: value.value },
        ...{ unit: indicator.lead, state: 'asked', dueAt },
        history: [{ at: asked, what: 'ask', by: leader, text, dueAt }],
      };
      return [this.#lived(first, founded)];
    }).flat();
  }

  /** What the unit that is asked does next, by itself; null where it is not its turn. */
  unitNext({ id, unit, dueAt, history, state }: RequestRecord): Coming<'receive' | 'answer'> | null {
    const last = history.at(-1);
    if (last === undefined || TURN[state] !== 'unit') return null;
    const dice = this.#diceOf(id, history.length);
    const by = { name: this.#one(this.#settings.officers, this.#diceOf(id, 0)), office: '', unit };
    if (state === 'asked' && last.what === 'ask')
      return { what: 'receive', at: last.at + dice.whole(1, 15) * MINUTE, by, text: '' };
    const first = history.every(({ what }) => what !== 'answer');
    const poor = first && dice.next() < this.#settings.poor;
    const text = this.#one(poor ? this.#settings.poorAnswers : this.#settings.answers, dice);
    return { what: 'answer', at: this.#answeredAt(last, dueAt, dice), by, text };
  }

  /** Within minutes where it is quick or was reminded; late, or a part of the time that is left. */
  #answeredAt(last: { at: Instant; what: RequestMove }, dueAt: Instant, dice: Dice): Instant {
    const { quick, late } = this.#settings;
    const [drawn, soon] = [dice.next(), last.at + dice.whole(2, 20) * MINUTE];
    if (last.what === 'remind' || drawn < quick) return soon;
    if (drawn < quick + late) return Math.max(soon, dueAt + dice.whole(2, 96) * HOUR);
    return Math.max(soon, Math.round(last.at + (dueAt - last.at) * (0.2 + 0.75 * dice.next())));
  }

  /** What whoever asked did with an answer, before the city was founded; from then on people do it. */
  #leaderNext({ id, history }: RequestRecord): Coming<'sendBack' | 'accept'> | null {
    const [first, last] = [history[0], history.at(-1)];
    if (first === undefined || last === undefined) return null;
    const dice = this.#diceOf(id, history.length);
    const poor = this.#settings.poorAnswers.includes(last.text);
    return {
      what: poor ? 'sendBack' : 'accept',
      at: this.#days.officeAt(last.at + dice.whole(2, 60) * HOUR),
      by: first.by,
      text: poor ? this.#one(this.#settings.sentBack, dice) : '',
    };
  }

  /** A request with all that happened to it up to an instant. */
  #lived(request: RequestRecord, until: Instant): RequestRecord {
    const next = TURN[request.state] === 'unit' ? this.unitNext(request) : this.#leaderNext(request);
    const stands = next && moved(standingAt(request.history, Infinity), next);
    if (next === null || stands === null || next.at > until) return request;
    const { rev, history } = request;
    return this.#lived({ ...request, ...stands, rev: rev + 1, history: [...history, next] }, until);
  }

  #diceOf(id: string, n: number): Dice {
    return new Dice(mix(this.#seed, mix(hashText(id), n)));
  }

  #one<T>(among: readonly T[], dice: Dice): T {
    const one = among[dice.whole(0, among.length - 1)];
    if (one === undefined) throw new RangeError('nothing to choose among');
    return one;
  }
}
