import { HOUR } from '../../../sync/contract/instants.ts';
import type { CaseRecord } from '../../../sync/contract/records.ts';
import { standOf, windowOf } from './count.ts';
import { afterNames, inText, percent, written, type Reader, type Told } from './tiles.ts';

/** The sentence: every figure of cases in it. What it says of indicators is held against the board of indicators. */
const headline: Reader = ({ words }, { panel, profile, records, at }) => {
  const text = words.join(' ');
  const cases = records.cases.filter((c) => c.service === panel.question.params['service']);
  const now = standOf(cases, windowOf('today', at, profile.city));
  const share = (whole: boolean): string => {
    const { onTime } = standOf(cases, windowOf('reportingMonth', at, profile.city, whole));
    return onTime === null ? '' : percent(onTime);
  };
  const figures: [string, RegExp, string][] = [
    ['overdue', /([\d.]+) (?:phản ánh|yêu cầu) trễ hạn trong/, written(now.overdue)],
    ['open', /trễ hạn trong ([\d.]+) đang mở/, written(now.open)],
    ['on time', /kỳ này đúng hạn ([\d,]+ %)/i, share(false)],
    ['on time before', /kỳ trước đúng hạn ([\d,]+ %)/i, share(true)],
  ];
  return [
    { what: 'says something', shown: String(text.length > 10), counted: 'true' },
    ...figures.flatMap(([what, pattern, counted]): Told[] => {
      const shown = inText(text, pattern);
      return shown === '' ? [] : [{ what, shown, counted }];
    }),
  ];
};

const sources: Reader = ({ words }, { panel, profile }) => {
  const all = profile.sources.length;
  const more = Number(inText(words.join(' '), /(?:và )?(\d+) mục khác/) || '0');
  if (panel.options['by'] === 'unit') {
    const rows = words.slice(words.indexOf('Tổng') + 1).filter((word) => /^\d+$/.test(word));
    // The last count of each line is its sum; with every source on time the one before says the same.
    const sums = rows.filter((_, i) => i % 2 === 1).map(Number);
    return [{ what: 'sources', shown: String(sums.reduce((n, s) => n + s, 0)), counted: String(all) }];
  }
  const names = new Set(profile.sources.map(({ name }) => name.vi));
  const listed = words.filter((word) => names.has(word)).length;
  return [{ what: 'sources', shown: String(listed + more), counted: String(all) }];
};

const none =
  (said: string): Reader =>
  ({ words }) => [{ what: 'rows', shown: words[0] ?? '', counted: said }];

/** Of the last hour: how many came in of what moved most. */
const lastHour: Reader = ({ words }, { panel, profile, records, at }) => {
  const { services } = panel.question.params;
  const asked = profile.services.filter(({ id }) => !Array.isArray(services) || services.includes(id));
  const cases = records.cases.filter(({ openedAt }) => openedAt > at - HOUR && openedAt <= at);
  const names = new Map(
    asked.flatMap(({ id, short, categories }): [string, CaseRecord[]][] => {
      const own = cases.filter(({ service }) => service === id);
      return [
        [short.vi, own],
        ...categories.map(({ id: of, name }): [string, CaseRecord[]] => [
          name.vi,
          own.filter(({ category }) => category === of),
        ]),
      ];
    }),
  );
  const moved = words.slice(words.indexOf('Thay đổi nhiều nhất so với bình thường') + 1);
  return afterNames(moved, names).map(({ name, of, words: beside }) => ({
    what: name,
    shown: beside.find((word) => /^[\d.]+$/.test(word)) ?? '(nothing)',
    counted: written(of.length),
  }));
};

/** What alerts tell is of this wall's journal and not of the city's records: tests of the machine hold it. */
const ofTheJournal: Reader = () => [];

export const WALL_READERS: Readonly<Record<string, Reader>> = {
  headline,
  sources,
  lastHour,
  alerts: ofTheJournal,
  alarmFigures: ofTheJournal,
  // The demonstration city rejects nothing, and nobody called anything wrong.
  rejected: none('Không có bản ghi nào bị từ chối'),
  commands: none('Chưa ai báo số liệu sai hoặc thiếu'),
};
