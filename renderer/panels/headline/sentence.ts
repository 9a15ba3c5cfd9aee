import type { Place } from '../../../sync/contract/place.ts';
import type { Fact } from '../../../sync/contract/questions/wall.ts';
import type { MessageKey } from '../../locales/index.ts';
import { amount, gap } from '../indicators/amount.ts';
import { placeOf } from '../props.ts';
import { chanceWords } from '../indicators/chance.ts';
import { alarmsClause, alertClause, queueClause } from './alerts.ts';
import { deadline } from './deadline.ts';
import { high, low } from './letters.ts';
import type { Segment, Speaker } from './segment.ts';
import { boardIndicator, moved, unusualDay, weakest } from './measures.ts';

const plain = (text: string): Segment => ({ text, tone: 'plain' });

type FactOf<K extends Fact['fact']> = Extract<Fact, { fact: K }>;

/** Each kind of fact as one or two clauses: the finding, and what stands beside it. */
const CLAUSES: {
  readonly [K in Fact['fact']]: (fact: FactOf<K>, by: Speaker, service: string) => Segment[];
} = {
  hotspot(fact, by, service) {
    const { say, format, names, detail } = by;
    const category = names.category(service, fact.category);
    const area = placeOf(fact.area, names, say);
    const text =
      fact.usual > 0
        ? say('headline.hotspot', { category, area, ratio: format.ratio(fact.ratio) })
        : say('headline.hotspotNew', {
            category,
            area,
            count: format.count(fact.count),
            hours: format.decimal(fact.hours),
            noun: names.noun(service),
          });
    const who = detail && fact.unit !== null ? [plain(handled(fact, fact.unit, by))] : [];
    return [{ text: low(text), tone: 'above' }, ...who];
  },
  overdue: (fact, { say, format, names }) => [
    {
      text: say('headline.overdue', {
        overdue: format.count(fact.overdue),
        open: format.count(fact.open),
        noun: names.noun(fact.service),
      }),
      tone: 'red',
    },
  ],
  onTime(fact, { say, format, names }) {
    const held = {
      n: format.count(fact.units),
      share: format.percent(fact.lateShare, 0),
      missed: format.count(fact.missed),
      noun: names.noun(fact.service),
    };
    if (fact.worse.length === 0) {
      const share = format.percent(fact.onTime);
      return [
        plain(say(fact.whole ? 'headline.onTimeWhole' : 'headline.onTime', { share })),
        {
          text: say(fact.first === null ? 'headline.mostLate' : 'headline.mostLateFirst', {
            ...held,
            unit: fact.first === null ? '' : names.unit(fact.first),
          }),
          tone: 'orange',
        },
      ];
    }
    // Who is later than the city beyond chance is what there is to decide about.
    const more = fact.units - fact.worse.length;
    const units = fact.worse.map(({ unit, late, of }) =>
      say('headline.laterUnit', {
        unit: names.unit(unit),
        late: format.count(late),
        of: format.count(of),
      }),
    );
    const others = more === 0 ? '' : say('headline.laterToo', { n: format.count(more) });
    const city = format.percent(1 - fact.onTime);
    const key = fact.whole ? 'headline.laterWhole' : 'headline.later';
    return [{ text: say(key, { city, units: units.join(', ') + others }), tone: 'orange' }];
  },
  field(fact, { say, format, names }, service) {
    const all = format.count(fact.all);
    const noun = names.noun(fact.service);
    const [category, n] = [names.category(service, fact.category), format.count(fact.overdue)];
    if (fact.unit === null)
      return [{ text: low(say('headline.field', { category, n, all, noun })), tone: 'red' }];
    // Whose it is comes before what it is about: a unit can be asked.
    const [unit, its] = [names.unit(fact.unit.unit), format.count(fact.unit.overdue)];
    return [
      { text: say('headline.overdueUnit', { unit, n: its, all, noun }), tone: 'red' },
      plain(say('headline.fieldMost', { category, n, all })),
    ];
  },
  queue: queueClause,
  requests(fact, { say, format, names, asOf }) {
    const late: Segment = {
      text: say('headline.requestsLate', { n: format.count(fact.late), all: format.count(fact.open) }),
      tone: 'red',
    };
    // Of several units the one that owes most is named with how many; one alone that owes all is simply named.
    const unit =
      fact.unit === null
        ? []
        : [
            fact.unit.late === fact.late
              ? say('headline.requestsOf', { unit: names.unit(fact.unit.unit) })
              : say('headline.fieldUnit', {
                  unit: names.unit(fact.unit.unit),
                  n: format.count(fact.unit.late),
                }),
          ];
    const waits =
      fact.answered === 0 ? [] : [say('headline.requestsWait', { n: format.count(fact.answered) })];
    const n = fact.open - fact.answered;
    const owed =
      fact.late > 0 || n === 0
        ? []
        : fact.next === null
          ? [say('headline.requestsOwed', { n: format.count(n) })]
          : [
              say('headline.requestsNext', {
                unit: names.unit(fact.next.unit),
                when: deadline(fact.next.dueAt, { format, asOf }),
              }),
            ];
    const longest =
      fact.late > 0 || fact.longest === null
        ? []
        : [
            say('headline.requestsLongest', {
              unit: names.unit(fact.longest.unit),
              when: format.moment(fact.longest.since, asOf),
            }),
          ];
    return [...(fact.late === 0 ? [] : [late]), ...[...unit, ...waits, ...longest, ...owed].map(plain)];
  },
  atRisk(fact, { say, format, names, detail, told, asOf }) {
    const found: Segment[] =
      fact.red === 0
        ? []
        : [
            {
              text: say('headline.atRisk', { red: format.count(fact.red), total: format.count(fact.total) }),
              tone: 'red',
              after: ', ',
            },
          ];
    const unknown =
      fact.unknown === 0 ? [] : [plain(say('headline.unassessed', { n: format.count(fact.unknown) }))];
    // Those at risk are what needs somebody; that some cannot be assessed is told where none is.
    if (found.length === 0) return unknown;
    // The gravest is what a shortfall tells of, where one is told.
    if (detail && told.has('shortfall')) return found.map((one) => ({ ...one, after: '; ' }));
    const { indicator, lead, chance } = fact.gravest;
    const name = low(names.indicator(indicator));
    const which =
      chance === null
        ? say('headline.gravest', { indicator: name })
        : say('headline.gravestChance', { indicator: name, chance: chanceWords(chance, say, format) });
    const who = say('headline.leadsBy', {
      unit: names.unit(lead),
      when: deadline(fact.by, { format, asOf }),
    });
    return [...found, { ...plain(which), after: ', ' }, plain(who)];
  },
  shortfall(fact, { say, format, names, detail, asOf }) {
    const known = names.find.indicator(fact.indicator);
    const text = say(known?.direction === 'lower' ? 'headline.excess' : 'headline.shortfall', {
      indicator: names.indicator(fact.indicator),
      value: amount(fact.value, fact.indicator, names, format),
      shortfall: gap(fact.shortfall, fact.indicator, { names, say, format }),
    });
    const who = { unit: names.unit(fact.lead), when: deadline(fact.by, { format, asOf }) };
    const lead = detail ? [plain(say('headline.leadsBy', who))] : [];
    return [{ text: low(text), tone: 'orange', ...(detail ? { after: ', ' } : {}) }, ...lead];
  },
  one: boardIndicator,
  unusualDay,
  weakest,
  risers: moved,
  lateSources(fact, { say, format, names, asOf, detail }) {
    const count = say('headline.lateSources', {
      late: format.count(fact.late),
      total: format.count(fact.total),
    });
    const unit = names.find.source(fact.source)?.unit;
    const when = format.reach(fact.since, asOf);
    const which = say('headline.lateSource', { source: names.source(fact.source), when });
    const duty = unit === undefined ? '' : `, ${say('headline.duty', { unit: names.unit(unit) })}`;
    return [{ text: count, tone: fact.state }, ...(detail ? [plain(which + duty)] : [])];
  },
  alert: alertClause,
  alarms: alarmsClause,
  unseen: ({ service, count, unseen, rules }, { say, format, names }) => [
    plain(
      say('headline.unseen', {
        n: format.count(unseen),
        all: format.count(rules),
        count: format.count(count),
        noun: names.noun(service),
      }),
    ),
  ],
  quiet: (fact, by) => [plain(wellThen(by.say(quietKey(fact), { n: by.format.count(fact.total) }), by))],
  calm: (fact, by) => {
    const { say, format, names } = by;
    const count = format.count(fact.count);
    return [plain(wellThen(say(`headline.calm.${fact.of}`, { count, noun: names.noun(fact.service) }), by))];
  },
};

