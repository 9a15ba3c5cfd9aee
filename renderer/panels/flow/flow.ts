import { casesOf, type Place } from '../../../sync/contract/place.ts';
import type { CaseFilter } from '../../../sync/contract/questions/drill.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import { serviceOf } from '../props.ts';
import { whoseOf } from '../whose.ts';

/** One end of the flow: what came in, or what became of it. */
export interface Stream {
  key: 'before' | 'opened' | 'closed' | 'open';
  name: string;
  count: number;
  /** Its part that is or was late, marked; 0 where there is none. */
  late: number;
  notes: readonly { text: string; state?: 'red' | 'orange' }[];
  to: Place | null;
}

/** What went through a period: two streams in, two out, of the same sum. */
export interface Flow {
  in: readonly [Stream, Stream];
  out: readonly [Stream, Stream];
  total: number;
  since: number;
}

/** The flow of a period as it is drawn. `before + opened = closed + open`. */
export function flowOf(data: Data<'flow'>, { panel, names, say, format }: By): Flow {
  const service = serviceOf(panel, names);
  const { since, before, opened, closed, open, late, overdue, dueSoon, returned } = data;
  const cases = (more: Partial<CaseFilter>): Place => casesOf({ service, ...whoseOf(panel), ...more });
  const back =
    returned === null || returned === 0
      ? []
      : [{ text: say('flow.returned', { n: format.count(returned) }) }];
  return {
    since,
    total: before + opened,
    in: [
      {
        key: 'before',
        name: say('flow.before'),
        count: before,
        late: 0,
        notes: [],
        to: cases({ state: 'open', to: since - 1 }),
      },
      { key: 'opened', name: say('flow.opened'), count: opened, late: 0, notes: back, to: cases({ since }) },
    ],
    out: [
      {
        key: 'closed',
        name: say('flow.closed'),
        count: closed,
        late,
        notes: late === 0 ? [] : [{ text: say('flow.late', { n: format.count(late) }), state: 'orange' }],
        to: cases({ state: 'closed', from: since }),
      },
      {
        key: 'open',
        name: say('flow.open'),
        count: open,
        late: overdue,
        notes: [
          ...(overdue === 0
            ? []
            : [{ text: say('flow.overdue', { n: format.count(overdue) }), state: 'red' as const }]),
          ...(dueSoon === 0 ? [] : [{ text: say('flow.dueSoon', { n: format.count(dueSoon) }) }]),
        ],
        to: cases({ state: 'open' }),
      },
    ],
  };
}

/** From where to where, shares of a height. */
export type Span = [from: number, to: number];

/** A side of the picture, each stream from where to where, shares of the height; `gap` parts the two. */
export function spansOf(streams: Flow['in'], total: number, gap: number): Span[] {
  // What is there at all is drawn: a hair of a whole is still seen.
  const least = 0.012;
  const shares = streams.map(({ count }) =>
    total === 0 ? 0 : Math.max(count > 0 ? least : 0, count / total),
  );
  const sum = shares.reduce((a, b) => a + b, 0) || 1;
  let at = 0;
  return shares.map((share) => {
    const from = at;
    const to = from + (share / sum) * (1 - gap);
    at = to + gap;
    return [from, to];
  });
}

/** A band that goes from one span at the left to another at the right, as the `d` of an SVG path in a box of 100 by 100. */
export function ribbon([a, b]: Span, [c, d]: Span, [left, right]: Span): string {
  const y = (share: number): string => (share * 100).toFixed(2);
  const middle = (left + right) / 2;
  return (
    `M${left} ${y(a)}C${middle} ${y(a)} ${middle} ${y(c)} ${right} ${y(c)}` +
    `L${right} ${y(d)}C${middle} ${y(d)} ${middle} ${y(b)} ${left} ${y(b)}Z`
  );
}
