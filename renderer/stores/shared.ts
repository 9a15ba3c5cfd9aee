type Plain = Readonly<Record<string, unknown>>;
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * `now` with every part of it that is as it was `before` being the very same object: where nothing is different, `before`
 * itself. So what came again over a link draws only what changed. For data as JSON has it.
 */
export function shared<T>(before: T | null, now: T): T;
export function shared(before: unknown, now: unknown): unknown {
  if (Object.is(before, now)) return before;
  if (Array.isArray(before) && Array.isArray(now)) {
    const parts = now.map((one: unknown, i) => shared(before[i], one));
    return parts.length === before.length && parts.every((part, i) => Object.is(part, before[i]))
      ? before
      : parts;
  }
  if (isPlain(before) && isPlain(now)) {
    const keys = Object.keys(now);
    const parts = keys.map((key): [string, unknown] => [key, shared(before[key], now[key])]);
    const same =
      keys.length === Object.keys(before).length &&
      parts.every(([key, part]) => Object.hasOwn(before, key) && Object.is(part, before[key]));
    return same ? before : Object.fromEntries(parts);
  }
  return now;
}
