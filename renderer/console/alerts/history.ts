import type { AlertEvent } from '../../../sync/contract/alerts.ts';
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
