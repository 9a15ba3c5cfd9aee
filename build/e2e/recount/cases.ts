import { DateTime } from 'luxon';
import { z } from 'zod';
import type { CaseRecord } from '../../../sync/contract/records.ts';
import { askedBy, casesOf, own, told, windowFor } from './asked.ts';
import {
  agedBetween,
  citizensSaid,
  countBy,
  daily,
  isOpen,
  isOverdue,
  openedIn,
  standOf,
  windowOf,
} from './count.ts';
import { requestsInStrip } from './requests.ts';
import { afterNames, inText, percent, written, type Reader, type Recount, type Told } from './tiles.ts';
import { units } from './units.ts';

/** What is overdue of the fields that are not listed, where their line says so. */
function overdueOf(line: string, counted: () => number): Told[] {
  const shown = inText(line, /, ([\d.]+) trễ hạn$/);
  return shown === '' ? [] : [told('other fields overdue', shown, counted())];
}

const categories: Reader = ({ words }, recount) => {
  const service = recount.profile.services.find(({ id }) => id === askedBy(recount).service);
  const names = new Map(service?.categories.map(({ id, name }) => [name.vi, id]));
  const counts = countBy(openedIn(own(recount), windowFor(recount)), (c) => c.category);
  const rows = afterNames(words, names);
  const listed = rows.reduce((n, { of }) => n + (counts.get(of) ?? 0), 0);
  const all = [...counts.values()].reduce((n, count) => n + count, 0);
  const rest = words.findIndex((word) => /^\d+ lĩnh vực khác(?:, [\d.]+ trễ hạn)?$/.test(word));
  const late = (field: string): number =>
    standOf(
      own(recount).filter((c) => c.category === field),
      windowFor(recount),
    ).overdue;
  return [
    ...rows.flatMap(({ name, of, words: [count, beside] }) => {
      const shown = inText(beside ?? '', /^([\d.]+) trễ hạn$/);
      return [
        told(name, count, counts.get(of) ?? 0),
        ...(shown === '' ? [] : [told(`${name} overdue`, shown, late(of))]),
      ];
    }),
    ...(rest < 0
      ? [told('all that came in', written(listed), all)]
      : [
          told(
            'other fields',
            words.slice(rest).find((word) => /^[\d.]+$/.test(word)),
            all - listed,
          ),
          ...overdueOf(words[rest] ?? '', () => {
            const shown = new Set(rows.map(({ of }) => of));
            return [...counts.keys()].filter((one) => !shown.has(one)).reduce((n, one) => n + late(one), 0);
          }),
        ]),
  ];
};

/** Names of areas as the map has them; those of today alone, since a former one may have the same. */
const areaNames = ({ profile }: Recount): Map<string, string> =>
  new Map(profile.areas.filter(({ validTo }) => validTo === undefined).map(({ id, name }) => [name.vi, id]));

const areas: Reader = ({ words }, recount) => {
  const counts = countBy(openedIn(own(recount), windowFor(recount)), (c) => c.area);
  return afterNames(words, areaNames(recount)).flatMap(({ name, of, words: [count] }) =>
    count === undefined ? [] : [told(name, inText(count, /^([\d.]+)/), counts.get(of) ?? 0)],
  );
};

/** As a figure it is the first word of a tile, as a series it stands beside the title; of nothing nothing is said there. */
const today: Reader = ({ head, words }, recount) => {
  const { length } = openedIn(own(recount), windowOf('today', recount.at, recount.profile.city));
  const shown = recount.panel.kind === 'series' ? inText(head, /tổng ([\d.]+)/) || '0' : words[0];
  return [told('today', shown, length)];
};

const backlog: Reader = ({ words }, recount) => {
  const { open, overdue, dueSoon, untimed } = standOf(
    own(recount),
    windowOf('today', recount.at, recount.profile.city),
  );
  const counts = {
    'Trong hạn': open - overdue - dueSoon - untimed,
    ...(untimed === 0 ? {} : { 'Chưa có hạn': untimed }),
    'Sắp đến hạn': dueSoon,
    'Trễ hạn': overdue,
  };
  return [
    told('open', words[0], open),
    ...afterNames(words, new Map(Object.entries(counts))).map(({ name, of, words: [count] }) =>
      told(name, count, of),
    ),
  ];
};

const HOUR = 3_600_000;
/** A heat map says how many it cannot place; from the hour its range begins in. */
const heat: Reader = ({ words }, recount) => {
  const { since, until } = windowFor(recount);
  const whole = { since: Math.floor(since / HOUR) * HOUR, until };
  const lost = openedIn(own(recount), whole).filter((c) => c.point === undefined).length;
  const shown = inText(words.join(' '), /chưa xác định địa bàn: ([\d.]+)/);
  return [told('without a place', shown === '' && lost === 0 ? '0' : shown, lost)];
};

