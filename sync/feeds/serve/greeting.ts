import type { Cursor, Hello, Refusal, SnapshotOffer, Welcome } from '../../contract/feed.ts';
import { PROTOCOL } from '../../contract/version.ts';
import type { LogReader } from '../../store/ports.ts';
import { readSnapshotId, snapshotId } from './snapshot-id.ts';
import { witnessed, witnessOf } from './witness.ts';

/** Who serves: shown to every client, and held against the identity its data folder is bound to. */
export type CityIdentity = Welcome['city'];

export type Head = Awaited<ReturnType<LogReader['head']>>;

/** A client that holds nothing is sent at most this many records as deltas; beyond, a snapshot is faster. */
export const SNAPSHOT_WORTH = 1_000;

/** Decides who is let in; null admits. */
export type Admission = (
  hello: Hello,
) => { code: 'credential' | 'scope' | 'enrolment'; what: string; hint: string } | null;

/** Lets everybody in who asks for neither personal parts nor a part of the city. */
export const publicOnly: Admission = (hello) => {
  if (hello.scope.personal)
    return {
      code: 'scope',
      what: 'This city does not hand out personal parts.',
      hint: 'Ask with scope.personal = false, or ask the city for a credential.',
    };
  if (hello.scope.unit !== undefined)
    return {
      code: 'scope',
      what: `This city does not serve the part of unit ${hello.scope.unit}.`,
      hint: 'Ask without scope.unit.',
    };
  return null;
};

/** Lets in whom {@link publicOnly} does, and hands personal parts to whoever shows a credential that is good for them. */
export function enrolledToo(isGood: (credential: string) => boolean): Admission {
  return (hello) => {
    if (hello.scope.personal && !isGood(hello.credential ?? ''))
      return {
        code: 'enrolment',
        what: 'This credential is not, or no longer, good for personal parts.',
        hint: 'Ask the city to enrol this wall; until then ask with scope.personal = false.',
      };
    return publicOnly({ ...hello, scope: { ...hello.scope, personal: false } });
  };
}

/** A refusal in this protocol's words. */
export function refuse(code: Refusal['code'], what: string, hint: string): Refusal {
  return { code, what: what.slice(0, 500), hint: hint.slice(0, 500), protocol: PROTOCOL };
}

/** Whether the log can be followed from a cursor: same epoch, same history, and still held. */
export async function follows(log: LogReader, head: Head, cursor: Cursor): Promise<boolean> {
  if (cursor.epoch !== head.cursor.epoch || cursor.seq > head.cursor.seq) return false;
  const chain = await log.chainAt(cursor.seq);
  if (chain === null || chain === cursor.chain) return chain !== null;
  const seq = witnessOf(cursor.chain);
  if (seq === null || seq > head.cursor.seq) return false;
  const later = await log.chainAt(seq);
  return later !== null && witnessed(chain, { epoch: cursor.epoch, seq, chain: later }) === cursor.chain;
}

/** The snapshot to offer: the one the client has half of, where its deltas are still held; else a new one. */
export async function offer(
  log: LogReader,
  head: Head,
  half: string | undefined,
  personal: boolean,
): Promise<SnapshotOffer> {
  const known = half === undefined ? null : readSnapshotId(half);
  if (half !== undefined && known?.personal === personal && (await follows(log, head, known.cursor)))
    return { id: half, cursor: known.cursor, records: head.records };
  return { id: snapshotId(head.cursor, personal), cursor: head.cursor, records: head.records };
}

/** Whether a client resumes with deltas or starts with a snapshot. */
export async function mode(log: LogReader, head: Head, cursor: Cursor | null): Promise<Welcome['mode']> {
  if (cursor === null) return 'snapshot';
  if (cursor.seq === 0 && head.records > SNAPSHOT_WORTH) return 'snapshot';
  return (await follows(log, head, cursor)) ? 'resume' : 'snapshot';
}
