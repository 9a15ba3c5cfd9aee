import type { RequestRecord } from '../../../sync/contract/records.ts';
import { countBy } from './count.ts';
import { afterNames, inText, written, type Reader, type Recount, type Shown, type Told } from './tiles.ts';

/** How a request stood, told from what was last done about it: by whom it is waited for, and whether longer than it may be. */
function stood({ history }: RequestRecord, at: number): { state: string; late: boolean } | null {
  const known = history.filter((entry) => entry.at <= at);
  const last = known.findLast(({ what }) => what !== 'remind')?.what;
  if (last === undefined) return null;
  if (last === 'answer') return { state: 'answered', late: false };
  if (last === 'accept' || last === 'withdraw') return { state: 'over', late: false };
  const due = known.findLast(({ dueAt }) => dueAt !== undefined)?.dueAt ?? 0;
  return { state: 'owed', late: due <= at };
}

/** Those that are in the hands of somebody: of a unit, in time or late, or of whoever asked. */
export const handled = (records: readonly RequestRecord[], at: number) =>
  records.flatMap((one) => {
    const stands = stood(one, at);
    return stands === null || stands.state === 'over' ? [] : [{ ...stands, unit: one.unit }];
  });

/** How many each unit is asked that is not over. */
function ofUnits(words: readonly string[], { profile, records, at }: Recount): Told[] {
  const counts = countBy(handled(records.requests, at), ({ unit }) => unit);
  const names = new Map(profile.units.map(({ id, name, short }) => [(short ?? name).vi, id]));
  return afterNames([...words], names).map(({ name, of, words: [count] }) => ({
    ...{ what: name, shown: count ?? '', counted: written(counts.get(of) ?? 0) },
  }));
}

/** How many are not over, and in whose hands. */
function inHands(words: readonly string[], { records, at }: Recount): Told[] {
  const all = handled(records.requests, at);
  const late = all.filter((one) => one.late).length;
  const answered = all.filter(({ state }) => state === 'answered').length;
  const counts = {
    'đơn vị đang trả lời': all.length - late - answered,
    'chờ xem xét': answered,
    'trễ hạn': late,
  };
  return [
    { what: 'not over', shown: words[0] ?? '', counted: written(all.length) },
    ...afterNames([...words], new Map(Object.entries(counts))).map(({ name, of, words: [count] }) => ({
      ...{ what: name, shown: count ?? '', counted: written(of) },
    })),
  ];
}

/** How many of those that a table is about: its rows and what they leave out, beside the total in its head. */
function listed({ head, words }: Shown, { panel, records, at }: Recount): Told[] {
  const all = records.requests.flatMap((one) => stood(one, at) ?? []);
  const { state: asked } = panel.question.params;
  const meant = all.filter(({ state, late }) => {
    if (asked === undefined) return true;
    if (asked === 'late') return late;
    return asked === 'open' ? state !== 'over' : state === asked;
  });
  const text = `${head} ${words.join(' ')}`;
  const late = all.filter((one) => one.late).length;
  if (meant.length === 0) return [{ what: 'none', shown: words[0] ?? '', counted: 'Không có yêu cầu nào' }];
  return [
    { what: 'late', shown: inText(text, /(\d+) trễ hạn/) || '0', counted: written(late) },
    { what: 'in all', shown: inText(text, /(\d+) yêu cầu/), counted: written(meant.length) },
  ];
}

/** What is asked of units, in each form. */
export const requests: Reader = (shown, recount) => {
  if (recount.panel.kind === 'shares') return inHands(shown.words, recount);
  return recount.panel.kind === 'ranking' ? ofUnits(shown.words, recount) : listed(shown, recount);
};

/** How many are not over, and how many of them are late: the last figure of a strip that has it. */
export function requestsInStrip(words: readonly string[], { records, at }: Recount): Told[] {
  const all = handled(records.requests, at);
  const late = all.filter((one) => one.late).length;
  const text = words.join(' ');
  return [
    { what: 'requests open', shown: inText(text, /([\d.]+) đang chờ/), counted: written(all.length) },
    { what: 'requests late', shown: inText(text, /([\d.]+) trễ hạn/) || '0', counted: written(late) },
  ];
}

/** How many answers are owed too long, of how many requests that are not over; and how many wait to be looked at. */
export function requestFigures(records: readonly RequestRecord[], at: number): [string, RegExp, string][] {
  const all = records.flatMap((one) => stood(one, at) ?? []).filter(({ state }) => state !== 'over');
  const late = all.filter((one) => one.late).length;
  return [
    ['requests late', /([\d.]+\/[\d.]+) yêu cầu trễ hạn trả lời/, `${written(late)}/${written(all.length)}`],
    [
      'answers',
      /([\d.]+) trả lời chờ lãnh đạo xem xét/,
      written(all.filter((one) => one.state === 'answered').length),
    ],
  ];
}
