import { askedBy, own, told, windowFor } from './asked.ts';
import { changed, unlikeAll, type Missed } from './chance.ts';
import { standOf, windowOf, type Stand, type Window } from './count.ts';
import { afterNames, inText, percent, written, type Reader, type Recount, type Told } from './tiles.ts';

const missedOf = ({ closed, late, overdue }: Stand): Missed => ({
  missed: late + overdue,
  of: closed + overdue,
});
const shareOf = ({ missed, of }: Missed): string => (of === 0 ? '–' : percent(missed / of));

/** How every unit stands in a window, by its id; cases of none that is known under ''. */
function standsIn(recount: Recount, window: Window): Map<string, Stand> {
  const known = new Set(recount.profile.units.map(({ id }) => id));
  const byUnit = Map.groupBy(own(recount), ({ unit = '' }) => (known.has(unit) ? unit : ''));
  const stands = [...byUnit].map(([unit, cases]): [string, Stand] => [unit, standOf(cases, window)]);
  return new Map(stands.filter(([, { closed, open }]) => closed + open > 0));
}
const named = (stands: ReadonlyMap<string, Stand>): Map<string, Missed> =>
  new Map([...stands].flatMap(([unit, stand]) => (unit === '' ? [] : [[unit, missedOf(stand)]])));
const sum = (some: Iterable<Missed>): Missed => {
  const all = [...some];
  return { missed: all.reduce((n, one) => n + one.missed, 0), of: all.reduce((n, one) => n + one.of, 0) };
};

/** What a panel of units shows: the same in the shape of each kind and order. */
export const units: Reader = (shown, recount) => {
  const { kind } = recount.panel;
  const { order } = askedBy(recount);
  if (kind === 'figure') return figure(shown, recount);
  if (kind === 'funnel') return funnel(shown, recount);
  if (order === 'worst' || order === 'best') return list(shown, recount, order);
  return order === 'declined' || order === 'improved'
    ? changes(shown, recount)
    : counts(shown, recount, order);
};
type Shape = (shown: Parameters<Reader>[0], recount: Recount) => Told[];

const figure: Shape = ({ words }, recount) => {
  const city = standOf(own(recount), windowFor(recount));
  return [
    told(
      'on time',
      inText(words[0] ?? '', /^([\d,]+)/),
      city.onTime === null ? '' : written(city.onTime * 100, 1, 1),
    ),
    told('resolved', words[words.indexOf('Đã xử lý trong kỳ') + 1], city.closed),
  ];
};

const namesOf = ({ profile }: Recount): Map<string, string> =>
  new Map(profile.units.map(({ id, short, name }) => [short?.vi ?? name.vi, id]));

/** The number of units in each group, the city's share, and a name for everyone outside. */
const funnel: Shape = ({ words }, recount) => {
  const stands = named(standsIn(recount, windowFor(recount)));
  const all = missedOf(standOf(own(recount), windowFor(recount)));
  if (all.of === 0) return [told('nothing due', words[0], 'Chưa có phản ánh nào đến hạn để so sánh')];
  const { worse, better } = unlikeAll(stands, all);
  const judged = [...stands.values()].filter(({ of }) => of > 0).length;
  const text = words.join(' ');
  const outside = [...worse, ...better];
  const here = afterNames(words, namesOf(recount)).map(({ of }) => of);
  return [
    told('worse', inText(text, /([\d.]+) kém hơn/), worse.length),
    told('like', inText(text, /([\d.]+) không khác rõ mức chung/), judged - outside.length),
    told('better', inText(text, /([\d.]+) tốt hơn/), better.length),
    told('the city', inText(text, /chung ([\d,]+%)/), shareOf(all)),
    // Not every name may have room, but none stands there that is like the city.
    told('named though like the city', here.filter((unit) => !outside.includes(unit)).join(' '), ''),
  ];
};

