import { parsePeriod } from '../../../sync/contract/periods.ts';
import type { MeasureRecord } from '../../../sync/contract/records.ts';
import { forecastSeries } from '../../../sync/forecast/index.ts';
import { afterNames, inText, written, type Reader, type Recount, type Told } from './tiles.ts';

/** The city's own values of an indicator within its present boundaries, the newest first; what others expect is none. */
function valuesOf({ records, profile }: Recount, indicator: string, subject = 'city'): MeasureRecord[] {
  return records.measures
    .filter((m) => m.indicator === indicator && m.subject === subject && m.status !== 'forecast')
    .filter((m) => subject !== 'city' || m.territory === profile.city.territory)
    .sort((a, b) => (parsePeriod(a.period).to < parsePeriod(b.period).to ? 1 : -1));
}

/** A value as it is written where it stands alone; large ones in thousands, millions or billions. */
const valueIn = (text: string): string => inText(text, /^(−?[\d.]+(?:,\d+)?)/);
const SCALES: readonly [RegExp, number][] = [
  [/ nghìn /, 1e3],
  [/ triệu /, 1e6],
  [/ tỷ /, 1],
];
function told(
  what: string,
  shown: string | undefined,
  value: number | undefined,
  decimals: number,
  unit = '',
): Told {
  const text = shown ?? '';
  // What is measured in thousands is not written in thousands of them.
  const scale = SCALES.find(([word]) => word.test(`${text} `) && !word.test(` ${unit} `))?.[1] ?? 1;
  const most = scale === 1 ? decimals : 1;
  return {
    what,
    shown: valueIn(text),
    counted: value === undefined ? 'nothing' : written(value / scale, most, most),
  };
}

const cityNames = ({
  profile,
}: Recount): Map<string, { id: string; decimals: number; unit: string; restarts: boolean }> =>
  new Map(
    profile.indicators.indicators
      .filter(({ level }) => level === 'city')
      .map(({ id, name, decimals, unit, restarts = false }) => [
        name.vi,
        { id, decimals, unit: unit.vi, restarts },
      ]),
  );

/**
 * A period as a tile writes it: tháng 10/2026, ngày 24/11/2026, 10 tháng 2026, quý III/2026; of what begins from nothing each year, all
 * months so far.
 */
function shortPeriod(period: string, restarts: boolean): string {
  const { kind, year, to } = parsePeriod(period);
  const [, month = '', day = ''] = to.split('-');
  const n = Number(month);
  if (kind === 'month' && !restarts) return `tháng ${n}/${year}`;
  if (kind === 'cumulative' || (restarts && (kind === 'month' || kind === 'quarter')))
    return n === 1 ? `tháng 1/${year}` : `${n} tháng ${year}`;
  if (kind === 'quarter') return `quý ${['I', 'II', 'III', 'IV'][n / 3 - 1] ?? ''}/${year}`;
  if (kind === 'day') return `ngày ${day}/${month}/${year}`;
  return `năm ${year}`;
}

/** Each indicator with its newest value, of the period that stands beside it. */
const indicators: Reader = ({ words }, recount) => {
  const rows = afterNames(words, cityNames(recount));
  if (recount.panel.kind === 'lights') return unassessed(words, recount);
  return rows.flatMap(({ name, of, words: said }) => {
    const all = valuesOf(recount, of.id);
    const text = said.join(' · ');
    const found = all.find(({ period }) => text.includes(shortPeriod(period, of.restarts)));
    const newest = all[0];
    if (found === undefined || newest === undefined)
      return [told(`${name}: no period of its values in "${text}"`, '', undefined, 0)];
    return [
      told(name, said[0], found.value, of.decimals, of.unit),
      { what: `${name} is the newest`, shown: found.period.slice(0, 4), counted: newest.period.slice(0, 4) },
    ];
  });
};

/** By why not: all reasons together are no more than there are indicators. */
function unassessed(words: readonly string[], { profile }: Recount): Told[] {
  const all = profile.indicators.indicators.filter(({ level }) => level === 'city').length;
  const sum = words.filter((word) => /^\d+$/.test(word)).reduce((n, word) => n + Number(word), 0);
  return [{ what: 'not assessed, of all', shown: String(sum > 0 && sum <= all), counted: 'true' }];
}

/** Five counts a line: at risk, behind, on course, not assessed, all. */
const countsAfter = (words: readonly string[], name: string): number[] => {
  const from = words.indexOf(name) + 1;
  return words.slice(from, from + 5).map((word) => (/^\d+$/.test(word) ? Number(word) : 0));
};

