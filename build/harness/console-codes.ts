import type { Program } from './programs.ts';
import { until } from './wait.ts';

const LINE = /^citywall console http:\S+#code=(\S+)$/;

/** Codes that sign in one console each, as a wall's host prints them: the next is there once the one before was used. */
export function consoleCodes(wall: () => Pick<Program, 'told'>): () => Promise<string> {
  let last: string | undefined;
  const newest = (): string | undefined =>
    wall()
      .told()
      .flatMap((line) => LINE.exec(line)?.slice(1) ?? [])
      .at(-1);
  return async () => {
    await until('another code', () => newest() !== undefined && newest() !== last);
    last = newest();
    return last ?? '';
  };
}