/** Those that are worse (or better), each with its own figures; the others by group. */
const list = ({ head, words }: Parameters<Reader>[0], recount: Recount, order: 'worst' | 'best'): Told[] => {
  const stands = named(standsIn(recount, windowFor(recount)));
  const all = missedOf(standOf(own(recount), windowFor(recount)));
  const { worse, better } = unlikeAll(stands, all);
  const first = order === 'worst' ? worse : better;
  const rows = afterNames(words, namesOf(recount));
  const none = rows.length === 0 && first.length === 0;
  // Where nothing was due, nobody is judged.
  if (all.of === 0) return [told('nobody', String(words.length > 0), 'true')];
  const text = words.join(' ');
  const group = (name: string, units: readonly string[]): Told[] => {
    const shown = inText(text, new RegExp(`([\\d.]+) ${name}`));
    const at = words.indexOf(`${shown} ${name}`);
    const part = sum(units.flatMap((unit) => stands.get(unit) ?? []));
    return [
      told(name, shown === '' ? '0' : shown, units.length),
      // Where all groups share one line, they have no figures of their own.
      ...(at < 0 || !/%$/.test(words[at + 1] ?? '')
        ? []
        : [
            told(`${name} share`, words[at + 1], shareOf(part)),
            told(`${name} of`, words[at + 2], `${written(part.missed)}/${written(part.of)}`),
          ]),
    ];
  };
  const shown = rows.map(({ of }) => of);
  const judged = [...stands].flatMap(([unit, { of }]) => (of > 0 ? [unit] : []));
  const like = judged.filter((unit) => !worse.includes(unit) && !better.includes(unit));
  return [
    ...(head.includes('chung')
      ? [
          told(
            'the city',
            inText(head, /chung ([\d.]+\/[\d.]+)/),
            `${written(all.missed)}/${written(all.of)}`,
          ),
        ]
      : []),
    ...(none ? [told('nobody', String(words.length > 0), 'true')] : []),
    told('listed though like the city', shown.filter((unit) => !first.includes(unit)).join(' '), ''),
    ...rows.flatMap(({ name, of, words: [share, count] }) => {
      const missed = stands.get(of) ?? { missed: 0, of: 0 };
      return [
        told(name, share, shareOf(missed)),
        told(`${name} of`, count, `${written(missed.missed)}/${written(missed.of)}`),
      ];
    }),
    ...group(
      'khác kém hơn',
      worse.filter((unit) => !shown.includes(unit)),
    ),
    ...group('không khác rõ mức chung', like),
    ...group(
      'tốt hơn',
      better.filter((unit) => !shown.includes(unit)),
    ),
  ];
};

/** Those that changed beyond chance since the whole period before. */
const changes: Shape = ({ words }, recount) => {
  const window = windowFor(recount);
  const before = windowOf(askedBy(recount).range, window.since - 1, recount.profile.city);
  const [now, then] = [standsIn(recount, window), named(standsIn(recount, before))];
  const moved = changed(named(now), then);
  const rows = afterNames(words, namesOf(recount));
  // Its room was given away, since it has nothing to say.
  if (words.length === 0 && recount.panel.when !== undefined)
    return [told('nobody changed', '0', moved.length)];
  return [
    told('unchanged', inText(words.join(' '), /([\d.]+) không đổi rõ rệt/), named(now).size - moved.length),
    told(
      'changed and told',
      rows
        .filter(({ of }) => !moved.includes(of))
        .map(({ name }) => name)
        .join(' '),
      '',
    ),
    ...rows.flatMap(({ name, of, words: said }) => {
      const [missed, was] = [
        named(now).get(of) ?? { missed: 0, of: 0 },
        then.get(of) ?? { missed: 0, of: 0 },
      ];
      return [
        told(`${name} before`, said[0], `trước đó ${shareOf(was)}`),
        told(name, said[1], shareOf(missed)),
        told(`${name} of`, said[2], `${written(missed.missed)}/${written(missed.of)}`),
      ];
    }),
  ];
};

/** How much each has to do, or how many were late; everyone who is not listed is summed. */
const counts = ({ words }: Parameters<Reader>[0], recount: Recount, order: string): Told[] => {
  const stands = standsIn(recount, windowFor(recount));
  const names = new Map([...namesOf(recount), ['Không rõ', '']]);
  const value = ({ closed, open, late, overdue }: Stand): string =>
    written(order === 'volume' ? closed + open : order === 'overdue' ? overdue : late + overdue);
  const beside = ({ closed, open, late, overdue }: Stand): string =>
    order === 'volume'
      ? written(late + overdue)
      : `/${written(order === 'overdue' ? open : closed + overdue)}`;
  const rows = afterNames(words, names);
  const others = [...stands].filter(([unit]) => !rows.some(({ of }) => of === unit));
  const left = others.map(([, stand]) => stand);
  const units = others.filter(([unit]) => unit !== '').length;
  const nobodys = units < others.length ? ' và chưa rõ đơn vị' : '';
  const add = (of: keyof Stand): number => left.reduce((n, stand) => n + (stand[of] ?? 0), 0);
  const sum: Stand = {
    ...{ opened: 0, dueSoon: 0, untimed: 0, onTime: null, closed: add('closed'), open: add('open') },
    ...{ late: add('late'), overdue: add('overdue') },
  };
  const rest = words.findIndex((word) => /^\d+ đơn vị khác/.test(word));
  return [
    ...rows.flatMap(({ name, of, words: said }) => {
      const stand = stands.get(of);
      if (stand === undefined) return [told(name, said[0], 'not in the records')];
      return [told(name, said[0], value(stand)), told(`${name} late`, said[1], beside(stand))];
    }),
    ...(rest < 0
      ? []
      : [
          told('other units', words[rest], `${units} đơn vị khác${nobodys}`),
          told('others', words[rest + 1], value(sum)),
          told('others late', words[rest + 2], beside(sum)),
        ]),
  ];
};
