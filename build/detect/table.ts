import type { Cause, Row } from './score.ts';
import type { Lived } from './world.ts';

/** Rows of text as columns, each as wide as its widest. */
function columns(rows: readonly (readonly string[])[]): string {
  const [first = []] = rows;
  const widths = first.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const lines = rows.map((row) => `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`);
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

const share = (part: number, of: number): string => (of === 0 ? '-' : `${Math.round((100 * part) / of)} %`);

/** What was found, as a table for people. */
export function table(
  rows: readonly Row[],
  all: { quietAlertsPerDay: number; quietCriticalPerWeek: number },
): string {
  const sizes = ['small', 'middle', 'large'] as const;
  const total = sizes.map((size) => {
    const own = rows.filter((row) => row.size === size);
    const [planted, found] = [own.map((row) => row.planted), own.map((row) => row.found)].map((some) =>
      some.reduce((a, b) => a + b, 0),
    );
    return ['all', size, String(planted), String(found), share(found ?? 0, planted ?? 0), ''];
  });
  const lines = rows.map(({ kind, size, planted, found, medianDelayMinutes: delay }) => [
    ...[kind, size, String(planted), String(found), share(found, planted)],
    delay === null ? '-' : `${delay} min`,
  ]);
  const quiet =
    `Quiet year: ${all.quietAlertsPerDay.toFixed(2)} alerts a day, ` +
    `${all.quietCriticalPerWeek.toFixed(2)} critical a week.`;
  return `${columns([['kind', 'size', 'planted', 'found', 'share', 'median delay'], ...lines, ...total])}\n\n${quiet}`;
}

/** How often each rule rang in the quiet year, what it rang for in the other, and what a look at it took. */
export function byRule(quiet: Lived, causes: ReadonlyMap<string, Record<Cause, number>>): string {
  const none = { event: 0, follows: 0, fact: 0, nothing: 0 };
  const rows = Object.entries(quiet.looks).map(([rule, { count, blind, why, ms }]) => {
    const rang = quiet.raised.filter((one) => one.rule === rule && !one.muted).length;
    const { event, follows, fact, nothing } = causes.get(rule) ?? none;
    return [
      ...[rule, ...[rang, event, follows, fact, nothing].map(String), (ms / count).toFixed(1)],
      blind === 0 ? '' : `${share(blind, count)}: ${why}`,
    ];
  });
  const all = [...causes.values()];
  const sum = (cause: Cause): number => all.reduce((n, one) => n + one[cause], 0);
  const total = sum('event') + sum('follows') + sum('fact') + sum('nothing');
  const told = (cause: Cause): string => `${sum(cause)} (${share(sum(cause), total)})`;
  return (
    `Of ${total} alerts beside events ${told('event')} are of one, ${told('follows')} follow from one, ` +
    `${told('fact')} are facts that nobody planted, ${told('nothing')} are of nothing.\n\n` +
    columns([['rule', 'quiet', 'of an event', 'follows', 'fact', 'nothing', 'ms a look', 'blind'], ...rows])
  );
}
