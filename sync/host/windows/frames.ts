import type { Answer } from '../../contract/answers.ts';
import {
  FIGURES_EVERY,
  type Frame,
  HEAT_EVERY,
  type LineState,
  type Subscription,
} from '../../contract/link.ts';

/** A question as it is asked of the reader: each distinct one once, however many tiles show it. */
export type Question = Pick<Subscription, 'name' | 'params'>;

/** Answers from one slice of the cache, in the order they were asked. `tag` changes where an answer does. */
export interface Slice {
  asOf: number | null;
  answers: { answer: Answer; tag: string }[];
}

/** What the frame clock knows of a window. */
export interface FrameWindow {
  /** False while what was sent before has not left yet: it is passed over, and catches up with the newest. */
  ready(): boolean;
  send(frame: Frame): void;
}

export interface FrameSource {
  /** Answers questions in one slice. `at` asks for that instant; null for the city's now. */
  slice(questions: readonly Question[], at: number | null): Promise<Slice>;
  line(): LineState;
  /** The host's clock, corrected by the city's, milliseconds. */
  now(): number;
}

/** A question with the text that is equal for equal questions. */
interface Keyed extends Question {
  key: string;
}

interface Held {
  /** Subscription id to the question it asks. */
  wanted: Map<string, Keyed>;
  /** Subscription id to the tag of the answer it was last sent. */
  sent: Map<string, string>;
}

/**
 * The clock of the wall: one sequence and one `asOf` for every window. Each distinct question is answered
 * once a frame; each window is sent those of its answers that changed since it was last sent any.
 */
export class FrameClock {
  readonly #source: FrameSource;
  readonly #windows = new Map<FrameWindow, Held>();
  /** Windows that were not ready for the newest frame. */
  readonly #behind = new Set<FrameWindow>();
  readonly #table = new Map<string, { answer: Answer; tag: string }>();
  /** How often everything was asked afresh: what was asked before then is of no more use. */
  #age = 0;
  #seq = 0;
  #asOf: number | null = null;
  #busy = false;
  #fresh = false;
  #timers: NodeJS.Timeout[] = [];

  constructor(source: FrameSource) {
    this.#source = source;
  }

  /** Starts the two rhythms: figures every {@link FIGURES_EVERY}, heat up to every {@link HEAT_EVERY}. */
  run(failed: (error: unknown) => void): void {
    this.#timers = [
      setInterval(() => this.figures().catch(failed), FIGURES_EVERY),
      setInterval(() => this.heat().catch(failed), HEAT_EVERY),
    ];
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
  }

  /** New records are in the cache: heat is worth asking again. */
  changed(): void {
    this.#fresh = true;
  }

  /** What is read is another thing than before: no answer of before is told to anyone again. */
  afresh(): void {
    this.#age += 1;
    this.#table.clear();
    this.#asOf = null;
    for (const held of this.#windows.values()) held.sent.clear();
  }

  /**
   * A window's subscriptions from now on. It is sent all of them at once, as of the frame that every other
   * window shows. Returns that frame's sequence.
   */
  async subscribe(window: FrameWindow, subscriptions: readonly Subscription[]): Promise<number> {
    const wanted = new Map(subscriptions.map((s) => [s.id, keyed(s)]));
    this.#windows.set(window, { wanted, sent: new Map() });
    const missing = distinct(wanted.values()).filter((q) => !this.#table.has(q.key));
    if (missing.length > 0) {
      const age = this.#age;
      const slice = await this.#source.slice(missing, this.#asOf);
      if (age !== this.#age) return this.subscribe(window, subscriptions);
      this.#asOf ??= slice.asOf;
      this.#keep(missing, slice);
    }
    this.publish([window], true);
    return this.#seq;
  }

  /** The window has gone. */
  forget(window: FrameWindow): void {
    this.#windows.delete(window);
    this.#behind.delete(window);
  }

  /** One frame with every question asked anew. While one is still being answered, only its heartbeat. */
  async figures(): Promise<void> {
    await this.#frame(() => true, true);
  }

  /** A frame with the heat asked anew, where there is new heat to show. Windows passed over before catch up. */
  async heat(): Promise<void> {
    if (this.#fresh && !this.#busy) await this.#frame((q) => q.name === 'heat', false);
    else if (this.#behind.size > 0) this.publish([...this.#behind], false);
  }

  /** Sends windows what changed for them; `beat` also where nothing did. */
  publish(windows: Iterable<FrameWindow>, beat: boolean): void {
    const head = {
      seq: this.#seq,
      asOf: this.#asOf,
      hostTime: this.#source.now(),
      line: this.#source.line(),
    };
    for (const window of windows) {
      const held = this.#windows.get(window);
      if (held === undefined) continue;
      if (!window.ready()) {
        this.#behind.add(window);
        continue;
      }
      this.#behind.delete(window);
      const answers: Record<string, Answer> = {};
      for (const [id, { key }] of held.wanted) {
        const entry = this.#table.get(key);
        if (entry === undefined || held.sent.get(id) === entry.tag) continue;
        answers[id] = entry.answer;
        held.sent.set(id, entry.tag);
      }
      if (beat || Object.keys(answers).length > 0) window.send({ ...head, answers });
    }
  }

  async #frame(wanted: (question: Question) => boolean, figures: boolean): Promise<void> {
    if (this.#busy) {
      this.#seq += 1;
      this.publish(this.#windows.keys(), true);
      return;
    }
    const all = distinct([...this.#windows.values()].flatMap(({ wanted }) => [...wanted.values()]));
    const asked = all.filter(wanted);
    if (asked.length === 0 && !figures) return;
    this.#busy = true;
    this.#fresh = false;
    const age = this.#age;
    try {
      const slice = await this.#source.slice(asked, null);
      if (age !== this.#age) return;
      // The frame's instant is its figures'; heat runs ahead of it by less than a frame, and says so itself.
      if (figures) this.#asOf = slice.asOf;
      this.#keep(asked, slice);
      if (figures) this.#drop(all);
    } finally {
      // A reader that cannot answer does not silence the wall: the line and its faults are still told.
      this.#busy = false;
      this.#seq += 1;
      this.publish(this.#windows.keys(), figures);
    }
  }

  #keep(questions: readonly Keyed[], slice: Slice): void {
    questions.forEach(({ key }, i) => {
      const entry = slice.answers[i];
      if (entry !== undefined) this.#table.set(key, entry);
    });
  }

  /** Drops the answers that nobody asks for any more. */
  #drop(asked: readonly Keyed[]): void {
    const keys = new Set(asked.map(({ key }) => key));
    for (const key of this.#table.keys()) if (!keys.has(key)) this.#table.delete(key);
  }
}

function keyed({ name, params }: Question): Keyed {
  const sorted = Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1));
  return { name, params, key: JSON.stringify([name, sorted]) };
}

function distinct(questions: Iterable<Keyed>): Keyed[] {
  return [...new Map([...questions].map((question) => [question.key, question])).values()];
}
