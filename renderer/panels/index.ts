import { defineAsyncComponent, type Component } from 'vue';
import type { PanelKind } from '../../sync/contract/boards.ts';
import type { QuestionName } from '../../sync/contract/questions/index.ts';
import AreasPanel from './areas/AreasPanel.vue';
import BacklogPanel from './backlog/BacklogPanel.vue';
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

/** How a kind of panel is drawn, and the questions whose answers it can draw. */
export interface Drawn {
  component: Component;
  questions: readonly QuestionName[];
}

/** One component for each kind of panel there is. The map comes apart: it is larger than all the others. */
export const panels: Readonly<Record<PanelKind, Drawn>> = {
  headline: { component: HeadlinePanel, questions: ['headline'] },
  today: { component: TodayPanel, questions: ['today'] },
  categories: { component: CategoriesPanel, questions: ['categories'] },
  backlog: { component: BacklogPanel, questions: ['backlog'] },
  map: { component: defineAsyncComponent(() => import('./map/MapPanel.vue')), questions: ['heat', 'areas'] },
  hotspots: { component: HotspotsPanel, questions: ['hotspots'] },
  units: { component: UnitsPanel, questions: ['units'] },
  areas: { component: AreasPanel, questions: ['areas'] },
  indicators: { component: IndicatorsPanel, questions: ['indicators'] },
  fields: { component: FieldsPanel, questions: ['fields'] },
  unassessed: { component: UnassessedPanel, questions: ['indicators'] },
  strip: { component: StripPanel, questions: ['strip'] },
  sources: { component: SourcesPanel, questions: ['sources'] },
};
