import { readXlsx } from 'hucre/xlsx';
import path from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeAll, expect, it } from 'vitest';
import type { Answer } from '../../contract/answers.ts';
import { CitywallError } from '../../contract/errors.ts';
import { EXPORT_COLUMNS, exportRequest, type ExportRead } from '../../contract/exports.ts';
import { HOUR } from '../../contract/instants.ts';
import type { Role } from '../../contract/people.ts';
import type { CaseLine } from '../../contract/questions/drill.ts';
import { loadProfile, type LoadedProfile } from '../../profile/index.ts';
import { listen, type Listening } from '../web/http.ts';
import type { Cell } from './cells.ts';
import { csvOf } from './csv.ts';
import { Exports } from './exports.ts';

const AT = Date.parse('2026-11-30T18:05:30+07:00');
let loaded: LoadedProfile;
let host: Listening | null = null;
beforeAll(async () => {
  loaded = await loadProfile(path.join(import.meta.dirname, '../../../assets/cities/hcmc'));
});
afterEach(async () => {
  await host?.close();
  host = null;
});

const LINE: CaseLine = {
  ...{ service: '1022', id: '1022-261130-0001', openedAt: AT - HOUR, dueAt: AT + HOUR, closedAt: null },
  ...{ status: 'inProgress', state: 'dueSoon', category: 'flooding', unit: null, area: null, channel: null },
  ...{ rating: 4, returned: 2 },
};
const COLUMNS = Object.fromEntries(EXPORT_COLUMNS.map((one) => [one, `Cột ${one}`]));

/** Lists as files over HTTP, of so many cases; who is signed in can be changed, and every question is kept. */
async function stage(cases: number, lineOf: (i: number) => CaseLine = (i) => ({ ...LINE, id: `c${i}` })) {
  const asked: Record<string, unknown>[] = [];
  const deeds: unknown[] = [];
  const held: { role: Role | null; gate: Promise<void>; ahead: number } = {
    ...{ role: 'officer', gate: Promise.resolve(), ahead: 0 },
  };
  const exports = new Exports({
    whoHas: async () => {
      if (held.role !== null) return { id: 'lan', name: 'Lan', role: held.role, units: [] };
      throw new CitywallError('session-needed', { what: 'nobody' });
    },
    roleOf: () => held.role,
    async ask({ name, params }, at): Promise<Answer> {
      asked.push({ name, ...params, at });
      await held.gate;
      const [from, limit] = [Number(params['after'] ?? 0), Number(params['limit'])];
      const rows = Array.from({ length: Math.min(limit, cases - from) }, (_, i) => lineOf(from + i));
      const next = from + rows.length < cases ? String(from + rows.length) : null;
      const data = { rows, next, total: cases };
      return { asOf: at, freshness: { state: 'live', since: 0, source: '' }, content: 'data', data };
    },
    profile: () => loaded.profile,
    audit: { note: async (deed) => void deeds.push(deed), tell: (deed) => void deeds.push(deed) },
    clock: () => performance.now() + held.ahead,
  });
  host = await listen(0, (...of) => exports.serve(...of), pino({ level: 'silent' }));
  const { address } = host;
  return { exports, asked, deeds, held, fetched: (at: string) => fetch(new URL(at, address)) };
}

const request = (more: Partial<ExportRead> = {}): ExportRead => ({
  ...exportRequest.parse({
    ...{ session: 's', format: 'csv', filter: { state: 'open' }, order: 'newest', at: AT, language: 'vi' },
    words: {
      ...{
        title: 'Phản ánh “ngập”',
        unknown: 'chưa rõ',
        columns: COLUMNS,
        states: { dueSoon: 'sắp đến hạn' },
      },
      about: [['Số liệu đến', '18:05:30 30/11/2026']],
    },
  }),
  ...more,
});

it('a list is a CSV of all of it: as of when, names in full, local times, numbers; asked page by page at one instant', async () => {
  const { exports, asked, fetched, deeds } = await stage(12_000);
  const { path: at, ticket } = await exports.begin(request());
  const response = await fetched(at);
  expect(response.headers.get('content-disposition')).toBe(
    'attachment; filename="citywall-2026-11-30-1805.csv"',
  );
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
  expect(text.startsWith('\u{feff}"Phản ánh “ngập”"\r\n"Số liệu đến","18:05:30 30/11/2026"\r\n\r\n')).toBe(
    true,
  );
  const lines = text.trimEnd().split('\r\n').slice(3);
  expect(lines[0]).toBe(EXPORT_COLUMNS.map((one) => `"Cột ${one}"`).join());
  expect(lines).toHaveLength(1 + 12_000);
  expect(lines[1]).toBe(
    'c0,"Phản ánh, kiến nghị 1022",2026-11-30 17:05:30,2026-11-30 19:05:30,,"sắp đến hạn","Ngập nước","chưa rõ","chưa rõ",,4,2',
  );
  expect(asked.map(({ name, at: when, after }) => [name, when, after])).toEqual([
    ['caseRows', AT, undefined],
    ['caseRows', AT, '5000'],
    ['caseRows', AT, '10000'],
  ]);
  expect(await exports.told({ session: 's', ticket })).toEqual({
    ...{ state: 'done', rows: 12_000, total: 12_000, failed: null },
  });
  const who = { account: 'lan', role: 'officer' };
  expect(deeds).toEqual([
    { what: 'export', who, of: { format: 'csv' } },
    { what: 'exported', who, of: { format: 'csv', rows: 12_000 }, outcome: 'done' },
  ]);
  // It is fetched once.
  expect((await fetched(at)).status).toBe(404);
});

