import type { Row } from './score.ts';
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
  all: { quietAlertsPerDay: number; quietCriticalPerWeek: number; falseShare: number | null },
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
    `${all.quietCriticalPerWeek.toFixed(2)} critical a week. ` +
    `Year with events: ${all.falseShare === null ? 'no alert' : `${Math.round(100 * all.falseShare)} % of the alerts are of no event`}.`;
  return `${columns([['kind', 'size', 'planted', 'found', 'share', 'median delay'], ...lines, ...total])}\n\n${quiet}`;
}

/** How often each rule rang in either year, and what a look at it took. */
export function byRule(quiet: Lived, eventful: Lived, days: number): string {
  const rang = (year: Lived, rule: string): string => {
    const count = year.raised.filter((one) => one.rule === rule && !one.muted).length;
    return (count / days).toFixed(3);
  };
  const rows = Object.entries(quiet.looks).map(([rule, { count, blind, why, ms }]) => [
    ...[rule, rang(quiet, rule), rang(eventful, rule), (ms / count).toFixed(1)],
    blind === 0 ? '' : `${share(blind, count)}: ${why}`,
  ]);
  return columns([['rule', 'quiet a day', 'with events a day', 'ms a look', 'blind'], ...rows]);
}
