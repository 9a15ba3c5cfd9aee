import type { CaseRecord } from '../../contract/records.ts';
import { formatsOf, timeOf } from './formats.ts';
import { pointOf, textOf, valueIn, type Row } from './values.ts';

/** A word of the file, the code proposed for it, and how often it stands there. */
export interface Word {
  word: string;
  code: string;
  count: number;
}

/** What a sample of a recording seems to be: fields by purpose, how their times are written, and the words in them. */
export interface Sketch {
  fields: Readonly<Record<string, string>>;
  timeFormat: Readonly<Record<string, readonly string[]>>;
  decimal: '.' | ',';
  statuses: Readonly<Record<string, CaseRecord['status']>>;
  /** Those that occur, in words or without any. */
  states: readonly CaseRecord['status'][];
  categories: readonly Word[];
  units: readonly Word[];
  channels: readonly Word[];
  /** What whoever reads the proposal should look at, in sentences. */
  doubts: readonly string[];
  /** What is needed and was not found. */
  missing: readonly string[];
}

/** Names of columns as they are compared: without accents, case and signs. */
const plain = (name: string): string =>
  (name.split('.').at(-1) ?? name)
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[đĐ]/g, 'd')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();

/** What columns are called, by what they are for; the surer first, in English, Vietnamese, Spanish, French, German and Portuguese. */
const NAMES: Readonly<Record<string, readonly RegExp[]>> = {
  id: [
    /^(unique key|service request id|case enquiry id|request id|case id|ticket id|sr number|case number|id)$/,
    /^(ma phan anh|ma so|ma|so phieu|numero|nummer|reference|ref|number|key)$/,
    /( id| number| key)$|^(ma|so) /,
  ],
  opened: [
    /^(opened|created|requested|reported|received|submitted)( (date|datetime|at|on|time|dt))?$|^(open|date) (dt|created|opened|received)$/,
    /(creat|open|request|report|receiv|submit|apertura|abertura|eingang|creation|ngay (tao|nhan|tiep nhan|gui)|thoi gian (tao|nhan|tiep nhan|gui)|^tiep nhan)/,
    /^(date|datetime|ngay|fecha|datum|data)$/,
  ],
  closed: [
    /^(closed|resolved|completed)( (date|datetime|at|on|time|dt))?$|^date (closed|completed|resolved)$/,
    /(clos|resolv|complet|finish|cierre|fechamento|erledigt|cloture|hoan thanh|xu ly xong|ngay dong|ket thuc)/,
    /^(updated datetime|updated)$/,
  ],
  due: [
    /(due|deadline|expected|sla target|target dt|vencimiento|prazo|echeance|frist|^han | han$|han xu ly)/,
  ],
  status: [
    /^(status|case status|sr status|state|tinh trang|trang thai|estado|statut|zustand)$/,
    /(status|tinh trang|trang thai)/,
  ],
  category: [
    /^(category|complaint type|service name|request type|case title|type|kind|linh vuc|loai|loai phan anh|categoria|kategorie|categorie|tipo)$/,
    /(^| )(type|category|kind|subject|reason|tipo)( name)?$|^(linh vuc|loai) /,
    /(category|complaint|service|request type|subject|reason|linh vuc|loai|tipo)/,
    /^(service code|problem|issue)$/,
  ],
  unit: [
    /^(agency|department|agency responsible|owner|unit|responsible|don vi|don vi xu ly|co quan)$/,
    /(agency|department|responsible|don vi|co quan|organismo|dienststelle)/,
  ],
  area: [
    /(neighbo|district|ward|community board|borough|phuong|khu vuc|dia ban|barrio|bairro|stadtteil|quartier)/,
  ],
  channel: [/(channel|source|origin|method received|kenh|nguon)/],
  longitude: [/^(longitude|long|lon|lng|kinh do|x)$/],
  latitude: [/^(latitude|lat|vi do|y)$/],
  point: [/(geometry|location|point|geo|coordinates|toa do)/],
  address: [/(address|dia chi|direccion|endereco|adresse)/],
};

