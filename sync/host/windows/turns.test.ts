import { describe, expect, test } from 'vitest';
import { type Asker, type Lane, type Standing, Turns } from './turns.ts';

const LANE: Lane = { atOnce: 1, each: 1 };
type Lanes = Partial<Record<Standing, Lane>>;

/** Turns by a clock of the test's own, and work that ends when the test says so. */
function world(lanes: Lanes = {}) {
  let now = 0;
  let due: { at: number; act: () => void } | null = null;
  const turns = new Turns({
    lanes: { wall: LANE, console: LANE, stranger: LANE, long: LANE, ...lanes },
    clock: () => now,
    later(wait, act) {
      const mine = { at: now + wait, act };
      due = mine;
      return () => {
        if (due === mine) due = null;
      };
    },
  });
  const going: string[] = [];
  const begun: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  /** What is due comes to be, and what follows of that. */
  const settled = async (): Promise<void> => {
    for (let i = 0; i < 10; i += 1) await Promise.resolve();
    if (due === null || due.at > now) return;
    const { act } = due;
    due = null;
    act();
    await settled();
  };
  return {
    ...{ turns, going, begun },
    asker: (wait = 0): Asker & { wait: number; begun: number } => ({
      ...{ wait, begun: 0 },
      begins() {
        this.begun += 1;
      },
    }),
    ask: (
      asker: Asker,
      name: string,
      standing: Standing = 'stranger',
      more: { key?: string; slot?: string } = {},
    ) =>
      turns.take({
        ...{ asker, standing },
        ...more,
        work: () =>
          new Promise<string>((resolve, reject) => {
            begun.push(name);
            going.push(name);
            ends.set(name, (error) => {
              going.splice(going.indexOf(name), 1);
              if (error === undefined) resolve(name);
              else reject(error);
            });
          }),
      }),
    settled,
    /** The host's thread works so long. */
    work: (ms: number): void => void (now += ms),
    /** Lets a piece of work take so long and end. */
    end: async (name: string, took = 10, error?: Error) => {
      await settled();
      now += took;
      ends.get(name)?.(error);
      await settled();
    },
    pass: async (ms: number) => {
      now += ms;
      await settled();
    },
  };
}

/** For what nobody waits for in a test. */
const unheard = (promise: Promise<unknown>): void => void promise.catch(() => undefined);

