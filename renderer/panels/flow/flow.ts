import { casesOf, type Place } from '../../../sync/contract/place.ts';
import type { CaseFilter } from '../../../sync/contract/questions/drill.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { MarkOf } from '../../ui/states.ts';
import type { By } from '../model.ts';
import { serviceOf } from '../props.ts';
import { whoseOf } from '../whose.ts';

/** One end of the flow: what came in, or what became of it. */
export interface Stream {
  key: 'before' | 'opened' | 'closed' | 'open';
  name: string;
  count: number;
  /** Its part that is or was late; 0 where there is none. */
  late: number;
  notes: readonly { text: string; state?: MarkOf }[];
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
        notes: late === 0 ? [] : [{ text: say('flow.late', { n: format.count(late) }) }],
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

/** A step of the waterfall: its bar from where to where, shares of the whole, and how much of its end is overdue. */
export interface Fall extends Stream {
  start: number;
  end: number;
  overdue: number;
}

/**
 * What there was, what came on top of it, what was taken away, and what is left, one below the other: each bar begins where the
 * one above it ends, so that the last is seen to be what the others come to.
 */
export function fallsOf({ in: [before, opened], out: [closed, open], total }: Flow): Fall[] {
  const share = (count: number): number => (total === 0 ? 0 : count / total);
  const fall = (stream: Stream, start: number, end: number, overdue = 0): Fall => ({
    ...stream,
    ...{ start: share(start), end: share(end), overdue: share(overdue) },
  });
  return [
    fall(before, 0, before.count),
    fall(opened, before.count, total),
    fall(closed, open.count, total),
    fall(open, 0, open.count, open.late),
  ];
}
