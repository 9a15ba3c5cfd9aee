import { expect, it } from 'vitest';
import { DAY, HOUR } from '../../contract/instants.ts';
import { CityClock } from './city-clock.ts';

const NOW = Date.UTC(2026, 10, 29);
const LATER = NOW + 4 * HOUR;

/** A machine whose wall clock is set by hand. */
class Machine {
  wallTime = NOW;
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
  expect([clock.now(), clock.offset()]).toEqual([NOW, null]);
  const asked = clock.steady();
  machine.pass(100);
  clock.answered(LATER, asked);
  expect(clock.now()).toBe(LATER + 50);
  machine.pass(1_000);
  machine.wallTime -= 400_000;
  expect(clock.now()).toBe(LATER + 1_050);
  expect(clock.offset()).toBe(LATER + 1_050 - machine.wallTime);
});

it('takes what the city says unasked as at least that late, since it was on its way', () => {
  const machine = new Machine();
  const clock = new CityClock(machine);
  clock.told(LATER);
  machine.pass(1_000);
  clock.told(LATER + 400);
  expect(clock.now()).toBe(LATER + 1_000);
  clock.told(LATER + 1_200);
  expect(clock.now()).toBe(LATER + 1_200);
});

it('is not taken back by what comes unasked, but says that it is to be asked; the answer takes it back', () => {
  const machine = new Machine();
  const clock = new CityClock(machine);
  expect(clock.told(NOW + 365 * DAY)).toBe(true);
  machine.pass(1_000);
  expect(clock.told(NOW + 365 * DAY - 15_000)).toBe(true);
  expect(clock.told(NOW + 1_000)).toBe(false);
  expect(clock.now()).toBe(NOW + 365 * DAY + 1_000);
  clock.answered(NOW + 1_000, clock.steady());
  expect(clock.now()).toBe(NOW + 1_000);
});

it.each([
  ['before what is held', NOW - DAY],
  ['in 1970', 0],
  ['in 2300', Date.UTC(2300, 0, 1)],
])('goes on from what is held where the machine’s clock stands %s, until the city is heard', (_, wall) => {
  const machine = new Machine();
  machine.wallTime = wall;
  const clock = new CityClock(machine, NOW);
  expect([clock.now(), clock.offset()]).toEqual([NOW, NOW - wall]);
  machine.pass(5_000);
  expect(clock.now()).toBe(NOW + 5_000);
  clock.answered(LATER, clock.steady());
  expect(clock.now()).toBe(LATER);
});

it('is never a time that no record can have, whatever the machine says and nothing is held', () => {
  const machine = new Machine();
  machine.wallTime = 0;
  expect(new CityClock(machine).now()).toBe(Date.UTC(1990, 0, 1));
});
