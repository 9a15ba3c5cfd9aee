import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { Answer } from '../../contract/answers.ts';
import type { PartOf, PersonalField, PersonalValue } from '../../contract/personal.ts';
import type { Profile } from '../../contract/profile.ts';
import type { Scope } from '../../contract/scope.ts';
import type { Steps } from '../../queries/question.ts';
import { JOURNAL } from '../../store/folder.ts';
import { openJournalReader } from '../../store/journal-reader.ts';
import { createLogReader } from '../../store/log-reader.ts';
import { currentGeneration } from '../../store/pointer.ts';
import type { LogReader } from '../../store/ports.ts';
import { Paced, startCalls } from './calls.ts';
import type { Slice } from '../windows/frames.ts';
import type { Question } from '../windows/keyed.ts';
import { type HeldPart, type LookedAt, PartReading } from './part-reading.ts';
import { type Held, type LineFreshness, Reading } from './reading.ts';

/** What a reader thread is started with. */
export interface ReaderData {
  folder: string;
  profile: Profile;
  /** The part of the city that the folder holds; null for all of it. */
  scope: Scope | null;
  /** What personal parts are read with, where they are served or looked at. */
  secret?: string | null;
}

/** What a reader thread can be asked. It opens the cache read-only: whatever is asked, nothing is written. */
export interface ReaderCalls extends LogReader {
  slice(questions: readonly Question[], at: number | null, line: LineFreshness): Slice;
  /** Answers a question that takes long, while others are answered. Of one asker the newest alone goes on. */
  long(asker: string, question: Question, at: number | null, line: LineFreshness): Paced<Answer>;
  /** Whoever asked waits no longer. */
  enough(asker: string): void;
  held(): Held | null;
  /** Closes its files, and opens them again after so many milliseconds. */
  letGo(ms: number): Promise<void>;
  /** What the journal keeps under a key, and who this host is to a city; of the writer the same can be asked, while it is up. */
  recall(key: string): ReturnType<Reading['recall']>;
  /** What people typed with commands, by key: for whoever has a session. */
  said(keys: readonly string[]): Record<string, string>;
  client(): string;
  /** What is held of a case's personal part; what stands in one field; nothing of any from now on. */
  heldPart(about: PartOf, when: LookedAt): HeldPart;
  partValue(about: PartOf, field: PersonalField, when: LookedAt): PersonalValue | null;
  forgetParts(): void;
  profile(profile: Profile, scope: Scope | null): void;
}

function calls({ folder, profile, scope, secret }: ReaderData): ReaderCalls {
  const reading = new Reading(
    () => currentGeneration(folder)?.cache ?? null,
    { profile, scope },
    () => openJournalReader(path.join(folder, JOURNAL)),
  );
  const log = createLogReader(folder, secret ?? null);
  const parts = new PartReading({
    file: () => currentGeneration(folder)?.personal ?? null,
    cache: () => reading.cache(),
    secret: secret ?? null,
  });
  const going = new Map<string, { stopped: boolean }>();
  const enough = (asker: string): void => {
    const one = going.get(asker);
    if (one !== undefined) one.stopped = true;
    going.delete(asker);
  };
  function* long(...[asker, question, at, line]: Parameters<ReaderCalls['long']>): Steps<Answer> {
    enough(asker);
    const own = { stopped: false };
    going.set(asker, own);
    try {
      return yield* reading.inSteps(question, at, line, () => own.stopped);
    } finally {
      if (going.get(asker) === own) going.delete(asker);
    }
  }
  return {
    slice: (questions, at, line) => reading.slice(questions, at, line),
    long: (...asked) => new Paced(long(...asked)),
    enough,
    held: () => reading.held(),
    letGo: (ms) => {
      reading.close();
      parts.close();
      log.close();
      return new Promise<void>((resolve) => setTimeout(resolve, ms));
    },
    recall: (key) => reading.recall(key),
    said: (keys) => reading.said(keys),
    client: () => reading.client(),
    heldPart: (...asked) => parts.held(...asked),
    partValue: (...asked) => parts.value(...asked),
    forgetParts: () => parts.forget(),
    profile: (profile, scope) => reading.profile({ profile, scope }),
    head: () => log.head(),
    chainAt: (seq) => log.chainAt(seq),
    changes: (...asked) => log.changes(...asked),
    chunk: (...asked) => log.chunk(...asked),
  };
}

if (parentPort !== null) {
  const data: ReaderData = workerData;
  await startCalls(parentPort, () => calls(data));
}