const hotspots: Reader = ({ words }, recount) => {
  const { hotspot } = recount.profile.rules;
  const watched = recount.profile.alerts.rules.flatMap(({ on, watch }) =>
    on &&
    watch.detector === 'counts' &&
    watch.by === 'categoryArea' &&
    watch.service === askedBy(recount).service
      ? [watch.hours]
      : [],
  );
  const most = Math.max(hotspot.hours, ...watched);
  const service = recount.profile.services.find(({ id }) => id === askedBy(recount).service);
  const rows = afterNames(words, areaNames(recount));
  if (rows.length === 0) return [told('hot spots', words[0], `Không có điểm nóng trong ${most} giờ qua`)];
  return rows.map(({ name, of, words: said }) => {
    const text = said.join(' ');
    const category = service?.categories.find((one) => text.includes(`${one.name.vi}:`))?.id;
    const hours = Number(inText(text, /: \d+ trong (\d+) giờ/));
    const recent = openedIn(own(recount), { since: recount.at - hours * HOUR, until: recount.at });
    const count = recent.filter((c) => c.area === of && c.category === category).length;
    return told(`${name}, ${category ?? 'nothing'}`, inText(text, /: (\d+) trong/), count);
  });
};

const strip: Reader = ({ words }, recount) => {
  const services = recount.profile.services.map(({ id, short }): [string, string | null] => [short.vi, id]);
  const names = new Map([...services, ['Yêu cầu, chỉ đạo', null]]);
  return afterNames(words, names).flatMap(({ name, of, words: said }) => {
    if (of === null) return requestsInStrip(said, recount);
    const cases = casesOf(recount, of).filter((c) => c.openedAt <= recount.at);
    const day = standOf(cases, windowOf('today', recount.at, recount.profile.city));
    const month = standOf(cases, windowOf('30d', recount.at, recount.profile.city));
    const text = said.join(' ');
    const figures: [string, RegExp, string][] = [
      ['today', /([\d.]+) (?:hôm nay|ngày \d\d\/\d\d)/, written(day.opened)],
      ['waiting', /([\d.]+) đang chờ/, written(day.open)],
      ['late', /([\d.]+) trễ hạn/, written(day.overdue)],
      ['done', /([\d./]+) hoàn thành/, `${written(cases.length - day.open)}/${written(cases.length)}`],
      ['under way', /([\d.]+) đang xử lý/, written(day.open)],
      ['on time', /([\d,]+%) đúng hạn/, month.onTime === null ? '' : percent(month.onTime)],
    ];
    return figures.flatMap(([what, pattern, counted]) => {
      const shown = inText(text, pattern);
      return shown === '' ? [] : [told(`${name} ${what}`, shown, counted)];
    });
  });
};

const days: Reader = ({ words }, recount) => {
  const { panel } = recount;
  if (panel.kind === 'series') {
    const [now] = daily(own(recount), recount.at, 1, recount.profile.city);
    const text = words.join(' ');
    // Nothing is said only where nothing ever came in.
    if (words[0] === 'Chưa có trường hợp nào')
      return [told('ever', '0', own(recount).filter(({ openedAt }) => openedAt <= recount.at).length)];
    return [
      told('received today', inText(text, /([\d.]+) tiếp nhận/), now?.opened ?? 0),
      told('resolved today', inText(text, /([\d.]+) đã xử lý/), now?.closed ?? 0),
    ];
  }
  const of = panel.options['of'] === 'late' ? 'late' : 'opened';
  const numbers = words.filter((word) => /^[\d.]+$/.test(word));
  // The last two are the ends of the legend's scale.
  const cells = numbers.slice(0, -2);
  if (cells.length === 0) {
    // Cells too narrow for figures: the highest day is said beside the key.
    const asked = Number(panel.question.params['days'] ?? 84);
    const all = daily(own(recount), recount.at, asked, recount.profile.city).map((day) => day[of]);
    return [told('the highest day', inText(words.join(' '), /cao nhất .*: ([\d.]+)$/), Math.max(...all))];
  }
  return daily(own(recount), recount.at, cells.length, recount.profile.city).map((day, i) =>
    told(`${day.date} ${of}`, cells[i], day[of]),
  );
};

const flow: Reader = ({ words }, recount) => {
  const window = windowFor(recount);
  const now = standOf(own(recount), window);
  const before = standOf(own(recount), { since: 0, until: window.since - 1 }).open;
  const counts = {
    'Tồn đầu kỳ': before,
    'Tiếp nhận': now.opened,
    'Đã xử lý': now.closed,
    'Đang xử lý': now.open,
  };
  const text = words.join(' ');
  const more: [RegExp, number][] = [
    [/(\d+) lượt phản ánh lại/, citizensSaid(own(recount), window).returned],
    [/(\d+) xử lý trễ hạn/, now.late],
    [/(\d+) sắp đến hạn/, now.dueSoon],
  ];
  return [
    ...afterNames(words, new Map(Object.entries(counts))).map(({ name, of, words: [count] }) =>
      told(name, count, of),
    ),
    // Where nothing is overdue nothing is said of it.
    told(
      'overdue',
      inText(`${words.find((word) => /^[\d.]+ trễ hạn$/.test(word)) ?? '0'}`, /^([\d.]+)/),
      now.overdue,
    ),
    ...more.flatMap(([pattern, counted]) => {
      const shown = inText(text, pattern);
      return shown === '' && counted === 0 ? [] : [told(pattern.source, shown, counted)];
    }),
  ];
};

