import { DAY, HOUR, MINUTE } from '../../../sync/contract/instants.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import { names, NOW, pick, service } from '../city.ts';

const STATES = ['open', 'overdue', 'closed', 'dueSoon', 'late', 'open', 'closed'] as const;

/** Single cases, the newest first. */
export const cases: Data<'cases'> = {
  rows: Array.from({ length: 24 }, (_, i) => {
    const state = pick(STATES, i);
    const openedAt = NOW - (i * 7 + 1) * MINUTE;
    const closed = state === 'closed' || state === 'late';
    return {
      service: service.id,
      id: `1022-261121-0${410 - i}`,
      openedAt,
      dueAt: openedAt + 5 * DAY,
      closedAt: closed ? NOW - i * MINUTE : null,
      status: closed ? 'resolved' : 'inProgress',
      state,
      category: pick(service.categories, i * 3).id,
      unit: i % 5 === 0 ? null : pick(names.units, i).id,
      area: i % 7 === 3 ? null : pick(names.areas, i * 2).id,
      channel: null,
      rating: i === 2 ? 4 : null,
      returned: i === 4 ? 1 : 0,
    };
  }),
  next: null,
  total: 412,
};

/** Records in quarantine, by what was wrong. */
export const rejected: Data<'rejected'> = {
  total: 31,
  kept: 31,
  rows: [
    {
      kind: 'case',
      about: service.id,
      ...{ why: 'range', field: 'openedAt', loses: 'record', line: null },
      count: 24,
      first: NOW - 31 * HOUR,
      last: NOW - 12 * MINUTE,
    },
    {
      kind: 'measure',
      about: names.indicators.indicators[0]?.id ?? null,
      ...{ why: 'form', field: 'period', loses: 'record', line: null },
      count: 6,
      first: NOW - 9 * DAY,
      last: NOW - 9 * DAY,
    },
    {
      ...{ kind: 'case', about: service.id, why: 'closedWhen', field: 'closedAt', count: 3 },
      ...{ loses: 'record', line: 1204, first: null, last: null },
    },
    {
      ...{ kind: '?', about: null, why: 'notJson', field: '', count: 1, loses: 'record', line: null },
      ...{ first: NOW - 40 * DAY, last: NOW - 40 * DAY },
    },
  ],
};

/** What viewers said, in every state. */
export const reports: Data<'commands'> = {
  waiting: 1,
  total: 4,
  rows: [
    ['queued', ''],
    ['applied', ''],
    ['rejected', 'Phường này nằm ngoài khung, xem ô phóng to.'],
    ['expired', ''],
  ].map(([state = '', reason = ''], i) => ({
    ...{ key: `report-${i}`, board: 'overview', panel: 'backlog', reason },
    ...{ what: 'report', by: 'lan.nguyen', request: null, asked: null },
    remarks: state === 'expired' ? [{ code: 'late' as const }] : [],
    givenAt: NOW - i * DAY + MINUTE,
    state: pick(['queued', 'applied', 'rejected', 'expired'] as const, i),
    settledAt: state === 'queued' ? null : NOW - i * DAY + 2 * MINUTE,
  })),
};

/** The same, among remarks that stay here. */
export const commands: Data<'commands'> = {
  ...{ waiting: 1, total: 5 },
  rows: [
    {
      ...{ key: 'note', what: 'note', board: 'overview', panel: 'backlog', state: 'applied', reason: '' },
      ...{ by: 'lan.nguyen', request: null, asked: null, remarks: [] },
      givenAt: NOW - 3 * MINUTE,
      settledAt: NOW - 3 * MINUTE,
    },
    ...reports.rows,
  ],
};

/** What is asked of units, in every state. */
export const requests: Data<'requests'> = {
  ...{ total: 9, late: 2 },
  states: { asked: 2, received: 2, answered: 1, accepted: 2, sentBack: 1, withdrawn: 1 },
  units: [2, 1, 1, 1, 1].map((open, i) => ({
    unit: pick(names.units, i * 2).id,
    open,
    late: i < 2 ? 1 : 0,
  })),
  rows: (
    ['asked', 'sentBack', 'received', 'asked', 'received', 'answered', 'accepted', 'withdrawn'] as const
  ).map((state, i) => ({
    ...{ id: `request-${i}`, rev: i + 1 },
    asks: pick(['explain', 'decide'] as const, i),
    about:
      i === 4
        ? { what: 'case' as const, service: service.id, id: '1022-261121-0409', rev: 2 }
        : {
            ...{ what: 'indicator' as const, indicator: pick(names.indicators.indicators, i).id },
            ...{ subject: 'city', period: '2026-10', value: 61.2 },
          },
    unit: pick(names.units, i * 2).id,
    state,
    late: i < 2,
    askedAt: NOW - (9 - i) * DAY,
    dueAt: NOW + (i - 2) * DAY + HOUR,
    movedAt: NOW - i * HOUR,
    ...(i === 4 ? { asks: 'direct' as const, wants: 'speed' as const } : {}),
  })),
};
