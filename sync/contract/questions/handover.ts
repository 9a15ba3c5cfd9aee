import { z } from 'zod';
import { handover as record, handoverSheet } from '../handover.ts';

/** What this shift would leave to the next now, and the handovers of before, the newest first. */
export const handover = {
  params: z.strictObject({ limit: z.int().min(1).max(100).default(20) }),
  answer: z.object({ sheet: handoverSheet, past: z.array(record) }),
};

/** One handover, with what was shown then. */
export const oneHandover = {
  params: z.strictObject({ id: record.shape.id }),
  answer: z.object({ handover: record, sheet: handoverSheet }),
};
