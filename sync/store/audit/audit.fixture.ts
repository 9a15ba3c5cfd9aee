import type { Anchor, AuditNote } from '../../contract/audit.ts';
import type { AnchorStore } from './audit-log.ts';

/** An entry that tells by its key which one it is. */
export const given = (i: number): AuditNote => ({
  ...{ at: 1_764_000_000_000 + i, clock: 1_764_000_000_500 + i, what: 'command' },
  who: { account: `desk-${i % 7}`, role: 'operator' },
  of: { command: 'acknowledge', key: `key-${i}`, alerts: [`a${i}`, `b${i}`] },
});

/** An anchor in memory. */
export function anchorInMemory(first: Anchor | null = null): AnchorStore & { held: Anchor | null } {
  return {
    held: first,
    get() {
      return this.held;
    },
    set(head) {
      this.held = head;
    },
  };
}
