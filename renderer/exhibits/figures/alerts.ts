import type { AlertState, Severity, Sign, Subject } from '../../../sync/contract/alerts.ts';
import { DAY, HOUR, MINUTE } from '../../../sync/contract/instants.ts';
import type { AlertGroup, AlertRow } from '../../../sync/contract/questions/alerts.ts';
import type { Data } from '../../../sync/contract/questions/index.ts';
import { names, NOW, pick } from '../city.ts';

type Figures = Pick<Sign, 'measure' | 'value' | 'expected' | 'limit'>;

/** One alert of the made-up city; what is not said is as of a new one. */
interface Made {
  rule: string;
  severity: Severity;
  state?: AlertState;
  subject: Subject;
  figures: Figures;
  hours?: number;
  unit?: string | null;
  atRisk?: boolean;
  age: number;
  owner?: string;
}

/** A reason as an operator gives one. */
const REASON = 'Đã báo đơn vị';

/** A row of the queue. */
export function alertRow(made: Made, i: number): AlertRow {
  const { rule, severity, state = 'new', subject, figures, hours = 2, age, owner } = made;
  const [unit, atRisk] = [made.unit ?? null, made.atRisk ?? false];
  const raisedAt = NOW - age;
  const key = `${rule} ${Object.values(subject).join(' ')}`;
  return {
    ...{ alert: `alert-${i}`, rule, group: key, state, severity, subject, atRisk, unit },
    ...{ demo: true, quiet: false, chattering: false, raisedAt, changedAt: raisedAt },
    clearedAt: state === 'returned' ? NOW - 4 * MINUTE : null,
    acknowledged:
      state === 'acknowledged' ? { by: 'Bàn 2', at: raisedAt + MINUTE, reason: REASON, until: null } : null,
    shelvedUntil: state === 'shelved' ? NOW + 3 * HOUR : null,
    owner: owner ?? null,
    ...{ parent: null, children: 0, comments: 0 },
    sign: {
      ...{ key, subject, severity, ...figures, p: 0.0001, since: NOW - hours * HOUR, until: NOW },
      ...{ unit, atRisk, cases: null },
    },
  };
}

const GRAVITY: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

/** A group of rows that agree in `subject`; the first is its gravest. */
export function alertGroup(
  rows: readonly AlertRow[],
  { subject = pick(rows, 0).subject, count = rows.length, muted = 0 } = {},
): AlertGroup {
  const first = pick(rows, 0);
  const { group, rule, state, atRisk, unit, owner, demo } = first;
  return {
    ...{ group, rule, state, atRisk, unit, owner, demo, subject, count, muted },
    severity: GRAVITY.find((one) => rows.some(({ severity }) => severity === one)) ?? first.severity,
    rings: state === 'new',
    since: Math.min(...rows.map(({ raisedAt }) => raisedAt)),
    changedAt: Math.max(...rows.map(({ changedAt }) => changedAt)),
    unacknowledged: state === 'new' ? count : 0,
    rows: [...rows],
  };
}

const opened = (value: number, expected: number): Figures => ({
  ...{ measure: 'opened', value, expected, limit: null },
});

