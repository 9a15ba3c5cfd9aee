import type { PanelKind } from '../../sync/contract/panels.ts';
import { exhibits as bars } from '../panels/bars/exhibits.ts';
import { exhibits as cartogram } from '../panels/cartogram/exhibits.ts';
import { exhibits as map } from '../panels/map/exhibits.ts';
import { exhibits as headline } from '../panels/headline/exhibits.ts';
import { exhibits as hotspots } from '../panels/hotspots/exhibits.ts';
import { exhibits as indicators } from '../panels/indicators/exhibits.ts';
import { exhibits as lights } from '../panels/lights/exhibits.ts';
import { exhibits as ranking } from '../panels/ranking/exhibits.ts';
import { exhibits as series } from '../panels/series/exhibits.ts';
import { exhibits as shares } from '../panels/shares/exhibits.ts';
import { exhibits as strip } from '../panels/strip/exhibits.ts';
import { exhibits as table } from '../panels/table/exhibits.ts';
import { exhibits as ticker } from '../panels/ticker/exhibits.ts';
import { exhibits as text } from '../panels/text/exhibits.ts';
import { exhibits as picture } from '../panels/picture/exhibits.ts';
import { exhibits as page } from '../panels/page/exhibits.ts';
import { exhibits as calendar } from '../panels/calendar/exhibits.ts';
import { exhibits as fault } from '../panels/fault/exhibits.ts';
import { exhibits as figure } from '../panels/figure/exhibits.ts';
import { exhibits as flow } from '../panels/flow/exhibits.ts';
import type { Exhibit } from '../exhibits/exhibit.ts';

/** What each kind of panel brings to the gallery. */
export const EXHIBITS: Readonly<Record<PanelKind, readonly Exhibit[]>> = {
  headline,
  figure,
  bars,
  shares,
  ranking,
  lights,
  map,
  cartogram,
  table,
  series,
  calendar,
  flow,
  ticker,
  picture,
  text,
  page,
  hotspots,
  indicators,
  strip,
  fault,
};
