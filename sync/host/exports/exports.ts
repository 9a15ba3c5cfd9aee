import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Answer } from '../../contract/answers.ts';
import { CitywallError, reportOf } from '../../contract/errors.ts';
import {
  EXPORT_PATH,
  type ExportBegun,
  type ExportRead,
  type ExportTold,
  type TicketRequest,
} from '../../contract/exports.ts';
import { MINUTE } from '../../contract/instants.ts';
import type { Person, Role } from '../../contract/people.ts';
import type { Profile } from '../../contract/profile.ts';
import type { Asked } from '../../contract/questions/index.ts';
import { requireAsk } from '../../contract/rights.ts';
import type { Audit, Deed } from '../audit/audit-desk.ts';
import { pathOf } from '../web/http.ts';
import { linesAbove, pagesOf, times, writerOf } from './case-file.ts';
import { localIn, type Cell } from './cells.ts';
import { csvOf } from './csv.ts';
import { xlsxOf } from './xlsx.ts';

export interface ExportsParts {
  /** Throws `session-needed`, `session-locked`. */
  whoHas: (session: string) => Promise<Person>;
  /** What somebody with a session is here for; null where there is none, or it is locked. */
  roleOf: (session: string) => Role | null;
  ask: (question: Asked, at: number) => Promise<Answer>;
  profile: () => Profile;
  audit: Pick<Audit, 'note' | 'tell'>;
  /** Milliseconds, never set. */
  clock: () => number;
}

/** A file that nobody fetched for so long is none any more, and what became of one is told for as long, milliseconds. */
const KEPT = 2 * MINUTE;
/** Who took no page for so long will take none: the place is another's, milliseconds. */
const STALLED = 10 * MINUTE;
/** Files that one account makes at a time, and all together: each reads as fast as it is taken. */
const MOST_OWN = 2;
const MOST = 8;

interface Job {
  request: ExportRead;
  who: NonNullable<Deed['who']>;
  told: ExportTold;
  /** When it was last moved on, by the clock. */
  at: number;
  stop: AbortController;
}

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/**
 * Lists as files. A console says what is to be in one and is given a ticket; the browser fetches the file by it, once, and its bytes are made as they
 * are taken: neither here nor there is more of the list than a page. Who may ask for the list may have it, as long as they are signed in.
 */
export class Exports {
  readonly #parts: ExportsParts;
  readonly #jobs = new Map<string, Job>();

  constructor(parts: ExportsParts) {
    this.#parts = parts;
  }

  /** Throws `session-needed`, `session-locked`, `role-needed`, `window-busy`, and `audit-unwritten`: what leaves is written down before. */
  async begin(request: ExportRead): Promise<ExportBegun> {
    const { whoHas, audit, clock } = this.#parts;
    const { id, role } = await whoHas(request.session);
    requireAsk('cases', role);
    this.#forget();
    const going = [...this.#jobs.values()].filter(
      ({ told }) => told.state === 'waiting' || told.state === 'going',
    );
    if (going.length >= MOST || going.filter(({ who }) => who.account === id).length >= MOST_OWN)
      throw new CitywallError('window-busy', {
        what: 'Other lists are being made into files just now.',
        hint: 'Wait for one to end, or stop it.',
      });
    const who = { account: id, role };
    await audit.note({ what: 'export', who, of: { format: request.format } });
    const ticket = randomBytes(24).toString('base64url');
    this.#jobs.set(ticket, {
      ...{ request, who, at: clock(), stop: new AbortController() },
      told: { state: 'waiting', rows: 0, total: null, failed: null },
    });
    return { ticket, path: `${EXPORT_PATH}${ticket}` };
  }

  /** How far a file of whoever asks is. Throws `export-gone` where there is none such. */
  async told({ session, ticket }: TicketRequest): Promise<ExportTold> {
    return { ...(await this.#own(session, ticket)).told };
  }

  /** Makes no more of it: what was fetched of it is no whole file, and the browser says so. */
  async stop({ session, ticket }: TicketRequest): Promise<void> {
    const job = await this.#own(session, ticket);
    if (job.told.state === 'waiting') job.told.state = 'stopped';
    job.stop.abort();
  }

  async #own(session: string, ticket: string): Promise<Job> {
    const { id } = await this.#parts.whoHas(session);
    const job = this.#jobs.get(ticket);
    if (job === undefined || job.who.account !== id)
      throw new CitywallError('export-gone', {
        what: 'There is no such file any more.',
        hint: 'Ask for it again.',
      });
    return job;
  }

  /** Answers with the file of a ticket, once. */
  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#forget();
    const job = this.#jobs.get(pathOf(request).slice(EXPORT_PATH.length));
    if (job === undefined || job.told.state !== 'waiting' || request.method === 'HEAD') {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
      response.end('There is no such file.\n');
      return;
    }
    const { format } = job.request;
    response.writeHead(200, {
      'content-type': TYPES[format],
      'content-disposition': `attachment; filename="${fileName(job.request, this.#parts.profile())}"`,
      'cache-control': 'no-store',
    });
    await this.#send(job, response);
  }

  async #send(job: Job, response: ServerResponse): Promise<void> {
    const { told, request, who, stop } = job;
    told.state = 'going';
    const pages = this.#pages(job);
    const bytes =
      request.format === 'csv'
        ? Readable.from(csvOf(pages))
        : Readable.fromWeb(
            xlsxOf(pages, { name: request.words.title, times, above: linesAbove(request).length }),
          );
    try {
      await pipeline(bytes, response, { signal: stop.signal });
      told.state = 'done';
    } catch (error) {
      // Whoever took it went away, or stopped it: by either it is no whole file.
      const left = stop.signal.aborted || (response.destroyed && !(error instanceof CitywallError));
      told.state = left ? 'stopped' : 'failed';
      told.failed = left ? null : reportOf(error, 'question-failed').code;
      response.destroy();
    }
    job.at = this.#parts.clock();
    this.#parts.audit.tell({
      what: 'exported',
      who,
      of: { format: request.format, rows: told.rows },
      outcome: told.state,
    });
  }

  async *#pages(job: Job): AsyncGenerator<Cell[][]> {
    const { request, told } = job;
    const { ask, profile, roleOf, clock } = this.#parts;
    const write = writerOf(request, profile());
    yield linesAbove(request);
    for await (const { rows, total } of pagesOf(request, ask)) {
      // Who left, or was locked out, is given no more.
      const role = roleOf(request.session);
      if (role === null) throw new CitywallError('session-needed', { what: 'Whoever asked has left.' });
      requireAsk('cases', role);
      told.total = total ?? told.total;
      yield rows.map(write);
      told.rows += rows.length;
      job.at = clock();
    }
  }

  #forget(): void {
    const now = this.#parts.clock();
    for (const [ticket, job] of this.#jobs) {
      const age = now - job.at;
      if (job.told.state !== 'going') {
        if (age > KEPT) this.#jobs.delete(ticket);
      } else if (age > STALLED) {
        job.told.state = 'stopped';
        job.at = now;
        job.stop.abort();
      }
    }
  }
}

/** `citywall-2026-11-30-1805.csv`: as of when, by the city's clocks. */
function fileName({ at, format }: ExportRead, { city }: Profile): string {
  const { local } = localIn(city.timeZone)(at);
  const when = new Date(local).toISOString().slice(0, 16).replace('T', '-').replace(':', '');
  return `citywall-${when}.${format}`;
}