const ages: Reader = ({ words }, recount) => {
  const open = own(recount).filter((one) => isOpen(one, recount.at)).length;
  if (words[0] === 'Không có gì đang xử lý') return [told('open', '0', open)];
  return words.flatMap((word, i) => {
    const [, from = '0', to] = /^(?:(\d+) – )?dưới (\d+)$/.exec(word) ?? [];
    if (to === undefined) return [];
    const { count, overdue } = agedBetween(own(recount), recount.at, Number(from), Number(to));
    const after = words[i + 2];
    const late = after !== undefined && /^\d+$/.test(after) ? [told(`${word} overdue`, after, overdue)] : [];
    return [told(word, words[i + 1], count), ...late];
  });
};

const STARS = ['Rất không hài lòng', 'Không hài lòng', 'Bình thường', 'Hài lòng', 'Rất hài lòng'];

const quality: Reader = ({ words }, recount) => {
  const window = windowFor(recount);
  const { stars } = citizensSaid(own(recount), window);
  const mean = (some: readonly number[]): number => some.reduce((n, star) => n + star, 0) / some.length;
  if (recount.panel.kind === 'shares') {
    const names = new Map(STARS.map((name, i) => [name, i + 1]));
    return [
      told('mean', words[0], written(mean(stars), 1, 1)),
      told('given', inText(words.join(' '), /\/5 · ([\d.]+) lượt/), stars.length),
      ...afterNames(words, names).map(({ name, of, words: [count] }) =>
        told(name, count, stars.filter((star) => star === of).length),
      ),
    ];
  }
  const { units: all } = recount.profile;
  const names = new Map(all.map(({ id, short, name }) => [short?.vi ?? name.vi, id]));
  const rows = afterNames(words, names);
  const given = (of: string): number[] =>
    citizensSaid(
      own(recount).filter((c) => c.unit === of),
      window,
    ).stars;
  const rated = all.filter(({ id }) => given(id).length > 0).length;
  // Its room was given away, since nobody is told apart.
  if (words.length === 0 && recount.panel.when !== undefined) return [told('says', 'nothing', 'nothing')];
  if (rows.length === 0)
    return [
      told('units', inText(words[0] ?? '', /^([\d.]+) đơn vị/), rated),
      told('given', inText(words[0] ?? '', /([\d.]+) lượt/), stars.length),
    ];
  return rows.map(({ name, of, words: [shown] }) =>
    told(name, inText(shown ?? '', /^([\d,]+)/), written(mean(given(of)), 1, 1)),
  );
};

/** What a list of cases is asked for. */
const asksFor = z.object({
  filter: z.object({ service: z.string().optional(), state: z.string().optional() }).default({}),
  order: z.string().default('newest'),
});

/** A list: the first of it first, by the end that it is read by, or by when it was opened. */
const cases: Reader = ({ words }, { panel, profile, records, at }) => {
  const { filter, order } = asksFor.parse(panel.question.params);
  const theirs = records.cases.filter(
    (c) => c.openedAt <= at && (filter.service === undefined || c.service === filter.service),
  );
  const meant = theirs.filter((c) => {
    if (filter.state === 'overdue') return isOverdue(c, at);
    if (filter.state === 'open') return isOpen(c, at);
    return filter.state !== 'closed' || !isOpen(c, at);
  });
  const tellsOf = (c: CaseRecord): number =>
    order === 'due' ? (c.dueAt ?? Infinity) : order === '-end' ? -(c.closedAt ?? 0) : -c.openedAt;
  const [first] = meant.sort((a, b) => tellsOf(a) - tellsOf(b));
  if (first === undefined) return [told('rows', words[0], 'Không có trường hợp nào khớp')];
  const local = DateTime.fromMillis(Math.abs(tellsOf(first)), { zone: profile.city.timeZone });
  const sameYear = local.year === DateTime.fromMillis(at, { zone: profile.city.timeZone }).year;
  // Where it is written in full, its day says it; else its hour.
  const shown = words.find((word) => /^\d\d:\d\d|^\d\d\/\d\d\/\d{4}$/.test(word)) ?? words[0] ?? '';
  return [told('the first', shown.split(/\s/)[0], local.toFormat(sameYear ? 'HH:mm' : 'dd/MM/yyyy'))];
};

export const CASE_READERS: Readonly<Record<string, Reader>> = {
  categories,
  areas,
  today,
  backlog,
  heat,
  hotspots,
  units,
  strip,
  days,
  flow,
  ages,
  quality,
  cases,
};
