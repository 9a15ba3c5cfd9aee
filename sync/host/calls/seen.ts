import { thingOf, type Call, type CallAbout, type CallEnd } from '../../contract/calls.ts';
import type { CallRule } from '../../contract/duty.ts';
import type { AlertGroup } from '../../contract/questions/alerts.ts';
import type { Data } from '../../contract/questions/index.ts';
import type { RequestLine } from '../../contract/questions/requests.ts';
import { TURN } from '../../contract/requests.ts';

/** What somebody is to be called about, by which entry of `calls`. */
export interface Wanted {
  rule: string;
  about: CallAbout;
}

/** How a call came to its end. */
export interface Ending {
  how: CallEnd;
  by: string | null;
}

/** What walls and consoles are told too, as far as calls need it. */
export interface Seen {
  wanted(rules: readonly CallRule[]): Wanted[];
  /** How a call ended; null where it still waits. */
  ended(call: Pick<Call, 'about' | 'rule' | 'openedAt'>, rule: CallRule): Ending | null;
}

/** Reads what calls need of two questions. Of what is not told, since there is more than an answer holds, nothing is said. */
export function seenIn(alerts: Data<'alerts'>, requests: Data<'requests'>): Seen {
  const groups = new Map(alerts.groups.map((group) => [group.group, group]));
  const lines = new Map(requests.rows.map((line) => [line.id, line]));
  const allGroups = alerts.matching.groups <= alerts.groups.length;
  const allLines = requests.total <= requests.rows.length;
  const gone = (all: boolean): Ending | null => (all ? { how: 'gone', by: null } : null);
  return {
    wanted: (rules) =>
      rules.flatMap((rule) =>
        rule.of === 'alerts'
          ? [...groups.values()]
              .filter((group) => wantsCall(group, rule))
              .map((group) => aboutGroup(group, rule))
          : [...lines.values()].filter((line) => isOf(line, rule)).map((line) => aboutRequest(line, rule)),
      ),
    ended({ about, openedAt }, rule) {
      if (about.what === 'alerts') {
        const group = groups.get(about.group);
        return group === undefined ? gone(allGroups) : endOfGroup(group, openedAt);
      }
      const line = lines.get(about.request);
      return line === undefined ? gone(allLines) : endOfRequest(line, rule);
    },
  };
}

type RuleOf<O extends CallRule['of']> = Extract<CallRule, { of: O }>;

/** Whether a group rings, and nobody has it. */
const wantsCall = (group: AlertGroup, { severities, rules }: RuleOf<'alerts'>): boolean =>
  group.rings &&
  group.owner === null &&
  severities.includes(group.severity) &&
  (rules === undefined || rules.includes(group.rule));

function aboutGroup(group: AlertGroup, { id }: CallRule): Wanted {
  const { rule, severity, subject, unit, count } = group;
  const alert = group.rows[0]?.alert ?? group.group.slice(0, 64);
  return {
    rule: id,
    about: {
      what: 'alerts',
      group: group.group,
      alert,
      rule,
      severity,
      subject,
      unit,
      alerts: Math.max(1, count),
    },
  };
}

/** Somebody has it by owning it, or by an acknowledgement since the call was made, so that it does not ring any more. */
function endOfGroup({ owner, rows, rings, state }: AlertGroup, openedAt: number): Ending | null {
  if (owner !== null) return { how: 'owned', by: owner };
  if (rings) return null;
  const [last] = rows
    .flatMap(({ acknowledged }) => acknowledged ?? [])
    .filter(({ at }) => at >= openedAt)
    .toSorted((a, b) => b.at - a.at);
  if (last !== undefined) return { how: 'acknowledged', by: last.by };
  if (state === 'acknowledged') return { how: 'acknowledged', by: null };
  if (state === 'returned' || state === 'closed') return { how: 'gone', by: null };
  return state === 'new' ? null : { how: 'aside', by: null };
}

function isOf(line: RequestLine, rule: RuleOf<'asked' | 'late'>): boolean {
  if (rule.units?.includes(line.unit) === false) return false;
  return rule.of === 'late' ? line.late : line.state === 'asked' || line.state === 'sentBack';
}

function aboutRequest({ id: request, asks, unit, late, dueAt }: RequestLine, { id }: CallRule): Wanted {
  return { rule: id, about: { what: 'request', request, asks, unit, late, dueAt } };
}

function endOfRequest(line: RequestLine, rule: CallRule): Ending | null {
  if (rule.of === 'alerts' || isOf(line, rule)) return null;
  if (line.state === 'withdrawn') return { how: 'gone', by: null };
  if (line.state === 'received') return { how: 'received', by: line.unit };
  return TURN[line.state] === 'unit' ? { how: 'gone', by: null } : { how: 'answered', by: line.unit };
}

export const keyOf = ({ rule, about }: Wanted): string => `${rule}|${thingOf(about)}`;
