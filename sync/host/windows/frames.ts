import type { Answer } from '../../contract/answers.ts';
import {
  FIGURES_EVERY,
  type Frame,
  HEAT_EVERY,
  type LineState,
  type Subscription,
} from '../../contract/link.ts';
import { HeldAnswers, type Told } from './held-answers.ts';
import { distinct, keyed, type Keyed, type Question } from './keyed.ts';

/** Answers from one slice of the cache, in the order they were asked. `tag` changes where an answer does. */
export interface Slice {
  asOf: number | null;
  answers: Told[];
}

/** What the frame clock knows of a window. */
export interface FrameWindow {
  /** False while what was sent before has not left yet: it is passed over, and catches up with the newest. */
  ready(): boolean;
  send(frame: Frame): void;
  /** Does something on its behalf when its turn comes; rejects where it is given up. */
  turn<T>(work: () => Promise<T>): Promise<T>;
}

export interface FrameSource {
  /** Whether the wall's own screens ask a question, by its key. These are few, and never wait for others. */
  isWalls(key: string): boolean;
  /** Answers what the wall's screens ask in one slice. `at` asks for that instant; null for the city's now. */
  slice(questions: readonly Question[], at: number | null): Promise<Slice>;
  /** Answers anything else likewise, where it delays no screen. */
  others(questions: readonly Question[], at: number | null): Promise<Slice>;
  line(): LineState;
  /** The host's clock, corrected by the city's, milliseconds. */
  now(): number;
}

interface Held {
  /** Subscription id to the question it asks. */
  wanted: Map<string, Keyed>;
  /** Those of them that the wall's screens ask too, and the others, each once. */
  walls: Keyed[];
  others: Keyed[];
  /** Subscription id to the tag of the answer it was last sent. */
  sent: Map<string, string>;
  /** Whether what it alone asks is being asked anew. */
  asking: boolean;
}

/** So many questions that no screen of the wall asks are answered in one turn. */
const IN_A_TURN = 12;
/**
 * The clock of the wall: one sequence and one `asOf` for every window. What the wall's own screens ask is answered once a frame, in one slice;
 * what else windows ask comes after it, at the same instant, when the turn of each has come. Each window is sent those of its
 * answers that changed since it was last sent any.
 */
export class FrameClock {
  readonly #source: FrameSource;
  readonly #windows = new Map<FrameWindow, Held>();
  /** Windows that were not ready for the newest frame. */
  readonly #behind = new Set<FrameWindow>();
  readonly #walls = new Map<string, Told>();
  readonly #others = new HeldAnswers();
  /** Questions of screens that are being asked for a window that subscribes. */
  readonly #missing = new Map<string, Promise<void>>();
  /** How often everything was asked afresh: what was asked before then is of no more use. */
  #age = 0;
  /** Which frame of figures is shown. */
  #shown = 0;
  #seq = 0;
  #asOf: number | null = null;
  #busy = false;
  #fresh = false;
  #timers: NodeJS.Timeout[] = [];
  #failed: (error: unknown) => void = () => undefined;

  constructor(source: FrameSource) {
    this.#source = source;
  }

