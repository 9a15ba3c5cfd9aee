import type { CommandPayload } from '../contract/commands.ts';
import { CitywallError } from '../contract/errors.ts';
import type { Role } from '../contract/people.ts';
import type { Stamp } from '../store/journal.ts';
import { Admission } from './admission.ts';

/** Now at the door of tests. */
export const NOW = Date.UTC(2026, 10, 28);

/** A door for commands of a small city, where `token` is somebody's session, with what went through it. */
export function door(role: Role = 'operator', units: string[] = []) {
  const queued: [CommandPayload, number, string][] = [];
  const givers: unknown[] = [];
  const decided: [CommandPayload, Stamp][] = [];
  const admission = new Admission({
    whoHas: (session) =>
      session === 'token'
        ? Promise.resolve({ role, id: 'lan.nguyen', name: 'Lan', units })
        : Promise.reject(new CitywallError('session-needed', { what: 'who?' })),
    boards: () => [{ id: 'overview', panels: [{ id: 'headline' }] }],
    profile: () => ({
      indicators: { indicators: [{ id: 'spent' }] },
      units: [{ id: 'works' }, { id: 'parks' }],
      areas: [{ id: 'north' }],
      services: [{ id: '1022' }],
    }),
    outbox: {
      give: (payload, lasts, key, giver) => {
        givers.push(giver);
        queued.push([payload, lasts, key]);
        return Promise.resolve({ client: 'c', n: 1, key, payload, givenAt: NOW, expires: NOW + lasts });
      },
    },
    decide: (payload, stamp) => {
      decided.push([payload, stamp]);
      return Promise.resolve({ key: stamp.key, outcome: 'applied', reason: '', at: NOW });
    },
    now: () => NOW + 0.4,
  });
  return { admission, queued, decided, givers };
}
