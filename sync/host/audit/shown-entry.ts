import { z } from 'zod';
import { lineOf } from '../../store/audit/chain.ts';

/** As much of an entry as is shown: one of a newer release may have more. */
const shown = z.looseObject({
  n: z.int(),
  at: z.number(),
  what: z.string(),
  who: z.record(z.string(), z.string()).nullable(),
  of: z.record(z.string(), z.json()),
  outcome: z.string().optional(),
  purpose: z.string().optional(),
});

/** One entry as a line for a terminal, in the city's time, with the words that are kept elsewhere under its key; one that cannot be read says so. */
export function shownEntry(bytes: Buffer, wordsOf: (key: string) => unknown = () => undefined): string {
  const line = lineOf(bytes);
  const read = shown.safeParse(parsed(line.json));
  if (!read.success) return `${line.n ?? '?'}  unreadable`;
  const { n, at, what, who, of, outcome, purpose } = read.data;
  const said = what === 'look' && typeof of['key'] === 'string' ? wordsOf(of['key']) : undefined;
  const words = [
    ...(who === null ? [] : [Object.values(who).join(' ')]),
    ...Object.entries(of).map(
      ([name, value]) => `${name}=${Array.isArray(value) ? value.join(',') : String(value)}`,
    ),
    ...(outcome === undefined ? [] : [`→ ${outcome}`]),
    ...(purpose === undefined ? [] : [`purpose: ${purpose}`]),
    ...(typeof said === 'string' ? [`"${said}"`] : []),
  ];
  // A log that was tampered with must not move the terminal's cursor.
  return [String(n), timeOf(at), what, ...words].join('  ').replace(/\p{C}/gu, '?');
}

function parsed(json: Buffer): unknown {
  try {
    return JSON.parse(json.toString());
  } catch {
    return null;
  }
}

const timeOf = (at: number): string => {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? String(at) : date.toISOString();
};