const fields: Reader = ({ words }, recount) => {
  const { fields: all, indicators: every } = recount.profile.indicators;
  const own = every.filter(({ level }) => level === 'city');
  const bare = words.map((word) => (word === '' ? '0' : word));
  const totals = countsAfter(bare, 'Mọi lĩnh vực');
  const named = new Map(all.map(({ id, name }) => [name.vi, id]));
  // The fields that have no room are one line, after the last that has.
  const rest = bare.findIndex((word) => /^còn \d+ mục$/.test(word));
  const rows = afterNames(rest < 0 ? bare : bare.slice(0, rest), named);
  const inField = (of: string): number => own.filter(({ field }) => field === of).length;
  const left = own.length - rows.reduce((sum, { of }) => sum + inField(of), 0);
  return [
    { what: 'all indicators', shown: written(totals.at(-1) ?? 0), counted: written(own.length) },
    { what: 'in the other fields', shown: rest < 0 ? '0' : (bare.at(-1) ?? ''), counted: written(left) },
    ...rows.map(({ name, of, words: said }) => ({
      what: name,
      shown: said.at(-1) ?? '',
      counted: written(inField(of)),
    })),
  ];
};

/** What a share that begins anew each year is expected to stand at in December, by what its months added. */
function yearsEnd(words: readonly string[], all: readonly MeasureRecord[], decimals: number): Told {
  const months = all.filter((m) => parsePeriod(m.period).kind === 'month').toReversed();
  const added = months.map(({ period, value }, i) =>
    Number((value - (period.endsWith('-01') ? 0 : (months[i - 1]?.value ?? 0))).toPrecision(12)),
  );
  const newest = months.at(-1);
  const left = 12 - Number(newest?.period.slice(5, 7));
  const shown = words[words.findIndex((word) => word.startsWith('Dự báo 12 tháng ')) + 1];
  if (newest === undefined || left < 1) return told('the year’s end', shown, undefined, decimals);
  const outcome = forecastSeries({ values: added, season: 12 }, left);
  return told('the year’s end', shown, outcome.ok ? newest.value + outcome.sum.mean : undefined, decimals);
}

/** A table of periods: each with its value and what the plan asks; and what was said of it before. */
const indicator: Reader = ({ words }, recount) => {
  const id = String(recount.panel.question.params['indicator']);
  const known = recount.profile.indicators.indicators.find((one) => one.id === id);
  if (known === undefined) throw new Error(`no indicator ${id}`);
  const { view } = recount.panel.options;
  const all = valuesOf(recount, id);
  const [newest] = all;
  if (recount.panel.kind === 'series') {
    const year = newest?.period.slice(0, 4) ?? '';
    const shown = inText(words.join(' '), new RegExp(`(−?[\\d.]+(?:,\\d+)?) (?:thực hiện|${year}(?: |$))`));
    return [told('newest', shown, newest?.value, known.decimals)];
  }
  if (recount.panel.kind === 'bars') {
    const some = recount.records.measures.some(
      (m) => m.indicator === id && m.subject !== 'city' && m.status !== 'forecast',
    );
    return [
      { what: 'by unit', shown: words[0] ?? '', counted: some ? 'some' : 'Chưa có số liệu theo đơn vị' },
    ];
  }
  if (view === 'forecast') return [yearsEnd(words, all, known.decimals)];
  if (view === 'compare') {
    const months = new Map(
      all.flatMap((m) => {
        const { kind } = parsePeriod(m.period);
        return kind === 'month' ? [[shortPeriod(m.period, known.restarts === true), m] as const] : [];
      }),
    );
    const rows = afterNames(words, months);
    const last = { what: 'the newest', shown: rows[1]?.of.period ?? '', counted: newest?.period ?? '' };
    return [last, ...rows.map(({ name, of, words: [value] }) => told(name, value, of.value, known.decimals))];
  }
  if (view === 'duty') {
    const lead = recount.profile.units.find((unit) => unit.id === known.lead);
    const at = words.indexOf('Đơn vị chủ trì') + 1;
    return [{ what: 'lead', shown: words[at] ?? '', counted: lead?.name.vi ?? '' }];
  }
  const periods = new Map(all.map((m) => [shortPeriod(m.period, known.restarts === true), m]));
  return afterNames(words, periods).flatMap(({ name, of, words: said }) => {
    if (view === 'revisions') {
      const [first] = of.earlier ?? [];
      return [
        told(`${name} at first`, said[0], first?.value, known.decimals),
        told(`${name} now`, said[1], of.value, known.decimals),
      ];
    }
    const plan = words.includes('Kế hoạch') ? of.plan?.value : undefined;
    return [
      told(name, said[0], of.value, known.decimals),
      ...(plan === undefined ? [] : [told(`${name} plan`, said[1], plan, known.decimals)]),
    ];
  });
};

