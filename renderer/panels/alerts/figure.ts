import type { Sign } from '../../../sync/contract/alerts.ts';
import { HOUR, MINUTE, type Instant } from '../../../sync/contract/instants.ts';
import { figure, lasting, valueWords, type AlertBy } from '../../ui/alert-words.ts';
import { chanceWords } from '../indicators/chance.ts';

type Told = Pick<Sign, 'measure' | 'value' | 'expected' | 'limit' | 'p' | 'subject' | 'since' | 'until'>;

/** A count that is older says until when it was counted: what stands beside it may have gone on. */
const OF_NOW = 5 * MINUTE;

/** A sign's figure as a wall says it: how much, of how long where it is counted over hours, and the one thing it is held against. */
export function figureWords(sign: Told, by: AlertBy & { asOf: Instant }): string {
  const { say, format, asOf } = by;
  // Never surer than a forecast is; what chance is low is the same for all of them.
  if (sign.measure === 'chance') return chanceWords(sign.value, say, by.format);
  const span = sign.until - sign.since;
  const value = valueWords(sign, by);
  const within = { value, span: lasting(span, by), when: format.moment(sign.until, asOf) };
  const counted =
    sign.measure === 'opened' && span >= HOUR
      ? say(asOf - sign.until > OF_NOW ? 'alerts.withinUntil' : 'alerts.within', within)
      : value;
  const { expected, limit } = sign;
  const held =
    expected !== null
      ? say('alertFigure.expected', { n: figure(sign, expected, by) })
      : limit !== null
        ? say('alertFigure.limit', { n: figure(sign, limit, by) })
        : '';
  return held === '' ? counted : `${counted}, ${held}`;
}
