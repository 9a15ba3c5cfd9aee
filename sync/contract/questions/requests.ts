import { z } from 'zod';
import { codeOf } from '../code-of.ts';
import { instant } from '../instants.ts';
import { code, requestAbout, requestEntry, requestRecord, rev } from '../records.ts';
import { requestState } from '../requests.ts';

/** One request as a list shows it: what was typed is not in it. */
const requestLine = z.object({
  id: code,
  asks: requestRecord.shape.asks,
  wants: requestRecord.shape.wants,
  about: requestAbout,
  unit: code,
  state: requestState,
  /** An answer is owed, and its deadline has passed. */
  late: z.boolean(),
  askedAt: instant,
  dueAt: instant,
  /** When the last thing was done about it. */
  movedAt: instant,
  /** Its revision, which a command says it was given for. */
  rev,
});
export type RequestLine = z.infer<typeof requestLine>;

/**
 * How requests may be asked to stand: `open` are those on which it is somebody's turn, `late` those that owe an answer too long, `owed` those
 * that owe one in time.
 */
export const askedRequests = z.enum([...requestState.options, 'open', 'owed', 'late']);

/** Which requests are meant: all that each part says. */
export const requestFilter = z.strictObject({
  state: askedRequests.optional(),
  unit: codeOf('unit').optional(),
  /** What they are about: an indicator, an alert, or a case, which is one of a service. */
  indicator: codeOf('indicator').optional(),
  alert: z.string().min(1).max(64).optional(),
  service: codeOf('service').optional(),
  case: code.optional(),
});
export type RequestFilter = z.infer<typeof requestFilter>;

const PARTS = ['unit', 'indicator', 'alert', 'service', 'case'] as const;

/** Whether a request is one that a filter means, whatever its state. */
export function isMeant(
  { unit, about }: Pick<RequestLine, 'unit' | 'about'>,
  filter: RequestFilter,
): boolean {
  const said = {
    unit,
    indicator: 'indicator' in about ? about.indicator : undefined,
    alert: about.what === 'alert' ? about.alert : undefined,
    service: about.what === 'case' ? about.service : undefined,
    case: about.what === 'case' ? about.id : undefined,
  };
  return PARTS.every((part) => filter[part] === undefined || filter[part] === said[part]);
}

/**
 * What is asked of units: those that are late first, then answers that wait for whoever asked, each by its deadline as those on which it is
 * the unit's turn, and then what is over, the newest first. `states` and `units` are of all that the filter means, whatever their state.
 */
export const requests = {
  params: requestFilter.extend({
    limit: z.int().min(1).max(200).default(40),
  }),
  answer: z.object({
    /** How many there are of the asked state, of which `rows` are the first. */
    total: z.int(),
    late: z.int(),
    states: z.record(requestState, z.int()),
    /** Units that are asked something that is not over, those that owe most answers too long first, then who has most open. */
    units: z.array(z.object({ unit: code, open: z.int(), late: z.int() })),
    rows: z.array(requestLine),
  }),
};

/** One request with all that was done about it by an instant, the oldest first, in the words of whoever did it: for those who are signed in. */
export const request = {
  params: z.strictObject({ id: code }),
  answer: requestLine.extend({ history: z.array(requestEntry.omit({ key: true })) }),
};
