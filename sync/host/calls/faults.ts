import type { Logger } from 'pino';
import type { CallsKnown } from '../../contract/calls.ts';
import type { ErrorReport } from '../../contract/errors.ts';
import type { Faults } from '../health/faults.ts';

/** Says in `/health`, and once in the log, that somebody cannot be reached, that nobody is on duty, that nobody answers. */
export function tellFaults(
  { calls, messages }: CallsKnown,
  faults: Pick<Faults, 'set'>,
  log: Pick<Logger, 'error'>,
): void {
  // What no shift of now is to be called for has not taken a step, and waits as it should.
  const waiting = (waits: 'duty' | 'shift'): number =>
    [...calls.values()].filter((call) => call.waits === waits && call.level >= 0).length;
  const failing = [...messages.values()].flatMap(({ account, deliveries }) =>
    deliveries.flatMap(({ way, state, why }) =>
      why === null || state === 'delivered' ? [] : `${account} by ${way}: ${why}`,
    ),
  );
  const [nobody, unanswered] = [waiting('duty'), waiting('shift')];
  const reports: [heading: string, is: boolean, report: Omit<ErrorReport, 'where'>][] = [
    [
      'calls-delivery',
      failing.length > 0,
      {
        code: 'call-undelivered',
        what: `Somebody on duty cannot be reached: ${[...new Set(failing)].sort().join('; ')}`,
        hint: 'It is tried again; look at the address and at whoever answers there.',
      },
    ],
    [
      'calls-nobody',
      nobody > 0,
      {
        code: 'call-nobody',
        what: `Nobody is on duty who can be called: ${nobody} waiting`,
        hint: 'Look at the shifts of the roster.',
      },
    ],
    [
      'calls-unanswered',
      unanswered > 0,
      {
        code: 'call-unanswered',
        what: `Nobody of those on duty answers: ${unanswered} waiting for the next shift`,
        hint: 'Take up the alert or the request on a console.',
      },
    ],
  ];
  for (const [heading, is, report] of reports)
    if (faults.set(heading, is ? { ...report, where: 'duty.json' } : null) && is)
      log.error({ code: report.code }, report.what);
}
