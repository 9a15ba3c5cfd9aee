import { z } from 'zod';
import { code, personalRecord } from './records.ts';
import { perhapsSaid, said } from './said.ts';

/** The fields of a personal part, each read by itself. */
export const personalField = personalRecord.omit({ kind: true, service: true, id: true, rev: true }).keyof();
export type PersonalField = z.infer<typeof personalField>;

/** What somebody may look at a personal part for. A code that was released keeps its meaning: it stands in audit logs. */
export const PURPOSES = ['handling', 'reply', 'verify', 'complaint', 'other'] as const;

/** What for: chosen, and in one's own words, which `other` needs. */
export const purpose = z.discriminatedUnion('code', [
  z.object({ code: z.enum(PURPOSES).exclude(['other']), words: perhapsSaid.default('') }),
  z.object({ code: z.literal('other'), words: said }),
]);
export type Purpose = z.infer<typeof purpose>;

/** The case whose personal part is meant. */
export const partOf = z.object({ service: code, id: code });
export type PartOf = z.infer<typeof partOf>;

/** Whether this wall holds a case's part: `none` came with it, `dropped` was kept for as long as it may be, `never` holds none of any. */
export type PartStanding = 'held' | 'none' | 'dropped' | 'never';

/** Which fields a personal part has, without what is in them, and which of them whoever asks may read: where not, why. */
export interface MaskedPart {
  standing: PartStanding;
  fields: { field: PersonalField; why: 'may' | 'role' | 'unit' }[];
}

/** What stands in one field. */
export type PersonalValue = string | [lon: number, lat: number];
