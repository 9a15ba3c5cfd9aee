import type { Component } from 'vue';
import type { PanelKind } from '../../sync/contract/panels.ts';
import AlarmFiguresPanel from './alarmFigures/AlarmFiguresPanel.vue';
import AlertsPanel from './alerts/AlertsPanel.vue';
import BarsPanel from './bars/BarsPanel.vue';
import CalendarPanel from './calendar/CalendarPanel.vue';
import CartogramPanel from './cartogram/CartogramPanel.vue';
import FaultPanel from './fault/FaultPanel.vue';
import FigurePanel from './figure/FigurePanel.vue';
import FlowPanel from './flow/FlowPanel.vue';
import FunnelPanel from './funnel/FunnelPanel.vue';
import HeadlinePanel from './headline/HeadlinePanel.vue';
import HotspotsPanel from './hotspots/HotspotsPanel.vue';
import IndicatorsPanel from './indicators/IndicatorsPanel.vue';
import LastHourPanel from './lastHour/LastHourPanel.vue';
import LightsPanel from './lights/LightsPanel.vue';
import MapPanel from './map/MapPanel.vue';
import RankingPanel from './ranking/RankingPanel.vue';
import SeriesPanel from './series/SeriesPanel.vue';
import SharesPanel from './shares/SharesPanel.vue';
import PagePanel from './page/PagePanel.vue';
import PicturePanel from './picture/PicturePanel.vue';
import StripPanel from './strip/StripPanel.vue';
import TablePanel from './table/TablePanel.vue';
import TextPanel from './text/TextPanel.vue';
import TickerPanel from './ticker/TickerPanel.vue';

/**
 * One component for each kind of panel there is. None comes apart from the others: a browser that could not fetch a part of a page once does not
 * ask for it again, and a board would have a hole for as long as the page lives.
 */
export const panels: Readonly<Record<PanelKind, Component>> = {
  headline: HeadlinePanel,
  figure: FigurePanel,
  bars: BarsPanel,
  shares: SharesPanel,
  ranking: RankingPanel,
  funnel: FunnelPanel,
  lights: LightsPanel,
  map: MapPanel,
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
  alerts: AlertsPanel,
  lastHour: LastHourPanel,
  alarmFigures: AlarmFiguresPanel,
  indicators: IndicatorsPanel,
  strip: StripPanel,
  fault: FaultPanel,
};
