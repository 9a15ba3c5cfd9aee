import type { Severity } from '../../../sync/contract/alerts.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import { lasting } from '../../ui/alert-words.ts';
import { ruleName } from '../alerts/rule-name.ts';
import type { By } from '../model.ts';
import { SHARES, STANDARD } from './standard.ts';

type Answered = Data<'alarmFigures'>;

/** One figure beside what the standard holds for acceptable. */
export interface Measured {
  key: string;
  name: string;
  value: string;
  /** The standard's figure in words; empty where it has none. */
  standard: string;
  over: boolean;
}

/** A share of all that rang, as a bar. */
export interface Part {
  key: string;
  name: string;
  /** Quieter, after its name. */
  note: string;
  count: string;
  beside: string;
  /** 0 to 1. */
  share: number;
  /** Where the standard has it; null where it does not say. */
  tick: number | null;
  severity: Severity | null;
}

/** Of the ten loudest rules, how much of all. */
const TEN = 10;

/** Every figure that the standard speaks of, then how alarms were dealt with. */
export function measured(data: Answered, by: By): Measured[] {
  const { say, format } = by;
  const { days, perOperator, floods, stale, chattering, top, acknowledgedAfter, shelved, off } = data;
  const small = (n: number): string => format.decimal(n, n < 1 ? 2 : n < 10 ? 1 : 0);
  const most = (n: number | string): string =>
    say('alarmFigures.most', { n: typeof n === 'number' ? format.decimal(n) : n });
  const ten = top.slice(0, TEN).reduce((sum, { share }) => sum + share, 0);
  const percent = (share: number): string =>
    format.percent(share, share > 0 && share < 0.001 ? 2 : share < 0.1 ? 1 : 0);
  // The means of less than a day say nothing of days.
  const begun =
    days.slice(0, -1).some(({ raised }) => raised > 0) || days.every(({ raised }) => raised === 0);
  const mean = (n: number): string => (begun ? small(n) : say('alarmFigures.tooSoon'));
  const isOver = (n: number, standard: number): boolean => begun && n > standard;
  const of = (key: string, name: string, value: string, standard: string, over: boolean): Measured => ({
    ...{ key, name, value, standard, over },
  });
  return [
    of(
      'day',
      say('alarmFigures.day'),
      mean(perOperator.day),
      most(STANDARD.day),
      isOver(perOperator.day, STANDARD.day),
    ),
    of(
      'tens',
      say('alarmFigures.tens'),
      mean(perOperator.tens),
      most(STANDARD.tens),
      isOver(perOperator.tens, STANDARD.tens),
    ),
    of(
      'worst',
      say('alarmFigures.worst'),
      small(perOperator.worstTens),
      most(STANDARD.worstTens),
      perOperator.worstTens > STANDARD.worstTens,
    ),
    of('floods', say('alarmFigures.floods'), format.count(floods.count), '', false),
    of(
      'flooded',
      say('alarmFigures.flooded'),
      percent(floods.share),
      say('alarmFigures.below', { n: percent(STANDARD.floodShare) }),
      floods.share >= STANDARD.floodShare,
    ),
    of(
      'stale',
      say('alarmFigures.stale'),
      format.count(stale),
      say('alarmFigures.below', { n: format.count(STANDARD.stale) }),
      stale >= STANDARD.stale,
    ),
    of(
      'chattering',
      say('alarmFigures.chattering'),
      format.count(chattering),
      say('alarmFigures.zero'),
      chattering > STANDARD.chattering,
    ),
    // Fewer than ten rules that rang are all of them, whatever they do.
    ...(top.length < TEN
      ? []
      : [of('ten', say('alarmFigures.ten'), percent(ten), most(percent(STANDARD.ten)), ten > STANDARD.ten)]),
    of(
      'acknowledged',
      say('alarmFigures.acknowledged'),
      acknowledgedAfter === null ? say('alarmFigures.never') : lasting(acknowledgedAfter, by),
      '',
      false,
    ),
    of('shelved', say('alarmFigures.shelved'), format.count(shelved), '', false),
    of('off', say('alarmFigures.off'), format.count(off), '', false),
  ];
}

/** Rules by how often they rang. */
export function loudest({ top }: Answered, by: By): Part[] {
  const { names, say, format } = by;
  return top.map(({ rule, count, share, lasted }) => ({
    key: rule,
    name: ruleName(rule, names),
    note: say('alarmFigures.lasted', { span: lasting(lasted, by) }),
    count: format.count(count),
    beside: format.percent(share, 0),
    share,
    ...{ tick: null, severity: null },
  }));
}

const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

/** How grave all that rang was, against the standard's shares. */
export function gravities({ severities }: Answered, { say, format }: By): Part[] {
  const all = SEVERITIES.reduce((sum, severity) => sum + severities[severity], 0);
  return SEVERITIES.map((severity) => {
    const share = all === 0 ? 0 : severities[severity] / all;
    return {
      ...{ key: severity, severity, share, tick: SHARES[severity] },
      name: say(`severity.${severity}`),
      note: '',
      count: format.count(severities[severity]),
      beside: format.percent(share, share > 0 && share < 0.1 ? 1 : 0),
    };
  });
}