/** Who handles a hot spot: how many of its cases are overdue, or when the next falls due. */
function handled(
  { overdue, due }: FactOf<'hotspot'>,
  code: string,
  { say, format, names, asOf }: Speaker,
): string {
  const unit = names.unit(code);
  if (overdue > 0) return say('headline.handledLate', { unit, n: format.count(overdue) });
  return due === null
    ? say('headline.handledBy', { unit })
    : say('headline.handledNext', { unit, when: deadline(due, { format, asOf }) });
}

/** That all is well, told of the instant it is known of where that is not now. */
function wellThen(text: string, { say, format, asOf, past }: Speaker): string {
  return past
    ? say('headline.then', { when: `${format.time(asOf)} ${format.date(asOf)}`, text: low(text) })
    : text;
}

function clauses<K extends Fact['fact']>(
  fact: FactOf<K> & { fact: K },
  by: Speaker,
  service: string,
): Segment[] {
  return CLAUSES[fact.fact](fact, by, service);
}

/** Where there is no room: who leads an indicator that is told alone goes before its finding gets smaller, and who rose before who fell. */
function parted({ fact }: Fact, list: Segment[]): Segment[][] {
  if (fact === 'risers') return list.map((segment) => [segment]);
  return fact === 'one' && list.length > 2 ? [list.slice(0, 2), list.slice(2)] : [list];
}