/** Words of a status by what they mean; what none of these fits is received. */
const STATUSES: readonly [CaseRecord['status'], RegExp][] = [
  ['refused', /(refus|reject|duplicat|cancel|invalid|declin|tu choi|huy)/],
  [
    'resolved',
    /(clos|resolv|complet|done|fixed|finish|dong|xu ly xong|hoan thanh|da xu ly|cerrad|fechad|erledigt|clos)/,
  ],
  ['inProgress', /(progress|working|started|dang|proceso|andamento|bearbeitung|cours)/],
  ['assigned', /(assign|referr|dispatch|chuyen|phan cong)/],
];

const MOST_WORDS = 80;
const SAMPLE = 2_000;

/** Proposes what a recording's fields are, from rows of it and their fields' names. */
export function sketchOf(rows: readonly Row[], names: readonly string[]): Sketch {
  const sample = rows.slice(0, SAMPLE);
  const texts = (name: string, of: readonly Row[] = sample): string[] =>
    of.flatMap((row) => textOf(valueIn(row, name)) ?? []);
  const doubts: string[] = [];
  const taken = new Set<string>();
  const find = (purpose: string, fits: (name: string) => boolean): string | undefined => {
    for (const pattern of NAMES[purpose] ?? [])
      for (const name of names)
        if (!taken.has(name) && pattern.test(plain(name)) && fits(name)) {
          taken.add(name);
          return name;
        }
    return undefined;
  };
  const isTime = (name: string): boolean => formatsIn(texts(name)).length > 0;
  const some = (name: string): boolean => texts(name).length > 0;
  const decimal = ((): '.' | ',' => {
    const name = names.find((one) => NAMES['latitude']?.some((pattern) => pattern.test(plain(one))) ?? false);
    return name !== undefined && texts(name).some((text) => /^-?\d+,\d+$/.test(text)) ? ',' : '.';
  })();
  const isNumber = (name: string): boolean =>
    some(name) &&
    texts(name).every((text) => Number.isFinite(Number(decimal === ',' ? text.replace(',', '.') : text)));
  const isUnique = (name: string): boolean => {
    const all = texts(name);
    return all.length === sample.length && new Set(all).size >= all.length * 0.98;
  };
  const isWords = (name: string): boolean => {
    const all = texts(name);
    return all.length > 0 && new Set(all).size <= Math.max(MOST_WORDS * 5, all.length / 3) && !isTime(name);
  };
  const outer = [...new Set(names.map((name) => name.split('.')[0] ?? name))];
  const points = outer.filter((name) =>
    sample.some((row) => pointOf(valueIn(row, name)) !== undefined && !isTime(name)),
  );

  const fields: Record<string, string> = {};
  const put = (purpose: string, name: string | undefined): void => {
    if (name !== undefined) fields[purpose] = name;
  };
  put('id', find('id', isUnique));
  for (const purpose of ['opened', 'due', 'closed']) put(purpose, find(purpose, isTime));
  put('status', find('status', isWords));
  put('category', find('category', isWords));
  put('unit', find('unit', isWords));
  put('channel', find('channel', isWords));
  put('longitude', find('longitude', isNumber));
  put('latitude', find('latitude', isNumber));
  if (fields['longitude'] === undefined || fields['latitude'] === undefined) {
    delete fields['longitude'];
    delete fields['latitude'];
    put(
      'point',
      points.find((name) => NAMES['point']?.some((pattern) => pattern.test(plain(name)))) ?? points[0],
    );
  }
  put('area', find('area', isWords));
  put('address', find('address', some));

  const timeFormat: Record<string, readonly string[]> = {};
  const times = ['opened', 'due', 'closed'].flatMap((purpose) => {
    const name = fields[purpose];
    return name === undefined ? [] : [{ purpose, name, all: texts(name, rows) }];
  });
  // One file has days and months in one order: where one of its columns tells, the others follow.
  const sides = times.map(({ all }) => sideOf(formatsOf(all)));
  const side = sides.find((one) => one === 'd' || one === 'M');
  for (const [i, { purpose, name, all }] of times.entries()) {
    timeFormat[purpose] = formatsIn(all, side);
    if (side === undefined && sides[i] === 'either')
      doubts.push(
        `"${name}" may be ${formatsOf(all).slice(0, 2).join(' or ')}: no day in it is after the 12th. ${timeFormat[purpose].join(' or ')} is proposed.`,
      );
  }
  const statuses: Record<string, CaseRecord['status']> = {};
  for (const { word } of wordsOf(texts(fields['status'] ?? '', rows))) statuses[word] = statusOf(word);
  const received = Object.entries(statuses).filter(([, to]) => to === 'received');
  if (received.length > 0)
    doubts.push(
      `taken for "received": ${received.map(([word]) => `"${word}"`).join(', ')}. Correct "statuses" where one means another.`,
    );
  const states = new Set<CaseRecord['status']>(['received', ...Object.values(statuses)]);
  if (fields['status'] === undefined) {
    const { closed } = fields;
    if (closed !== undefined) states.add('resolved');
    doubts.push(
      closed === undefined
        ? 'no field tells a status or when a case was closed: every case is taken for "received" and stays open. Name "fields.closed" or "fields.status" where one does.'
        : `no field tells a status: a case with a time in "${closed}" is taken for "resolved", any other for "received".`,
    );
  }
  const needed = ['id', 'opened', 'category'];
  if (Object.values(statuses).some((to) => to === 'resolved' || to === 'refused')) needed.push('closed');
  const list = (purpose: string): readonly Word[] => {
    const all = wordsOf(texts(fields[purpose] ?? '', rows));
    if (all.length > MOST_WORDS)
      doubts.push(
        `"${fields[purpose] ?? ''}" has ${all.length} words: the ${MOST_WORDS} most frequent are proposed, the others counted as unknown.`,
      );
    return all.slice(0, MOST_WORDS);
  };
  return {
    ...{ fields, timeFormat, decimal, statuses, doubts },
    states: [...states],
    categories: list('category'),
    units: list('unit'),
    channels: list('channel').slice(0, 20),
    missing: needed.filter((purpose) => fields[purpose] === undefined),
  };
}

