import { boardAt } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import type { Lights } from './lights.ts';

/** Source systems whose data do not come as they should: how far they reach, and whose duty it is; the others are one line. */
export function fromSources({ late, total, rows }: Data<'sources'>, by: By): Lights {
  const { names, say } = by;
  const missing = rows.filter(({ state }) => state !== 'live');
  const fine = rows.length - missing.length;
  return {
    as: 'list',
    aside: [say(late > 0 ? 'sources.late' : 'sources.fine', { late, total })],
    shape: null,
    rows: missing.map(({ source, watermark, state, unit }) => ({
      key: source,
      state,
      name: names.source(source),
      until: until(watermark, by),
      note: `${names.unit(unit)} · ${names.duty(source)}`,
      to: boardAt('data'),
    })),
    ...{ more: 0, loud: true },
    rest: fine === 0 ? '' : say('sources.fine', { total: by.format.count(fine) }),
    none: say('sources.none'),
  };
}

/** How far data reach. */
export function until(watermark: number | null, { say, format, asOf }: By): string {
  if (watermark === null) return say('sources.never');
  return say('sources.until', { when: format.reach(watermark, asOf) });
}
