import type { InjectionKey } from 'vue';
import type { Panel } from '../../sync/contract/boards.ts';

/** Says of a tile that something on it is wrong or missing; provided by a console. `asOf` is the instant the tile shows. */
export const REPORT: InjectionKey<(about: { panel: Panel; title: string; asOf: number }) => void> =
  Symbol('report');
