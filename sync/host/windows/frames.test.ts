import { describe, expect, test } from 'vitest';
import type { Frame, LineState } from '../../contract/link.ts';
import { FrameClock, type FrameWindow, type Question, type Slice } from './frames.ts';

const line: LineState = { state: 'live', heard: 0, city: 'c', progress: null, faults: [] };

/** A reader over a city whose one number is `count`, complete to `asOf`; what it was asked is kept. */
class City {
  asOf: number | null = 1000;
  count = 0;
  asked: { names: string[]; at: number | null }[] = [];
  hold: Promise<void> = Promise.resolve();

  async slice(questions: readonly Question[], at: number | null): Promise<Slice> {
    this.asked.push({ names: questions.map((q) => q.name), at });
    const { count } = this;
    const asOf = at ?? this.asOf;
    await this.hold;
    return {
      asOf,
      answers: questions.map((q) => ({
        tag: `${q.name}${count}`,
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
});
