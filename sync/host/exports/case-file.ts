import type { Answer } from '../../contract/answers.ts';
import { CitywallError } from '../../contract/errors.ts';
import { EXPORT_COLUMNS, type ExportColumn, type ExportRead } from '../../contract/exports.ts';
import type { Text } from '../../contract/languages.ts';
import type { Profile } from '../../contract/profile.ts';
import type { CaseLine } from '../../contract/questions/drill.ts';
import { asked, questions, type Asked } from '../../contract/questions/index.ts';
import { localIn, type Cell } from './cells.ts';

/** Rows that are read at a time: what is held of a list, however long it is. */
const PAGE = 5_000;

const TIMES: ReadonlySet<ExportColumn> = new Set(['opened', 'due', 'closed']);
/** Which columns have local times. */
export const times = EXPORT_COLUMNS.map((column) => TIMES.has(column));

/** The lines above a list: its name, what is said about it, and the names of its columns. */
export function linesAbove({ words }: Pick<ExportRead, 'words'>): Cell[][] {
  return [
    [words.title],
    ...words.about.map(([name, said]): Cell[] => [name, said]),
    [],
    EXPORT_COLUMNS.map((column) => words.columns[column]),
  ];
}

/** How a case is written: names in the language of whoever asked; a code that the profile does not know as it is. */
export function writerOf({ language, words }: ExportRead, profile: Profile): (line: CaseLine) => Cell[] {
  const local = localIn(profile.city.timeZone);
  const texts = (nodes: readonly { id: string; name: Text }[]): ReadonlyMap<string, string> =>
    new Map(nodes.map(({ id, name }) => [id, name[language]]));
  const [services, areas, units] = [texts(profile.services), texts(profile.areas), texts(profile.units)];
  const own = new Map(
    profile.services.map((one) => [one.id, { of: texts(one.categories), by: texts(one.channels) }]),
  );
  const named = (names: ReadonlyMap<string, string> | undefined, code: string | null): string =>
    code === null ? words.unknown : (names?.get(code) ?? code);
  const when = (at: number | null): Cell => (at === null ? null : local(at));
  return (line) => {
    const cells: Record<ExportColumn, Cell> = {
      id: line.id,
      service: named(services, line.service),
      opened: when(line.openedAt),
      due: when(line.dueAt),
      closed: when(line.closedAt),
      state: words.states[line.state] ?? line.state,
      category: named(own.get(line.service)?.of, line.category),
      area: named(areas, line.area),
      unit: named(units, line.unit),
      channel: line.channel === null ? null : named(own.get(line.service)?.by, line.channel),
      rating: line.rating,
      returned: line.returned,
    };
    return EXPORT_COLUMNS.map((column) => cells[column]);
  };
}

/** All that a request asks for, a page after the other; none is asked for before the one before was taken. */
export async function* pagesOf(
  { filter, order, language, chosen, at }: ExportRead,
  ask: (question: Asked, at: number) => Promise<Answer>,
): AsyncGenerator<{ rows: readonly CaseLine[]; total: number | null }> {
  const { tree, ...rest } = filter;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  for (let after: string | undefined; ;) {
    const answer = await ask(
      asked('caseRows', {
        ...{ filter: { ...given, tree }, order, language, limit: PAGE },
        ...(chosen === undefined ? {} : { chosen }),
        ...(after === undefined ? {} : { after }),
      }),
      at,
    );
    if (answer.content === 'error')
      throw new CitywallError('question-failed', { what: answer.error.what, where: answer.error.code });
    if (answer.content === 'empty') return;
    const { rows, next, total } = questions.caseRows.answer.parse(answer.data);
    yield { rows, total };
    if (next === null) return;
    after = next;
  }
}
