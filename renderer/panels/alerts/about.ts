import type { Subject } from '../../../sync/contract/alerts.ts';

/** Whether a subject says more than which service it is of. */
export const telling = ({ service: _, ...rest }: Subject): boolean => Object.keys(rest).length > 0;

/** What one of a group is about beyond what all of it are; its service stays, which its field is named by. */
export function apart(own: Subject, shared: Subject): Subject {
  const said = new Set(Object.keys(shared));
  return Object.fromEntries(Object.entries(own).filter(([part]) => part === 'service' || !said.has(part)));
}
