import type { Indicator } from '../../../sync/contract/profile.ts';
import type { Fact } from '../../../sync/contract/questions/wall.ts';
import type { MessageKey } from '../../locales/messages.ts';
import { pressing } from '../../ui/states.ts';
import { amount, gap } from '../indicators/amount.ts';
import { chanceWords } from '../indicators/chance.ts';
import { periodOf } from '../../ui/period.ts';
import { deadline } from './deadline.ts';
import { low } from './letters.ts';
import type { Segment, Speaker } from './segment.ts';

/** Clauses about indicators and index sets on boards of their own. */

type FactOf<K extends Fact['fact']> = Extract<Fact, { fact: K }>;

const plain = (text: string): Segment => ({ text, tone: 'plain' });

const STANDS = {
  atRisk: 'headline.oneRed',
  behind: 'headline.oneOrange',
  onCourse: 'headline.oneOnCourse',
  ahead: 'headline.oneAhead',
} as const satisfies Partial<Record<FactOf<'one'>['reason'], MessageKey>>;

const PLANS = {
  plan: { year: 'headline.onePlanYear', other: 'headline.onePlan' },
  ceiling: { year: 'headline.oneCeilingYear', other: 'headline.oneCeiling' },
} as const;

/** A ceiling is not to be reached but kept under. */
const CEILING_STANDS: Readonly<Record<keyof typeof STANDS, MessageKey>> = {
  ...STANDS,
  atRisk: 'headline.oneRedCeiling',
  behind: 'headline.oneOrangeCeiling',
  ahead: 'headline.oneAheadCeiling',
};

/** Against its plan, or why that cannot be said. */
function judged(fact: FactOf<'one'>, { say, format, names }: Speaker): Segment {
  const { reason, plan, indicator } = fact;
  const tone = pressing(fact.state) ?? 'plain';
  if (plan !== null && fact.shortfall !== null && reason === 'overLimit') {
    const shortfall = gap(fact.shortfall, indicator, { say, format, names });
    const limit = amount(plan.value, indicator, names, format);
    return { text: say('headline.oneOverLimit', { shortfall, limit }), tone };
  }
  if (plan === null || !isJudged(reason))
    return plain(say('headline.oneUnknown', { reason: say(`reason.${reason}`) }));
  const lower = names.find.indicator(indicator)?.direction === 'lower';
  // How likely it is says more than what the plan was: that stands on the board.
  if (reason === 'atRisk' && fact.chance !== null) {
    const chance = chanceWords(fact.chance, say, format);
    return { text: say(lower ? 'headline.oneRedChanceCeiling' : 'headline.oneRedChance', { chance }), tone };
  }
  const key = PLANS[lower ? 'ceiling' : 'plan'][plan.basis === 'year' ? 'year' : 'other'];
  const text = say((lower ? CEILING_STANDS : STANDS)[reason], {
    plan: say(key, { value: amount(plan.value, indicator, names, format) }),
  });
  return { text, tone };
}

const isJudged = (reason: FactOf<'one'>['reason']): reason is keyof typeof STANDS => reason in STANDS;

/** A name without what stands in brackets after it: its board has all of it over its year. */
const briefly = (name: string): string => name.replace(/\s*\([^()]*\)$/u, '');

/** The indicator a board is about: its value and period, how short it is, its state against the plan, who leads. */
export function boardIndicator(fact: FactOf<'one'>, by: Speaker): Segment[] {
  const { say, format, names, detail, asOf } = by;
  const name = briefly(names.indicator(fact.indicator));
  if (fact.value === null || fact.period === null)
    return [plain(say('headline.oneNone', { indicator: name }))];
  const told = {
    indicator: name,
    period: periodOf(fact.period, fact.indicator, by),
    value: amount(fact.value, fact.indicator, names, format),
  };
  // By how much it is over a daily limit is what is judged, and said there; of one at risk the chance is.
  const behind =
    pressing(fact.state) !== undefined &&
    fact.reason !== 'overLimit' &&
    !(fact.reason === 'atRisk' && fact.chance !== null);
  const short = behind && fact.shortfall !== null && fact.shortfall > 0 ? fact.shortfall : null;
  const lower = names.find.indicator(fact.indicator)?.direction === 'lower';
  const value =
    short === null
      ? say('headline.one', told)
      : say(lower ? 'headline.oneOver' : 'headline.oneShort', {
          ...told,
          shortfall: gap(short, fact.indicator, by),
        });
  const unit = names.unit(fact.lead);
  const who =
    fact.by === null || pressing(fact.state) === undefined
      ? say('headline.leads', { unit })
      : say('headline.leadsBy', { unit, when: deadline(fact.by, { format, asOf }) });
  const lead = detail ? [plain(who)] : [];
  return [plain(low(value.replace(' trong ngày ngày ', ' trong ngày '))), judged(fact, by), ...lead];
}

