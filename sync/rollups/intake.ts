import type { Refusal } from '../contract/questions/health.ts';
import { caseRecord, record, type CityRecord } from '../contract/records.ts';
import { isPlainCase } from './plain-case.ts';
import { refusalText, type Refused } from './refusal.ts';

/** Every field that a record may have. */
const FIELDS: ReadonlySet<string> = new Set(record.options.flatMap((one) => Object.keys(one.shape)));

/** What one element of a batch is: a record, or something that is none and why. */
export type Taken = { ok: true; record: CityRecord } | { ok: false; raw: unknown; reason: string };

/**
 * The records of a batch, each checked by itself, so that one bad one does not take the others with it.
 * A text that is not a JSON array is one bad element: all of it.
 */
export function* takeIn(text: string): Generator<Taken> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    yield bad(text, { why: 'notJson', field: '', said: messageOf(error) });
    return;
  }
  if (!Array.isArray(parsed)) {
    yield bad(text, { why: 'notRecords', field: '', said: 'not an array of records' });
    return;
  }
  const elements: readonly unknown[] = parsed;
  for (const raw of elements) yield isPlainCase(raw) ? { ok: true, record: raw } : check(raw);
}

const bad = (raw: unknown, refused: Refused): Taken => ({ ok: false, raw, reason: refusalText(refused) });

function check(raw: unknown): Taken {
  try {
    const result = isCase(raw) ? caseRecord.safeParse(raw) : record.safeParse(raw);
    if (result.success) return { ok: true, record: result.data };
    const [issue] = result.error.issues;
    if (issue === undefined) return bad(raw, { why: 'other', field: '', said: 'not a record' });
    return bad(raw, { why: whyOf(issue, raw), field: fieldOf(issue.path), said: issue.message });
  } catch (error) {
    // A value nested so deeply that checking it runs out of stack.
    return bad(raw, { why: 'nested', field: '', said: messageOf(error) });
  }
}

/** The field of a record in which something is wrong. Below it names may be anything: they are not told. */
const fieldOf = ([first]: readonly PropertyKey[]): string =>
  typeof first === 'string' && FIELDS.has(first) ? first : '';

type Issue = NonNullable<ReturnType<typeof record.safeParse>['error']>['issues'][number];

/** What is wrong there. */
function whyOf(issue: Issue, raw: unknown): Refusal {
  switch (issue.code) {
    case 'invalid_type':
      return issue.path.length > 0 && valueAt(raw, issue.path) === undefined ? 'missing' : 'type';
    case 'too_small':
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array' ? 'length' : 'range';
    default:
      return 'form';
  }
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  let value: unknown = raw;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = new Map<PropertyKey, unknown>(Object.entries(value)).get(String(key));
  }
  return value;
}

/** Nearly all records are cases: they need not look for their kind among the others. */
function isCase(raw: unknown): boolean {
  return typeof raw === 'object' && raw !== null && 'kind' in raw && raw.kind === 'case';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
