import type { Logger } from 'pino';
import type { BaseMap } from '../contract/base-map.ts';
import { CitywallError, reportOf } from '../contract/errors.ts';
import type { Scope } from '../contract/scope.ts';
import { loadProfile, type LoadedProfile } from '../profile/index.ts';
import { scopeOf } from '../profile/scope.ts';
import { illegible } from './health/illegible.ts';
import type { Faults } from './health/faults.ts';
import { tellFaults } from './health/profile-faults.ts';
import { ProfileWatch } from './profile-watch.ts';
import { readBaseMap } from './web/base-map.ts';

/** What a wall shows, and by what. It changes as one: nobody sees the parts of two. */
export interface Taken extends LoadedProfile {
  /** The part of the city that is held; null for all of it. */
  readonly scope: Scope | null;
  /** What lies below the areas; null where the profile has no base map that can be drawn. */
  readonly base: BaseMap | null;
}

/** Is told that other things are in force; those who follow before it have dealt with that already. */
export type Follower = (now: Taken, before: Taken) => void | Promise<void>;

export interface InForceOptions {
  /** The profile's folder. */
  folder: string;
  /** The unit whose part of the city is held, where the start named one; else the profile says. */
  unit: string | null;
  /** Without a city nothing can be fetched: the part that is held cannot become another. */
  offline: boolean;
}

/**
 * The one owner of what is in force: the profile, the part of the city, the base map, and what is wrong with them (in the
 * faults). A save is taken as a whole or not at all: what was taken before stays in force, and the faults say why.
 */
export class InForce {
  readonly #options: InForceOptions;
  readonly #faults: Faults;
  readonly #log: Logger;
  readonly #watch: ProfileWatch;
  readonly #followers: Follower[] = [];
  #now: Taken;
  /** Saves are taken one after the other. */
  #tail: Promise<void> = Promise.resolve();

  private constructor(options: InForceOptions, loaded: LoadedProfile, faults: Faults, log: Logger) {
    this.#options = options;
    this.#faults = faults;
    this.#log = log;
    this.#now = { ...loaded, scope: scopeIn(loaded, options.unit), base: null };
    this.#watch = new ProfileWatch(options.folder, () => void this.reload());
  }

  /** Takes a profile for the first time. Rejects with `profile-invalid`, or `option-invalid` for a unit that it lacks. */
  static async open(options: InForceOptions, faults: Faults, log: Logger): Promise<InForce> {
    const force = new InForce(options, await loadProfile(options.folder), faults, log);
    force.#now = { ...force.#now, base: await force.#readBase() };
    force.#tellFaults();
    return force;
  }

  get now(): Taken {
    return this.#now;
  }

  /** Adds one who is told, after those who follow already. */
  follow(follower: Follower): void {
    this.#followers.push(follower);
  }

  /** Watches the folder from now on. */
  run(): void {
    this.#watch.run();
  }

  /** Resolves when no save is being taken any more. */
  async stop(): Promise<void> {
    this.#watch.stop();
    await this.#tail;
  }

  /** Reads the folder again. Resolves when every follower has dealt with what is new; never rejects. */
  reload(): Promise<void> {
    this.#tail = this.#tail.then(() => this.#reload());
    return this.#tail;
  }

  async #reload(): Promise<void> {
    const before = this.#now;
    const base = await this.#readBase();
    const profile = await this.#readProfile();
    if (profile === null && base?.version === before.base?.version) return;
    const now = { ...before, ...profile, base };
    this.#now = now;
    if (profile !== null) {
      this.#tellFaults();
      this.#log.info({ hash: now.hash }, 'the profile was saved; windows open again');
    }
    for (const follower of this.#followers)
      try {
        await follower(now, before);
      } catch (error) {
        this.#notTaken(error);
      }
  }

  /** The saved profile with its part of the city; null where it is the one in force, or cannot be taken. */
  async #readProfile(): Promise<Omit<Taken, 'base'> | null> {
    const { folder, unit, offline } = this.#options;
    try {
      const loaded = await loadProfile(folder);
      this.#faults.set('profile', null);
      if (loaded.hash === this.#now.hash) return null;
      const { id } = loaded.profile.city;
      if (id !== this.#now.profile.city.id)
        throw new CitywallError('profile-invalid', {
          what: `the profile is now that of the city "${id}"`,
          where: 'city.json',
          hint: 'Another city is another wall: start it with a data folder of its own.',
        });
      const scope = scopeIn(loaded, unit);
      if (offline && JSON.stringify(scope) !== JSON.stringify(this.#now.scope))
        throw new CitywallError('option-invalid', {
          what: 'The profile now gives this wall another part of the city, and without a city nothing can be fetched.',
          where: 'city.json, units.json',
          hint: 'The profile of before stays in force. Start the wall with --city.',
        });
      return { ...loaded, scope };
    } catch (error) {
      this.#notTaken(error);
      return null;
    }
  }

  /** The profile's base map; a broken one is told, and the maps do without. */
  async #readBase(): Promise<BaseMap | null> {
    try {
      const base = await readBaseMap(this.#options.folder);
      this.#faults.set('base', null);
      return base;
    } catch (error) {
      if (this.#faults.set('base', reportOf(error, 'base-map-invalid')))
        this.#log.error({ err: error }, 'the base map is not taken');
      return null;
    }
  }

  #tellFaults(): void {
    this.#faults.set('screens', illegible(this.#now.profile.walls));
    tellFaults(this.#now, this.#faults, this.#log);
  }

  #notTaken(error: unknown): void {
    if (this.#faults.set('profile', reportOf(error, 'profile-invalid')))
      this.#log.error({ err: error }, 'the saved profile is not taken');
  }
}

/** The part of the city of the unit named at the start, else of the profile's own; null for all of it. */
function scopeIn({ profile }: LoadedProfile, named: string | null): Scope | null {
  const unit = named ?? profile.city.scope;
  return unit === undefined ? null : scopeOf(profile, unit, named === null ? 'city.json: scope' : '--scope');
}
