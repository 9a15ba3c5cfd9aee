import type { AlertCommand } from '../alerts/machine/act.ts';
import type { Command, CommandPayload, CommandResult, Decision } from '../contract/commands.ts';
import type { HandoverSheet } from '../contract/handover.ts';
import type { Instant } from '../contract/instants.ts';
import type { Journal, Stamp } from '../store/journal.ts';
import type { RequestCommand } from './request-desk.ts';

type Answered<T> = T | Promise<T>;

/**
 * Where commands wait on disk: the outbox of a host's journal (`openJournal(...).outbox`), or the same
 * through a thread. Whatever is written is on disk when it returns or resolves.
 */
export interface CommandStore {
  add(payload: CommandPayload, stamp: Stamp): Answered<Command>;
  waiting(limit: number): Answered<Command[]>;
  settle(result: CommandResult): Answered<void>;
}

/** What a command that this host decides may write, in the one transaction that also keeps its decision. */
export interface Effects extends Pick<Journal, 'state' | 'handovers'> {
  /** Carries out what a person asks of alerts. */
  alerts: { act(command: AlertCommand, by: string, now: Instant): Decision };
  /** The account that gave the command. */
  by: string;
  /** What a shift would leave to the next now; null for commands that do not ask. */
  sheet: HandoverSheet | null;
}

/** What a command that this city decides may do. */
export interface CityEffects {
  /** Whether the profile has a unit of that id. */
  hasUnit(unit: string): boolean;
  /** Carries out what a command makes of the city's requests, once for each key; resolves when it is on disk. */
  request(asked: RequestCommand, command: Pick<Command, 'key' | 'by'>): Promise<Decision>;
}

/** Where a city keeps what it answered: the results of its journal. A key that is kept already stays as it was. */
export interface ResultStore {
  find(key: string): Answered<CommandResult | null>;
  keep(command: Command, result: CommandResult): Answered<void>;
}

/** The line to the city, as the outbox needs it: `CityFeed` is one. */
export interface CommandLine {
  /** Hands a command to the line; false where it is not open. */
  send(command: Command): boolean;
  onResult(listener: (result: CommandResult) => void): () => void;
  /** Calls back whenever the line opened. */
  onOpen(listener: () => void): () => void;
}
