import { describe, expect, test } from 'vitest';
import type { Frame, LineState } from '../../contract/link.ts';
import { FrameClock, type FrameWindow, type Slice } from './frames.ts';
import { keyOf, type Question } from './keyed.ts';

const line: LineState = { state: 'live', heard: 0, city: 'c', progress: null, faults: [] };

/** A reader over a city whose one number is `count`, complete to `asOf`; what it was asked is kept. */
class City {
  asOf: number | null = 1000;
  count = 0;
  asked: { names: string[]; at: number | null }[] = [];
  hold: Promise<void> = Promise.resolve();
  /** What no screen of the wall asks, by name. */
  foreign = new Set<string>();
  /** What was asked of it in each slice of that kind. */
  others_: string[][] = [];

  isWalls(key: string): boolean {
    return ![...this.foreign].some((name) => key.startsWith(`["${name}"`));
  }
  others(questions: readonly Question[], at: number | null): Promise<Slice> {
    this.others_.push(questions.map(keyOf));
    return this.slice(questions, at);
  }
  async slice(questions: readonly Question[], at: number | null): Promise<Slice> {
    this.asked.push({ names: questions.map((q) => q.name), at });
    const { count } = this;
    const asOf = at ?? this.asOf;
    await this.hold;
    return {
      asOf,
      answers: questions.map((q) => ({
        tag: `${q.name}${count}`,
        bytes: 10,
        answer: {
          asOf: asOf ?? 0,
          freshness: { state: 'live', since: 0, source: '' },
          content: 'data',
          data: count,
        },
      })),
    };
  }
  line(): LineState {
    return line;
  }
  now(): number {
    return 5;
  }
}

class Window implements FrameWindow {
  frames: Frame[] = [];
  open = true;
  /** What waits for a turn of this window; it is taken at once where there is none to wait for. */
  turns: (() => void)[] | null = null;
  async turn<T>(work: () => Promise<T>): Promise<T> {
    const { turns } = this;
    if (turns !== null) await new Promise<void>((resolve) => turns.push(resolve));
    return work();
  }
  ready(): boolean {
    return this.open;
  }
  send(frame: Frame): void {
    this.frames.push(frame);
  }
  get last(): Frame | undefined {
    return this.frames.at(-1);
  }
}

const today = { id: 't', name: 'today', params: { service: '1022', range: '24h' } };
const heat = { id: 'h', name: 'heat', params: { service: '1022' } };

