import { playRequest, requestMeant, type RequestCommand } from '../../commands/request-desk.ts';
import type { Command, Decision } from '../../contract/commands.ts';
import { CitywallError } from '../../contract/errors.ts';
import type { OpenWriter } from '../../rollups/writer.ts';
import { requestHeld, stillSo } from '../../store/requests.ts';

/**
 * Decides a command about requests by what a city's own cache holds, and puts the record that it leads to into the city's log. Nothing
 * else is written between the look and the write: both are one turn of the writer's thread. The city's now stays as it was.
 */
export async function decideRequest(
  writer: Pick<OpenWriter, 'folder' | 'reached' | 'apply'>,
  asked: RequestCommand,
  command: Pick<Command, 'key' | 'by'>,
): Promise<Decision> {
  const cache = writer.folder.current().db;
  const { truth } = writer.reached();
  if (truth === null)
    throw new CitywallError('city-busy', {
      what: 'The city has no records yet.',
      where: asked.what,
      hint: 'The command is sent again.',
    });
  const book = {
    held: (id: string) => requestHeld(cache, id),
    stillSo: (about: Parameters<typeof stillSo>[1]) => stillSo(cache, about),
  };
  const { decision, record } = playRequest(asked, command, book, truth.asOf);
  if (record === undefined) return decision;
  const applied = await writer.apply({ mode: 'origin', records: JSON.stringify([record]), ...truth });
  if (applied.outcome === 'applied' && applied.changed === 1) return decision;
  throw new RangeError(`the request ${record.id} was decided and could not be kept`);
}

/** Whether a command about requests was carried out already: its key stands in the history. */
export function requestDone(writer: Pick<OpenWriter, 'folder'>, command: Command): boolean {
  const id = requestMeant(command);
  const held = id === null ? null : requestHeld(writer.folder.current().db, id);
  return held?.history.some(({ key }) => key === command.key) ?? false;
}
