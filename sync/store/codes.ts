import type { Select } from './sqlite.ts';

/** A table that gives a small integer to each code. */
export interface CodeTable {
  /** The integer of a code, or undefined where the cache never saw it. */
  id(code: string): number | undefined;
  /** The code of an integer. Throws a RangeError for one that was never given. */
  code(id: number): string;
  /** Forgets what was read: the transaction it was read in was given up. */
  forget(): void;
}

/** A code table over a file. What was once read is remembered: a code keeps its integer for ever. */
export function readCodes(byCode: Select<{ id: number }>, byId: Select<{ code: string }>): CodeTable {
  const ids = new Map<string, number>();
  const codes = new Map<number, string>();
  const remember = (id: number, code: string): void => {
    ids.set(code, id);
    codes.set(id, code);
  };
  return {
    id(code) {
      const known = ids.get(code);
      if (known !== undefined) return known;
      const id = byCode.get(code)?.id;
      if (id !== undefined) remember(id, code);
      return id;
    },
    code(id) {
      const known = codes.get(id);
      if (known !== undefined) return known;
      const code = byId.get(id)?.code;
      if (code === undefined) throw new RangeError(`no code ${id}`);
      remember(id, code);
      return code;
    },
    forget() {
      ids.clear();
      codes.clear();
    },
  };
}
