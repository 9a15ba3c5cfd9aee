import { boardAt } from '../../../sync/contract/place.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import type { By } from '../model.ts';
import type { Lights } from './lights.ts';

/** Every source system: how far its data reach and, where they are not live, whose duty it is that they come. */
export function fromSources({ late, total, rows }: Data<'sources'>, by: By): Lights {
  const { names, say } = by;
  return {
    as: 'list',
    aside: [say(late > 0 ? 'sources.late' : 'sources.fine', { late, total })],
    shape: null,
    rows: rows.map(({ source, watermark, state, unit }) => ({
      key: source,
      state,
      name: names.source(source),
      until: until(watermark, by),
      note: state === 'live' ? '' : `${names.unit(unit)} · ${names.duty(source)}`,
      to: boardAt('data'),
    })),
    more: 0,
    none: say('sources.none'),
  };
}

/** How far data reach. */
export function until(watermark: number | null, { say, format, asOf }: By): string {
  if (watermark === null) return say('sources.never');
  return say('sources.until', { when: format.reach(watermark, asOf) });
}
