import type { Sign, Subject } from '../../sync/contract/alerts.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../sync/contract/instants.ts';
import { beside, type Format, type Say } from '../locales/index.ts';

/** Names for codes, as far as alerts need them: what stores call look-ups fits. */
export interface AlertNames {
  serviceShort: (id: string) => string;
  noun: (service: string) => string;
  category: (service: string, id: string) => string;
  unit: (id: string) => string;
  area: (id: string) => string;
  source: (id: string) => string;
  indicator: (id: string) => string;
  /** What an indicator is measured in. */
  measure: (indicator: string) => string;
}
export interface AlertBy {
  names: AlertNames;
  say: Say;
  format: Format;
}
type Figures = Pick<Sign, 'measure' | 'value' | 'expected' | 'limit' | 'p' | 'subject'>;

/** What an alert is about, the most telling first: field, place, unit, indicator, source, part of the wall; its service where that is all. */
export function subjectWords(subject: Subject, { names, say }: Pick<AlertBy, 'names' | 'say'>): string {
  const { service, category, unit, area, indicator, source, part } = subject;
  const said = [
    category === undefined ? '' : names.category(service ?? '', category),
    indicator === undefined ? '' : names.indicator(indicator),
    area === undefined ? '' : names.area(area),
    unit === undefined ? '' : names.unit(unit),
    source === undefined ? '' : names.source(source),
    part === undefined ? '' : partWords(part, say),
  ].filter((words) => words !== '');
  if (said.length > 0) return said.join(' · ');
  return service === undefined ? say('alertSubject.city') : names.serviceShort(service);
}

/** A part of the wall itself: `screen 2`, `disk`, `clock`, `link`. */
function partWords(part: string, say: Say): string {
  const [, n] = /^screen (\d+)$/.exec(part) ?? [];
  if (n !== undefined) return say('alertSubject.screen', { n });
  if (part === 'disk' || part === 'clock' || part === 'link') return say(`alertSubject.${part}`);
  return say('alertSubject.part', { part });
}

/** How long something lasts, in the one unit that says it: 12 minutes, 3,5 hours, 2 days. */
export function lasting(ms: number, { say, format }: Pick<AlertBy, 'say' | 'format'>): string {
  const steps = [
    ['days', DAY, 2 * DAY],
    ['hours', HOUR, 2 * HOUR],
    ['minutes', MINUTE, MINUTE],
  ] as const;
  const long = Math.max(0, ms);
  const [name, size] = steps.find(([, , from]) => long >= from) ?? (['seconds', SECOND] as const);
  const n = long / size;
  return say(`lasting.${name}`, { n: format.decimal(n, name === 'hours' && n < 10 ? 1 : 0) });
}

/** What is less likely is said to be less than this. */
const LEAST_CHANCE = 0.001;

/** One figure of a sign as it is written, without what it counts. */
export function figure(of: Figures, n: number, by: Pick<AlertBy, 'say' | 'format'>): string {
  const { format } = by;
  switch (of.measure) {
    case 'chance':
      // A forecast never says that something cannot be.
      return n < LEAST_CHANCE ? `<${format.percent(LEAST_CHANCE, 1)}` : format.percent(n, n < 0.1 ? 1 : 0);
    case 'share':
      return format.percent(n, n < 0.1 ? 1 : 0);
    case 'time':
      return lasting(n, by);
    case 'value':
      return format.decimal(n, Math.abs(n) < 100 ? 1 : 0);
    default:
      return format.decimal(n, Number.isInteger(n) || n >= 10 ? 0 : 1);
  }
}

/** How much it is, with what that counts: "42 phản ánh mới", "18 phút", "khả năng đạt 12%". */
export function valueWords(of: Figures, by: AlertBy): string {
  const { names, say } = by;
  const { service, indicator } = of.subject;
  const noun = service === undefined ? say('alertFigure.case') : names.noun(service);
  const n = figure(of, of.value, by);
  return say(`measure.${of.measure}`, {
    n,
    noun: say('alertFigure.cases', { noun, n }),
    unit: indicator === undefined ? '' : beside(names.measure(indicator)),
  });
}

/** What the values of a sign are counted in, for an axis; empty where each is written with its unit. */
export function countedIn(of: Figures, { names, say }: Pick<AlertBy, 'names' | 'say'>): string {
  const { service, indicator } = of.subject;
  if (of.measure === 'value') return indicator === undefined ? '' : names.measure(indicator);
  if (!COUNTED.has(of.measure)) return '';
  return service === undefined ? say('alertFigure.case') : names.noun(service);
}

/** From so many times the usual on, how many times it is says more than what is usual. */
const TIMES = 1.05;
/** Of less than one that is usual, how many times it is says nothing. */
const LEAST = 1;
const COUNTED: ReadonlySet<Sign['measure']> = new Set(['opened', 'open', 'overdue', 'dueSoon', 'records']);

/** What it is held against: how many times the usual, and the usual itself; or a plan; or a limit. Empty where nothing says so. */
export function againstWords(of: Figures, by: AlertBy): readonly string[] {
  const { say, format } = by;
  const { value, expected, limit } = of;
  const times =
    expected !== null && expected >= LEAST && value / expected >= TIMES && COUNTED.has(of.measure)
      ? [say('alertFigure.times', { ratio: format.ratio(value / expected) })]
      : [];
  return [
    ...times,
    ...(expected === null ? [] : [say('alertFigure.expected', { n: figure(of, expected, by) })]),
    ...(limit === null ? [] : [say('alertFigure.limit', { n: figure(of, limit, by) })]),
  ];
}

/** Below one in so many nobody reads the difference. */
const RAREST = 1_000_000;

/** A probability by chance alone, in words: "1 phần 200"; as a share where it is no rarity. */
export function chanceWords(p: number, { say, format }: Pick<AlertBy, 'say' | 'format'>): string {
  if (p < 1 / RAREST) return say('alertFigure.under', { n: format.count(RAREST) });
  if (p > 0.1) return format.percent(p, 0);
  const oneIn = 1 / p;
  const rounded = Number(oneIn.toPrecision(oneIn < 100 ? 2 : 1));
  return say('alertFigure.oneIn', { n: format.count(rounded) });
}
