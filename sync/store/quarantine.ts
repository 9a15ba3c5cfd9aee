import type { Instant } from '../contract/instants.ts';
import { personalRecord, record } from '../contract/records.ts';
import type { ReadableCache, WritableCache } from './cache.ts';
import type { PersonalStore } from './personal/personal.ts';

/** As much of a bad record as is kept, characters: enough to see what it was. */
const KEPT = 4_000;

/** So many bad records are kept; the oldest make room. The counter goes on counting. */
const MOST_KEPT = 10_000;

/** A text cut to a bound, saying how much of it was cut. */
export function bounded(text: string, most = KEPT): string {
  if (text.length <= most) return text;
  const half = (text.charCodeAt(most - 1) & 0xfc00) === 0xd800;
  const head = text.slice(0, half ? most - 1 : most);
  const all = Buffer.byteLength(text);
  return `${head}… (cut: ${all - Buffer.byteLength(head)} of ${all} bytes)`;
}

const others = record.options.filter((one) => one !== personalRecord);
const PUBLIC = new RegExp(`"kind"\\s*:\\s*"(?:${others.map((one) => one.shape.kind.value).join('|')})"`);
const fields = new Set(others.flatMap((one) => Object.keys(one.shape)));
const own = Object.keys(personalRecord.shape).filter((field) => !fields.has(field));
const MARKS = new RegExp(`personal|"(?:${own.join('|')})"`, 'i');
const SERVICE = /"service"\s*:\s*"([^"\\]{1,80})"/;

/** Whether a bad record may have anything in it that a citizen typed: all that does not plainly say that it is another kind. */
function mayBePersonal(raw: string): boolean {
  let text = raw;
  try {
    text = JSON.stringify(JSON.parse(raw)) ?? '';
  } catch {
    // Names of fields can be written so that nobody finds them: where that cannot be undone, nothing is plain.
    if (raw.includes('\\u')) return true;
  }
  return !PUBLIC.test(text) || MARKS.test(text);
}

/** What is told of a record that may be personal: that it was there. A service is named where it is one that is known. */
function withheld(cache: ReadableCache, raw: string, kept: boolean): string {
  const [, service] = SERVICE.exec(raw) ?? [];
  const about = service === undefined || cache.services.id(service) === undefined ? {} : { service };
  const kind = /"kind"\s*:\s*"personal"/.test(raw) ? { kind: 'personal' } : {};
  const where = kept ? 'kept in the file of personal parts' : 'not kept here';
  return `${JSON.stringify({ ...kind, ...about })} (may be personal, ${where}: ${Buffer.byteLength(raw)} bytes)`;
}

/**
 * Keeps bad records apart, with the reason, for someone to look at. What may be personal is kept with personal parts alone, and
 * nowhere where there are none.
 */
export function quarantineOf(
  cache: WritableCache,
  personal: PersonalStore | null,
): (raw: string, reason: string, at: Instant) => void {
  const add = cache.db.prepare<[string, string, number]>(
    'INSERT INTO quarantine (raw, reason, at) VALUES (?, ?, ?)',
  );
  const prune = cache.db.prepare<[number]>('DELETE FROM quarantine WHERE n <= ?');
  return (raw, reason, at) => {
    const apart = mayBePersonal(raw);
    const why = bounded(reason, 500);
    if (apart && personal !== null) {
      personal.begin();
      personal.refuse(bounded(raw), why, at);
    }
    const shown = apart ? withheld(cache, raw, personal !== null) : bounded(raw);
    const { lastInsertRowid } = add.run(shown, why, at);
    prune.run(Number(lastInsertRowid) - MOST_KEPT);
  };
}
