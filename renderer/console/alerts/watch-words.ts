import type { AlertRule, Watch } from '../../../sync/contract/alert-rules.ts';
import { MINUTE, SECOND } from '../../../sync/contract/instants.ts';
import type { Format, Say } from '../../locales/index.ts';
import type { Lookups } from '../../stores/index.ts';
import { lasting } from '../../ui/alert-words.ts';

interface By {
  names: Lookups;
  say: Say;
  format: Format;
}

/** More rules that are left out are not named; nor is more of a name. */
const NAMED = { rules: 20, characters: 80 };

/** Rules that are written and wrong, by their ids, and where it says what is wrong; empty where there are none. */
export function leftOutWords(ids: readonly string[], { say, format }: Pick<By, 'say' | 'format'>): string {
  if (ids.length === 0) return '';
  const rest = ids.length - NAMED.rules;
  const named = ids.slice(0, NAMED.rules).map((id) => id.slice(0, NAMED.characters) || '""');
  if (rest > 0) named.push(say('more', { n: format.count(rest) }));
  return say('rules.leftOut', { ids: named.join(', ') });
}

/** What a rule watches, in one sentence: of what, by what, and from where on it is an alert. */
export function watchWords(watch: Watch, by: By): string {
  const { names, say, format } = by;
  const service = 'service' in watch ? names.serviceShort(watch.service) : '';
  const list = (ids: readonly string[] | undefined, name: (id: string) => string): string =>
    ids === undefined ? '' : ids.map(name).join(', ');
  const parts = (...some: readonly string[]): string => some.filter((part) => part !== '').join(' · ');
  switch (watch.detector) {
    case 'counts':
      return parts(
        say('watches.counts', {
          service,
          by: say(`watchedBy.${watch.by}`),
          hours: watch.hours,
          ratio: format.decimal(watch.ratio, 2),
          minimum: watch.minimum,
        }),
        list(watch.categories, (id) => names.category(watch.service, id)),
      );
    case 'cluster':
      return parts(
        say('watches.cluster', {
          service,
          days: watch.days,
          kilometres: format.decimal(watch.kilometres),
          p: format.percent(watch.p, 2),
        }),
        list(watch.categories, (id) => names.category(watch.service, id)),
      );
    case 'late':
      return say('watches.late', { service, share: format.percent(watch.share, 0), hours: watch.hours });
    case 'backlog':
      return say('watches.backlog', { service, by: say(`watchedBy.${watch.by}`), days: watch.days });
    case 'response':
      return say('watches.response', {
        ...{ service, share: format.percent(watch.share, 0), hours: watch.hours },
        span: lasting(watch.minutes * MINUTE, by),
      });
    case 'daily':
    case 'limit':
      return parts(
        say(`watches.${watch.detector}`),
        watch.detector === 'daily' ? list(watch.fields, names.field) : '',
        list(watch.indicators, names.indicator),
      );
    case 'target':
      return parts(
        say('watches.target', {
          chance: format.percent(watch.chance ?? names.profile.rules.indicator.chance, 0),
          level: say(`watchedLevel.${watch.level}`),
        }),
        list(watch.fields, names.field),
      );
    case 'silence':
      return parts(
        say('watches.silence', { times: format.decimal(watch.times, 2) }),
        list(watch.sources, names.source),
      );
    case 'gap':
      return say('watches.gap', { service, p: format.percent(watch.p, 2) });
    case 'rejected':
      return say('watches.rejected', { minimum: watch.minimum, hours: watch.hours });
    case 'host':
      return say(`watches.host.${watch.what}`, {
        span: lasting(watch.minutes * MINUTE, by),
        days: format.decimal(watch.days),
        seconds: lasting(watch.seconds * SECOND, by),
      });
  }
}

/** When a rule's sign becomes an alert, and when that is over. */
export function timesWords({ holds, clears, every, quiet }: AlertRule, { say, format }: By): string {
  const span = (minutes: number): string => lasting(minutes * MINUTE, { say, format });
  return [
    say('ruleTimes.every', { span: span(every) }),
    ...(holds > 0 ? [say('ruleTimes.holds', { span: span(holds) })] : []),
    say('ruleTimes.clears', { span: span(clears) }),
    ...quiet.map(({ from, to }) => say('ruleTimes.quiet', { from, to })),
  ].join(' · ');
}
