import { exhibit } from '../../exhibits/exhibit.ts';

const kind = {
  path: 'panels[2].kind',
  expected: 'one of headline, figure, bars, shares, ranking, lights, map, cartogram, table, series',
  found: '"clock"',
};
const limit = { path: 'panels[2].question.params.limit', expected: 'a number at most 100', found: '5000' };

export const exhibits = [
  exhibit(
    'nothing',
    {},
    {},
    {
      source: '',
      options: { file: 'boards/overview.json', problems: [kind, limit] },
      sizes: [
        [8, 6],
        [6, 4],
        [24, 14],
      ],
    },
  ),
  exhibit(
    'nothing',
    {},
    {},
    {
      id: 'no-json',
      source: '',
      options: {
        file: 'boards/overview.json',
        problems: [{ path: 'line 4, column 15', expected: 'a value', found: ',' }],
      },
      sizes: [[6, 4]],
    },
  ),
];
