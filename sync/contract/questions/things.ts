import { z } from 'zod';
import { instant } from '../instants.ts';
import { assetRecord, code } from '../records.ts';

/** No question: of panels that show what their board says, and are as fresh as the city line. */
export const nothing = {
  params: z.strictObject({}),
  answer: z.object({}),
};

/** One thing with a state: a camera, a gauge. `content: empty` where none of that id is held. */
export const asset = {
  params: z.strictObject({ type: code, id: code }),
  answer: z.object({
    status: code,
    at: instant,
    value: z.number().nullable(),
    area: code.nullable(),
    /** http or https: the record's schema lets no other through. */
    url: assetRecord.shape.url.unwrap().nullable(),
  }),
};
