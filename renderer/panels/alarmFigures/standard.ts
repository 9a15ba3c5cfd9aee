import type { Severity } from '../../../sync/contract/alerts.ts';

/**
 * What ISA-18.2-2016 (IEC 62682:2022) holds for very likely acceptable, of an operator who is rung for; shares are 0 to 1.
 */
export const STANDARD = {
  /** Rung for, a day and in ten minutes. */
  day: 150,
  tens: 1,
  /** More than this in ten minutes is a flood. */
  worstTens: 10,
  /** The share of the time that is in a flood, below. */
  floodShare: 0.01,
  /** There for longer than a day, on any day, below. */
  stale: 5,
  chattering: 0,
  /** The share of all that the ten loudest ring for. */
  ten: 0.05,
} as const;

/** How grave alarms are to be, as shares of all, of four priorities. */
export const SHARES: Readonly<Record<Severity, number>> = {
  critical: 0.01,
  high: 0.05,
  medium: 0.15,
  low: 0.8,
};
