import { instant } from '../contract/instants.ts';
import { caseStatus, code, type CaseRecord } from '../contract/records.ts';

/** Any object, seen as what a case may have: nothing is known of any of it. */
type Loose = { readonly [K in keyof CaseRecord]?: unknown };

const EARLIEST = instant.minValue ?? Infinity;
const LATEST = instant.maxValue ?? -Infinity;
const LONGEST = code.maxLength ?? 0;
const statuses: ReadonlySet<unknown> = new Set(caseStatus.options);

/** The characters of ASCII a code can have: 2 anywhere, 1 but at its start. */
const ASCII = Uint8Array.from({ length: 128 }, (_, n) => {
  const character = String.fromCharCode(n);
  if (code.safeParse(character).success) return 2;
  return code.safeParse(`a${character}`).success ? 1 : 0;
});

/** Codes that were found to be codes. A city has hundreds; one that sends more is not let fill the memory. */
const known = new Set<unknown>();
const MOST_KNOWN = 20_000;

/**
 * Whether something is, beyond doubt, a case as `caseRecord` takes it. Nearly every record that arrives is,
 * and is known for one in a tenth of the time; whoever is refused here is for the schema to judge, and to say
 * why. Properties a case does not have are let be: nobody reads them.
 */
export function isPlainCase(raw: unknown): raw is CaseRecord {
  if (!isObject(raw) || raw.kind !== 'case') return false;
  const { point } = raw;
  return (
    isCode(raw.id) &&
    isKnown(raw.service) &&
    isKnown(raw.category) &&
    Number.isSafeInteger(raw.rev) &&
    within(raw.rev, 1, Infinity) &&
    isInstant(raw.openedAt) &&
    statuses.has(raw.status) &&
    (raw.dueAt === undefined || isInstant(raw.dueAt)) &&
    (raw.closedAt === undefined || isInstant(raw.closedAt)) &&
    (raw.unit === undefined || isKnown(raw.unit)) &&
    (raw.area === undefined || isKnown(raw.area)) &&
    (raw.channel === undefined || isKnown(raw.channel)) &&
    (point === undefined ||
      (Array.isArray(point) &&
        point.length === 2 &&
        within(point[0], -180, 180) &&
        within(point[1], -90, 90))) &&
    (raw.rating === undefined || (Number.isInteger(raw.rating) && within(raw.rating, 1, 5))) &&
    raw.events === undefined
  );
}

function isObject(raw: unknown): raw is Loose {
  return typeof raw === 'object' && raw !== null;
}

function within(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most;
}

function isInstant(value: unknown): boolean {
  return Number.isInteger(value) && within(value, EARLIEST, LATEST);
}

/** Whether something is a code, of which few others are: ids. */
function isCode(value: unknown): boolean {
  if (typeof value !== 'string' || value.length > LONGEST) return false;
  let least = 2;
  for (let i = 0; i < value.length; i++) {
    const kind = ASCII[value.charCodeAt(i)];
    if (kind === undefined) return code.safeParse(value).success;
    if (kind < least) return false;
    least = 1;
  }
  return least === 1;
}

/** Whether something is a code that comes again and again. */
function isKnown(value: unknown): boolean {
  if (known.has(value)) return true;
  if (!isCode(value)) return false;
  if (known.size >= MOST_KNOWN) known.clear();
  known.add(value);
  return true;
}
