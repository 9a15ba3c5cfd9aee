import type { Instant } from '../../contract/instants.ts';
import type { Service } from '../../contract/profile.ts';
import type { CaseEvent, CaseRecord, Point } from '../../contract/records.ts';

/** One step of a case's life. Steps are in order of time; a case's revision is how many it has taken. */
export interface Step {
  at: Instant;
  what: 'opened' | 'assigned' | 'reassigned' | 'reopened' | 'closed' | 'rated';
  unit?: string | undefined;
}

/** A case with its whole life, past and to come. */
export interface CasePlan {
  id: string;
  category: string;
  dueAt: Instant;
  area: string | undefined;
  /** Exact; what is shown is rounded. */
  point: Point | undefined;
  shown: Point | undefined;
  channel: string | undefined;
  refused: boolean;
  rating: number;
  steps: readonly Step[];
}

type Status = CaseRecord['status'];

/** The first of some statuses that a service has; its first of all where it has none of them. */
function statusOf(service: Service, wanted: readonly Status[]): Status {
  return wanted.find((s) => service.statuses.includes(s)) ?? service.statuses[0] ?? 'received';
}

/** A case as it stood at an instant: every step up to and with it, none after. At least the first is taken. */
export function recordAt(plan: CasePlan, service: Service, at: Instant): CaseRecord {
  const record: CaseRecord = {
    kind: 'case',
    service: service.id,
    id: plan.id,
    rev: 1,
    openedAt: plan.steps[0]?.at ?? at,
    status: 'received',
    category: plan.category,
  };
  if (plan.dueAt > 0) record.dueAt = plan.dueAt;
  if (plan.area !== undefined) record.area = plan.area;
  if (plan.shown) record.point = plan.shown;
  if (plan.channel !== undefined) record.channel = plan.channel;
  const first = plan.steps[0]?.unit;
  if (first !== undefined) record.unit = first;
  let events: CaseEvent[] | undefined;
  for (let i = 1; i < plan.steps.length; i++) {
    const step = plan.steps[i];
    if (!step || step.at > at) break;
    record.rev = i + 1;
    if (step.unit !== undefined) record.unit = step.unit;
    switch (step.what) {
      case 'opened':
        break;
      case 'assigned':
        record.status = 'assigned';
        break;
      case 'reassigned':
        events ??= [];
        events.push({ at: step.at, what: 'reassigned', ...(step.unit !== undefined && { unit: step.unit }) });
        record.status = 'inProgress';
        break;
      case 'reopened':
        events ??= [];
        events.push({ at: step.at, what: 'reopened' });
        record.status = 'inProgress';
        delete record.closedAt;
        break;
      case 'closed':
        record.status = plan.refused ? 'refused' : 'resolved';
        record.closedAt = step.at;
        break;
      case 'rated':
        events ??= [];
        events.push({ at: step.at, what: 'rated' });
        record.rating = plan.rating;
    }
  }
  if (!service.statuses.includes(record.status))
    record.status = statusOf(
      service,
      record.closedAt === undefined ? ['inProgress', 'assigned', 'received'] : ['resolved', 'refused'],
    );
  if (events) record.events = events;
  return record;
}

/** The last thing that ever happens to a case. */
export function lastStep(plan: CasePlan): Instant {
  return plan.steps.at(-1)?.at ?? 0;
}
