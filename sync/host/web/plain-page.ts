import { escapeUTF8 } from 'entities';
import { DateTime } from 'luxon';
import { fontSizeFor, FLOOR_ARCMIN, PREFERRED_ARCMIN } from '../../contract/legibility.ts';
import type { Health } from '../../contract/health.ts';
import type { Text } from '../../contract/languages.ts';
import type { Profile } from '../../contract/profile.ts';

/** How often the page asks again, seconds. */
const AGAIN = 10;

const WORDS = {
  live: { vi: 'Trực tiếp', en: 'Live' },
  late: { vi: 'Chậm cập nhật', en: 'Late' },
  stale: { vi: 'Dữ liệu cũ', en: 'Stale data' },
  empty: { vi: 'Chưa có dữ liệu', en: 'No data yet' },
  error: { vi: 'Lỗi máy chủ', en: 'Host fault' },
  asOf: { vi: 'Số liệu đến', en: 'As of' },
  partial: { vi: 'Chưa đủ', en: 'Incomplete' },
  open: { vi: 'đang xử lý', en: 'open' },
  overdue: { vi: 'trễ hạn', en: 'overdue' },
  demo: { vi: 'Dữ liệu mô phỏng', en: 'Demonstration data' },
  plain: {
    vi: 'Màn hình giản lược: bảng đầy đủ không mở được trên máy này',
    en: 'Plain screen: the full board cannot be opened on this machine',
  },
} as const satisfies Record<string, Text>;

/**
 * What a screen shows where the boards cannot run (a graphics process that keeps dying, say): the open and
 * overdue cases of the profile's first service, how far they reach and in what state, in plain HTML that
 * loads itself again. No script, no WebGL, nothing personal; and no sign and no colour, since the one table of them is the
 * boards': words carry it, large where the line is not live.
 */
export function plainPage(profile: Profile, health: Health, demo: boolean, screenId: number): string {
  const [wall] = profile.walls;
  const screen = wall?.screens.find(({ id }) => id === screenId) ?? wall?.screens[0];
  const language = wall?.language ?? 'vi';
  const say = (text: Text): string => escapeUTF8(text[language]);
  // The figures are of the unit alone where the wall holds only its part.
  const whose = profile.units.find(({ id }) => id === health.scope)?.name ?? profile.city.centre;
  const size = (arcmin: number): string =>
    screen === undefined
      ? '2vw'
      : `${((fontSizeFor(arcmin, screen) / screen.resolution[0]) * 100).toFixed(3)}vw`;
  const count = new Intl.NumberFormat(language);
  const [service] = profile.services;
  const moment =
    health.asOf === null
      ? '–'
      : DateTime.fromMillis(health.asOf, { zone: profile.city.timeZone }).toFormat('HH:mm:ss dd/MM/yyyy');
  // Something is shown, and no snapshot was ever whole.
  const partial = health.asOf !== null && health.cursor === null ? ` · ${say(WORDS.partial)}` : '';
  const figure = (n: number, label: Text): string =>
    `<p><b>${health.asOf === null ? '–' : count.format(n)}</b> ${say(label)}</p>`;
  return `<!doctype html>
<html lang="${language}" translate="no">
<head>
<meta charset="utf-8">
<meta name="google" content="notranslate">
<meta http-equiv="refresh" content="${AGAIN}">
<title>${say(whose)}</title>
<style>
  html, body { margin: 0; height: 100%; overflow: hidden; background: #070b14; color: #e8eefc; }
  body { box-sizing: border-box; padding: 3vw; font: ${size(PREFERRED_ARCMIN)}/1.5 'Be Vietnam Pro', sans-serif; display: flex; flex-direction: column; }
  main { flex: 1; display: flex; flex-direction: column; justify-content: center; }
  h1, h2, p { margin: 0; font-weight: 500; font-size: inherit; }
  b { font-size: ${size(PREFERRED_ARCMIN * 5)}; font-weight: 600; font-variant-numeric: tabular-nums; }
  .late, .stale, .error { font-weight: 600; font-size: 1.4em; border-bottom: 0.1em dashed; }
  footer { font-size: ${size(FLOOR_ARCMIN + 1)}; color: #9aa7bd; }
</style>
</head>
<body>
<header><h1>${say(whose)}${demo ? ` · ${say(WORDS.demo)}` : ''}</h1>
<p class="${health.status}">${say(WORDS[health.status])} · ${say(WORDS.asOf)} ${moment}${partial}</p></header>
<main><h2>${service === undefined ? '' : say(service.name)}</h2>
${figure(health.open, WORDS.open)}
${figure(health.overdue, WORDS.overdue)}</main>
<footer>${say(WORDS.plain)}</footer>
</body>
</html>
`;
}