type Side = 'd' | 'M' | undefined;

/** Which of day and month comes first in some formats; undefined where neither does. */
function sideOf(formats: readonly string[]): Side | 'either' {
  const [day, month] = [
    formats.some((one) => one.startsWith('d')),
    formats.some((one) => /^M+[-/]/.test(one)),
  ];
  if (day && month) return 'either';
  return day ? 'd' : month ? 'M' : undefined;
}

/** Formats that together read all of some texts, the one that reads most first; none where some are no times. */
function formatsIn(texts: readonly string[], side?: Side): string[] {
  const found: string[] = [];
  const best = (some: readonly string[]): string | undefined => {
    const formats = formatsOf(some);
    return formats.find((one) => side !== undefined && one.startsWith(side)) ?? formats[0];
  };
  let left = [...new Set(texts)];
  while (left.length > 0 && found.length < 4) {
    const format = best(left) ?? best(left.slice(0, 1));
    if (format === undefined) return [];
    found.push(format);
    left = left.filter((text) => timeOf(text, format, 'UTC') === null);
  }
  return left.length === 0 ? found : [];
}

const statusOf = (word: string): CaseRecord['status'] =>
  STATUSES.find(([, pattern]) => pattern.test(plain(word)))?.[0] ?? 'received';

/** The words of a column, the most frequent first, each with a code of its own. */
function wordsOf(texts: readonly string[]): Word[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const codes = new Set<string>();
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([word, count]) => {
      const base = plain(word).replaceAll(' ', '-').slice(0, 60) || 'word';
      let code = base;
      for (let n = 2; codes.has(code); n++) code = `${base}-${n}`;
      codes.add(code);
      return { word, code, count };
    });
}
