import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { dice, flipOne } from '../../sync/store/damage/flips.fixture.ts';
import { openSoundJournal } from '../../sync/store/damage/sound-journal.ts';
import { healthOf, startProgram } from '../harness/programs.ts';
import { until } from '../harness/wait.ts';
import { start } from './blow.ts';
import { compare } from './compare.ts';
import type { ChaosOptions } from './run.ts';

export interface FlipsOptions extends Pick<ChaosOptions, 'seed' | 'cases' | 'programs' | 'say'> {
  /** How many bits are flipped, each in a folder that is otherwise sound. */
  flips: number;
}

export interface FlipsResult {
  passed: number;
  failed: string[];
  /** What became of them: nothing was told, a bit was put right, or damage was told and made good. */
  became: Record<'silent' | 'mended' | 'told', number>;
}

/** A wall gets this long to fetch what was lost, milliseconds. */
const WITHIN = 600_000;

/** What the host uses while it runs, and has no content. */
const NO_CONTENT = /-shm$|^host\./;

/**
 * Flips one bit somewhere in the files of a wall that was stopped or killed, starts it, and waits until it says that it has looked at all of
 * them: then it holds what its city holds, to the last figure, and its journal what people did.
 */
export async function flips(options: FlipsOptions): Promise<FlipsResult> {
  const { programs, say } = options;
  const folder = await mkdtemp(path.join(tmpdir(), 'citywall-flips-'));
  const [cityData, wallData] = [path.join(folder, 'city'), path.join(folder, 'wall')];
  const result: FlipsResult = { passed: 0, failed: [], became: { silent: 0, mended: 0, told: 0 } };
  const common = ['--seed', String(options.seed), '--cases', String(options.cases), '--data', cityData];
  const city = await startProgram(programs.city, ['--port', '0', '--still', ...common]);
  const wallOf = (data: string): string[] => ['--port', '0', '--data', data, '--city', city.address];
  const whole = async (address: string): Promise<string[]> => {
    const health = await until(
      'a wall that holds its city and has looked at its files',
      async () => {
        const held = await healthOf(address);
        const again = held.notes.some(
          (note) => note.startsWith('cache-corrupt') && note.includes('until the city'),
        );
        return (
          held.status === 'live' &&
          held.checkedAt !== null &&
          !again &&
          (await isLevel(city.address, held)) &&
          held
        );
      },
      WITHIN,
    );
    return health.notes;
  };
  try {
    const images = await imagesOf(programs.wall, wallOf(wallData), wallData, whole);
    const wanted = peopleIn(images.stopped);
    const roll = dice(options.seed);
    for (let n = 1; n <= options.flips; n++) {
      const data = path.join(folder, 'flipped');
      await cp(roll() < 0.5 ? images.stopped : images.killed, data, { recursive: true });
      const where = flipOne(data, roll, (name) => !NO_CONTENT.test(name));
      const wrong: string[] = [];
      try {
        const wall = await startProgram(programs.wall, wallOf(data));
        try {
          const notes = await whole(wall.address);
          const told = notes.some((note) => /^(?:cache-corrupt|journal-damaged)/.test(note));
          result.became[
            told ? 'told' : notes.some((note) => note.startsWith('file-mended')) ? 'mended' : 'silent'
          ]++;
        } finally {
          await wall.stop();
        }
        wrong.push(...(await compare(cityData, data)).wrong);
        if (peopleIn(data) !== wanted) wrong.push('the journal is another');
      } catch (error) {
        wrong.push(error instanceof Error ? error.message : String(error));
      }
      if (wrong.length === 0) result.passed++;
      else {
        result.failed.push(`${where}: ${wrong.join('; ')}`);
        say(`FAILED ${where}: ${wrong.join('; ')}`);
      }
      await rm(data, { recursive: true, force: true });
      if (n % 10 === 0) say(`${n}/${options.flips} bits flipped`);
    }
  } finally {
    await city.stop();
    await rm(folder, { recursive: true, force: true });
  }
  return result;
}

/** Folders of a wall that holds its city: as a stop leaves it, and as a kill does. */
async function imagesOf(
  program: string,
  args: readonly string[],
  data: string,
  whole: (address: string) => Promise<unknown>,
): Promise<{ stopped: string; killed: string }> {
  const first = await startProgram(program, args);
  await whole(first.address);
  await first.stop();
  const stopped = `${data}-stopped`;
  await cp(data, stopped, { recursive: true });
  const second = start(program, args);
  await whole(await second.ready);
  await second.kill();
  const killed = `${data}-killed`;
  await cp(data, killed, { recursive: true });
  return { stopped, killed };
}

/** Who a wall is to its city, and what waits for it: what may never be lost. */
function peopleIn(data: string): string {
  const { journal } = openSoundJournal(path.join(data, 'journal.db'), 'hcmc');
  try {
    return JSON.stringify([journal.client, journal.outbox.waiting(1_000), journal.state.get('city.demo')]);
  } finally {
    journal.close();
  }
}

async function isLevel(
  city: string,
  held: { cursor: { seq: number; epoch: string } | null },
): Promise<boolean> {
  const there: { seq?: number; epoch?: string } = await (await fetch(new URL('health', city))).json();
  return held.cursor?.seq === there.seq && held.cursor?.epoch === there.epoch;
}
