import { commandResult, type CommandResult } from '../contract/commands.ts';

/** What became of a command, as a journal keeps it: `remarks` is JSON, null where there are none. */
export interface ResultRow {
  key: string;
  outcome: string;
  reason: string | null;
  remarks: string | null;
  at: number | null;
}

/** A row as what it tells. Throws where it is not what the contract says. */
export function readResult({ remarks, reason, ...row }: ResultRow): CommandResult {
  const told: unknown = remarks === null ? undefined : JSON.parse(remarks);
  return commandResult.parse({
    ...row,
    reason: reason ?? '',
    ...(told === undefined ? {} : { remarks: told }),
  });
}
