import type { Command, CommandResult } from '../../contract/commands.ts';
import type { CitywallError } from '../../contract/errors.ts';
import type { Down } from '../../contract/feed.ts';
import type { LogReader } from '../../store/ports.ts';
import type { Admission, CityIdentity } from './greeting.ts';

/** What a session works with. */
export interface SessionParts {
  log: LogReader;
  identity: CityIdentity;
  admit: Admission;
  /** Carries out a command, or finds what became of it before. Durable before it resolves. */
  commands: (command: Command) => Promise<CommandResult>;
  /** The city's own clock, milliseconds since 1970. */
  clock: () => number;
  send: <E extends keyof Down>(event: E, message: Down[E]) => void;
  /** Resolves when what was sent has left, or the connection has ended: nothing large piles up in memory. */
  drained: () => Promise<void>;
  /** Ends the connection. */
  close: () => void;
  /** Tells the log of a fault of the origin's own. */
  report: (error: CitywallError) => void;
}