const disbursement = alertRow(
  {
    ...{ rule: 'target', severity: 'high', subject: { indicator: 'disbursement' }, unit: 'u0', atRisk: true },
    figures: { measure: 'chance', value: 0.12, expected: null, limit: 0.2 },
    age: 2 * DAY,
  },
  0,
);
const flood = alertRow(
  {
    ...{ rule: 'fieldPlace', severity: 'critical', unit: 'u5', age: 27 * MINUTE },
    subject: { service: 'citizens', category: 'c2', area: 'a0' },
    figures: opened(46, 12),
  },
  1,
);
const late = [1, 2, 3].map((n) =>
  alertRow(
    {
      ...{ rule: 'late', severity: 'high', unit: `u${n}`, atRisk: true, age: n * HOUR },
      subject: { service: 'citizens', unit: `u${n}` },
      figures: { measure: 'dueSoon', value: 140 - 20 * n, expected: null, limit: 60 },
    },
    10 + n,
  ),
);
const waste = alertRow(
  {
    ...{ rule: 'field', severity: 'high', state: 'acknowledged', unit: 'u1', age: 3 * HOUR },
    subject: { service: 'citizens', category: 'c7' },
    ...{ figures: opened(212, 131), hours: 24, owner: 'Bàn 2' },
  },
  2,
);
const noise = alertRow(
  {
    ...{ rule: 'field', severity: 'medium', state: 'returned', unit: 'u2', age: 5 * HOUR },
    subject: { service: 'citizens', category: 'c3' },
    ...{ figures: opened(61, 40), hours: 24 },
  },
  3,
);
const source = alertRow(
  {
    ...{ rule: 'silence', severity: 'medium', unit: 'u6', age: 87 * MINUTE },
    subject: { source: 'procedures' },
    figures: { measure: 'time', value: 102 * MINUTE, expected: null, limit: 15 * MINUTE },
  },
  4,
);
const screen = alertRow(
  {
    ...{ rule: 'screens', severity: 'low', state: 'shelved', age: 26 * HOUR },
    subject: { part: 'screen 2' },
    figures: { measure: 'time', value: 26 * HOUR, expected: null, limit: 5 * MINUTE },
  },
  5,
);
const muted = alertRow(
  {
    ...{ rule: 'field', severity: 'medium', state: 'muted', unit: 'u5', age: 20 * MINUTE },
    subject: { service: 'citizens', category: 'c2' },
    ...{ figures: opened(96, 30), hours: 24 },
  },
  6,
);
const off = alertRow(
  {
    ...{ rule: 'field', severity: 'low', state: 'off', age: 9 * HOUR },
    subject: { service: 'citizens', category: 'c5' },
    ...{ figures: opened(31, 22), hours: 24 },
  },
  7,
);

const groups = [
  alertGroup([disbursement]),
  alertGroup(late, { subject: { service: 'citizens' }, count: 5 }),
  alertGroup([flood], { muted: 12 }),
  alertGroup([waste]),
  alertGroup([source]),
  alertGroup([noise]),
  alertGroup([screen]),
];

const seen = names.alerts.rules.map(({ id }) => ({
  ...{ rule: id, here: 1, seenAt: NOW - MINUTE },
  stands: 'on' as const,
}));

/** Groups of every state that needs somebody, those at risk first. */
export const alerts: Data<'alerts'> = {
  level: { level: 1, since: NOW - 27 * MINUTE },
  counts: { new: 8, acknowledged: 1, returned: 1, shelved: 1, muted: 12, off: 0 },
  severities: { critical: 1, high: 3, medium: 2, low: 0 },
  groups,
  matching: { groups: groups.length, alerts: 24 },
  rules: seen,
  demo: true,
};

/** One group of each state there is. */
export const alertStates: Data<'alerts'> = {
  ...alerts,
  groups: [flood, waste, noise, screen, muted, off, { ...waste, state: 'closed' as const }].map((row, i) => ({
    ...alertGroup([row]),
    group: `state ${i}`,
  })),
  matching: { groups: 7, alerts: 7 },
};

/** Far more groups than any screen holds. */
export const manyAlerts: Data<'alerts'> = {
  ...alerts,
  groups: Array.from({ length: 40 }, (_, i) => ({ ...pick(groups, i), group: `group ${i}` })),
  matching: { groups: 213, alerts: 1_904 },
  severities: { critical: 14, high: 71, medium: 102, low: 26 },
};

/** Names as long as a city has them. */
export const longAlerts: Data<'alerts'> = {
  ...alerts,
  groups: [
    alertGroup(
      [
        {
          ...flood,
          subject: { service: 'procedures', category: 'c7', area: 'a2', unit: 'u1' },
          owner: 'Trực ban trung tâm điều hành ca ba',
          chattering: true,
          sign: { ...flood.sign, subject: { service: 'procedures' }, value: 12_346, expected: 4_321.5 },
        },
      ],
      { muted: 1_204 },
    ),
    alertGroup([{ ...disbursement, subject: { indicator: 'budget' } }]),
  ],
  matching: { groups: 2, alerts: 1_206 },
};

const none = {
  ...alerts,
  level: { level: 3, since: null },
  counts: { new: 0, acknowledged: 0, returned: 0, shelved: 0, muted: 0, off: 0 },
  severities: { critical: 0, high: 0, medium: 0, low: 0 },
  groups: [],
  matching: { groups: 0, alerts: 0 },
};