const daily: Reader = ({ words }, recount) => {
  if (recount.panel.kind === 'series') {
    const listed = recount.panel.question.params['indicators'];
    const id = Array.isArray(listed) ? String(listed[0]) : '';
    const known = recount.profile.indicators.indicators.find((one) => one.id === id);
    const shown = inText(words.join(' '), /(−?[\d.]+(?:,\d+)?) mới nhất/);
    return [told('newest', shown, valuesOf(recount, id)[0]?.value, known?.decimals ?? 0)];
  }
  return afterNames(words, cityNames(recount)).flatMap(({ name, of, words: [value, change] }) => {
    const [now, before] = valuesOf(recount, of.id);
    const found = told(name, value, now?.value, of.decimals, of.unit);
    if (now === undefined || before === undefined || !(change ?? '').endsWith('%')) return [found];
    const share = ((now.value - before.value) / Math.abs(before.value)) * 100;
    const sign = share < 0 ? '−' : share > 0 ? '+' : '';
    const text = `${sign}${written(Math.abs(share), 1, 1)}%`;
    return [found, { what: `${name} on the day before`, shown: change ?? '', counted: text }];
  });
};

/** Units by score, with the place each has among those of its kinds; or components by their mean. */
const indexSet: Reader = ({ words }, recount) => {
  const { profile, records } = recount;
  const { params } = recount.panel.question;
  const set = profile.indexes.find(({ id }) => id === params['set']);
  if (set === undefined) throw new Error(`no set ${String(params['set'])}`);
  const of = (indicator: string): MeasureRecord[] => {
    const all = records.measures.filter((m) => m.indicator === indicator);
    const newest = all
      .map(({ period }) => period)
      .sort()
      .at(-1);
    return all.filter(({ period }) => period === newest);
  };
  if (recount.panel.kind === 'bars') {
    const names = new Map(
      set.components.flatMap(({ indicator: id }) => {
        const known = profile.indicators.indicators.find((one) => one.id === id);
        return known === undefined ? [] : [[known.name.vi, known] as const];
      }),
    );
    return afterNames(words, names).map(({ name, of: { id, decimals }, words: [shown] }) => {
      const values = of(id).map(({ value }) => value);
      const mean = values.reduce((n, value) => n + value, 0) / values.length;
      return {
        what: name,
        shown: inText(shown ?? '', /^([\d,]+)\//),
        counted: written(mean, decimals, decimals),
      };
    });
  }
  const types = Array.isArray(params['types']) ? params['types'].map(String) : null;
  const typed = new Map(profile.units.map(({ id, type }) => [id, type]));
  const scores = of(set.score).filter(
    ({ subject }) => types === null || types.includes(typed.get(subject) ?? ''),
  );
  const names = new Map(profile.units.map(({ id, short, name }) => [short?.vi ?? name.vi, id]));
  return afterNames(words, names).flatMap(({ name, of: unit, words: said }) => {
    const score = scores.find(({ subject }) => subject === unit)?.value;
    const shown = said.find((word) => /^\d+,\d+$/.test(word)) ?? '';
    const place = words.slice(0, words.indexOf(name)).toReversed().slice(0, 2);
    const better = scores.filter(({ value }) => value > (score ?? 0)).length + 1;
    return [
      { what: name, shown, counted: score === undefined ? 'nothing' : written(score, 2, 2) },
      { what: `${name} place`, shown: String(place.includes(written(better))), counted: 'true' },
    ];
  });
};

const indexes: Reader = ({ words }, recount) => {
  const names = new Map(recount.profile.indexes.map((set) => [set.short.vi, set]));
  return afterNames(words, names).flatMap(({ name, of, words: [year, score, place] }) => {
    const [newest] = valuesOf(recount, of.score);
    const known = recount.profile.indicators.indicators.find(({ id }) => id === of.score);
    const decimals = Math.min(of.max > 1 ? 2 : 3, known?.decimals ?? 2);
    const scored = (value: number): string => `${written(value, decimals, decimals)}/${written(of.max, 1)}`;
    const rank = valuesOf(recount, of.rank ?? '').find(({ period }) => period === newest?.period);
    return [
      { what: `${name} year`, shown: year ?? '', counted: newest?.period ?? '' },
      { what: name, shown: score ?? '', counted: newest === undefined ? 'nothing' : scored(newest.value) },
      // What its publisher does not rank has no place.
      of.rank === undefined
        ? { what: `${name} place`, shown: place ?? '', counted: '–' }
        : told(`${name} place`, inText(place ?? '', /^(\d+)/), rank?.value, 0),
    ];
  });
};

export const MEASURE_READERS: Readonly<Record<string, Reader>> = {
  indicators,
  fields,
  indicator,
  daily,
  indexSet,
  indexes,
};
