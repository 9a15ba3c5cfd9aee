import type { AlertEvent } from '../../../sync/contract/alerts.ts';
import { callsAfter, isAnswer, NO_CALLS, type CallEvent } from '../../../sync/contract/calls.ts';
import type { Format, Say } from '../../locales/index.ts';

/** One thing that happened to an alert, in words. */
export interface Happened {
  at: number;
  what: string;
  /** Who did it; empty where it happened by itself. */
  by: string;
  /** What was said with it. */
  said: string;
}

/** What happens by itself is done by the wall. */
const ITSELF = 'wall';

/** An event of an alert in words. */
export function happened(event: AlertEvent, { say, format }: { say: Say; format: Format }): Happened {
  const by = 'by' in event && event.by !== ITSELF ? event.by : '';
  const until = (at: number | null): string =>
    at === null ? '' : say('operate.until', { when: format.moment(at, event.at) });
  const said = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(' · ');
  const told = (): string => {
    switch (event.event) {
      case 'acknowledged':
      case 'shelved':
        return said(event.reason, until(event.until));
      case 'commented':
        return event.note;
      case 'changed':
        return say(`severity.${event.severity}`);
      case 'owned':
        return event.owner ?? say('queue.nobody');
      case 'ruleOff':
        return event.reason;
      case 'ruleBlind':
        return say(`whyBlind.${event.why}`);
      default:
        return '';
    }
  };
  const self = event.event === 'unacknowledged' && by === '';
  return {
    at: event.at,
    what: say(self ? 'alertEvent.expired' : `alertEvent.${event.event}`),
    by,
    said: told(),
  };
}

/** What happened to the calls about it, in words; each try that failed again is not told anew. */
export function called(
  events: readonly CallEvent[],
  { say, format }: { say: Say; format: Format },
): Happened[] {
  const { messages } = callsAfter(NO_CALLS, events);
  const nameOf = (message: string): string => messages.get(message)?.name ?? '';
  return events.flatMap((event): Happened | [] => {
    const told = (what: string, by = '', said = ''): Happened => ({ at: event.at, what, by, said });
    switch (event.event) {
      case 'opened':
        return told(say('callEvent.opened'));
      case 'called': {
        const { name, level } = event;
        return told(
          say(level === 0 ? 'callEvent.called' : 'callEvent.climbed', { name, n: format.count(level + 1) }),
        );
      }
      case 'nobody':
        return told(say(`callEvent.${event.why}`, { n: format.count(event.level + 1) }));
      case 'unanswered':
        return told(say('callEvent.unanswered'));
      case 'ended':
        return told(say(`callEvent.ended.${event.how}`), isAnswer(event.how) ? (event.by ?? '') : '');
      case 'delivered':
        return told(
          say('callEvent.delivered', { way: say(`callEvent.way.${event.way}`) }),
          nameOf(event.message),
        );
      case 'failed': {
        if (event.tries > 1 && !event.last) return [];
        const way = say(`callEvent.way.${event.way}`);
        return told(
          say('callEvent.failed', { way, n: format.count(event.tries) }),
          nameOf(event.message),
          event.why,
        );
      }
    }
  });
}
