import type { vi } from './vi.ts';

type Widened<T> = { readonly [K in keyof T]: T[K] extends string ? string : Widened<T[K]> };

/** Every message there is; a language that lacks one does not compile. */
export type Messages = Widened<typeof vi>;

type Paths<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Paths<T[K]>}`;
}[keyof T & string];

/** The name of a message, `today.usual`; a name that is not there does not compile. */
export type MessageKey = Paths<Messages>;
export type Said = Readonly<Record<string, string | number>>;
/** Says a message in the window's language. */
export type Say = (key: MessageKey, said?: Said) => string;
