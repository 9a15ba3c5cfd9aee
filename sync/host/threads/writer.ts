import { parentPort, workerData } from 'node:worker_threads';
import { decideBy } from '../../commands/decide.ts';
import { atHost } from '../../commands/handlers.ts';
import type { Command, CommandResult } from '../../contract/commands.ts';
import type { Stamp } from '../../store/journal.ts';
import { createWriter, type OpenWriter, type WriterOptions } from '../../rollups/writer.ts';
import type { CacheWriter, Reached } from '../../store/ports.ts';
import { startCalls } from './calls.ts';

/** What a writer thread is started with. */
export type WriterData = WriterOptions;

type Journal = OpenWriter['folder']['journal'];

/** What a writer thread can be asked. It alone holds the data folder: its lock, its journal, its caches. */
export interface WriterCalls extends CacheWriter {
  /** How far an origin was brought. */
  reached(): Reached;
  /** Who this host is to a city. */
  client(): string;
  /** The journal's state under a key, and how it is kept. */
  recall(key: string): ReturnType<Journal['state']['get']>;
  remember(...args: Parameters<Journal['state']['set']>): void;
  outboxAdd(...args: Parameters<Journal['outbox']['add']>): Command;
  outboxWaiting(limit: number): Command[];
  outboxCount(): number;
  outboxSettle(result: CommandResult): void;
  /** Decides a command that is this host's own. */
  decide(payload: Command['payload'], stamp: Stamp): CommandResult;
  resultFind(key: string): CommandResult | null;
  resultKeep(command: Command, result: CommandResult): void;
  /** Damaged files that were set aside since the folder was opened, a sentence each. */
  aside(): string[];
  /** Marks a cache as damaged; false where it is no longer the current one. */
  damaged(file: string, faults: readonly string[]): boolean;
  /** Closes the folder. */
  close(): void;
}

function calls(writer: OpenWriter): WriterCalls {
  const { journal } = writer.folder;
  const decide = decideBy(atHost);
  return {
    cursor: () => writer.cursor(),
    apply: (batch) => writer.apply(batch),
    truth: (truth) => writer.truth(truth),
    staged: () => writer.staged(),
    stage: (offer) => writer.stage(offer),
    stageChunk: (chunk) => writer.stageChunk(chunk),
    swap: (truth, cursor) => writer.swap(truth, cursor),
    reached: () => writer.reached(),
    client: () => journal.client,
    recall: (key) => journal.state.get(key),
    remember: (key, value) => journal.state.set(key, value),
    outboxAdd: (...given) => journal.outbox.add(...given),
    outboxWaiting: (limit) => journal.outbox.waiting(limit),
    outboxCount: () => journal.outbox.count(),
    outboxSettle: (result) => journal.outbox.settle(result),
    decide: (payload, stamp) => journal.decide(payload, stamp, (command) => decide(command, journal)),
    resultFind: (key) => journal.results.find(key),
    resultKeep: (command, result) => journal.results.keep(command, result),
    aside: () => writer.folder.aside.map(({ file, reason }) => `${reason} Set aside as ${file}`),
    damaged: (file, faults) => writer.damaged(file, faults),
    close: () => writer.close(),
  };
}

if (parentPort !== null) {
  const data: WriterData = workerData;
  await startCalls(parentPort, () => calls(createWriter(data)));
}