describe('turns', () => {
  test('are of screens before consoles before strangers before what takes long', async () => {
    const { ask, asker, end, begun } = world();
    const one = asker(Infinity);
    for (const standing of ['long', 'stranger', 'console', 'wall'] as const)
      unheard(ask(one, standing, standing));
    expect(begun).toEqual([]);
    one.wait = 0;
    unheard(ask(one, 'next', 'wall'));
    await end('none');
    expect(begun.slice(0, 4)).toEqual(['wall', 'console', 'stranger', 'long']);
  });

  test('go round among equals: whoever has used the least is next, however much another asks for', async () => {
    const { ask, asker, end, begun } = world();
    const [greedy, modest] = [asker(), asker()];
    for (let i = 0; i < 50; i += 1) unheard(ask(greedy, `greedy ${i}`));
    await end('greedy 0', 100);
    unheard(ask(modest, 'modest 0'));
    unheard(ask(modest, 'modest 1'));
    await end('greedy 1', 100);
    expect(begun.at(-1)).toBe('modest 0');
    await end('modest 0');
    expect(begun.at(-1)).toBe('modest 1');
    await end('modest 1');
    expect(begun.at(-1)).toBe('greedy 2');
  });

  test('forget in time what was used', async () => {
    const { ask, asker, end, pass, begun } = world();
    const [before, now] = [asker(), asker()];
    unheard(ask(before, 'long ago'));
    await end('long ago', 1_000);
    await pass(120_000);
    unheard(ask(now, 'just now'));
    unheard(ask(now, 'again'));
    unheard(ask(before, 'before'));
    await end('just now', 50);
    expect(begun.at(-1)).toBe('before');
  });

  test('are so many at once, of all and of one', async () => {
    const { ask, asker, going, settled } = world({ stranger: { atOnce: 3, each: 2 } });
    const [a, b] = [asker(), asker()];
    for (let i = 0; i < 5; i += 1) unheard(ask(a, `a${i}`));
    await settled();
    expect(going).toEqual(['a0', 'a1']);
    for (let i = 0; i < 5; i += 1) unheard(ask(b, `b${i}`));
    await settled();
    expect(going).toEqual(['a0', 'a1', 'b0']);
  });

  test('leave the event loop its turns, though their work ends at once', async () => {
    const looks: (() => void)[] = [];
    const turns = new Turns({
      lanes: { wall: LANE, console: LANE, stranger: LANE, long: LANE },
      clock: () => 0,
      later: (_wait, act) => {
        looks.push(act);
        return () => {
          if (looks.includes(act)) looks.splice(looks.indexOf(act), 1);
        };
      },
    });
    const one = { wait: 0, begins: () => undefined };
    let done = 0;
    for (let i = 0; i < 5; i += 1)
      unheard(turns.take({ asker: one, standing: 'stranger', work: async () => (done += 1) }));
    for (const soFar of [1, 2, 3, 4, 5]) {
      expect(looks).toHaveLength(1);
      looks.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
      expect(done).toBe(soFar);
    }
  });

  test("of a standing have their share of the host's own time, and go on when there is some again", async () => {
    const { ask, asker, end, pass, begun, turns, work, settled } = world({
      stranger: { ...LANE, work: { burst: 100, perSecond: 500 } },
    });
    const one = asker();
    for (let i = 0; i < 3; i += 1) unheard(ask(one, String(i)));
    await settled();
    turns.spend(one, 'stranger', () => work(400));
    await end('0', 10);
    await end('none');
    expect(begun).toEqual(['0']);
    await pass(650);
    expect(begun).toEqual(['0', '1']);
  });

  test('are one for equal wishes, while these wait and while they are under way', async () => {
    const { ask, asker, end, begun, settled } = world();
    const [one, other] = [asker(), asker()];
    const asked = [one, other, asker()].map((any) => ask(any, 'the same', 'stranger', { key: 'k' }));
    await settled();
    asked.push(ask(one, 'late', 'stranger', { key: 'k' }));
    await end('the same');
    expect(await Promise.all(asked)).toEqual(['the same', 'the same', 'the same', 'the same']);
    unheard(ask(other, 'anew', 'stranger', { key: 'k' }));
    await settled();
    expect(begun).toEqual(['the same', 'anew']);
  });

  test('come sooner where one of higher standing wants the same', async () => {
    const { ask, asker, end, settled, begun } = world();
    const stranger = asker();
    unheard(ask(stranger, 'first'));
    await settled();
    const low = ask(stranger, 'both', 'stranger', { key: 'k' });
    const high = ask(asker(), 'both', 'console', { key: 'k' });
    await settled();
    expect(begun).toEqual(['first', 'both']);
    await end('both');
    expect(await Promise.all([low, high])).toEqual(['both', 'both']);
    await end('first');
    expect(begun).toEqual(['first', 'both']);
  });

  test('are given up when their asker goes, but for what another waits for', async () => {
    const { ask, asker, end, begun, turns } = world();
    const [gone, stays] = [asker(), asker()];
    unheard(ask(stays, 'going'));
    const mine = ask(gone, 'mine');
    const ours = ask(gone, 'ours', 'stranger', { key: 'k' });
    const theirs = ask(stays, 'ours', 'stranger', { key: 'k' });
    turns.gone(gone);
    await expect(mine).rejects.toMatchObject({ code: 'given-up' });
    await expect(ours).rejects.toMatchObject({ code: 'given-up' });
    await end('going');
    expect(begun).toEqual(['going', 'ours']);
    await end('ours');
    expect(await theirs).toBe('ours');
    expect(turns.waiting(stays)).toBe(0);
  });

  test('are given up when their asker asks anew for the same place', async () => {
    const { ask, asker, end, begun, turns } = world();
    const one = asker();
    unheard(ask(one, 'going'));
    const before = ask(one, 'before', 'stranger', { slot: 's' });
    const other = ask(one, 'other', 'stranger', { slot: 't' });
    const now = ask(one, 'now', 'stranger', { slot: 's' });
    await expect(before).rejects.toMatchObject({ code: 'given-up' });
    expect(turns.waiting(one)).toBe(3);
    for (const name of ['going', 'other', 'now']) await end(name);
    expect(await Promise.all([other, now])).toEqual(['other', 'now']);
    expect(begun).toEqual(['going', 'other', 'now']);
  });

  test('wait while their asker may have none, and go on when it is woken or its time has come', async () => {
    const { ask, asker, settled, pass, begun, turns } = world({ stranger: { atOnce: 9, each: 9 } });
    const [unread, fast] = [asker(Infinity), asker(300)];
    unheard(ask(unread, 'unread'));
    unheard(ask(fast, 'fast'));
    await settled();
    expect(begun).toEqual([]);
    fast.wait = 0;
    await pass(300);
    expect(begun).toEqual(['fast']);
    expect(fast.begun).toBe(1);
    unread.wait = 0;
    turns.wake();
    await settled();
    expect(begun).toEqual(['fast', 'unread']);
  });

  test('that fail tell whoever waits, and the next goes on', async () => {
    const { ask, asker, end, begun } = world();
    const one = asker();
    const bad = ask(one, 'bad');
    unheard(ask(one, 'good'));
    unheard(bad);
    await end('bad', 10, new Error('the reader ended'));
    await expect(bad).rejects.toThrow('the reader ended');
    expect(begun).toEqual(['bad', 'good']);
  });
});