/** One source is no "all of them". */
function quietKey({ of, total }: Extract<Fact, { fact: 'quiet' }>): MessageKey {
  if (of === 'days') return 'headline.quietDays';
  return total === 1 ? 'headline.quietSource' : 'headline.quietSources';
}

const OF_CASES: readonly Fact['fact'][] = ['hotspot', 'overdue', 'onTime', 'field'];
const OF_INDICATORS: readonly Fact['fact'][] = ['atRisk', 'shortfall'];

/** True where a headline speaks of alerts, or of both citizens' cases and indicators: of whatever needs a decision, not of one subject. */
export function isOverview(facts: readonly Fact[]): boolean {
  return (
    facts.some(({ fact }) => fact === 'alert') ||
    (facts.some((f) => OF_CASES.includes(f.fact)) && facts.some((f) => OF_INDICATORS.includes(f.fact)))
  );
}

const GRAVE: readonly Segment['tone'][] = ['red', 'orange'];
/** At risk before what wants watching, and both before what is no state. */
const gravity = ({ tone }: Segment): number => (GRAVE.includes(tone) ? GRAVE.indexOf(tone) : GRAVE.length);

/**
 * The headline's clauses, one list a fact, in the order given. `service` is what hot spots are of.
 * The first clause of an overview is led by "Cần chỉ đạo:"; the first letter of all is a capital. Only the
 * gravest finding keeps its tone: one thing stands out. `leads` says where each clause of a fact leads.
 */
export function sentence(
  facts: readonly Fact[],
  speaker: Omit<Speaker, 'told'>,
  service: string,
  leads: (fact: Fact) => readonly (Place | null)[] = () => [],
): Segment[][] {
  const by = { ...speaker, told: new Set(facts.map(({ fact }) => fact)) };
  const told = facts
    .flatMap((fact) => {
      const to = leads(fact);
      const led = clauses(fact, by, service).map((one, i): Segment => {
        const place = to[i];
        return place === undefined || place === null
          ? one
          : { ...one, to: place, n: fact.fact === 'hotspot' ? fact.count : undefined };
      });
      return parted(fact, led);
    })
    .filter((list) => list.length > 0);
  const [first] = told;
  const [opening] = first ?? [];
  if (first === undefined || opening === undefined) return told;
  const [urgent] = told
    .flat()
    .filter((s) => s.tone !== 'plain')
    .sort((a, b) => gravity(a) - gravity(b));
  for (const s of told.flat()) if (s !== urgent) s.tone = 'plain';
  if (isOverview(facts)) first.unshift({ ...plain(by.say('headline.lead')), after: '' });
  else opening.text = high(opening.text);
  return told;
}
