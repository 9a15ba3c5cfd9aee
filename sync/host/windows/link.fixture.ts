import { pino } from 'pino';
import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import type { Answer } from '../../contract/answers.ts';
import { CitywallError } from '../../contract/errors.ts';
import { LINK_NAMESPACE, type LineState, type Opened } from '../../contract/link.ts';
import { ROLES } from '../../contract/people.ts';
import { listen } from '../web/http.ts';
import { FrameClock } from './frames.ts';
import { WallLink } from './link.ts';

/** What tests of the link stand on: a link that serves, with a desk that notes what it is asked. */

const answer: Answer = {
  asOf: 7,
  freshness: { state: 'live', since: 7, source: '' },
  content: 'data',
  data: new Uint8Array([1, 2, 3]),
};
const state: LineState = { state: 'live', heard: 7, city: 'c', progress: null, faults: [] };
const isWalls = (key: string): boolean => key.startsWith('["heat"');

/** What a console is opened with: no test looks into it. */
const CONSOLE: Opened = JSON.parse('{}');

/** What `token` alone may have. */
const withSession = <T>(session: string, given: T): Promise<T> =>
  session === 'token'
    ? Promise.resolve(given)
    : Promise.reject(new CitywallError('session-needed', { what: 'Only a console that is signed in may.' }));

export async function linkStage() {
  const slice = (questions: readonly unknown[]) =>
    Promise.resolve({ asOf: 7, answers: questions.map(() => ({ answer, tag: 'same', bytes: 3 })) });
  const clock = new FrameClock({ isWalls, slice, others: slice, line: () => state, now: () => 7 });
  const asked: (number | null)[] = [];
  const enough: string[] = [];
  const gone: string[] = [];
  const sockets: Socket[] = [];
  let hold: Promise<void> = Promise.resolve();
  let large = '';
  const host = await listen(0, async (_, response) => void response.end(), pino({ level: 'silent' }));
  const link = new WallLink(host, clock, {
    open: (request) => {
      if (request.console === true) return CONSOLE;
      throw new CitywallError('screen-unknown', {
        what: 'no screen 9',
        where: 'wall',
        hint: 'Its screens are 1.',
      });
    },
    signIn: (request) =>
      'password' in request && request.password === 'right'
        ? Promise.resolve({ session: 'token' })
        : Promise.reject(new CitywallError('sign-in-wrong', { what: 'There is no such account.' })),
    signOut: ({ session }) => withSession(session, undefined),
    lock: ({ session }) => withSession(session, undefined),
    unlock: ({ session }) => withSession(session, undefined),
    changePassword: ({ session }) => withSession(session, undefined),
    machines: ({ session }) => withSession(session, []),
    revokeMachine: ({ session }) => withSession(session, undefined),
    isEnrolled: () => false,
    sessions: ({ session }) => withSession(session, []),
    endSession: ({ session }) => withSession(session, undefined),
    peopleTold: (session) => session,
    has: (session) => session === 'token',
    give: ({ session, key }) => withSession(session, { key, result: null, by: 'lan.nguyen' }),
    said: ({ session, keys }) => withSession(session, Object.fromEntries(keys.map((key) => [key, 'words']))),
    part: ({ session }) =>
      withSession(session, { standing: 'held', fields: [{ field: 'text', why: 'may' }] }),
    look: ({ session }) => withSession(session, 'words of somebody'),
    export: ({ session }) => withSession(session, { ticket: 'ticket', path: '/export/ticket' }),
    exported: ({ session }) =>
      withSession(session, { state: 'waiting' as const, rows: 0, total: null, failed: null }),
    stopExport: ({ session }) => withSession(session, undefined),
    roleOf: (session) =>
      session === 'token' ? 'operator' : (ROLES.find((role) => role === session) ?? null),
    isLong: ({ name }) => name === 'long',
    isWalls,
    enough: (asker) => void enough.push(asker),
    gone: (asker) => void gone.push(asker),
    ask: async (_question, at) => {
      asked.push(at);
      await hold;
      return large === '' ? answer : { ...answer, data: large };
    },
  });
  return {
    ...{ host, link, clock, asked, enough, gone },
    /** A window, or whatever else connects to another namespace. */
    connect(
      options: Partial<ManagerOptions & SocketOptions> = {},
      namespace: string = LINK_NAMESPACE,
    ): Socket {
      const socket = io(new URL(namespace, host.address).href, {
        transports: ['websocket'],
        reconnection: false,
        forceNew: true,
        ...options,
      });
      sockets.push(socket);
      return socket;
    },
    /** Lets answers wait until the test lets them go. */
    holding(): () => void {
      const held = Promise.withResolvers<void>();
      hold = held.promise;
      return () => {
        hold = Promise.resolve();
        held.resolve();
      };
    },
    /** Answers to questions are full of this from now on. */
    fill(text: string): void {
      large = text;
    },
    async close(): Promise<void> {
      for (const socket of sockets) socket.close();
      await link.stop();
      await host.close();
    },
  };
}
export type LinkStage = Awaited<ReturnType<typeof linkStage>>;