  /** Starts the two rhythms: figures every {@link FIGURES_EVERY}, heat up to every {@link HEAT_EVERY}. */
  run(failed: (error: unknown) => void): void {
    this.#failed = failed;
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
    this.#walls.clear();
    this.#missing.clear();
    this.#others.clear();
    this.#asOf = null;
    for (const [window, { wanted }] of this.#windows) this.#windows.set(window, this.#held(wanted));
  }

  /**
   * A window's subscriptions from now on. It is sent all of them, as of the frame that every other window shows: at once, or
   * the rest as its turns come where nobody else asks it. Returns that frame's sequence.
   */
  async subscribe(window: FrameWindow, subscriptions: readonly Subscription[]): Promise<number> {
    const wanted = new Map(subscriptions.map((s) => [s.id, keyed(s)]));
    const held = this.#held(wanted);
    this.#windows.set(window, held);
    const isLast = (): boolean => this.#windows.get(window)?.wanted === wanted;
    const age = this.#age;
    await this.#find(held.walls);
    if (this.#isNow(window, held)) await this.#answer(window, held, this.#due(held).slice(0, IN_A_TURN));
    if (age !== this.#age && isLast()) return this.subscribe(window, subscriptions);
    // One that subscribed anew meanwhile, or has gone, is told nothing of this.
    if (this.#isNow(window, held)) {
      this.publish([window], true);
      void this.#catchUp(window, held);
    }
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
        const entry = this.#walls.get(key) ?? this.#others.get(key);
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
    const all = distinct([...this.#windows.values()].flatMap(({ walls }) => walls));
    const asked = all.filter(wanted);
    if (asked.length === 0 && !figures) return;
    this.#busy = true;
    this.#fresh = false;
    const age = this.#age;
    try {
      const slice = await this.#source.slice(asked, null);
      if (age !== this.#age) return;
      // The frame's instant is its figures'; heat runs ahead of it by less than a frame, and says so itself.
      if (figures) {
        this.#asOf = slice.asOf;
        this.#shown += 1;
      }
      this.#keep(asked, slice);
      if (figures) this.#drop(all);
    } finally {
      // A reader that cannot answer does not silence the wall: the line and its faults are still told.
      this.#busy = false;
      this.#seq += 1;
      this.publish(this.#windows.keys(), figures);
    }
    if (figures) for (const [window, held] of this.#windows) void this.#catchUp(window, held);
  }

  #held(wanted: Held['wanted']): Held {
    const all = distinct(wanted.values());
    const isWalls = ({ key }: Keyed): boolean => this.#source.isWalls(key);
    return {
      wanted,
      walls: all.filter(isWalls),
      others: all.filter((question) => !isWalls(question)),
      sent: new Map(),
      asking: false,
    };
  }

  /** Sees to it that questions of screens are answered, each once however many windows come together. */
  async #find(questions: readonly Keyed[]): Promise<void> {
    const missing = questions.filter(({ key }) => !this.#walls.has(key) && !this.#missing.has(key));
    if (missing.length > 0) {
      const age = this.#age;
      const found = this.#source.slice(missing, this.#asOf).then((slice) => {
        if (age !== this.#age) return;
        this.#asOf ??= slice.asOf;
        this.#keep(missing, slice);
      });
      const over = (): void => {
        for (const { key } of missing) if (this.#missing.get(key) === found) this.#missing.delete(key);
      };
      for (const { key } of missing) this.#missing.set(key, found);
      found.then(over, over);
    }
    await Promise.all(new Set(questions.flatMap(({ key }) => this.#missing.get(key) ?? [])));
  }

  /** Asks anew what a window alone asks, some each time its turn comes, until it shows the instant of the newest frame. */
  async #catchUp(window: FrameWindow, held: Held): Promise<void> {
    if (held.asking) return;
    held.asking = true;
    try {
      for (let frame = -1; frame !== this.#shown;) {
        frame = this.#shown;
        const due = this.#due(held);
        for (let i = 0; i < due.length && this.#isNow(window, held); i += IN_A_TURN)
          await window.turn(async () => {
            await this.#answer(window, held, due.slice(i, i + IN_A_TURN));
            if (this.#isNow(window, held)) this.publish([window], false);
          });
      }
    } catch (error) {
      // It has gone, or the reader ended: the next frame asks again.
      if (this.#isNow(window, held)) this.#failed(error);
    } finally {
      held.asking = false;
    }
  }

  /** Answers what a window alone asks, as of this frame. */
  async #answer(window: FrameWindow, held: Held, questions: readonly Keyed[]): Promise<void> {
    const frame = this.#shown;
    const due = questions.filter(({ key }) => this.#others.get(key)?.frame !== frame);
    if (due.length === 0) return;
    const slice = await this.#source.others(due, this.#asOf);
    if (!this.#isNow(window, held)) return;
    this.#asOf ??= slice.asOf;
    due.forEach(({ key }, i) => {
      const told = slice.answers[i];
      if (told !== undefined) this.#others.keep(key, { ...told, frame });
    });
  }

  /** What a window alone asks and is not answered as of this frame. */
  #due({ others }: Held): Keyed[] {
    return others.filter(({ key }) => this.#others.get(key)?.frame !== this.#shown);
  }

  /** Whether a window still wants these, and nothing was asked afresh since. */
  #isNow(window: FrameWindow, held: Held): boolean {
    return this.#windows.get(window) === held;
  }

  #keep(questions: readonly Keyed[], slice: Slice): void {
    questions.forEach(({ key }, i) => {
      const entry = slice.answers[i];
      if (entry !== undefined) this.#walls.set(key, entry);
    });
  }

  /** Drops the answers that nobody asks for any more. */
  #drop(asked: readonly Keyed[]): void {
    const keys = new Set(asked.map(({ key }) => key));
    for (const key of this.#walls.keys()) if (!keys.has(key)) this.#walls.delete(key);
    this.#others.age(this.#shown);
  }
}
