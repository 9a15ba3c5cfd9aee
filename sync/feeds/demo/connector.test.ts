import path from 'node:path';
import { HOUR, MINUTE } from '../../contract/instants.ts';
import { loadProfile } from '../../profile/profile.ts';
import { connectorSuite } from '../connector-suite.fixture.ts';
import { demo } from './demo.ts';
import { smallCity } from './fixture.ts';

const FOUNDED = Date.parse('2026-11-18T15:20:00+07:00');

connectorSuite('the demonstration city', async () => {
  const whole = await loadProfile(path.resolve(import.meta.dirname, '../../../assets/cities/hcmc'));
  return {
    connector: demo,
    loaded: smallCity(whole, ['retail', 'cpi_yoy', 'dengue', 'c_disbursement']),
    settings: { cases: 2000 },
    clock: { at: FOUNDED, step: 10 * MINUTE, end: FOUNDED + 11 * HOUR },
    until: FOUNDED + 11 * HOUR,
    wrong: [
      [{ cases: -1 }, 'cases'],
      [{ seed: 'x' }, 'seed'],
      [{ rate: 1e9 }, 'rate'],
      [{ sources: [] }, 'sources'],
      [{ sources: ['1022', 'nobody'] }, 'sources'],
    ],
  };
});
