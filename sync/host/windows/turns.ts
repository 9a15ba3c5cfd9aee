import { CitywallError } from '../../contract/errors.ts';
import { SECOND } from '../../contract/instants.ts';
import { type Allowance, Bucket } from './budget.ts';

/** Who is served before whom: what the wall's own screens show, whoever is signed in, anyone else. What takes long comes last, by itself. */
export const STANDINGS = ['wall', 'console', 'stranger', 'long'] as const;
export type Standing = (typeof STANDINGS)[number];

/** How one standing is served. */
export interface Lane {
  /** Turns that are under way at once, of all askers and of one. */
  atOnce: number;
  each: number;
  /** Milliseconds of the host's own thread, which all share, where it may not have all there are. */
  work?: Allowance;
}
/** Frames take no turns; whatever else windows want leaves time for them. */
export const LANES: Readonly<Record<Standing, Lane>> = {
  wall: { atOnce: 8, each: 4, work: { burst: 2 * SECOND, perSecond: 0.3 * SECOND } },
  console: { atOnce: 4, each: 2 },
  stranger: { atOnce: 2, each: 1, work: { burst: 0.3 * SECOND, perSecond: 0.2 * SECOND } },
  long: { atOnce: 2, each: 1 },
};
/** What each turn costs the host's own thread at least, milliseconds. */
const A_TURN = 0.3;
/** Of the time an asker has used, half is forgotten after so long, milliseconds. */
const HALF_FORGOTTEN = 10 * SECOND;

/** Whoever asks for turns, one object each. */
export interface Asker {
  /** How long until it may have a turn, milliseconds; infinite until it is woken. */
  readonly wait: number;
  /** A turn of it begins. */
  begins(): void;
}

export interface Wish<T> {
  asker: Asker;
  standing: Standing;
  /** Equal for wishes of which one answer serves all. */
  key?: string | undefined;
  /** Of one asker and slot the newest wish alone waits: the ones before it are given up. */
  slot?: string | undefined;
  work: () => Promise<T>;
  /** Is told at once, within the turn: what that takes is its asker's time. */
  told?: (value: T) => void;
}

export interface TurnParts {
  lanes: Readonly<Record<Standing, Lane>>;
  /** A clock that is never set, milliseconds. */
  clock: () => number;
  /** Calls back once after so many milliseconds; returns how to forget that. */
  later: (wait: number, act: () => void) => () => void;
}

/** Somebody who waits for the end of a job. */
interface Claim {
  asker: Asker;
  slot: string | undefined;
  told: (value: never) => void;
  reject: (error: unknown) => void;
}
/** A piece of work that somebody waits for. */
interface Job {
  key: string | undefined;
  work: () => Promise<unknown>;
  claims: Claim[];
  begun: boolean;
}

/** What is known of an asker. */
interface Account {
  /** Its jobs that are not begun, in the order it asked for them. */
  readonly jobs: Record<Standing, Job[]>;
  readonly going: Record<Standing, number>;
  /** Wishes of it that are not settled. */
  waiting: number;
  used: number;
  usedAt: number;
}

/**
 * Gives turns: by standing first, and among equals to whoever has used the least time of late. Equal wishes are one job while it waits and
 * while it runs. What nobody waits for any more is not begun.
 */
export class Turns {
  readonly #parts: TurnParts;
  readonly #accounts = new Map<Asker, Account>();
  readonly #shared = new Map<string, Job>();
  readonly #going: Record<Standing, number> = { wall: 0, console: 0, stranger: 0, long: 0 };
  readonly #work = new Map<Standing, Bucket>();
  /** Forgets the next look at what may begin. */
  #forget: () => void = () => undefined;
  /** Whether that look is about to come. */
  #isSoon = false;

  constructor(parts: TurnParts) {
    this.#parts = parts;
    for (const standing of STANDINGS) {
      const { work } = parts.lanes[standing];
      if (work !== undefined) this.#work.set(standing, new Bucket(work, parts.clock()));
    }
  }

