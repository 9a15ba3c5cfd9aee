import path from 'node:path';
import { z } from 'zod';
import { raise, schemaProblems, shown, type Problem } from '../profile/problems.ts';
import type { LoadedProfile } from '../profile/index.ts';
import { machineClock, type Clock, type Connector, type Context, type Inflow } from './connector.ts';
import { CONNECTORS } from './connectors.ts';

/** A connector's name and its settings beside it: what stands in a file of `connectors/`. */
export type Choice = Readonly<Record<string, unknown>>;

/** The connectors of a city, their settings read. */
export interface Chosen {
  /** Some of what comes in is invented. */
  invented: boolean;
  /** The profile chose them, not the command line. */
  byProfile: boolean;
  /**
   * Opens them, by the name under which the position of each is kept: its file's, or its kind's where no file chose it. Throws
   * `profile-invalid` where one does not fit the profile, or two bring the same source.
   */
  open(clock?: Clock): ReadonlyMap<string, Inflow>;
}

/** A choice that was read, and how to open it. */
interface Readied {
  id: string;
  /** Where it stands: a file in the profile's folder, or `command line`. */
  where: string;
  invents: boolean;
  open: (context: Context) => Inflow;
}

/**
 * The connectors that a profile's `connectors/*.json` name; where it has none, the one chosen on the command line. Raises
 * `profile-invalid` with every file, path, what is expected and what was found: a kind that is none, settings that are none of
 * its. What a connector needs of the rest of the profile it checks itself, when it is opened.
 */
export function chosenOf(
  loaded: Pick<LoadedProfile, 'connectors'> & Context['loaded'],
  otherwise: Choice,
): Chosen {
  const { folder, connectors } = loaded;
  const choices = connectors.size > 0 ? connectors : new Map([['command line', otherwise]]);
  const problems: Problem[] = [];
  const readied = [...choices].flatMap(([where, value]) => read(where, value, problems) ?? []);
  raise(folder, problems);
  return {
    invented: readied.some(({ invents }) => invents),
    byProfile: connectors.size > 0,
    open(clock = machineClock) {
      const opened = readied.map((one) => {
        const where = connectors.has(one.where) ? path.join(folder, one.where) : one.where;
        return { ...one, inflow: one.open({ loaded, where, clock }) };
      });
      raise(folder, broughtTwice(opened));
      return new Map(opened.map(({ id, inflow }) => [id, inflow]));
    },
  };
}

function broughtTwice(opened: readonly { where: string; inflow: Inflow }[]): Problem[] {
  const by = new Map<string, string>();
  return opened.flatMap(({ where, inflow }) =>
    inflow.sources.flatMap((source): Problem[] => {
      const other = by.get(source);
      by.set(source, where);
      if (other === undefined) return [];
      const expected = `none of those that ${other} brings`;
      return [{ file: where, path: 'the sources it brings', expected, found: shown(source) }];
    }),
  );
}

const kind = z.unknown().transform((name, context): Connector => {
  const found = CONNECTORS.find((one) => one.name === name);
  if (found !== undefined) return found;
  context.addIssue({ code: 'invalid_value', values: CONNECTORS.map((one) => one.name), input: name });
  return z.NEVER;
});
const choice = z.looseObject({
  $schema: z.string().optional().describe('for editors that complete what they know the schema of'),
  connector: kind,
});

/** Reads one choice; notes what is wrong with it otherwise. */
function read(where: string, value: unknown, problems: Problem[]): Readied | undefined {
  const chosen = choice.safeParse(value);
  if (!chosen.success) return void problems.push(...schemaProblems(where, '', value, chosen.error));
  const { connector } = chosen.data;
  const settings = Object.fromEntries(
    Object.entries(chosen.data).filter(([name]) => !Object.hasOwn(choice.shape, name)),
  );
  const opened = connector.settings.safeParse(settings);
  if (!opened.success) return void problems.push(...schemaProblems(where, '', settings, opened.error));
  const id = where.endsWith('.json') ? path.basename(where, '.json') : connector.name;
  return { id, where, invents: connector.invents, open: opened.data };
}