it('the same as a workbook: texts are texts, instants are dates of its own, numbers are numbers', async () => {
  const { exports, fetched } = await stage(3, (i) => ({ ...LINE, id: `c${i}` }));
  const { words } = request();
  const about: [string, string][] = [['Bộ lọc', '=1+1']];
  const { path: at } = await exports.begin(request({ format: 'xlsx', words: { ...words, about } }));
  const response = await fetched(at);
  expect(response.headers.get('content-type')).toContain('spreadsheetml');
  const { sheets } = await readXlsx(new Uint8Array(await response.arrayBuffer()));
  const [sheet] = sheets;
  expect(sheet?.name).toBe('Phản ánh “ngập”');
  const rows = sheet?.rows ?? [];
  expect(rows[0]?.[0]).toBe('Phản ánh “ngập”');
  expect(rows[3]?.slice(0, 2)).toEqual(['Cột id', 'Cột service']);
  const [id, service, opened, , closed, ...rest] = rows[4] ?? [];
  expect([id, service, closed ?? null]).toEqual(['c0', 'Phản ánh, kiến nghị 1022', null]);
  // A sheet has no zones: it shows what the city's clocks showed.
  expect(opened).toEqual(new Date('2026-11-30T17:05:30Z'));
  expect(rest.slice(-2)).toEqual([4, 2]);
  expect(rows[1]?.slice(0, 2)).toEqual(['Bộ lọc', '=1+1']);
  expect(rows).toHaveLength(7);
});

it('no cell of a CSV begins a formula, whatever a name is', async () => {
  const wicked = [
    '=1+1',
    '+1',
    '-1',
    '@x',
    '\t=1',
    ' =1',
    '＝1',
    '|x',
    '%0A=1',
    'a"b',
    'a,b',
    'a\nb',
    'a;=1',
    'Đ',
  ];
  const pages = async function* () {
    yield [...wicked.map((one): Cell[] => [one]), [-1, 0.5, null]];
  };
  let text = '';
  for await (const part of csvOf(pages())) text += part;
  const written = text.slice(1).trimEnd().split('\r\n');
  expect(written).toEqual([
    ...[`"'=1+1"`, `"'+1"`, `"'-1"`, `"'@x"`, `"' =1"`, `"' =1"`, `"'＝1"`, `"'|x"`, `"'%0A=1"`],
    ...['"a""b"', '"a,b"', '"a b"', '"a;=1"', 'Đ', '-1,0.5,'],
  ]);
});

it('what is not taken is not made: no page is asked for before the one before went on its way', async () => {
  const { exports, asked, fetched } = await stage(2_000_000, (i) => ({
    ...LINE,
    id: `${'c'.repeat(70)}${i}`,
  }));
  const { path: at, ticket } = await exports.begin(request());
  const reader = (await fetched(at)).body?.getReader();
  await reader?.read();
  const settled = async (): Promise<number> => {
    for (let before = -1; before !== asked.length; await new Promise((resolve) => setTimeout(resolve, 200)))
      before = asked.length;
    return asked.length;
  };
  // What is made ahead is what buffers and sockets hold, not the list: a thousand pages.
  expect(await settled()).toBeLessThan(100);
  await exports.stop({ session: 's', ticket });
  await expect(
    (async () => {
      for (;;) if ((await reader?.read())?.done !== false) return 'whole';
    })(),
  ).rejects.toThrow();
  const told = await exports.told({ session: 's', ticket });
  expect(told.state).toBe('stopped');
  expect(told.rows).toBeLessThan(200_000);
});

it('is for whoever is signed in, as long as they are', async () => {
  const { exports, fetched, held, deeds } = await stage(100_000);
  const { path: at, ticket } = await exports.begin(request());
  const gate = Promise.withResolvers<void>();
  held.gate = gate.promise;
  const response = await fetched(at);
  held.role = null;
  gate.resolve();
  await expect(response.text()).rejects.toThrow();
  expect(deeds.at(-1)).toMatchObject({ what: 'exported', outcome: 'failed', of: { rows: 0 } });
  await expect(exports.told({ session: 's', ticket })).rejects.toThrow('nobody');
  await expect(exports.begin(request())).rejects.toThrow('nobody');
});

it('of one account two are made at a time, and a third is refused', async () => {
  const { exports } = await stage(1);
  await exports.begin(request());
  const { ticket } = await exports.begin(request());
  await expect(exports.begin(request())).rejects.toMatchObject({ code: 'window-busy' });
  await exports.stop({ session: 's', ticket });
  await exports.begin(request());
});

it('one that nobody takes any more gives its place away', async () => {
  const { exports, held, fetched } = await stage(2_000_000);
  const begun = [await exports.begin(request()), await exports.begin(request())];
  for (const { path: at } of begun) await (await fetched(at)).body?.getReader().read();
  await expect(exports.begin(request())).rejects.toMatchObject({ code: 'window-busy' });
  held.ahead = 11 * 60_000;
  await exports.begin(request());
  for (const { ticket } of begun)
    expect(await exports.told({ session: 's', ticket })).toMatchObject({ state: 'stopped', failed: null });
});