describe('frames', () => {
  test('a window is sent all its answers when it subscribes', async () => {
    const clock = new FrameClock(new City());
    const window = new Window();
    await clock.subscribe(window, [today, heat]);
    expect(Object.keys(window.last?.answers ?? {})).toEqual(['t', 'h']);
    expect(window.last?.asOf).toBe(1000);
  });

  test('each distinct question is asked once, whatever order its parameters are in', async () => {
    const city = new City();
    const clock = new FrameClock(city);
    await clock.subscribe(new Window(), [today]);
    await clock.subscribe(new Window(), [{ ...today, params: { range: '24h', service: '1022' } }]);
    await clock.figures();
    expect(city.asked.map((a) => a.names)).toEqual([['today'], ['today']]);
  });

  test('all windows show one sequence and one instant', async () => {
    const city = new City();
    const clock = new FrameClock(city);
    const windows = [new Window(), new Window()];
    for (const window of windows) await clock.subscribe(window, [today]);
    city.asOf = 2000;
    await clock.figures();
    expect(windows.map((w) => [w.last?.seq, w.last?.asOf])).toEqual([
      [1, 2000],
      [1, 2000],
    ]);
  });

  test('a window that comes between frames joins the picture of the others', async () => {
    const city = new City();
    const clock = new FrameClock(city);
    await clock.subscribe(new Window(), [today]);
    city.asOf = 2000;
    const late = new Window();
    await clock.subscribe(late, [heat]);
    expect(city.asked.at(-1)).toEqual({ names: ['heat'], at: 1000 });
    expect(late.last?.asOf).toBe(1000);
  });

  test('only what changed is sent, and a heartbeat where nothing did', async () => {
    const city = new City();
    const clock = new FrameClock(city);
    const window = new Window();
    await clock.subscribe(window, [today]);
    await clock.figures();
    expect(window.last).toMatchObject({ seq: 1, answers: {} });
    city.count = 1;
    await clock.figures();
    expect(window.last?.answers['t']).toMatchObject({ data: 1 });
  });

  test('once what is read is another thing, nobody is told an answer of before', async () => {
    const city = new City();
    const clock = new FrameClock(city);
    const [window, other] = [new Window(), new Window()];
    await clock.subscribe(window, [today]);
    // Two answers are under way when the change comes: of a frame, and of a window that subscribes.
    let release = (): void => undefined;
    city.hold = new Promise((resolve) => (release = resolve));
    const frame = clock.figures();
    const subscribed = clock.subscribe(other, [heat]);
    [city.count, city.asOf] = [7, null];
    clock.afresh();
    release();
    await Promise.all([frame, subscribed]);
    expect(window.last).toMatchObject({ asOf: null, answers: {} });
    expect(other.last?.answers).toMatchObject({ h: { data: 7 } });
    await clock.figures();
    expect(window.last?.answers).toMatchObject({ t: { data: 7 } });
    await clock.subscribe(window, [today]);
    expect(window.last?.answers).toMatchObject({ t: { data: 7 } });
  });

  test('heat is asked apart, and only where records arrived', async () => {
    const city = new City();
    const clock = new FrameClock(city);
    const window = new Window();
    await clock.subscribe(window, [today, heat]);
    await clock.heat();
    expect(city.asked).toHaveLength(1);
    city.count = 1;
    clock.changed();
    await clock.heat();
    expect(city.asked.at(-1)?.names).toEqual(['heat']);
    expect(Object.keys(window.last?.answers ?? {})).toEqual(['h']);
  });

  test('a slow window is passed over and then sent the newest, once', async () => {
    const city = new City();
    const clock = new FrameClock(city);
    const window = new Window();
    await clock.subscribe(window, [today]);
    window.open = false;
    for (city.count = 1; city.count < 50; city.count += 1) await clock.figures();
    expect(window.frames).toHaveLength(1);
    window.open = true;
    await clock.heat();
    expect(window.frames).toHaveLength(2);
    expect(window.last?.answers['t']).toMatchObject({ data: 49 });
    await clock.heat();
    expect(window.frames).toHaveLength(2);
  });

  test('while a slow frame is being answered the heart goes on beating', async () => {
    const city = new City();
    const clock = new FrameClock(city);
    const window = new Window();
    await clock.subscribe(window, [today]);
    const held = Promise.withResolvers<void>();
    city.hold = held.promise;
    const slow = clock.figures();
    await clock.figures();
    expect(window.frames).toHaveLength(2);
    expect(city.asked).toHaveLength(2);
    held.resolve();
    await slow;
    expect(window.frames).toHaveLength(3);
  });

  test('a reader that fails leaves the picture and the heartbeat', async () => {
    const city = new City();
    const clock = new FrameClock(city);
    const window = new Window();
    await clock.subscribe(window, [today]);
    city.hold = Promise.reject(new Error('gone'));
    await expect(clock.figures()).rejects.toThrow('gone');
    expect(window.last).toMatchObject({ seq: 1, asOf: 1000, answers: {} });
  });

  test('a window that has gone is sent nothing', async () => {
    const clock = new FrameClock(new City());
    const window = new Window();
    await clock.subscribe(window, [today]);
    clock.forget(window);
    await clock.figures();
    expect(window.frames).toHaveLength(1);
  });

  describe('beside what no screen of the wall asks', () => {
    const own = { id: 'o', name: 'own', params: {} };
    const many = Array.from({ length: 30 }, (_, i) => ({ id: `o${i}`, name: 'own', params: { n: i } }));
    const world = () => {
      const city = new City();
      city.foreign.add('own');
      return { city, clock: new FrameClock(city) };
    };

    test('a frame asks for what screens ask alone, then for the rest at its instant, window by window', async () => {
      const { city, clock } = world();
      const window = new Window();
      await clock.subscribe(window, [today, own]);
      expect(Object.keys(window.last?.answers ?? {})).toEqual(['t', 'o']);
      city.asked = [];
      [city.asOf, city.count] = [2000, 1];
      await clock.figures();
      await expect.poll(() => window.last?.answers['o']).toMatchObject({ data: 1 });
      expect(city.asked).toEqual([
        { names: ['today'], at: null },
        { names: ['own'], at: 2000 },
      ]);
      expect(window.frames.map(({ asOf }) => asOf)).toEqual([1000, 2000, 2000]);
    });

    test('a window that waits for its turn delays no other, and has its figures when it comes', async () => {
      const { city, clock } = world();
      const [greedy, screen] = [new Window(), new Window()];
      greedy.turns = [];
      await clock.subscribe(greedy, [today, ...many]);
      await clock.subscribe(screen, [today]);
      for (city.count = 1; city.count < 5; city.count += 1) await clock.figures();
      expect(screen.last?.answers['t']).toMatchObject({ data: 4 });
      expect(greedy.last?.answers).toEqual({ t: expect.objectContaining({ data: 4 }) });
      // However many frames went by, it waits for one turn.
      expect(greedy.turns).toHaveLength(1);
      const before = city.others_.length;
      const answered = new Set<string>();
      greedy.send = ({ answers }) => Object.keys(answers).forEach((id) => answered.add(id));
      await expect
        .poll(() => {
          greedy.turns?.shift()?.();
          return answered.size;
        })
        .toBe(many.length);
      expect(Math.max(...city.others_.map((asked) => asked.length))).toBe(12);
      expect(city.others_.length - before).toBeGreaterThan(2);
    });

    test('what several windows ask is asked once a frame', async () => {
      const { city, clock } = world();
      for (const window of [new Window(), new Window(), new Window()]) await clock.subscribe(window, [own]);
      expect(city.others_).toHaveLength(1);
    });

    test('screens that come together ask together', async () => {
      const { city, clock } = world();
      await Promise.all(Array.from({ length: 50 }, () => clock.subscribe(new Window(), [today, heat])));
      expect(city.asked.map(({ names }) => names)).toEqual([['today', 'heat']]);
    });

    test('one that subscribes anew is not told what it asked before', async () => {
      const { city, clock } = world();
      const window = new Window();
      const held = Promise.withResolvers<void>();
      city.hold = held.promise;
      const before = clock.subscribe(window, [own]);
      const now = clock.subscribe(window, [today]);
      held.resolve();
      await Promise.all([before, now]);
      expect(window.frames.map(({ answers }) => Object.keys(answers))).toEqual([['t']]);
    });
  });
});
