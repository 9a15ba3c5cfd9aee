import { jsonIn } from '../contract/json.ts';
import type { Refusal } from '../contract/rejections.ts';
import { caseRecord, record, type CityRecord } from '../contract/records.ts';
import { elements } from './elements.ts';
import { isPlainCase } from './plain-case.ts';
import { refusalText, type Refused } from './refusal.ts';

/** Every field that a record may have. */
const FIELDS: ReadonlySet<string> = new Set(record.options.flatMap((one) => Object.keys(one.shape)));

/** What one element of a batch is: a record, or something that is none and why. */
export type Taken = { ok: true; record: CityRecord } | { ok: false; reason: string };

/**
 * The records of a batch, each checked by itself, so that one bad one does not take the others with it. Where the text is no JSON, its
 * elements are cut apart and each is parsed by itself. A text that is no list is one bad element: all of it.
 */
export class Intake implements Iterable<Taken> {
  readonly #text: string;
  #elements: readonly string[] | null = null;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The element that was given last, as it came. */
  get raw(): string {
    this.#elements ??= elements(this.#text) ?? [this.#text];
    return this.#elements[this.#at] ?? '';
  }

  *[Symbol.iterator](): Generator<Taken> {
    const parsed = jsonIn(this.#text);
    if (parsed === undefined) yield* this.#oneByOne();
    else if (Array.isArray(parsed)) yield* this.#all(parsed);
    else yield bad({ why: 'notRecords', field: '', said: 'not an array of records' });
  }

  *#all(values: readonly unknown[]): Generator<Taken> {
    this.#at = 0;
    for (const raw of values) {
      yield taken(raw);
      this.#at++;
    }
  }

  *#oneByOne(): Generator<Taken> {
    const texts = elements(this.#text);
    this.#elements = texts ?? [this.#text];
    for (this.#at = 0; this.#at < this.#elements.length; this.#at++) {
      const value = texts === null ? undefined : jsonIn(this.raw);
      // A parser quotes what it stumbled on, which may be personal.
      yield value === undefined ? bad({ why: 'notJson', field: '', said: 'not JSON' }) : taken(value);
    }
  }
}

const bad = (refused: Refused): Taken => ({ ok: false, reason: refusalText(refused) });

const taken = (raw: unknown): Taken => (isPlainCase(raw) ? { ok: true, record: raw } : check(raw));

function check(raw: unknown): Taken {
  try {
    const result = isCase(raw) ? caseRecord.safeParse(raw) : record.safeParse(raw);
    if (result.success) return { ok: true, record: result.data };
    const [issue] = result.error.issues;
    if (issue === undefined) return bad({ why: 'other', field: '', said: 'not a record' });
    return bad({ why: whyOf(issue, raw), field: fieldOf(issue.path), said: issue.message });
  } catch (error) {
    // A value nested so deeply that checking it runs out of stack.
    return bad({ why: 'nested', field: '', said: messageOf(error) });
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
