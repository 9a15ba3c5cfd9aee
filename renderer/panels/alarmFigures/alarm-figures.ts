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
  /** The standard's figure, as written; empty where it has none. */
  standard: string;
  over: boolean;
  /** The figure and the standard's on one scale, 0 to 1; null where the standard has none, or nothing can be said yet. */
  bar: { share: number; tick: number } | null;
}

/** A share of all that rang, as a bar. */
export interface Part {
  key: string;
  name: string;
  /** How long one mostly lasts, quieter, after its name; empty of severities. */
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

/** A figure and its standard on one scale: the standard stands at two thirds of it, or lower where the figure is beyond. */
function barOf(n: number, standard: number): { share: number; tick: number } {
  const most = Math.max(n, standard * 1.5);
  return most === 0 ? { share: 0, tick: 0 } : { share: n / most, tick: standard / most };
}

/** Every figure that the standard speaks of, then how long alarms waited and what is not watched just now. */
export function measured(data: Answered, by: By): Measured[] {
  const { say, format } = by;
  const { days, perOperator, floods, stale, chattering, top, acknowledgedAfter, shelved, off } = data;
  const small = (n: number): string => format.decimal(n, n < 1 ? 2 : n < 10 ? 1 : 0);
  const percent = (share: number): string =>
    format.percent(share, share > 0 && share < 0.001 ? 2 : share < 0.1 ? 1 : 0);
  // The means of less than a day say nothing of days; where nothing ever rang, neither does that: it may be that nobody looked.
  const begun = days.slice(0, -1).some(({ raised }) => raised > 0);
  const none = days.every(({ raised }) => raised === 0);
  const held = (
    key: 'day' | 'tens' | 'worst' | 'flooded' | 'stale' | 'chattering' | 'ten',
    [n, standard]: readonly [n: number, standard: number],
    { write = small, below = false, known = true }: Partial<Shown> = {},
  ): Measured => ({
    ...{ key, name: say(`alarmFigures.${key}`) },
    value: known ? write(n) : say(none ? 'alarmFigures.never' : 'alarmFigures.tooSoon'),
    standard: say(below ? 'alarmFigures.below' : 'alarmFigures.most', { n: write(standard) }),
    over: known && (below ? n >= standard : n > standard),
    bar: known ? barOf(n, standard) : null,
  });
  const told = (key: 'acknowledged' | 'shelved' | 'off', value: string): Measured => ({
    ...{ key, name: say(`alarmFigures.${key}`), value, standard: '', over: false, bar: null },
  });
  return [
    held('day', [perOperator.day, STANDARD.day], { known: begun }),
    held('tens', [perOperator.tens, STANDARD.tens], { known: begun }),
    held('worst', [perOperator.worstTens, STANDARD.worstTens]),
    held('flooded', [floods.share, STANDARD.floodShare], { write: percent, below: true, known: begun }),
    held('stale', [stale, STANDARD.stale], { below: true, known: begun }),
    held('chattering', [chattering, STANDARD.chattering], { known: begun || chattering > 0 }),
    // Fewer than ten rules that rang are all of them, whatever they do.
    ...(top.length < TEN
      ? []
      : [
          held('ten', [top.slice(0, TEN).reduce((sum, { share }) => sum + share, 0), STANDARD.ten], {
            write: percent,
          }),
        ]),
    told(
      'acknowledged',
      acknowledgedAfter === null ? say('alarmFigures.never') : lasting(acknowledgedAfter, by),
    ),
    // That nothing is put aside is not said.
    ...(shelved === 0 ? [] : [told('shelved', format.count(shelved))]),
    ...(off === 0 ? [] : [told('off', format.count(off))]),
  ];
}

/** How a figure is written, whether it is to be below its standard or may reach it, and whether it can be said yet. */
interface Shown {
  write: (n: number) => string;
  below: boolean;
  known: boolean;
}

/** Rules by how often they rang. */
export function loudest({ top }: Answered, by: By): Part[] {
  const { names, format } = by;
  return top.map(({ rule, count, share, lasted }) => ({
    key: rule,
    name: ruleName(rule, names),
    note: lasting(lasted, by),
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
