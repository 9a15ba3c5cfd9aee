import { z } from 'zod';
import { alertState, severity } from './alerts.ts';
import type { About } from './boards.ts';
import { instant } from './instants.ts';
import { period } from './periods.ts';
import { alertFilter, type AlertFilter } from './questions/alerts.ts';
import { caseFilter, caseOrder, cells, oneCase, type AskedState, type CaseOrder } from './questions/drill.ts';
import { requestFilter, type RequestFilter } from './questions/requests.ts';
import { code } from './records.ts';

/** A name as somebody may have typed it; whether there is such a thing, whoever opens the place says. */
const name = z.string().min(1).max(80);
const periods = z.tuple([period, period]).readonly();
/** The past instant a place is seen at; the city's now, or that of the place one comes from, where absent. */
const at = instant.optional();

/** Everything that can be looked at, as it crosses a socket or lies on disk. */
export const place = z.discriminatedUnion('view', [
  /** A board, by default the first, about what it names itself and the periods it compares itself; or one of its panels alone, with all its rows. */
  z.strictObject({
    view: z.literal('board'),
    board: name.optional(),
    panel: name.optional(),
    subject: name.optional(),
    periods: periods.optional(),
    at,
  }),
  z.strictObject({ view: z.literal('cases'), filter: caseFilter, order: caseOrder, at }),
  z.strictObject({ view: z.literal('case'), ...oneCase.params.shape, at }),
  /** The queue of alerts, or a part of it. */
  z.strictObject({ view: z.literal('alerts'), filter: alertFilter, at }),
  z.strictObject({ view: z.literal('alert'), alert: name, at }),
  /** One unit: how it keeps its times, what it is asked, its alerts. */
  z.strictObject({ view: z.literal('unit'), unit: code, at }),
  /** What is asked of units, or a part of it. */
  z.strictObject({ view: z.literal('requests'), filter: requestFilter, at }),
  z.strictObject({ view: z.literal('request'), request: code, at }),
  /** The end of a shift, or one of before. */
  z.strictObject({ view: z.literal('handover'), handover: name.optional(), at }),
  /** The rules that alerts are raised by, or one of them. */
  z.strictObject({ view: z.literal('rules'), rule: name.optional(), at }),
]);
export type Place = z.infer<typeof place>;
export type CasesPlace = Extract<Place, { view: 'cases' }>;

/** A board: the first where `board` is absent. */
export const boardAt = (board?: string, about: About = {}): Place => ({ view: 'board', board, ...about });

/** States whose cases are read by when they are due. */
const BY_DUE: ReadonlySet<string | undefined> = new Set<AskedState>(['dueSoon', 'overdue']);

/** The list of the cases that a filter means, in the order that what they wait for asks for where none is chosen. */
export const casesOf = (filter: z.input<typeof caseFilter>, order?: CaseOrder): CasesPlace => ({
  view: 'cases',
  filter: { ...filter, tree: filter.tree ?? true },
  order: order ?? (BY_DUE.has(filter.state) ? 'due' : 'newest'),
});

/** One case. */
export const caseAt = (service: string, id: string): Place => ({ view: 'case', service, id });

/** The queue of alerts: all that are not closed where nothing else is asked for. */
export const alertsOf = (filter: AlertFilter = {}): Place => ({ view: 'alerts', filter });

/** One unit. */
export const unitAt = (unit: string): Place => ({ view: 'unit', unit });

/** What is asked of units: all that is somebody's turn where nothing else is asked for. */
export const requestsOf = (filter: RequestFilter = { state: 'open' }): Place => ({
  view: 'requests',
  filter,
});

/** What this shift leaves to the next; or one that was handed over before. */
export const handoverAt = (handover?: string): Place => ({ view: 'handover', handover });

/** One request with its thread. */
export const requestAt = (request: string): Place => ({ view: 'request', request });

/** One alert. */
export const alertAt = (alert: string): Place => ({ view: 'alert', alert });

/** An instant in an address: 2025-06-30T17:00Z, to the minute where it is one; read with any zone, or as a date. */
const written = z.codec(
  z.union([z.iso.datetime({ offset: true, precision: -1 }), z.iso.datetime({ offset: true }), z.iso.date()]),
  instant,
  {
    decode: (text) => Date.parse(text),
    encode: (value) => new Date(value).toISOString().replace(/(?::00)?\.000Z$/, 'Z'),
  },
);
const when = written.optional();
const pair = z.codec(z.string().regex(/^[^,]+,[^,]+$/), periods, {
  decode: (text): [string, string] => {
    const [from = '', to = ''] = text.split(',');
    return [from, to];
  },
  encode: ([from, to]) => `${from},${to}`,
});
const rating = z.codec(z.string().regex(/^\d$/), z.int().min(1).max(5), { decode: Number, encode: String });
const tree = z.codec(z.enum(['0', '1']), z.boolean(), {
  decode: (text) => text === '1',
  encode: (value) => (value ? '1' : '0'),
});

const yes = z.codec(z.literal('1'), z.boolean(), { decode: () => true, encode: () => '1' as const });
/** Several words of some in one: `critical,high`. */
const words = <T extends string>(some: readonly T[]) => {
  const one = `(${some.join('|')})`;
  return z.codec(z.string().regex(new RegExp(`^${one}(,${one})*$`)), z.array(z.enum(some)).min(1), {
    decode: (text) => some.filter((word) => text.split(',').includes(word)),
    encode: (said) => said.join(','),
  });
};

