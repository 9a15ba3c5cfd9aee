import type { CaseFilter } from '../../../sync/contract/questions/drill.ts';

/** What a mark on a tile stands for, and so where a click on it leads on a console. */
export type Target =
  | { to: 'cases'; filter: Omit<CaseFilter, 'tree'> & { tree?: boolean } }
  | { to: 'case'; service: string; id: string }
  /** A board, with what it is about where it is about one thing. */
  | { to: 'board'; board: string; subject?: string };
