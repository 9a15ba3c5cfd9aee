import { expect, it } from 'vitest';
import { questions } from '../../sync/contract/questions/index.ts';
import { healthOf } from '../harness/programs.ts';
import { recordedOnAWall } from './recorded-wall.ts';
import { newYork } from './recording.ts';

// Four hours of a night in 2024 in twenty seconds.
recordedOnAWall(newYork, 750, (stage) => {
  const service = 'nyc311';

  it('drops nothing: 23 have no point, 10 no district, each has its agency', async () => {
    const { wall, ask, end } = stage();
    expect(await healthOf(wall.address)).toMatchObject({
      ...{ status: 'live', asOf: end, cases: 1000, open: 707, unknownPlace: 23, quarantine: 0, notes: [] },
    });
    const areas = await ask('areas', questions.areas.answer, { service, range: '30d' }, end);
    expect(areas).toMatchObject({ total: 1000, unknown: 10 });
    expect(areas.rows).toHaveLength(59);
    const heat = await ask('heat', questions.heat.answer, { service, range: '30d', grid: 'mid' }, end);
    expect(heat).toMatchObject({ total: 1000, unknown: 23 });
    const order = 'volume';
    const units = await ask(
      'units',
      questions.units.answer,
      { service, range: '30d', order, limit: 20 },
      end,
    );
    expect(units.rows.map(({ unit, closed, open }) => [unit, closed + open])).toEqual([
      ...[
        ['NYPD', 500],
        ['HPD', 370],
        ['DOT', 40],
        ['DSNY', 32],
        ['DEP', 17],
        ['DOHMH', 11],
      ],
      ...[
        ['DHS', 9],
        ['DPR', 8],
        ['EDC', 6],
        ['TLC', 5],
        ['DCWP', 2],
      ],
    ]);
  });

  it('finds nothing of a kind that the profile does not know: sixty kinds, none of them the fall-back', async () => {
    const { ask, end } = stage();
    const params = { service, range: '30d', limit: 100 };
    const { rows, total } = await ask('categories', questions.categories.answer, params, end);
    expect([rows.length, total]).toEqual([60, 1000]);
    expect(rows.map(({ category }) => category)).not.toContain('other');
  });
});
