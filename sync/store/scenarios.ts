import { z } from 'zod';
import { instant } from '../contract/instants.ts';

/** Where a journal keeps what somebody assumes an indicator comes to in a year. */
export const scenarioKey = (indicator: string, year: number): string => `scenario:${indicator}:${year}`;

/** An assumption as a journal keeps it; without a value where it was taken back. */
export const heldScenario = z.object({ value: z.number().nullable(), note: z.string(), givenAt: instant });
