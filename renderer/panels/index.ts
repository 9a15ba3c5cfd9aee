import type { Component } from 'vue';
import type { PanelKind } from '../../sync/contract/panels.ts';
import Tile from '../ui/Tile.vue';
import BarsPanel from './bars/BarsPanel.vue';
import CalendarPanel from './calendar/CalendarPanel.vue';
import CartogramPanel from './cartogram/CartogramPanel.vue';
import { coming } from './coming.ts';
import FaultPanel from './fault/FaultPanel.vue';
import FigurePanel from './figure/FigurePanel.vue';
import FlowPanel from './flow/FlowPanel.vue';
import HeadlinePanel from './headline/HeadlinePanel.vue';
import HotspotsPanel from './hotspots/HotspotsPanel.vue';
import IndicatorsPanel from './indicators/IndicatorsPanel.vue';
import LightsPanel from './lights/LightsPanel.vue';
import RankingPanel from './ranking/RankingPanel.vue';
import SeriesPanel from './series/SeriesPanel.vue';
import SharesPanel from './shares/SharesPanel.vue';
import PagePanel from './page/PagePanel.vue';
import PicturePanel from './picture/PicturePanel.vue';
import StripPanel from './strip/StripPanel.vue';
import TablePanel from './table/TablePanel.vue';
import TextPanel from './text/TextPanel.vue';
import TickerPanel from './ticker/TickerPanel.vue';

/** One component for each kind of panel there is. The map comes apart: it is larger than all the others. */
export const panels: Readonly<Record<PanelKind, Component>> = {
  headline: HeadlinePanel,
  figure: FigurePanel,
  bars: BarsPanel,
  shares: SharesPanel,
  ranking: RankingPanel,
  lights: LightsPanel,
  map: coming(() => import('./map/MapPanel.vue'), Tile),
  cartogram: CartogramPanel,
  table: TablePanel,
  series: SeriesPanel,
  calendar: CalendarPanel,
  flow: FlowPanel,
  ticker: TickerPanel,
  picture: PicturePanel,
  text: TextPanel,
  page: PagePanel,
  hotspots: HotspotsPanel,
  indicators: IndicatorsPanel,
  strip: StripPanel,
  fault: FaultPanel,
};
