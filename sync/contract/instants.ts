import { z } from 'zod';

/** 1990-01-01T00:00Z: nothing a city's system sends is older; year 0 and seconds-for-milliseconds are caught. */
export const EARLIEST = 631_152_000_000;
/** 2200-01-01T00:00Z. */
export const LATEST = 7_258_118_400_000;

/** An instant: whole milliseconds since 1970-01-01T00:00Z, between 1990 and 2200. */
export const instant = z.int().min(EARLIEST).max(LATEST);
export type Instant = number;

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
