import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, describe, expect, it } from 'vitest';
import { loadProfile } from '../profile/index.ts';
import { Faults } from './health/faults.ts';
import { InForce, type InForceOptions, type Taken } from './in-force.ts';
import { archive } from './web/base-map.fixture.ts';

const root = mkdtempSync(path.join(tmpdir(), 'citywall-force-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const log = pino({ level: 'silent' });

/** A town's profile in a folder of its own, what is in force of it, and who is told. */
async function town(options: Partial<InForceOptions> = {}) {
  const folder = mkdtempSync(path.join(root, 'town-'));
  cpSync(path.join(import.meta.dirname, '../profile/fixtures/town'), folder, { recursive: true });
  const faults = new Faults();
  const force = await InForce.open({ folder, unit: null, offline: false, ...options }, faults, log);
  const told: [now: Taken, before: Taken][] = [];
  force.follow((...what) => void told.push(what));
  const file = path.join(folder, 'city.json');
  const saved = readFileSync(file, 'utf8');
  return {
    ...{ folder, faults, force, told, saved },
    /** Saves `city.json` with some of its parts replaced, or as any text, and has it taken. */
    async save(changes: object | string): Promise<void> {
      const text =
        typeof changes === 'string' ? changes : JSON.stringify({ ...JSON.parse(saved), ...changes });
      writeFileSync(file, text);
      await force.reload();
    },
  };
}
const NAME = { vi: 'Thị trấn khác', en: 'Another town' };

describe('what is in force', () => {
  it('is told to those who follow, one after the other, once a save, save after save', async () => {
    const { folder, force, told, save } = await town();
    const before = force.now;
    const order: string[] = [];
    const begun = Promise.withResolvers<undefined>();
    force.follow(async ({ profile }) => {
      begun.resolve(undefined);
      order.push(`${profile.city.name.en} begins`);
      // As long as the next save takes to be read, and longer.
      for (let i = 0; i < 3; i++) await loadProfile(folder);
      order.push(`${profile.city.name.en} ends`);
    });
    force.follow(({ profile }) => void order.push(profile.city.name.en));
    const first = save({ name: NAME });
    await begun.promise;
    const again = { ...NAME, en: 'A third' };
    await Promise.all([first, save({ name: again }), force.reload()]);
    expect(told.map(([now]) => now.profile.city.name.en)).toEqual([NAME.en, again.en]);
    expect([told[0]?.[1], told[1]?.[1], told[1]?.[0]]).toEqual([before, told[0]?.[0], force.now]);
    expect(order).toEqual([NAME.en, again.en].flatMap((name) => [`${name} begins`, `${name} ends`, name]));
  });

  it('stays where a save is broken, is of another city, or names a unit that is not there; the faults say why', async () => {
    const { force, told, faults, save, saved } = await town();
    const before = force.now;
    for (const [bad, why] of [
      ['{ "id": ', 'city.json'],
      [{ timeZone: 'Asia/Atlantis' }, 'timeZone'],
      [{ id: 'elsewhere' }, 'elsewhere'],
      [{ scope: 'nobody' }, 'nobody'],
    ] as const) {
      await save(bad);
      expect(faults.sentences.join()).toContain(why);
      expect(force.now).toBe(before);
    }
    await save(saved);
    expect(faults.sentences).toEqual([]);
    expect(told).toEqual([]);
  });

  it('is another part of the city where the profile says so; never without a city, which alone could bring it', async () => {
    const open = await town();
    await open.save({ scope: 'works' });
    expect(open.force.now.scope?.unit).toBe('works');
    const offline = await town({ offline: true });
    await offline.save({ scope: 'works' });
    expect(offline.force.now.scope).toBeNull();
    expect(offline.faults.codes).toEqual(['option-invalid']);
    const named = await town({ unit: 'works', offline: true });
    await named.save({ scope: 'town', name: NAME });
    expect([named.force.now.scope?.unit, named.told.length]).toEqual(['works', 1]);
    await expect(town({ unit: 'nobody' })).rejects.toThrow('no unit "nobody"');
  });

  it('has a base map from when there is one; a broken one is told, and nothing else changes', async () => {
    const { folder, force, told, faults } = await town();
    const { profile } = force.now;
    const file = path.join(folder, 'base.pmtiles');
    writeFileSync(file, 'no tiles');
    await force.reload();
    expect([faults.codes, told]).toEqual([['base-map-invalid'], []]);
    writeFileSync(file, archive({ tiles: [], metadata: { vector_layers: [{ id: 'water' }] } }));
    await force.reload();
    expect(faults.codes).toEqual([]);
    expect(told.map(([now, before]) => [now.base?.layers, before.base])).toEqual([[['water'], null]]);
    expect(force.now.profile).toBe(profile);
    rmSync(file);
    await force.reload();
    expect(force.now.base).toBeNull();
  });

  it('is told to the others where one who follows fails, and that is noted until the next save', async () => {
    const { force, faults, save } = await town();
    let failing = true;
    let heard = 0;
    force.follow(() => {
      if (failing) throw new Error('the writer does not start');
    });
    force.follow(() => void (heard += 1));
    await save({ name: NAME });
    expect([heard, faults.sentences]).toEqual([1, ['profile-invalid: the writer does not start']]);
    failing = false;
    await save({});
    expect([heard, faults.sentences]).toEqual([2, []]);
  });
});
