import type { Place } from '../../sync/contract/place.ts';

/** One step of time: an hour, a day, a month. */
export interface Step {
  key: string;
  /** Everything that is drawn at it, in words. */
  title: string;
  /** A day off, or another stretch that is unlike the rest. */
  shaded: boolean;
  to: Place | null;
}

/** A word under the axis. `at` is a step's number from 0; half a step less is its left edge. */
export interface Tick {
  at: number;
  text: string;
  /** Stands whatever else gives way: where the present is. */
  pinned?: boolean;
}

/** One value. */
export interface Point {
  value: number;
  /** Drawn hollow or hatched: an estimate, or a step that is not over. */
  open?: boolean;
  /** Marked as one that was published, among others that were not. */
  strong?: boolean;
  /** What was said of it first, where that was something else. */
  was?: number;
  /** Not to be joined to the value before it: another year's sum, another thing's. */
  parted?: boolean;
}

/** Values of one thing, step by step; null where there is none, and no line goes across. */
export interface Line {
  key: string;
  name: string;
  /**
   * How it stands out: what the picture is of, its companion, the same of another time's city, what it is held
   * against; what is forecast here, what others expect, what somebody assumes.
   */
  tone: 'main' | 'second' | 'former' | 'quiet' | 'plan' | 'forecast' | 'outside' | 'scenario';
  /** `ticks` are short strokes as wide as a step: plans. `signs` stand alone, each tone in a shape of its own. */
  as: 'line' | 'columns' | 'ticks' | 'signs';
  points: readonly (Point | null)[];
  /** Whether its newest value is written at its end, under its name. */
  told: boolean;
}

/** A boundary in time, with what it means. `at` as of a {@link Tick}. */
export interface Seam {
  at: number;
  text: string;
  /** Where there is little room. */
  brief: string;
}

/** Words beside the curve where it turns: of which step and value, and on which side of it they stand if they can. */
export interface Note {
  at: number;
  value: number;
  text: string;
  side: 'over' | 'under';
}

/** How something looks, and what that means. */
export interface Look {
  look: 'open' | 'hatched' | 'strong' | 'was' | 'band' | 'shaded';
  text: string;
}

/** Values over even steps of time, from left to right. */
export interface TimeChart {
  steps: readonly Step[];
  /** Words under the axis, several sets of them: the first that fits is taken. */
  ticks: readonly (readonly Tick[])[];
  /** What the values are counted or measured in. */
  unit: string;
  /** A value as the city writes it; `decimals` for the axis, whose steps may be finer than values are. */
  write: (value: number, decimals?: number) => string;
  /** Whole numbers only. */
  whole: boolean;
  /** The axis begins at zero. Columns always do. */
  zero: boolean;
  /** Values flow from step to step, as those of hours do. */
  smooth: boolean;
  /** What is usual at each step; `parted` where it is of another length than the one before it, as a day's that is not over. */
  band: readonly ({ low: number; high: number; parted?: boolean } | null)[];
  /** Drawn one over the other, the last on top. */
  lines: readonly Line[];
  seams: readonly Seam[];
  /** Where the curve turns, in words; what finds no room beside it is left out, the last first. */
  notes?: readonly Note[];
  looks: readonly Look[];
  /** What must be known of it beside what is drawn, in words. */
  said?: readonly string[];
  /** A word on where the values are from, which is always told: demonstration data. */
  stamp: string;
}
