import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { decideBy } from '../../commands/decide.ts';
import { atHost } from '../../commands/handlers.ts';
import { openAlerts } from '../../alerts/desk.ts';
import type { Look } from '../../alerts/machine/beat.ts';
import type { Rulebook } from '../../alerts/machine/rulebook.ts';
import type { Anchor, AuditNote } from '../../contract/audit.ts';
import type { CallEvent } from '../../contract/calls.ts';
import type { Command, CommandResult, Decision } from '../../contract/commands.ts';
import type { RequestCommand } from '../../commands/request-desk.ts';
import { decideRequest, requestDone } from './request-book.ts';
import type { HandoverSheet } from '../../contract/handover.ts';
import type { ErrorReport } from '../../contract/errors.ts';
import { DAY, type Instant } from '../../contract/instants.ts';
import type { Stamp } from '../../store/journal.ts';
import { createWriter, type Judged, type OpenWriter, type WriterOptions } from '../../rollups/writer.ts';
import { CALLS_KEPT } from '../../store/call-events.ts';
import { AUDIT, auditLog } from '../../store/audit/audit-log.ts';
import { anchorsIn } from '../../store/audit/offline.ts';
import type { RequestRecord } from '../../contract/records.ts';
import { requestsWaiting } from '../../store/requests.ts';
import { reportOfAside } from '../../store/folder.ts';
import type { CacheWriter, Reached } from '../../store/ports.ts';
import { startCalls } from './calls.ts';

/** What a writer thread is started with. */
export interface WriterData extends WriterOptions {
  /** What alerts go by. */
  rules: Rulebook;
}

/** Whose command it is where no session gave it. */
const NOBODY = 'wall';

type Journal = OpenWriter['folder']['journal'];

/** What a writer thread can be asked. It alone holds the data folder: its lock, its journal, its caches. */
export interface WriterCalls extends CacheWriter {
  /** How far an origin was brought. */
  reached(): Reached;
  /** Drops personal parts of cases that were closed before an instant, some at a time; gives how many. */
  dropPersonal(before: Instant): number;
  /** Who this host is to a city. */
  client(): string;
  /** The journal's state under a key, and how it is kept. */
  recall(key: string): ReturnType<Journal['state']['get']>;
  remember(...args: Parameters<Journal['state']['set']>): void;
  outboxAdd(...args: Parameters<Journal['outbox']['add']>): Command;
  outboxWaiting(limit: number): Command[];
  outboxCount(): number;
  outboxSettle(result: CommandResult): void;
  /** Writes in the audit log; gives its end, when all of it is on disk. Throws `audit-damaged` or the error of the disk. */
  auditNote(notes: readonly AuditNote[]): Anchor;
  /** Decides a command that is this host's own. */
  decide(payload: Command['payload'], stamp: Stamp, sheet?: HandoverSheet | null): CommandResult;
  /** Takes what was seen of some rules, and the city's time. Returns how many events came of it; they are on disk. */
  alertBeat(looks: readonly Look[], now: Instant, demo: boolean): number;
  /** What happened to the calls that are not over. */
  callsOpen(): CallEvent[];
  /** Keeps what happened to calls, and forgets those of long ago; on disk when it returns. */
  callsKeep(events: readonly CallEvent[]): void;
  /** Alerts go by other rules. */
  rules(rules: Rulebook): void;
  /** What is asked of units, and it is their turn. */
  requestsWaiting(): RequestRecord[];
  /** Carries out, as the city, what a command makes of its requests; what came of it is on disk. */
  request(asked: RequestCommand, command: Pick<Command, 'key' | 'by'>): Promise<Decision>;
  /** Whether a command about them was carried out already. */
  requestDone(command: Command): boolean;
  resultFind(key: string): CommandResult | null;
  resultKeep(command: Command, result: CommandResult): void;
  /** Damaged files that were found since the folder was opened. */
  aside(): ErrorReport[];
  /** Copies the journal, after a look at all of it; gives the flipped bits that were put right. */
  copyJournal(): number;
  /** Marks a cache as damaged; false where it is no longer the current one. */
  damaged(file: string, faults: readonly string[]): boolean;
  /** Looks again at pages of a cache; see `OpenWriter`. */
  judge(file: string, handle: number, from: number, to: number): Judged | null;
  /** Closes the folder. */
  close(): void;
}

function calls(writer: OpenWriter, rules: Rulebook): WriterCalls {
  const { journal } = writer.folder;
  const alerts = openAlerts(journal, rules, Date.now);
  const decide = decideBy(atHost);
  let dropped = 0;
  const audit = auditLog(path.join(writer.folder.folder, AUDIT), anchorsIn(journal));
  return {
    cursor: () => writer.cursor(),
    apply: (batch) => writer.apply(batch),
    truth: (truth) => writer.truth(truth),
    staged: () => writer.staged(),
    stage: (...given) => writer.stage(...given),
    stageChunk: (chunk) => writer.stageChunk(chunk),
    swap: (truth, cursor) => writer.swap(truth, cursor),
    reached: () => writer.reached(),
    dropPersonal: (before) => writer.dropPersonal(before),
    client: () => journal.client,
    recall: (key) => journal.state.get(key),
    remember: (key, value) => journal.state.set(key, value),
    outboxAdd: (...given) => journal.outbox.add(...given),
    outboxWaiting: (limit) => journal.outbox.waiting(limit),
    outboxCount: () => journal.outbox.count(),
    outboxSettle: (result) => journal.outbox.settle(result),
    auditNote: (notes) => audit.note(notes),
    decide(payload, stamp, sheet = null) {
      const { state, handovers } = journal;
      const effects = { state, handovers, alerts, by: stamp.by ?? NOBODY, sheet };
      try {
        return journal.decide(payload, stamp, (command) => decide(command, effects));
      } catch (error) {
        alerts.reread();
        throw error;
      }
    },
    alertBeat: (...given) => alerts.beat(...given),
    callsOpen: () => journal.calls.open(),
    callsKeep(events) {
      journal.calls.append(events);
      // By the earlier of two clocks: one that is wrong for a moment must not cost what is kept.
      const today = Math.min(events[0]?.at ?? 0, Date.now());
      if (today - dropped < DAY) return;
      journal.calls.drop(today - CALLS_KEPT);
      dropped = today;
    },
    rules: (next) => alerts.rules(next),
    requestsWaiting: () => requestsWaiting(writer.folder.current().db),
    request: (...given) => decideRequest(writer, ...given),
    requestDone: (command) => requestDone(writer, command),
    resultFind: (key) => journal.results.find(key),
    resultKeep: (command, result) => journal.results.keep(command, result),
    aside: () => writer.folder.aside.map(reportOfAside),
    copyJournal: () => journal.copy(),
    damaged: (file, faults) => writer.damaged(file, faults),
    judge: (...asked) => writer.judge(...asked),
    close() {
      audit.close();
      writer.close();
    },
  };
}

if (parentPort !== null) {
  const data: WriterData = workerData;
  await startCalls(parentPort, () => calls(createWriter(data), data.rules));
}
