import { HOUR } from '../../../sync/contract/instants.ts';
import type { AlertEvent } from '../../../sync/contract/alerts.ts';
import type { CaseRecord } from '../../../sync/contract/records.ts';
import { standOf, windowOf } from './count.ts';
import { requestFigures, requests } from './requests.ts';
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
    ['open', /trễ hạn trong ([\d.]+) đang xử lý/, written(now.open)],
    ...requestFigures(records.requests, at),
    ['on time', /kỳ này đúng hạn ([\d,]+%)/i, share(false)],
    ['on time before', /kỳ trước đúng hạn ([\d,]+%)/i, share(true)],
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
  const more = Number(inText(words.join(' '), /còn (\d+)/) || '0');
  if (panel.options['by'] === 'unit') {
    const rows = words.slice(words.indexOf('Tổng') + 1).filter((word) => /^\d+$/.test(word));
    // The last count of each line is its sum; with every source on time the one before says the same.
    const sums = rows.filter((_, i) => i % 2 === 1).map(Number);
    return [{ what: 'sources', shown: String(sums.reduce((n, s) => n + s, 0)), counted: String(all) }];
  }
  // A source goes by its own name, or by that of the one service which it brings.
  const namesOf = (id: string): (string | undefined)[] =>
    [
      ...profile.sources.filter((s) => s.id === id),
      ...profile.services.filter((s) => s.source === id),
    ].flatMap(({ name, short }) => [name.vi, short?.vi]);
  const listed = profile.sources.filter(({ id }) =>
    namesOf(id).some((name) => name !== undefined && words.includes(name)),
  ).length;
  // Those on time may be one line.
  const fine = Number(inText(words.join(' '), /(\d+) nguồn đúng hạn/) || '0');
  return [{ what: 'sources', shown: String(listed + more + fine), counted: String(all) }];
};

/** Nothing is there, and the panel says so; or it has given its room away, and says nothing. */
const none =
  (said: string): Reader =>
  ({ words }, { panel }) => [
    {
      what: 'rows',
      shown: words[0] ?? '',
      counted: words.length === 0 && panel.when !== undefined ? '' : said,
    },
  ];

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
  const moved = words.slice(words.findIndex((word) => word.startsWith('Lệch mức thường nhiều nhất')) + 1);
  return afterNames(moved, names).map(({ name, of, words: beside }) => ({
    what: name,
    shown: beside.find((word) => /^[\d.]+$/.test(word)) ?? '(nothing)',
    counted: written(of.length),
  }));
};

const SEVERITY_WORDS = { critical: 'nghiêm trọng', high: 'cao', medium: 'vừa', low: 'thấp' } as const;
type Raised = Extract<AlertEvent, { event: 'raised' }>;

/** Alerts of a wall on which nobody did anything: what was raised and not closed since, as grave as it was last said to be. */
function hereOf(events: readonly AlertEvent[]): { raised: Raised; severity: keyof typeof SEVERITY_WORDS }[] {
  const here = new Map<string, { raised: Raised; severity: keyof typeof SEVERITY_WORDS }>();
  const gone = new Set<string>();
  for (const event of events) {
    if (event.event === 'raised') here.set(event.alert, { raised: event, severity: event.sign.severity });
    if (event.event === 'cleared') gone.add(event.alert);
    if (event.event === 'returned') gone.delete(event.alert);
    const known = 'alert' in event ? here.get(event.alert) : undefined;
    if (known !== undefined && event.event === 'changed') known.severity = event.severity;
    if (event.event === 'acknowledged' && gone.has(event.alert)) here.delete(event.alert);
  }
  return [...here.values()];
}

/** Groups by severity, where no rule's parent is there too: what a parent mutes is a matter of the machine, whose tests hold it. */
const alerts: Reader = ({ words }, { panel, events, profile }) => {
  const all = hereOf(events());
  const rules = new Map(profile.alerts.rules.map((rule) => [rule.id, rule]));
  const open = new Set(all.map(({ raised }) => raised.rule));
  const hasParent = (id: string | undefined): boolean => {
    const parent = id === undefined ? undefined : rules.get(id)?.parent;
    return parent !== undefined && (open.has(parent) || hasParent(parent));
  };
  const told: Told[] = [{ what: 'says something', shown: String(words.length > 0), counted: 'true' }];
  // A compact list has signs for words.
  if (panel.options['compact'] === true || [...open].some(hasParent)) return told;
  const order = Object.keys(SEVERITY_WORDS);
  const groups = new Map<string, string>();
  for (const { raised, severity } of all) {
    const before = groups.get(raised.group) ?? 'low';
    groups.set(raised.group, order.indexOf(severity) < order.indexOf(before) ? severity : before);
  }
  for (const [severity, word] of Object.entries(SEVERITY_WORDS)) {
    const count = [...groups.values()].filter((one) => one === severity).length;
    const shown = inText(words.join(' '), new RegExp(`(\\d+) ${word}`)) || '0';
    told.push({ what: `groups ${severity}`, shown, counted: written(count) });
  }
  return told;
};

/** Alarm figures are of what rang, which is the machine's to say: they are held by a recount of events beside the question. */
const alarmFigures: Reader = ({ words }) => [
  { what: 'says something', shown: String(words.length > 0), counted: 'true' },
];

export const WALL_READERS: Readonly<Record<string, Reader>> = {
  requests,
  headline,
  sources,
  lastHour,
  alerts,
  alarmFigures,
  // The demonstration city rejects nothing, and nobody called anything wrong.
  rejected: none('Không có bản ghi nào bị từ chối'),
  commands: none('Chưa có phản hồi về số liệu sai, thiếu'),
};
