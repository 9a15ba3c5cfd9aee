import { expect, it } from 'vitest';
import { byFor } from '../../exhibits/by.ts';
import { reports } from '../../exhibits/figures/lists.ts';
import { fromCommands } from './from-commands.ts';

const by = (said: readonly (readonly [string, string])[]) => ({
  ...byFor('table', 'commands'),
  boardTitle: (id: string) => id,
  said: new Map(said),
});

it('what people typed stands there where it may be read; else that there is a report, of what, when and what became of it', () => {
  const closed = fromCommands(reports, by([]));
  expect(closed.columns.map(({ key }) => key)).toEqual(['when', 'about', 'state']);
  expect(closed.rows).toHaveLength(4);
  expect(closed.rows[2]?.cells['state']?.under).toContain('nằm ngoài khung');
  const open = fromCommands(reports, by([['report-1', 'Thiếu số liệu 115']]));
  expect(open.columns.map(({ key }) => key)).toEqual(['when', 'about', 'note', 'state']);
  expect(open.rows.map(({ cells }) => cells['note']?.text)).toEqual(['', 'Thiếu số liệu 115', '', '']);
  expect(open.rows[2]?.cells['note']?.under).toContain('nằm ngoài khung');
});
