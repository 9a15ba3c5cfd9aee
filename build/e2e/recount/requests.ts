import type { RequestRecord } from '../../../sync/contract/records.ts';
import { inText, written, type Reader } from './tiles.ts';

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

/** How many of those that a table is about: rows and what they leave out, beside the total in its head. */
export const requests: Reader = ({ head, words }, { panel, records, at }) => {
  const all = records.requests.flatMap((one) => stood(one, at) ?? []);
  const asked = String(panel.question.params['state']);
  const meant = all.filter(({ state, late }) => {
    if (asked === 'late') return late;
    return asked === 'open' ? state !== 'over' : state === asked;
  });
  const text = `${head} ${words.join(' ')}`;
  const late = all.filter((one) => one.late).length;
  const lateWords = { what: 'late', shown: inText(text, /(\d+) trễ hạn/) || '0', counted: written(late) };
  if (meant.length === 0) return [{ what: 'none', shown: words[0] ?? '', counted: 'Không có yêu cầu nào' }];
  return [
    lateWords,
    { what: 'in all', shown: inText(text, /(\d+) kết quả/), counted: written(meant.length) },
  ];
};

/** How many answers are owed too long, of how many requests that are not over; and how many wait to be looked at. */
export function requestFigures(records: readonly RequestRecord[], at: number): [string, RegExp, string][] {
  const all = records.flatMap((one) => stood(one, at) ?? []).filter(({ state }) => state !== 'over');
  const late = all.filter((one) => one.late).length;
  return [
    ['requests late', /([\d.]+\/[\d.]+) yêu cầu trễ hạn trả lời/, `${written(late)}/${written(all.length)}`],
    [
      'answers',
      /([\d.]+) trả lời chờ xem xét/,
      written(all.filter((one) => one.state === 'answered').length),
    ],
  ];
}
