import { readFileSync } from 'node:fs';

/** A table of `docs/alerts.md`, found by the comment before it: the cells of each row by the head of their column. */
export function tableOf(name: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const text = readFileSync(new URL('../../../docs/alerts.md', import.meta.url), 'utf8');
  const [, after = ''] = text.split(`<!-- ${name} -->`);
  const lines = after.trim().split('\n');
  const end = lines.findIndex((line) => !line.startsWith('|'));
  const rows = lines.slice(0, end === -1 ? lines.length : end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
  const [head = [], , ...body] = rows;
  return new Map(
    body.map(([first = '', ...cells]) => [
      first,
      new Map(cells.map((cell, i) => [head[i + 1] ?? '', cell === '-' ? first : cell])),
    ]),
  );
}