/** Every rule was looked at, and nothing is wrong. */
export const noAlerts: Data<'alerts'> = { ...none, rules: seen.map((rule) => ({ ...rule, here: 0 })) };

/** No rule was looked at yet. */
export const firstLook: Data<'alerts'> = {
  ...none,
  rules: seen.map((rule) => ({ ...rule, stands: 'blind', here: 0, seenAt: null })),
};

/** Nothing was found, but not every rule could be looked at. */
export const blindRules: Data<'alerts'> = {
  ...none,
  counts: { ...none.counts, shelved: 3 },
  rules: seen.map((rule, i) => ({ ...rule, here: 0, stands: pick(['blind', 'on', 'full', 'on', 'off'], i) })),
};

/** What happened in the last hour. */
export const lastHour: Data<'lastHour'> = {
  since: NOW - HOUR,
  movedSince: NOW - HOUR,
  raised: 4,
  cleared: 2,
  rows: [
    { at: NOW - 4 * MINUTE, what: 'cleared', row: noise },
    { at: NOW - 27 * MINUTE, what: 'raised', row: flood },
    { at: NOW - 31 * MINUTE, what: 'acknowledged', row: waste },
    { at: NOW - 44 * MINUTE, what: 'raised', row: pick(late, 0) },
    { at: NOW - 52 * MINUTE, what: 'raised', row: source },
  ],
  moved: [
    { service: 'citizens', category: 'c2', count: 46, usual: 12, ratio: 3.8 },
    { service: 'emergency', category: null, count: 9, usual: 21.5, ratio: 0.42 },
    { service: 'citizens', category: 'c7', count: 14, usual: 9, ratio: 1.6 },
    { service: 'citizens', category: 'c6', count: 5, usual: 0, ratio: null },
  ],
};

/** Rings as they are where alarms are well kept, but for one flood. */
export const alarmFigures: Data<'alarmFigures'> = {
  operators: 2,
  days: Array.from({ length: 30 }, (_, i) => ({
    start: NOW - (NOW % DAY) - (29 - i) * DAY,
    raised: 6 + ((i * 7) % 11) + (i === 22 ? 40 : 0),
    critical: i % 9 === 4 ? 1 : 0,
  })),
  tens: Array.from({ length: 144 }, (_, i) => ({
    start: NOW - (144 - i) * 10 * MINUTE,
    raised: i === 120 ? 26 : i % 23 === 5 ? 1 : 0,
  })),
  perOperator: { day: 5.6, tens: 0.04, worstTens: 13 },
  floods: { count: 1, share: 0.0002 },
  stale: 7,
  chattering: 1,
  acknowledgedAfter: 6.4 * MINUTE,
  top: names.alerts.rules.map(({ id }, i) => ({
    rule: id,
    count: pick([171, 96, 40, 21, 6, 2], i),
    share: pick([171, 96, 40, 21, 6, 2], i) / 336,
    lasted: pick([95, 240, 1_300, 5_000, 61, 12], i) * MINUTE,
  })),
  severities: { critical: 3, high: 71, medium: 102, low: 160 },
  shelved: 2,
  off: 1,
  demo: true,
};

/** What a headline of alerts says: one that may miss a target, then a flood; and that there is more. */
export const headlineOfAlerts: Data<'headline'> = {
  facts: [pick(groups, 1), pick(groups, 2)].map((group, i) => {
    const { rule, severity, state, atRisk, since, count, subject, unit, owner, rows } = group;
    const told = { rule, severity, state, atRisk, since, count, subject, unit, owner };
    return { fact: 'alert', ...told, gravest: pick(rows, 0).sign, by: null, others: i === 0 ? 0 : 4 };
  }),
};

/** What operators were rung for. */
export const headlineOfAlarms: Data<'headline'> = {
  facts: [
    {
      ...{ fact: 'alarms', raised: 33, young: false, operators: 2, floods: 1 },
      top: { rule: pick(names.alerts.rules, 0).id, share: 171 / 336 },
    },
  ],
};

/** Nothing is found, but not everything was looked at. */
export const headlineUnseen: Data<'headline'> = {
  facts: [{ fact: 'unseen', service: 'citizens', count: 313, unseen: 2, rules: 6 }],
};
