import {
  isCommand,
  MOST_REASON,
  readPayload,
  type CityCommand,
  type Command,
  type CommandName,
  type Decision,
  type HostCommand,
  type Payload,
  type Remark,
} from '../contract/commands.ts';
import type { CityEffects, Effects } from './ports.ts';

/** What becomes of each command, by its name; one that is left out is refused. `More` is what deciding needs besides. */
export type Handlers<N extends CommandName, More extends unknown[], Decided> = {
  readonly [M in N]?: (payload: Payload<M>, command: Command, ...more: More) => Decided;
};
/** A city's: a handler that acts on another system hands it the command's key, so that a repeat is harmless. */
export type CityHandlers = Handlers<CityCommand, [CityEffects], Decision | Promise<Decision>>;
/** A host's own: what it writes is on disk together with the decision, or not at all. */
export type HostHandlers = Handlers<HostCommand, [Effects], Decision>;

const rejected = (reason: string, why: Remark): Decision => ({
  ...{ outcome: 'rejected', reason: reason.slice(0, MOST_REASON), remarks: [why] },
});

/**
 * Decides commands by a table of handlers. A command that has none, or whose payload its row cannot read, is rejected with
 * its name and the field: nobody is told that something was done which nobody did.
 */
export function decideBy<N extends CommandName, More extends unknown[], Decided>(
  handlers: Handlers<N, More, Decided>,
): (command: Command, ...more: More) => Decided | Decision {
  const handled = (name: string): name is N => isCommand(name) && Object.hasOwn(handlers, name);
  const unhandled = (name: string): Decision =>
    rejected(`The command "${name}" is not carried out here.`, { code: 'notHere', name });
  const decide = <M extends N>(name: M, command: Command, more: More): Decided | Decision => {
    const handler = handlers[name];
    if (handler === undefined) return unhandled(name);
    const read = readPayload(name, command.payload);
    return 'why' in read
      ? rejected(`${read.path}: ${read.why}`, { code: 'unreadable', name: read.path.slice(0, 300) })
      : handler(read.payload, command, ...more);
  };
  return (command, ...more) => {
    const { what } = command.payload;
    return handled(what) ? decide(what, command, more) : unhandled(what);
  };
}
