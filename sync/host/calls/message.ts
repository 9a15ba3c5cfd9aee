import type { Call, CallAbout, CallMessage } from '../../contract/calls.ts';
import type { Duty } from '../../contract/duty.ts';
import type { Language, Text } from '../../contract/languages.ts';
import { alertAt, requestAt, writePlace } from '../../contract/place.ts';
import type { Profile } from '../../contract/profile.ts';

/** One thing that somebody is called about, in words of the city's first language. */
interface SaidCall {
  call: string;
  kind: 'alert' | 'asked' | 'late';
  severity: string | null;
  what: string;
  where: string;
  unit: string | null;
  level: number;
  since: string;
  link: string | null;
}

/** What a webhook is sent. A field keeps its meaning; new ones may come. */
export interface SaidMessage {
  version: 1;
  /** The same each time that this message is sent: whoever has seen it has seen it. */
  message: string;
  at: string;
  city: string;
  demo: boolean;
  to: { account: string; name: string };
  text: string;
  calls: SaidCall[];
  /** So many more than `calls` names. */
  more: number;
}

/** A message names so many; how many more there are, it says. */
const MOST = 20;

const WORDS = {
  severity: {
    critical: { vi: 'Nghiêm trọng', en: 'Critical' },
    high: { vi: 'Cao', en: 'High' },
    medium: { vi: 'Vừa', en: 'Medium' },
    low: { vi: 'Thấp', en: 'Low' },
  },
  asks: {
    explain: { vi: 'Yêu cầu giải trình', en: 'Asked to explain' },
    decide: { vi: 'Chỉ đạo', en: 'Direction' },
    direct: { vi: 'Chỉ đạo một hồ sơ', en: 'Direction on one case' },
  },
  late: { vi: 'Trễ hạn', en: 'Late' },
  demo: { vi: 'Dữ liệu minh họa, không gọi ra ngoài', en: 'Demonstration data, nobody outside is called' },
  more: { vi: 'Còn nữa', en: 'More' },
  subject: { vi: 'Trực ca: cần xử lý', en: 'On duty: needs you' },
} as const satisfies Record<string, Text | Record<string, Text>>;

export interface MessageFacts {
  profile: Profile;
  duty: Pick<Duty, 'console'>;
}

/** What somebody is told: what, where, how grave, and the way to the console. Nothing that anybody typed, and nothing of a citizen. */
export function messageOf(
  { message, at, account, name, level }: CallMessage,
  calls: readonly Call[],
  { profile, duty }: MessageFacts,
): SaidMessage {
  const language = profile.city.languages[0] ?? 'vi';
  const named = calls.slice(0, MOST).map((call): SaidCall => ({
    ...{ call: call.call, level: level + 1, since: new Date(call.openedAt).toISOString() },
    ...saidAbout(call.about, profile, language),
    link: linkTo(call.about, duty),
  }));
  const demo = calls.some((call) => call.demo);
  const more = calls.length - named.length;
  const lines = named.map(({ severity, what, where, unit, link }) =>
    [[severity, what].filter(isSaid).join(': '), where, unit, link].filter(isSaid).join('\n  '),
  );
  const text = [
    `${profile.city.name[language]}: ${WORDS.subject[language]}`,
    ...(demo ? [WORDS.demo[language]] : []),
    ...lines,
    ...(more > 0 ? [`${WORDS.more[language]}: ${more}`] : []),
  ].join('\n');
  return {
    ...{ version: 1, message, at: new Date(at).toISOString(), city: profile.city.id, demo },
    ...{ to: { account, name }, text, calls: named, more },
  };
}

const isSaid = (part: string | null): part is string => part !== null && part !== '';

function saidAbout(
  about: CallAbout,
  profile: Profile,
  language: Language,
): Pick<SaidCall, 'kind' | 'severity' | 'what' | 'where' | 'unit'> {
  const nameIn = (
    things: readonly { id: string; name: Text }[],
    id: string | null | undefined,
  ): string | null =>
    id === null || id === undefined ? null : (things.find((one) => one.id === id)?.name[language] ?? id);
  const unit = nameIn(profile.units, about.unit);
  if (about.what === 'request') {
    const kind = about.late ? 'late' : 'asked';
    const what = [WORDS.asks[about.asks][language], about.late ? WORDS.late[language] : null].filter(isSaid);
    return { kind, severity: null, what: what.join(', '), where: '', unit };
  }
  const { service, category, area, indicator, source, part } = about.subject;
  const categories = profile.services.flatMap((one) => (one.id === service ? one.categories : []));
  const where = [
    nameIn(profile.services, service),
    nameIn(categories, category),
    nameIn(profile.units, about.subject.unit),
    nameIn(profile.areas, area),
    nameIn(profile.indicators.indicators, indicator),
    nameIn(profile.sources, source),
    part ?? null,
  ];
  return {
    kind: 'alert',
    severity: WORDS.severity[about.severity][language],
    what: nameIn(profile.alerts.rules, about.rule) ?? about.rule,
    where: where.filter(isSaid).join(' · '),
    unit,
  };
}

/** Where on the consoles it is dealt with; null where the roster does not say where those are. */
function linkTo(about: CallAbout, { console }: MessageFacts['duty']): string | null {
  if (console === undefined) return null;
  const link = new URL(console);
  const place = writePlace(about.what === 'alerts' ? alertAt(about.alert) : requestAt(about.request));
  link.search = `?${['console', new URLSearchParams(place).toString()].filter((part) => part !== '').join('&')}`;
  return link.href;
}

/** What an e-mail is headed by. */
export function subjectOf(said: SaidMessage): string {
  const [first] = said.calls;
  const more = said.calls.length + said.more - 1;
  return (
    [first?.severity, first?.what].filter((part) => part !== undefined && part !== null).join(': ') +
    (more > 0 ? ` (+${more})` : '')
  );
}
