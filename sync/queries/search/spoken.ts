import { spellName } from '../../contract/names.ts';
import type { CaseFilter } from '../../contract/questions/drill.ts';

const words = (text: string): string[] => text.split(',').map((word) => word.trim());

/** How people say the states of cases, in both languages; what is said most comes first. */
export const STATES: readonly {
  state: NonNullable<CaseFilter['state']>;
  words: readonly string[];
}[] = [
  { state: 'overdue', words: words('trễ hạn, quá hạn, trễ, tồn đọng quá hạn, overdue, past due') },
  { state: 'dueSoon', words: words('sắp đến hạn, sắp trễ hạn, sắp trễ, gần hạn, due soon') },
  {
    state: 'open',
    words: words('đang xử lý, đang mở, chưa xử lý, tồn đọng, còn mở, open, in progress, pending, backlog'),
  },
  { state: 'late', words: words('xử lý trễ, xử lý trễ hạn, đóng trễ, resolved late, closed late') },
  { state: 'closed', words: words('đã xử lý, xử lý xong, đã đóng, xong, resolved, closed, done') },
  { state: 'inTime', words: words('còn trong hạn, chưa đến hạn, trong hạn, in time, not yet due') },
  {
    state: 'untimed',
    words: words('chưa có hạn, không có hạn, chưa đặt hạn, no time set, without due date'),
  },
  { state: 'rated', words: words('có đánh giá, đã đánh giá, rated') },
  { state: 'returned', words: words('phản ánh lại, trả lại, came back, returned, reopened') },
];

/** What a unit is called before its name proper, spelt; longer ones first. */
export const UNIT_WORDS: readonly string[] = words(
  'Ủy ban nhân dân, Tổng công ty, Department of, Công ty, Trung tâm, UBND, Sở',
).map(spellName);

/** Types of places as people write them before a name, or in English after it, folded, by what they are written for. */
export const PLACE_WORDS: Readonly<Record<string, readonly string[]>> = {
  ward: ['phuong', 'p', 'ward'],
  commune: ['xa', 'x', 'commune'],
  district: ['quan', 'q', 'huyen', 'h', 'tp', 'thanh pho', 'thi xa', 'tx', 'district', 'city'],
  specialZone: ['dac khu', 'dk', 'special zone'],
  neighbourhood: [],
};

/** Words that join others and mean nothing by themselves, folded. */
export const LINKS: ReadonlySet<string> = new Set(
  words(
    'tai, o, cua, trong, ve, va, cho, den, tu, theo, la, cac, nhung, in, at, of, the, and, for, by, from, to, on, case, cases',
  ),
);
/** Types without a name, folded: they mean nothing either, but many names have them. */
export const TYPES: ReadonlySet<string> = new Set(
  words('so, ubnd, phuong, quan, xa, huyen, thanh, pho, tp, ward, district'),
);

/** Words before the first and before the last instant of a time, folded. */
export const SINCE: ReadonlySet<string> = new Set(words('tu, from, since'));
export const UNTIL: ReadonlySet<string> = new Set(words('den, to, until'));