/** How what a day's value is held to is told, where it is that which needs somebody; null where it is only out of its usual. */
function heldTo(
  { state, reason, expected, value }: FactOf<'unusualDay'>,
  direction: Indicator['direction'] | undefined,
): MessageKey | null {
  if (pressing(state) === undefined || expected === null || value === expected) return null;
  if (reason === 'overLimit') return 'headline.unusualOverLimit';
  if (direction === 'lower') return value > expected ? 'headline.unusualOverCeiling' : null;
  return direction === 'higher' && value < expected ? 'headline.unusualUnderPlan' : null;
}

/** A daily indicator outside its usual; where it is more than half as much again, how many times. */
export function unusualDay(
  fact: FactOf<'unusualDay'>,
  { say, format, names, detail, told: kinds }: Speaker,
): Segment[] {
  const { usual } = fact;
  const known = names.find.indicator(fact.indicator);
  const decimals = known?.decimals ?? 1;
  const told = {
    indicator: names.indicator(fact.indicator),
    day: fact.period.split('-').slice(1).reverse().join('/'),
    value: amount(fact.value, fact.indicator, names, format),
    low: format.fixed(usual.low, decimals),
    high: format.fixed(usual.high, decimals),
  };
  const ratio = usual.median > 0 ? fact.value / usual.median : 0;
  const held = heldTo(fact, known?.direction);
  // Its colour is that of what it is held to: then that is said, and not what is usual.
  const text =
    held !== null && fact.expected !== null
      ? say(held, { ...told, expected: format.fixed(fact.expected, decimals) })
      : ratio >= 1.5
        ? say('headline.unusualTimes', { ...told, ratio: format.ratio(ratio) })
        : say(fact.value > usual.high ? 'headline.unusualHigh' : 'headline.unusualLow', told);
  const others =
    fact.others === 0 ? [] : [plain(say('headline.unusualOthers', { n: format.count(fact.others) }))];
  // The indicator's own state is told in its colour, with what it is held to; that it is unusual is not.
  const deviates = fact.value > usual.high ? 'above' : 'below';
  const tone = held === null ? deviates : (pressing(fact.state) ?? deviates);
  const who =
    !detail || kinds.has('one') || known === undefined
      ? []
      : [plain(say('headline.duty', { unit: names.unit(known.lead) }))];
  return [{ text: low(text), tone, ...(who.length === 0 ? {} : { after: ', ' }) }, ...who, ...others];
}

/** The weakest component of an index set, and who leads what it measures. */
export function weakest(fact: FactOf<'weakest'>, { say, format, names }: Speaker): Segment[] {
  const { indicator, score, max } = fact.component;
  const known = names.find.indicator(indicator);
  const decimals = known?.decimals ?? 1;
  const text = say(fact.units > 0 ? 'headline.weakestUnits' : 'headline.weakest', {
    set: names.index(fact.set),
    year: String(fact.year),
    component: names.indicator(indicator),
    score: format.fixed(score, decimals),
    max: format.decimal(max),
    n: format.count(fact.units),
  });
  if (known === undefined) return [{ text, tone: 'strong' }];
  return [
    { text, tone: 'strong', after: ', ' },
    plain(say('headline.leads', { unit: names.unit(known.lead) })),
  ];
}

/** Who fell and who rose furthest in an index set. */
export function moved(fact: FactOf<'risers'>, { say, format, names, told: kinds }: Speaker): Segment[] {
  const { riser, faller } = fact;
  const setTold = kinds.has('weakest');
  const told = (one: { unit: string; rank: number; rankBefore: number }) => ({
    set: names.index(fact.set),
    year: String(fact.year),
    unit: names.unit(one.unit),
    n: format.count(Math.abs(one.rank - one.rankBefore)),
    rank: format.count(one.rank),
  });
  // Who fell is who there is something to decide about.
  const down: Segment[] =
    faller === null
      ? []
      : [{ text: say(setTold ? 'headline.fallerToo' : 'headline.faller', told(faller)), tone: 'strong' }];
  const key = faller === null && !setTold ? 'headline.riserFirst' : 'headline.riser';
  const up = riser === null ? [] : [plain(say(key, told(riser)))];
  return [...down, ...up];
}
