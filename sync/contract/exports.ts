import { z } from 'zod';
import { codeOf } from './code-of.ts';
import { instant } from './instants.ts';
import { language } from './languages.ts';
import { caseFilter, caseOrder } from './questions/drill.ts';
import { code } from './records.ts';

/** Whoever asks shows their session. */
const ofSession = z.object({ session: z.string().min(1).max(200) });

/** What a list leaves as. */
export const exportFormat = z.enum(['csv', 'xlsx']);
export type ExportFormat = z.infer<typeof exportFormat>;

/** The columns of a list of cases in a file, in their order. Nothing that a citizen typed is in any. */
export const EXPORT_COLUMNS = [
  ...(['id', 'service', 'opened', 'due', 'closed', 'state'] as const),
  ...(['category', 'area', 'unit', 'channel', 'rating', 'returned'] as const),
] as const;
export type ExportColumn = (typeof EXPORT_COLUMNS)[number];

/** No more than so many are chosen one by one. */
export const MOST_CHOSEN = 1_000;

const word = z.string().max(300);
/**
 * A list of cases as a file: all of the filter, in its order, as of one instant, or the `chosen` of them. What the file says beside the figures is
 * said by the window, in the words it shows: the host has none.
 */
export const exportRequest = ofSession.extend({
  format: exportFormat,
  filter: caseFilter,
  order: caseOrder,
  chosen: z
    .array(z.tuple([codeOf('service'), code]))
    .min(1)
    .max(MOST_CHOSEN)
    .optional(),
  at: instant,
  language,
  words: z.strictObject({
    title: word,
    /** Lines above the list, each a name and what it says: as of when, which filters. */
    about: z.array(z.tuple([word, word])).max(20),
    columns: z.record(z.enum(EXPORT_COLUMNS), word),
    /** What states are called, by their codes; and what has no name. */
    states: z.record(z.string().max(40), word),
    unknown: word,
  }),
});
export type ExportRequest = z.input<typeof exportRequest>;
export type ExportRead = z.output<typeof exportRequest>;

/** A file that is being made: it is fetched once, soon, at this path. */
export interface ExportBegun {
  ticket: string;
  path: string;
}
/** Files are fetched below this. */
export const EXPORT_PATH = '/export/';

export const ticketRequest = ofSession.extend({ ticket: z.string().min(1).max(80) });
export type TicketRequest = z.infer<typeof ticketRequest>;

/** How far a file is. `waiting`: it was not fetched yet. What went wrong is told by its code. */
export interface ExportTold {
  state: 'waiting' | 'going' | 'done' | 'stopped' | 'failed';
  rows: number;
  /** How many there will be, where that is known. */
  total: number | null;
  failed: string | null;
}
