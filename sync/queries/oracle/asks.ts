import { questions, type ParamsIn, type QuestionName } from '../../contract/questions/index.ts';
import type { QuestionContext } from '../index.ts';

/** Every question there is, each asked in several ways. */
type Asks = { [Q in QuestionName]: ParamsIn<Q>[] };
export const asks = (
  { profile }: QuestionContext,
  numbers: readonly string[],
  requested: readonly string[],
): Asks => {
  const { rules } = profile.alerts;
  const service = 's1';
  const ranges = ['today', '24h', '7d', 'reportingMonth', 'year'] as const;
  const each = <T>(make: (range: (typeof ranges)[number]) => T): T[] => ranges.map(make);
  const whose = [{}, { unit: 'u1' }, { unit: 'u3' }, { unit: 'u5' }, { area: 'a1' }, { category: 'flood' }];
  return {
    today: [{ service }, { service: 's2' }],
    backlog: [{ service }, { service: 's2' }],
    categories: each((range) => ({ service, range, limit: 3 })),
    units: [
      ...(['late', 'overdue', 'best', 'volume', 'improved', 'declined', 'worst'] as const).flatMap((order) =>
        each((range) => ({ service, range, order, limit: 3 })),
      ),
      { service, range: 'reportingMonth', unit: 'u3' },
    ],
    areas: each((range) => ({ service, range })),
    heat: [
      { service, range: '24h', grid: 'fine', against: 'usual' },
      { service, range: '30d', grid: 'mid' },
    ],
    ...{ hotspots: [{ service }], strip: [{ services: ['s1', 's2'] }] },
    indicators: [{}, { level: 'commune' }, { field: 'health' }],
    fields: [{}, { level: 'commune' }],
    indicator: ['spent', 'fires', 'vaccinated', 'rating'].flatMap((indicator) => [
      { indicator },
      { indicator, subject: 'u3' },
      { indicator, subject: 'a2' },
    ]),
    daily: [{}, { indicators: ['fever', 'visits'] }, { fields: ['empty'] }],
    ...{ indexes: [{}], requests: [{}, { unit: 'u3' }, { indicator: 'spent' }] },
    request: requested.map((id) => ({ id })),
    handover: [{}],
    oneHandover: [{ id: 'no-such-handover' }],
    calls: [{}, { group: 'g' }, { request: 'r' }],
    indexSet: [{ set: 'service' }, { set: 'service', order: 'worst', year: 2024 }, { set: 'province' }],
    headline: [
      {
        ...{ service, limit: 6, indicator: 'onTime' },
        about: [...questions.headline.params.shape.about.element.options],
      },
      { service, about: ['overdue'] },
    ],
    sources: [{}],
    days: whose.map((of) => ({ service, days: 30, ...of })),
    flow: whose.flatMap((of) => each((range) => ({ service, range, ...of }))),
    ages: [{ service }, { service, unit: 'u3' }, { service, unit: '?' }],
    quality: each((range) => ({ service, range, minimum: 1, limit: 2 })),
    caseRows: [{ filter: { state: 'open' }, order: '-category', limit: 5_000 }],
    cases: [
      { limit: 200 },
      ...(['open', 'overdue', 'closed', 'late', 'returned'] as const).map((state) => ({
        filter: { state },
        limit: 200,
      })),
      { filter: { state: 'open' }, order: 'due', limit: 200 },
      ...['u1', 'u5', 'd1', '?'].map((unit) => ({ filter: { unit }, limit: 200 })),
    ],
    case: numbers.map((id) => ({ service, id })),
    search: ['', 'flood', 'c1', 'u3 open', 'a1'].map((text) => ({ text, limit: 50 })),
    rejected: [{}],
    // A rule on nothing that the part holds is none of its own.
    signs: rules.map(({ id }) => ({ rule: id })),
    trial: rules.slice(4, 5).map((rule) => ({ rule, day: '2026-11-10' })),
    commands: [{}],
    alerts: [{}],
    alert: [{ alert: 'a1' }],
    alarmFigures: [{}],
    lastHour: [{}, { services: ['s1'], minutes: 600, limit: 20 }],
    asset: [
      { type: 'pump', id: 'p1' },
      { type: 'pump', id: 'p2' },
    ],
    nothing: [{}],
  };
};
