import { commandNames, isCommand } from '../../contract/commands.ts';
import { commands as question } from '../../contract/questions/health.ts';
import type { Question } from '../question.ts';

/** What is told of a request that was asked here, before the city has it. */
const askedPart = question.answer.shape.rows.element.shape.asked.unwrap();

const textOf = (said: unknown): string | null => (typeof said === 'string' ? said : null);

/** What people here asked for, without what they typed. Known to this wall alone, whatever the city line; empty where nobody asked for anything. */
export const commands: Question<'commands'> = {
  ofNow: () => true,
  sources: () => [],
  answer({ journal }, { what: wanted = commandNames, by: whose, request: about, limit }) {
    if (journal === null) return { waiting: 0, total: 0, rows: [] };
    const { waiting, total, rows } = journal.commands(wanted, limit, { by: whose, request: about });
    return {
      waiting,
      total,
      rows: rows.flatMap(({ command, by, result }) => {
        const { key, givenAt } = command;
        const { what, board, panel, request } = command.payload;
        if (!isCommand(what)) return [];
        return {
          ...{ key, what, by, board: textOf(board), panel: textOf(panel), givenAt },
          request: what === 'ask' ? key : textOf(request),
          asked: what === 'ask' ? (askedPart.safeParse(command.payload).data ?? null) : null,
          state: result?.outcome ?? 'queued',
          reason: result?.reason ?? '',
          remarks: result?.remarks ?? [],
          settledAt: result?.at ?? null,
        };
      }),
    };
  },
};