  /** Resolves with what the work gives, once its turn has come; rejects with what it throws, or with `given-up`. */
  take<T>({ asker, standing, key, slot, work, told }: Wish<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const account = this.#account(asker);
      if (slot !== undefined) this.#giveUp(account, (claim) => claim.asker === asker && claim.slot === slot);
      account.waiting += 1;
      const settle = (value: T): void => {
        told?.(value);
        resolve(value);
      };
      const claim: Claim = { asker, slot, told: settle, reject };
      const known = key === undefined ? undefined : this.#shared.get(key);
      const job = known ?? { key, work, claims: [], begun: false };
      job.claims.push(claim);
      if (key !== undefined) this.#shared.set(key, job);
      // Also one that another waits for already: it may be this one's turn before.
      if (!job.begun) account.jobs[standing].push(job);
      this.#soon();
    });
  }

  /** How many wishes of an asker are not settled. */
  waiting(asker: Asker): number {
    return this.#accounts.get(asker)?.waiting ?? 0;
  }

  /** An asker has gone: what it alone waits for is not begun, and it is told of nothing more. */
  gone(asker: Asker): void {
    const account = this.#accounts.get(asker);
    if (account === undefined) return;
    this.#accounts.delete(asker);
    this.#giveUp(account, (claim) => claim.asker === asker);
    this.#soon();
  }

  /** Does something for an asker at once, on its own account. */
  spend(asker: Asker, standing: Standing, act: () => void): void {
    const from = this.#parts.clock();
    act();
    const took = this.#parts.clock() - from;
    const account = this.#accounts.get(asker);
    if (account !== undefined) account.used = this.#usedBy(account) + took;
    this.#work.get(standing)?.spend(this.#parts.clock(), took);
  }

  /** Something may be so that was not before: an asker that could have no turn may have one now. */
  wake(): void {
    this.#soon();
  }

  /** Whoever is meant waits no longer for what has not begun. */
  #giveUp(account: Account, isMeant: (claim: Claim) => boolean): void {
    for (const job of STANDINGS.flatMap((standing) => account.jobs[standing])) {
      if (job.begun) continue;
      const meant = job.claims.filter(isMeant);
      if (meant.length === 0) continue;
      job.claims = job.claims.filter((claim) => !isMeant(claim));
      if (job.claims.length === 0) this.#unshare(job);
      account.waiting -= meant.length;
      for (const { reject } of meant) reject(givenUp());
    }
  }

  #account(asker: Asker): Account {
    const known = this.#accounts.get(asker);
    if (known !== undefined) return known;
    const jobs = { wall: [], console: [], stranger: [], long: [] };
    const going = { wall: 0, console: 0, stranger: 0, long: 0 };
    const made = { jobs, going, waiting: 0, used: 0, usedAt: this.#parts.clock() };
    this.#accounts.set(asker, made);
    return made;
  }

  /** Looks what may begin, once in a turn of the event loop: work that ends at once would else leave no time for anything but what follows it. */
  #soon(): void {
    if (this.#isSoon) return;
    this.#isSoon = true;
    this.#forget();
    this.#forget = this.#parts.later(0, () => this.#next());
  }

  /** Begins whatever may begin, and sees to it that the rest is looked at again in time. */
  #next(): void {
    this.#isSoon = false;
    let soonest = Infinity;
    for (const standing of STANDINGS) {
      for (;;) {
        const found = this.#pick(standing);
        if (typeof found === 'number') {
          soonest = Math.min(soonest, found);
          break;
        }
        this.#begin(standing, ...found);
      }
    }
    this.#forget = Number.isFinite(soonest)
      ? this.#parts.later(soonest, () => this.#next())
      : () => undefined;
  }

  /** The job of a standing whose turn it is, and whose; or how long until there may be one, infinite where nothing waits. */
  #pick(standing: Standing): [Job, Asker, Account] | number {
    const lane = this.#parts.lanes[standing];
    if (this.#going[standing] >= lane.atOnce) return Infinity;
    const rest = this.#work.get(standing)?.until(this.#parts.clock()) ?? 0;
    if (rest > 0)
      return [...this.#accounts.values()].some(({ jobs }) => hasJob(jobs[standing])) ? rest : Infinity;
    let soonest = Infinity;
    let best: { asker: Asker; account: Account; used: number } | null = null;
    for (const [asker, account] of this.#accounts) {
      if (account.going[standing] >= lane.each || !hasJob(account.jobs[standing])) continue;
      const { wait } = asker;
      soonest = Math.min(soonest, wait);
      if (wait > 0) continue;
      const used = this.#usedBy(account);
      if (best === null || used < best.used) best = { asker, account, used };
    }
    const job = best?.account.jobs[standing].shift();
    return best === null || job === undefined ? soonest : [job, best.asker, best.account];
  }

  #begin(standing: Standing, job: Job, asker: Asker, account: Account): void {
    const { clock } = this.#parts;
    job.begun = true;
    this.#going[standing] += 1;
    account.going[standing] += 1;
    asker.begins();
    const from = clock();
    const over = (settle: (claim: Claim) => void): void => {
      this.#going[standing] -= 1;
      account.going[standing] -= 1;
      account.used = this.#usedBy(account) + clock() - from;
      this.#work.get(standing)?.spend(clock(), A_TURN);
      this.#unshare(job);
      for (const claim of job.claims) {
        const its = this.#accounts.get(claim.asker);
        if (its === undefined) continue;
        its.waiting -= 1;
        this.spend(claim.asker, standing, () => settle(claim));
      }
      this.#soon();
    };
    Promise.resolve()
      .then(job.work)
      .then(
        (value) => over(({ told }) => told(value as never)),
        (error: unknown) => over(({ reject }) => reject(error)),
      );
  }

  #unshare(job: Job): void {
    if (job.key !== undefined && this.#shared.get(job.key) === job) this.#shared.delete(job.key);
  }

  /** What an asker has used, as much of it as is remembered. */
  #usedBy(account: Account): number {
    const now = this.#parts.clock();
    account.used *= 0.5 ** ((now - account.usedAt) / HALF_FORGOTTEN);
    account.usedAt = now;
    return account.used;
  }
}

/** Whether some job is left to begin; those that another has begun, or that nobody waits for, are taken off. */
function hasJob(jobs: Job[]): boolean {
  while (jobs[0]?.begun === true || jobs[0]?.claims.length === 0) jobs.shift();
  return jobs.length > 0;
}

const givenUp = (): CitywallError =>
  new CitywallError('given-up', {
    what: 'Nobody waits for this any more: whoever asked has gone, or asked for something else.',
    hint: 'Ask again.',
  });
