import { askedBy, own, told, windowFor } from './asked.ts';
import { standOf, type Stand } from './count.ts';
import { afterNames, inText, percent, written, type Reader } from './tiles.ts';

interface Standing extends Stand {
  unit: string | null;
  state: boolean;
}

export const units: Reader = ({ head, words }, recount) => {
  const { order } = askedBy(recount);
  const { profile } = recount;
  const window = windowFor(recount);
  const known = new Set(profile.units.map(({ id }) => id));
  const byUnit = Map.groupBy(own(recount), (c) => (known.has(c.unit ?? '') ? (c.unit ?? null) : null));
  const all = [...byUnit]
    .map(([unit, cases]): Standing => {
      const stand = standOf(cases, window);
      return { unit, ...stand, state: stand.closed + stand.overdue >= profile.rules.onTime.minimum };
    })
    .filter(({ closed, open }) => closed + open > 0);
  const city = standOf(own(recount), window);
  if (recount.panel.kind === 'figure') {
    const share = city.onTime === null ? '' : written(city.onTime * 100, 1);
    return [
      told('on time', inText(words[0] ?? '', /^([\d,]+)/), share),
      told('resolved', words[words.indexOf('Đã xử lý trong kỳ') + 1], city.closed),
    ];
  }
  const names = new Map(profile.units.map(({ id, short, name }) => [short?.vi ?? name.vi, id]));
  const value = ({ onTime, closed, open }: Pick<Stand, 'onTime' | 'closed' | 'open'>): string =>
    order === 'volume' ? written(closed + open) : onTime === null ? 'chưa đủ' : percent(onTime);
  const rows = afterNames(words, names);
  const listed = rows.flatMap(({ of }) => all.find(({ unit }) => unit === of) ?? []);
  const found = rows.flatMap(({ name, of, words: said }) => {
    const stand = all.find(({ unit }) => unit === of);
    if (stand === undefined) return [told(name, said[0], 'not in the records')];
    return [
      told(name, said[0], value(stand)),
      told(`${name} late`, said[1], `${written(stand.late + stand.overdue)} trễ`),
    ];
  });
  const ranked = all.filter(({ state, unit }) => state && unit !== null);
  const places = rows.flatMap(({ name, of }) => {
    const stand = ranked.find(({ unit }) => unit === of);
    const before = words.slice(0, words.indexOf(name)).toReversed();
    const [last = '', first = ''] = before;
    // A place is followed by how far it moved, which may be a dash.
    const place = [first, last].find((word) => /^\d+$/.test(word));
    if (stand === undefined || place === undefined || order === 'volume') return [];
    const better = ranked.filter(({ onTime }) => (onTime ?? 0) > (stand.onTime ?? 0)).length;
    return [told(`${name} place`, place, better + 1)];
  });
  const rest = words.findIndex((word) => /^\d+ đơn vị khác$/.test(word));
  const others = all.filter((one) => !listed.includes(one));
  const closed = others.reduce((n, one) => n + one.closed, 0);
  const open = others.reduce((n, one) => n + one.open, 0);
  const [late, overdue] = [
    others.reduce((n, one) => n + one.late, 0),
    others.reduce((n, one) => n + one.overdue, 0),
  ];
  const share = closed + overdue === 0 ? null : (closed - late) / (closed + overdue);
  return [
    ...found,
    ...places,
    ...(order === 'volume' || !head.includes('chung')
      ? []
      : [told('the city', inText(head, /chung ([\d,]+%)/), value(city))]),
    ...(rest < 0
      ? []
      : [
          told('other units', words[rest], `${others.length} đơn vị khác`),
          told('others', words[rest + 1], value({ onTime: share, closed, open })),
          told('others late', words[rest + 2], `${written(late + overdue)} trễ`),
        ]),
  ];
};
