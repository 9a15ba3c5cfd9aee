import { z } from 'zod';

/** The languages of the screen, the first of them first. */
export const LANGUAGES = ['vi', 'en'] as const;
export const language = z.enum(LANGUAGES);
export type Language = z.infer<typeof language>;

const inEach = (said: z.ZodString) =>
  z.strictObject({ vi: said, en: said } satisfies Record<Language, z.ZodString>);

/** A text in every language of the screen. */
export const text = inEach(z.string().min(1));
export type Text = z.infer<typeof text>;
/** A text of some lines. */
export const longText = inEach(z.string().min(1).max(2000));
