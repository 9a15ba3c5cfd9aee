import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Logger } from 'pino';
import { CitywallError } from '../../contract/errors.ts';
import { MINUTE } from '../../contract/instants.ts';
import type { KnownMachine, Person } from '../../contract/people.ts';
import { requireRight } from '../../contract/rights.ts';
import type { Audit } from '../audit/audit-desk.ts';
import { OwnFileWatch, writeOwn } from '../people/own-file.ts';
import type { MachinePass } from '../windows/pass.ts';
import {
  changeMachines,
  hashed,
  type Machine,
  MACHINES,
  meantCode,
  readMachines,
  toldOf,
} from './machine-file.ts';

/** That a machine is there is written down at most so often, milliseconds. */
const SEEN_EVERY = 5 * MINUTE;

export interface MachineParts {
  folder: string;
  audit: Audit;
  /** The host's clock, milliseconds since 1970. */
  now: () => number;
  /** Those of which screens are open just now. */
  there: () => readonly MachinePass[];
  /** Some may be screens no more. */
  changed: () => void;
  log: Logger;
}

/** Which other machines are screens of this wall: each by a cookie of its own, for its address alone. */
export class Machines {
  readonly #parts: MachineParts;
  readonly #watch: OwnFileWatch<Machine>;
  #told = '';
  /** Cookies of those that were revoked here: out of force from then on, whether or not that could be written. */
  readonly #revoked = new Set<string>();
  /** Those of whom it is being written that they are there. */
  readonly #seeing = new Set<string>();

  constructor(parts: MachineParts) {
    const { folder, log } = parts;
    this.#parts = parts;
    this.#watch = new OwnFileWatch(
      path.join(folder, MACHINES),
      () => readMachines(folder),
      async (machines) => {
        const told = JSON.stringify(machines.map(({ name, pass }) => [name, pass?.cookie]));
        if (told === this.#told) return;
        this.#told = told;
        log.info({ machines: machines.length }, 'the machines that are screens were read');
        parts.audit.tell({
          ...{ what: 'machines', who: null },
          of: {
            n: machines.length,
            machines: machines.map(({ name, pass }) => `${name}:${pass?.from ?? '-'}`),
          },
        });
        parts.changed();
      },
    );
  }

  /** Looks whether there are others. Rejects where they cannot be read; those of before stay in force. */
  async look(): Promise<void> {
    await this.#watch.look();
    for (const pass of this.#parts.there()) void this.sawOne(pass);
  }

  /** Writes them again where they went with all else. */
  async keep(): Promise<void> {
    const { folder } = this.#parts;
    if (this.#watch.now.length === 0 || (await readMachines(folder)).length > 0) return;
    await writeOwn(path.join(folder, MACHINES), { machines: this.#watch.now });
  }

  /** What a machine comes in by that shows a cookie from an address; null where it is no screen there. */
  passOf(cookie: string, address: string): MachinePass | null {
    const found = this.#of(cookie);
    if (found === undefined || found.pass?.from !== address) return null;
    return { machine: found.name, cookie: found.pass.cookie };
  }

  /** Whether what a machine came in by is still good. */
  isEnrolled({ machine, cookie }: MachinePass): boolean {
    const isThere = this.#watch.now.some(({ name, pass }) => name === machine && pass?.cookie === cookie);
    return isThere && !this.#revoked.has(cookie);
  }

  /** The machine whose cookie it is, where it is shown from an address that is not its own. */
  shownElsewhere(cookie: string, address: string): string | null {
    const found = this.#of(cookie);
    return found === undefined || found.pass?.from === address ? null : found.name;
  }

  /** Trades a code for a cookie that is good from an address. Throws `code-wrong`. */
  async enrol(typed: string, address: string): Promise<string> {
    const { folder, audit, now } = this.#parts;
    const hash = hashed(meantCode(typed));
    const at = now();
    const isMeant = ({ code }: Machine): boolean => code !== null && code.hash === hash && code.until > at;
    const known = (await readMachines(folder)).find(isMeant);
    if (known === undefined) throw codeWrong();
    await audit.note({ what: 'machineEnrolled', who: { console: address }, of: { machine: known.name } });
    const cookie = randomBytes(32).toString('base64url');
    const pass = { cookie: hashed(cookie), from: address, since: at, seen: at };
    await changeMachines(folder, (machines) => {
      if (!machines.some(isMeant)) throw codeWrong();
      return machines.map((one) => (isMeant(one) ? { ...one, code: null, pass } : one));
    });
    await this.look();
    return cookie;
  }

  /** A machine is there. Never rejects: where that cannot be written it is there all the same. */
  async sawOne({ machine, cookie }: MachinePass): Promise<void> {
    const { folder, now, log } = this.#parts;
    const at = now();
    const known = this.#watch.now.find(({ name, pass }) => name === machine && pass?.cookie === cookie);
    if (known?.pass === undefined || known.pass === null || at - known.pass.seen < SEEN_EVERY) return;
    if (this.#seeing.has(cookie)) return;
    this.#seeing.add(cookie);
    try {
      await changeMachines(folder, (machines) =>
        machines.map((one) =>
          one.pass?.cookie === cookie ? { ...one, pass: { ...one.pass, seen: at } } : one,
        ),
      );
      await this.#watch.look();
    } catch (error) {
      log.warn({ err: error }, 'when a machine was seen could not be kept');
    } finally {
      this.#seeing.delete(cookie);
    }
  }

  /** All there are, for an administrator alone: throws `role-needed`. */
  list({ role }: Pick<Person, 'role'>): KnownMachine[] {
    requireRight('see which machines are screens', ['administrator'], role, 'machines');
    const at = this.#parts.now();
    return this.#watch.now.map((one) => toldOf(one, at));
  }

  /**
   * A machine is a screen no more, at once, and for good once that is written. Throws `role-needed`, and what cannot be written. One that there
   * is not is none already.
   */
  async revoke(name: string, { id, role }: Pick<Person, 'id' | 'role'>): Promise<void> {
    requireRight('revoke a machine', ['administrator'], role, 'revokeMachine');
    const { folder, audit } = this.#parts;
    const known = this.#watch.now.find((one) => one.name === name);
    if (known === undefined) return;
    if (known.pass !== null) {
      // A stolen screen does not go on because a disk is full.
      this.#revoked.add(known.pass.cookie);
      this.#parts.changed();
    }
    await audit.note({ what: 'machineRevoked', who: { account: id, role }, of: { machine: name } });
    await changeMachines(folder, (machines) => machines.filter((one) => one.name !== name));
    await this.look();
  }

  #of(cookie: string): Machine | undefined {
    const hash = hashed(cookie);
    return this.#revoked.has(hash) ? undefined : this.#watch.now.find(({ pass }) => pass?.cookie === hash);
  }
}

const codeWrong = (): CitywallError =>
  new CitywallError('code-wrong', {
    what: 'There is no such code, or it was used, or is over.',
    hint: 'Ask for another: npm run people -- enrol NAME',
  });