/** Several codes in one: none has a comma in it. */
const codes = z.codec(z.string().regex(/^[^,]+(,[^,]+)*$/), z.array(code).min(1).max(100), {
  decode: (text) => text.split(','),
  encode: (said) => said.join(','),
});

/** Cells in one: how large they are, then where: `8:4268.430,4269.430`. */
const cellsWritten = z.codec(z.string().regex(/^\d+:-?\d+\.-?\d+(,-?\d+\.-?\d+)*$/), cells, {
  decode: (text) => {
    const [side = '', all = ''] = text.split(':');
    const at = all.split(',').map((one): [number, number] => {
      const [x = '', y = ''] = one.split('.');
      return [Number(x), Number(y)];
    });
    return { side: Number(side), at };
  },
  encode: ({ side, at }) => `${side}:${at.map(([x, y]) => `${x}.${y}`).join()}`,
});

/** What an address says of a place, by name: texts on one side, a filter laid out flat on the other. */
const form = z.discriminatedUnion('view', [
  z.strictObject({
    view: z.literal('board'),
    board: name.optional(),
    panel: name.optional(),
    subject: name.optional(),
    periods: pair.optional(),
    at: when,
  }),
  z.strictObject({
    view: z.literal('cases'),
    ...caseFilter.shape,
    ...{ from: when, to: when, since: when, until: when },
    ...{ categories: codes.optional(), areas: codes.optional(), cells: cellsWritten.optional() },
    ...{ rating: rating.optional(), tree: tree.optional(), order: caseOrder.optional(), at: when },
  }),
  z.strictObject({ view: z.literal('case'), ...oneCase.params.shape, at: when }),
  z.strictObject({
    view: z.literal('alerts'),
    ...alertFilter.shape,
    states: words(alertState.options).optional(),
    severities: words(severity.options).optional(),
    atRisk: yes.optional(),
    at: when,
  }),
  z.strictObject({ view: z.literal('alert'), alert: name, at: when }),
  z.strictObject({ view: z.literal('unit'), unit: code, at: when }),
  z.strictObject({ view: z.literal('requests'), ...requestFilter.shape, at: when }),
  z.strictObject({ view: z.literal('request'), request: code, at: when }),
  z.strictObject({ view: z.literal('handover'), handover: name.optional(), at: when }),
  z.strictObject({ view: z.literal('rules'), rule: name.optional(), at: when }),
]);

function built(read: z.output<typeof form>): Place {
  if (read.view === 'alerts') {
    const { view, at: seen, ...filter } = read;
    return { view, filter, at: seen };
  }
  if (read.view === 'requests') {
    const { view, at: seen, ...filter } = read;
    return { view, filter, at: seen };
  }
  if (read.view !== 'cases') return read;
  const { view, order, at: seen, ...filter } = read;
  return { ...casesOf(filter, order), view, at: seen };
}

/** A place that was read, and what could not be: `state=banana`, or the name of what is missing. */
export interface ReadPlace {
  place: Place;
  unread: readonly string[];
}

/**
 * Reads the place that an address names, given as its names and values; the first board where it names none. Where
 * something is `unread`, the place is wider than what was meant: it is to be refused, not shown. Never throws.
 */
export function readPlace(query: Iterable<readonly [name: string, value: string]>): ReadPlace {
  const said = [...query].filter(([, value]) => value !== '');
  const values = new Map(said);
  // A name that is said twice with two values says neither.
  const wrong = new Set(said.filter(([key, value]) => values.get(key) !== value).map(([key]) => key));
  for (;;) {
    const good = [...values].filter(([key]) => !wrong.has(key));
    const read = form.safeParse({ view: 'board', ...Object.fromEntries(good) });
    if (read.success) {
      const unread = [...wrong].map((key) => (values.has(key) ? `${key}=${values.get(key)}` : key));
      return { place: built(read.data), unread };
    }
    const known = wrong.size;
    for (const issue of read.error.issues)
      for (const key of issue.code === 'unrecognized_keys' ? issue.keys : issue.path.slice(0, 1))
        wrong.add(String(key));
    // What is missing stays missing: it is no such view, and a board needs nothing.
    if (wrong.size === known) wrong.add('view');
  }
}

/** What an address says of a place, name by name, always in the same order: what goes without saying is left out. */
export function writePlace(what: Place): [name: string, value: string][] {
  const flat = (): z.output<typeof form> => {
    if (what.view === 'alerts') return { view: what.view, ...what.filter, at: what.at };
    if (what.view === 'requests') return { view: what.view, ...what.filter, at: what.at };
    if (what.view !== 'cases') return what;
    const { view, filter, order, at: seen } = what;
    const own = {
      tree: filter.tree ? undefined : false,
      order: order === casesOf(filter).order ? undefined : order,
    };
    return { view, ...filter, ...own, at: seen };
  };
  return Object.entries(z.encode(form, flat())).flatMap(([key, value]: [string, string | undefined]) =>
    value === undefined || (key === 'view' && value === 'board') ? [] : [[key, value]],
  );
}
