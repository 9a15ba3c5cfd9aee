import type { PanelKind } from '../../sync/contract/boards.ts';
import { exhibits as areas } from '../panels/areas/exhibits.ts';
import { exhibits as backlog } from '../panels/backlog/exhibits.ts';
import { exhibits as cartogram } from '../panels/cartogram/exhibits.ts';
import { exhibits as categories } from '../panels/categories/exhibits.ts';
import { exhibits as fields } from '../panels/fields/exhibits.ts';
import { exhibits as headline } from '../panels/headline/exhibits.ts';
import { exhibits as hotspots } from '../panels/hotspots/exhibits.ts';
import { exhibits as indicators } from '../panels/indicators/exhibits.ts';
import { exhibits as sources } from '../panels/sources/exhibits.ts';
import { exhibits as strip } from '../panels/strip/exhibits.ts';
import { exhibits as today } from '../panels/today/exhibits.ts';
import { exhibits as unassessed } from '../panels/unassessed/exhibits.ts';
import { exhibits as units } from '../panels/units/exhibits.ts';
import type { Exhibit } from './exhibit.ts';

/** What each kind of panel brings to the gallery. */
export const EXHIBITS: Readonly<Record<PanelKind, readonly Exhibit[]>> = {
  headline,
  today,
  categories,
  backlog,
  /** It stands on its own boards: it draws what only a host can send. */
  map: [],
  cartogram,
  hotspots,
  units,
  areas,
  indicators,
  fields,
  unassessed,
  strip,
  sources,
};
