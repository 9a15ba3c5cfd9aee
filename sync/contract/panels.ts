import type { PanelKind } from './boards.ts';
import type { QuestionName } from './questions/index.ts';

/** The questions each kind of panel can show; `sync/profile` holds a board against it, and so does the window. */
export const SHOWS: Readonly<Record<PanelKind, readonly QuestionName[]>> = {
  headline: ['headline'],
  today: ['today'],
  categories: ['categories'],
  backlog: ['backlog'],
  map: ['heat', 'areas'],
  hotspots: ['hotspots'],
  units: ['units'],
  areas: ['areas'],
  indicators: ['indicators'],
  fields: ['fields'],
  unassessed: ['indicators'],
  strip: ['strip'],
  sources: ['sources'],
};
