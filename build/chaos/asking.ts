import type { CommandPayload, Giver } from '../../sync/contract/commands.ts';
import { readPayload, type CityCommand } from '../../sync/contract/commands.ts';
import { DAY } from '../../sync/contract/instants.ts';
import { MOVES, requestMove } from '../../sync/contract/requests.ts';

/** A command as a console gives it. */
export interface Said {
  name: CityCommand;
  payload: Omit<CommandPayload, 'what'>;
  by: Giver;
  key: string;
}

/** The units that are asked. */
export const UNITS: readonly string[] = ['soxd', 'sotc', 'soct'];
/** Only the last of what was asked is done anything with: so that some come to their end, and what comes late meets them there. */
const LIVELY = 12;
const MOVED = requestMove.options.filter((move) => move !== 'ask');

/** People who ask, answer, remind and take back without heeding one another: much of it is right, and some is refused. */
export class Asking {
  readonly #roll: () => number;
  readonly #asked: { id: string; unit: string }[] = [];

  constructor(roll: () => number) {
    this.#roll = roll;
  }

  /** What is given next, under a key. */
  next(key: string, now: number): Said {
    const kind = this.#roll();
    const asked = this.#one(this.#asked.slice(-LIVELY));
    if (kind < 0.15) return this.#report(key, now);
    return kind < 0.35 || asked === undefined ? this.#ask(key, now) : this.#move(key, now, asked);
  }

  #one<T>(among: readonly T[]): T | undefined {
    return among[Math.floor(this.#roll() * among.length)];
  }

  #report(key: string, now: number): Said {
    const by: Giver = { name: 'an.le', role: 'operator', units: [] };
    return said(
      'report',
      { board: 'overview', panel: 'headline', asOf: now, note: `Số này sai ${key}` },
      by,
      key,
    );
  }

  #ask(key: string, now: number): Said {
    const unit = this.#one(UNITS) ?? '';
    this.#asked.push({ id: key, unit });
    // Some deadlines pass on the way.
    const dueAt = Math.round(now + (0.05 + this.#roll() * 5) * DAY);
    const asks = { asks: 'explain', about: { what: 'unit' }, unit, text: `Vì sao? ${key}`, links: [], dueAt };
    return said('ask', asks, { name: 'lan.nguyen', role: 'leader', units: [] }, key);
  }

  #move(key: string, now: number, { id, unit }: { id: string; unit: string }): Said {
    const move = this.#one(MOVED) ?? 'remind';
    const isOfficers = MOVES[move].by.includes('officer');
    // One in ten answers for another unit than is asked.
    const units = this.#roll() < 0.1 ? [this.#one(UNITS) ?? unit] : [unit];
    const by: Giver = isOfficers
      ? { name: 'minh.tran', role: 'officer', units }
      : { name: 'lan.nguyen', role: 'leader', units: [] };
    const more = {
      ...(isOfficers ? { unit } : {}),
      ...(move === 'answer' ? { links: [] } : {}),
      ...(move === 'sendBack' ? { dueAt: Math.round(now + (0.05 + this.#roll() * 3) * DAY) } : {}),
    };
    const rev = 1 + Math.floor(this.#roll() * 3);
    return said(move, { request: id, rev, text: `${move} ${key}`, ...more }, by, key);
  }
}

/** As its row reads it, which is how it is kept. */
function said(name: CityCommand, raw: object, by: Giver, key: string): Said {
  const read = readPayload(name, raw);
  if ('why' in read) throw new Error(`${read.path}: ${read.why}`);
  return { name, payload: read.payload, by, key };
}
