import type { Fact } from '../../../sync/contract/questions/wall.ts';
import { subjectWords } from '../../ui/alert-words.ts';
import { apart, telling } from '../alerts/about.ts';
import { STANDARD } from '../alarmFigures/standard.ts';
import { figureWords } from '../alerts/figure.ts';
import { ruleName } from '../alerts/rule-name.ts';
import { placeOf } from '../props.ts';
import { deadline } from './deadline.ts';
import { low } from './letters.ts';
import type { Segment, Speaker } from './segment.ts';

type Alert = Extract<Fact, { fact: 'alert' }>;

/** What something is about, as a sentence names it; a name of its own (a unit, a place, a source) keeps its capital. */
function named(subject: Alert['subject'], { names, say }: Speaker): string {
  const { service = '', category, area, indicator } = subject;
  if (category !== undefined && area !== undefined)
    return low(
      say('headline.fieldAt', {
        category: names.category(service, category),
        area: placeOf(area, names, say),
      }),
    );
  if (area !== undefined && Object.keys(subject).length <= 2 && category === undefined)
    return placeOf(area, names, say);
  const words = subjectWords(subject, { names, say });
  return category === undefined && indicator === undefined ? words : low(words);
}

/** Whether a group is of indicators, each another: they are counted as such. */
const isOfIndicators = (shared: Alert['subject'], one: Alert['subject']): boolean =>
  one.indicator !== undefined && shared.indicator === undefined;

function toneOf({ atRisk, severity }: Pick<Alert, 'atRisk' | 'severity'>): Segment['tone'] {
  if (atRisk) return 'red';
  return severity === 'critical' || severity === 'high' ? 'strong' : 'plain';
}

/** What operators were rung for, held against what ISA-18.2 finds acceptable; floods, and the loudest rule. */
export function alarmsClause(
  { raised, young, operators, floods, top }: Extract<Fact, { fact: 'alarms' }>,
  { say, format, names, asOf }: Speaker,
): Segment[] {
  const limit = STANDARD.day * operators;
  const over = !young && raised > limit;
  const count = {
    ...{ n: format.count(raised), operators: format.count(operators), limit: format.count(limit) },
    day: format.dayMonth(asOf),
  };
  const rang: Segment = {
    text: say(
      young
        ? raised === 0
          ? 'headline.alarmsNone'
          : 'headline.alarmsYoung'
        : over
          ? 'headline.alarmsOver'
          : 'headline.alarms',
      count,
    ),
    tone: over ? 'orange' : 'plain',
  };
  const flood: Segment[] =
    floods === 0 ? [] : [{ text: say('headline.alarmFloods', { n: format.count(floods) }), tone: 'orange' }];
  const loudest: Segment[] =
    top === null
      ? []
      : [
          {
            text: say(over ? 'headline.alarmTopOver' : 'headline.alarmTop', {
              rule: low(ruleName(top.rule, names)),
              share: format.percent(top.share, 0),
            }),
            tone: 'plain',
          },
        ];
  return [rang, ...flood, ...loudest];
}

/** How many groups nobody has acknowledged, and the gravest of them: whose it is, and since when it waits. */
export function queueClause(fact: Extract<Fact, { fact: 'queue' }>, by: Speaker): Segment[] {
  const { say, format, names, asOf } = by;
  const name = low(ruleName(fact.rule, names));
  const what = telling(fact.subject) ? `${name}, ${named(fact.subject, by)}` : name;
  const told = { what, when: format.moment(fact.since, asOf) };
  return [
    {
      text: say('headline.queue', { n: format.count(fact.groups), of: format.count(fact.of) }),
      tone: 'strong',
    },
    // A colour is of a state: of the gravest, not of how many wait.
    {
      text: say('headline.queueGravest', told),
      tone: toneOf(fact),
      ...(fact.atRisk ? {} : { severity: fact.severity }),
      ...(fact.unit === null ? {} : { after: ', ' }),
    },
    ...(fact.unit === null
      ? []
      : [{ text: say('headline.duty', { unit: names.unit(fact.unit) }), tone: 'plain' as const }]),
  ];
}

/** A group of alerts: what, and its figure, or how many and the gravest of them; then who has it or answers for it. */
export function alertClause(fact: Alert, by: Speaker): Segment[] {
  const { say, format, names } = by;
  const { subject, gravest, rule, count, unit, owner, others } = fact;
  const figure = figureWords(gravest, by);
  const name = low(ruleName(rule, names));
  // A field's figure says by itself what is not right; of a unit, a source or an indicator the rule says it.
  const what = !telling(subject)
    ? name
    : subject.category === undefined
      ? `${name}, ${named(subject, by)}`
      : named(subject, by);
  const text =
    count > 1
      ? say(isOfIndicators(subject, gravest.subject) ? 'headline.alertsOfIndicators' : 'headline.alerts', {
          what,
          n: format.count(count),
          gravest: named(apart(gravest.subject, subject), by),
          figure,
        })
      : say('headline.alert', { what, figure });
  const who =
    owner !== null
      ? say('headline.holds', { who: owner })
      : unit !== null
        ? fact.by === null
          ? say('headline.duty', { unit: names.unit(unit) })
          : names.unit(unit)
        : '';
  const when = fact.by === null ? '' : say('headline.by', { when: deadline(fact.by, by) });
  const plain = (said: string): Segment[] => (said === '' ? [] : [{ text: said, tone: 'plain' }]);
  return [
    {
      ...{ text, tone: toneOf(fact) },
      // At risk has a sign of its own, everywhere.
      ...(fact.atRisk ? {} : { severity: fact.severity }),
      ...(who === '' && when === '' ? {} : { after: ', ' }),
    },
    ...plain([who, when].filter((said) => said !== '').join(', ')),
    ...plain(others > 0 ? say('headline.alertOthers', { n: format.count(others) }) : ''),
  ];
}
