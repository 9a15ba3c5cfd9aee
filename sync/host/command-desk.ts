import type { Command, CommandResult } from '../contract/commands.ts';
import type { Instant } from '../contract/instants.ts';

/** Where a city keeps what became of commands. */
export interface ResultStore {
  find(key: string): Promise<CommandResult | null>;
  /** On disk when it resolves; a key that has a result keeps it. */
  keep(command: Command, result: CommandResult): Promise<void>;
}

/**
 * Carries out a command that came up from a wall, or answers a repeat from what became of it before. What
 * a report says is kept with its result, for the city's people to read.
 */
export async function carryOut(command: Command, now: Instant, store: ResultStore): Promise<CommandResult> {
  const known = await store.find(command.key);
  if (known !== null) return known;
  const expired = command.expires <= now;
  const result: CommandResult = {
    key: command.key,
    outcome: expired ? 'expired' : 'applied',
    reason: expired ? 'it came after the time it was good for' : '',
    at: now,
  };
  await store.keep(command, result);
  // Another connection may have brought the same command meanwhile: the first result stands.
  return (await store.find(command.key)) ?? result;
}
