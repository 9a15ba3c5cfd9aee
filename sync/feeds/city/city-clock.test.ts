import { expect, it } from 'vitest';
import { CityClock } from './city-clock.ts';

/** A machine whose wall clock is set by hand. */
class Machine {
  wallTime = 1_000_000;
  steadyTime = 50;
  wall = (): number => this.wallTime;
  steady = (): number => this.steadyTime;

  pass(ms: number): void {
    this.wallTime += ms;
    this.steadyTime += ms;
  }
}

it('is the machine’s clock until the city is heard, then the city’s, whatever is done to the machine’s', () => {
  const machine = new Machine();
  const clock = new CityClock(machine);
  expect([clock.now(), clock.offset()]).toEqual([1_000_000, null]);
  const asked = clock.steady();
  machine.pass(100);
  clock.answered(5_000_000, asked);
  expect(clock.now()).toBe(5_000_050);
  machine.pass(1_000);
  machine.wallTime -= 400_000;
  expect(clock.now()).toBe(5_001_050);
  expect(clock.offset()).toBe(5_001_050 - machine.wallTime);
});

it('takes what the city says unasked as at least that late, since it was on its way', () => {
  const machine = new Machine();
  const clock = new CityClock(machine);
  clock.told(5_000_000);
  machine.pass(1_000);
  clock.told(5_000_400);
  expect(clock.now()).toBe(5_001_000);
  clock.told(5_001_200);
  expect(clock.now()).toBe(5_001_200);
});
