import { describe, expect, it, vi } from 'vitest';
import type { Launcher, Running } from './launcher.ts';
import { PULSE, supervised, type Supervision } from './supervised.ts';

/** A launcher whose programs do what the test tells them. */
function puppets(): {
  launch: Launcher;
  args: (readonly string[])[];
  line: (l: string) => void;
  killed: () => number;
  exit: (c: number | null) => void;
} {
  let onLine: (line: string) => void = () => undefined;
  let onExit: (code: number | null) => void = () => undefined;
  const args: (readonly string[])[] = [];
  let killed = 0;
  const launch: Launcher = (_, given): Running => {
    args.push(given);
    return {
      pid: 1,
      onLine: (l) => (onLine = l),
      onExit: (l) => (onExit = l),
      stop: () => onExit(0),
      kill: () => {
        killed += 1;
        onExit(null);
      },
    };
  };
  return { killed: () => killed, launch, args, line: (l) => onLine(l), exit: (c) => onExit(c) };
}

const how = (over: Partial<Supervision> = {}): Supervision => ({
  program: 'wall',
  args: (port) => [`--port=${port ?? 0}`],
  ready: 'citywall',
  onReady: vi.fn(),
  onHopeless: vi.fn(),
  say: vi.fn(),
  ...over,
});

describe('a supervised program', () => {
  it('comes back on the port it had', async () => {
    vi.useFakeTimers();
    const p = puppets();
    const told = how();
    await supervised(p.launch, told, () => 0).run();
    p.line('citywall ready http://127.0.0.1:4321/');
    p.exit(null);
    await vi.advanceTimersByTimeAsync(500);
    expect(p.args).toEqual([['--port=0'], ['--port=4321']]);
    expect(told.onReady).toHaveBeenCalledWith('http://127.0.0.1:4321/');
    vi.useRealTimers();
  });

  it('is ended and comes back where it answers no more, and not where it missed a beat', async () => {
    vi.useFakeTimers();
    const p = puppets();
    const told = how();
    const said = [false, false, true, false, false, false];
    const asked: string[] = [];
    const answers = (address: string): Promise<boolean> => {
      asked.push(address);
      return Promise.resolve(said.shift() ?? true);
    };
    await supervised(p.launch, told, () => 0, answers).run();
    // Before it is up nobody asks.
    await vi.advanceTimersByTimeAsync(10 * PULSE.every);
    expect(asked).toEqual([]);
    p.line('citywall ready http://127.0.0.1:4321/');
    await vi.advanceTimersByTimeAsync(5 * PULSE.every);
    expect([asked.length, p.killed()]).toEqual([5, 0]);
    await vi.advanceTimersByTimeAsync(PULSE.every + 500);
    expect([p.killed(), p.args.length]).toEqual([1, 2]);
    // The new one is asked once it is up, and the old one never again.
    await vi.advanceTimersByTimeAsync(10 * PULSE.every);
    expect(asked).toHaveLength(6);
    p.line('citywall ready http://127.0.0.1:4321/');
    await vi.advanceTimersByTimeAsync(3 * PULSE.every);
    expect([asked.length, p.killed()]).toEqual([9, 1]);
    vi.useRealTimers();
  });

  it('does not try again what cannot work', async () => {
    vi.useFakeTimers();
    const p = puppets();
    const told = how();
    await supervised(p.launch, told).run();
    p.exit(2);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(p.args).toHaveLength(1);
    expect(told.onHopeless).toHaveBeenCalledWith(2);
    vi.useRealTimers();
  });

  it('stays ended once stopped', async () => {
    vi.useFakeTimers();
    const p = puppets();
    const service = supervised(p.launch, how());
    await service.run();
    await service.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(p.args).toHaveLength(1);
    vi.useRealTimers();
  });
});
