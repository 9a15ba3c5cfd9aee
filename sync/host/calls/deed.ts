import { asThing } from '../../contract/audit.ts';
import type { CallEvent } from '../../contract/calls.ts';
import { thingOf } from '../../contract/calls.ts';
import type { Deed } from '../audit/audit-desk.ts';

/** What happened to a call, as the audit log has it. */
export function deedOf(event: CallEvent): Deed {
  const deed = (of: Deed['of'], outcome: string = event.event, account: string | null = null): Deed => ({
    ...{ what: 'call', who: account === null ? null : { account }, of, outcome },
  });
  switch (event.event) {
    case 'opened':
      return deed({ call: event.call, rule: event.rule, about: asThing(thingOf(event.about)) });
    case 'called': {
      const { call, level, message, account } = event;
      return deed({ call, level: level + 1, message, called: asThing(account) });
    }
    case 'nobody':
      return deed({ call: event.call, level: event.level + 1 }, event.why);
    case 'unanswered':
      return deed({ call: event.call });
    case 'ended':
      return deed({ call: event.call }, event.how, event.by);
    case 'delivered':
    case 'failed': {
      const { message, way, tries } = event;
      return deed({ message, way, tries });
    }
  }
}
