import { defineAsyncComponent, type Component } from 'vue';
import type { PanelKind } from '../../sync/contract/boards.ts';
import AreasPanel from './areas/AreasPanel.vue';
import BacklogPanel from './backlog/BacklogPanel.vue';
import CartogramPanel from './cartogram/CartogramPanel.vue';
import CategoriesPanel from './categories/CategoriesPanel.vue';
import FieldsPanel from './fields/FieldsPanel.vue';
import HeadlinePanel from './headline/HeadlinePanel.vue';
import HotspotsPanel from './hotspots/HotspotsPanel.vue';
import IndicatorsPanel from './indicators/IndicatorsPanel.vue';
import SourcesPanel from './sources/SourcesPanel.vue';
import StripPanel from './strip/StripPanel.vue';
import TodayPanel from './today/TodayPanel.vue';
import UnassessedPanel from './unassessed/UnassessedPanel.vue';
import UnitsPanel from './units/UnitsPanel.vue';

/** One component for each kind of panel there is. The map comes apart: it is larger than all the others. */
export const panels: Readonly<Record<PanelKind, Component>> = {
  headline: HeadlinePanel,
  today: TodayPanel,
  categories: CategoriesPanel,
  backlog: BacklogPanel,
  map: defineAsyncComponent(() => import('./map/MapPanel.vue')),
  cartogram: CartogramPanel,
  hotspots: HotspotsPanel,
  units: UnitsPanel,
  areas: AreasPanel,
  indicators: IndicatorsPanel,
  fields: FieldsPanel,
  unassessed: UnassessedPanel,
  strip: StripPanel,
  sources: SourcesPanel,
};
