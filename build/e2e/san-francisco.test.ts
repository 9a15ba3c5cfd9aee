import { expect, it } from 'vitest';
import { questions } from '../../sync/contract/questions/index.ts';
import { healthOf } from '../harness/programs.ts';
import { recordedOnAWall } from './recorded-wall.ts';
import { sanFrancisco } from './recording.ts';

// Eleven days of 2011 in twenty seconds.
recordedOnAWall(sanFrancisco, 45_000, (stage) => {
  it('drops nothing: 26 have no place, none has a unit', async () => {
    const { wall, ask, end } = stage();
    const service = '311';
    expect(await healthOf(wall.address)).toMatchObject({
      ...{ status: 'live', asOf: end, cases: 500, open: 129, unknownPlace: 26, quarantine: 0, notes: [] },
    });
    const areas = await ask('areas', questions.areas.answer, { service, range: '30d' }, end);
    expect(areas.total).toBe(500);
    expect(areas.unknown).toBeGreaterThanOrEqual(26);
    const heat = await ask('heat', questions.heat.answer, { service, range: '30d', grid: 'mid' }, end);
    expect(heat).toMatchObject({ total: 500, unknown: 26 });
    const units = await ask('units', questions.units.answer, { service, range: '30d' }, end);
    expect(units.rows).toMatchObject([{ unit: '?', closed: 371, open: 129 }]);
  });
});
