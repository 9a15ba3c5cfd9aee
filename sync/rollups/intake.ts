import { caseRecord, record, type CityRecord } from '../contract/records.ts';
import { isPlainCase } from './plain-case.ts';

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
    yield { ok: false, raw: text, reason: `not JSON: ${messageOf(error)}` };
    return;
  }
  if (!Array.isArray(parsed)) {
    yield { ok: false, raw: text, reason: 'not an array of records' };
    return;
  }
  const elements: readonly unknown[] = parsed;
  for (const raw of elements) yield isPlainCase(raw) ? { ok: true, record: raw } : check(raw);
}

function check(raw: unknown): Taken {
  try {
    const result = isCase(raw) ? caseRecord.safeParse(raw) : record.safeParse(raw);
    if (result.success) return { ok: true, record: result.data };
    const [issue] = result.error.issues;
    const where = issue === undefined ? '' : fieldOf(issue.path);
    return { ok: false, raw, reason: `${where}: ${issue?.message ?? 'not a record'}` };
  } catch (error) {
    // A value nested so deeply that checking it runs out of stack.
    return { ok: false, raw, reason: messageOf(error) };
  }
}

/** Where in a record something is wrong. Below the body of a change the names are not ours: they may be anything. */
function fieldOf(path: readonly PropertyKey[]): string {
  const [first] = path;
  return (first === 'body' ? [first] : path).map(String).join('.');
}

/** Nearly all records are cases: they need not look for their kind among the others. */
function isCase(raw: unknown): boolean {
  return typeof raw === 'object' && raw !== null && 'kind' in raw && raw.kind === 'case';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
