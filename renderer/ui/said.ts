import type { InjectionKey, Ref } from 'vue';

/** What people typed with commands; provided by a console, where it is shown to whoever is signed in. Walls show none of it. */
export interface Said {
  /** Whether there is a session. */
  may: Readonly<Ref<boolean>>;
  /** What is known of it, by the key of the command. */
  words: Readonly<Ref<ReadonlyMap<string, string>>>;
  /** Asks for that of some commands. */
  read: (keys: readonly string[]) => void;
}
export const SAID: InjectionKey<Said> = Symbol('said');
