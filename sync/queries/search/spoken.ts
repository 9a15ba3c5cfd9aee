import { foldName, spellName } from '../../contract/names.ts';
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

/** Types of places as people write them before a name, or in English after it, by what they are written for. */
export const PLACE_WORDS: Readonly<Record<string, readonly string[]>> = {
  ward: ['phường', 'p', 'ward'],
  commune: ['xã', 'x', 'commune'],
  district: ['quận', 'q', 'huyện', 'h', 'tp', 'thành phố', 'thị xã', 'tx', 'district', 'city'],
  specialZone: ['đặc khu', 'đk', 'special zone'],
  neighbourhood: [],
};

/** Words of a list, however they are typed: with their own marks or with none, and not with others. */
function spokenSet(text: string): {
  has: (typed: string) => boolean;
  hasFolded: (folded: string) => boolean;
} {
  const spelt = new Set(words(text).map(spellName));
  const folded = new Set(words(text).map(foldName));
  return {
    has: (typed) =>
      spelt.has(spellName(typed)) || (spellName(typed) === foldName(typed) && folded.has(foldName(typed))),
    hasFolded: (word) => folded.has(word),
  };
}

/** Words that join others and mean nothing by themselves. */
export const LINKS = spokenSet(
  'tại, ở, của, trong, về, và, cho, đến, từ, theo, là, các, những, in, at, of, the, and, for, by, from, to, on, case, cases',
);
/** Types without a name: they mean nothing either, but many names have them. */
export const TYPES = spokenSet('sở, ubnd, phường, quận, xã, huyện, thành, phố, tp, ward, district');

/** Words before the first and before the last instant of a time, folded. */
export const SINCE: ReadonlySet<string> = new Set(words('tu, from, since'));
export const UNTIL: ReadonlySet<string> = new Set(words('den, to, until'));
