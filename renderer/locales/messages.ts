import type { Pair } from './pairs.ts';
import type { vi } from './vi.ts';

type Widened<T> = { readonly [K in keyof T]: T[K] extends string ? string : Widened<T[K]> };

/** The words of all, in one more language; one that lacks a message does not compile. */
export type Translated = Widened<typeof vi>;

/** Every message there is. Each kind of panel adds its own, under its name, in its `words.ts`. */
export interface Messages extends Translated {}

type Paths<T> = {
  [K in keyof T & string]: T[K] extends string | Pair ? K : `${K}.${Paths<T[K]>}`;
}[keyof T & string];

/** The name of a message, `today.usual`; a name that is not there does not compile. */
export type MessageKey = Paths<Messages>;
export type Said = Readonly<Record<string, string | number>>;
/** Says a message in the window's language. */
export type Say = (key: MessageKey, said?: Said) => string;
