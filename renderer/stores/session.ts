import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { commands, type CommandName, type Payload } from '../../sync/contract/commands.ts';
import type { ExportBegun, ExportRequest, ExportTold } from '../../sync/contract/exports.ts';
import type { Given, LinkError, LookRequest, Reply } from '../../sync/contract/link.ts';
import type { Asker, KnownMachine, KnownSession } from '../../sync/contract/people.ts';
import type { MaskedPart, PartOf, PersonalValue } from '../../sync/contract/personal.ts';
import type { QuestionName } from '../../sync/contract/questions/index.ts';
import { mayAsk as askers } from '../../sync/contract/rights.ts';
import type { Arrival } from './arrival.ts';
import { KEPT, keptToken } from './kept-session.ts';
import { useWall } from './wall.ts';

/** Who is signed in on this console, as the host says, and what they may do; and the commands they give. */
export const useSession = defineStore('session', () => {
  const wall = useWall();
  const who = computed(() => wall.opened?.who ?? null);
  /** It was idle for too long, and the host could not be told yet. */
  const lockedHere = ref(false);
  const locked = computed(() => lockedHere.value || who.value?.locked === true);
  /** Somebody is there and may act. */
  const may = computed(() => who.value !== null && !locked.value);
  /** The account, by which all that somebody does is told; null where nobody is signed in. */
  const name = computed(() => who.value?.id ?? null);
  /** Whoever was signed in has left by their own will. */
  const left = ref(false);

  /** Whoever came back from the city's provider is being signed in; and why somebody who did was not. */
  const arriving = ref(false);
  const arrivedWrong = ref<LinkError | null>(null);

  const isOf = (roles: readonly Asker[]): boolean =>
    may.value && who.value !== null && roles.includes(who.value.role);
  const mayGive = (command: CommandName): boolean => isOf(commands[command].roles);
  const mayAsk = (question: QuestionName): boolean => isOf(askers[question]);

  const session = (): string => keptToken() ?? '';
  /** A session that the host does not take, or waits for a password, is asked after. */
  function seen<T>(reply: Reply<T>): Reply<T> {
    if (!reply.ok && (reply.error.code === 'session-needed' || reply.error.code === 'session-locked'))
      wall.again();
    return reply;
  }
  const failure = <T>(reply: Reply<T>): LinkError | null => (reply.ok ? null : reply.error);

  /** Signs in. Resolves with what went wrong, null where nothing did. */
  async function signIn(account: string, password: string): Promise<LinkError | null> {
    const reply = await wall.signIn({ account, password });
    if (!reply.ok) return reply.error;
    signedIn(reply.value.session);
    return null;
  }
  function signedIn(token: string): void {
    localStorage.setItem(KEPT, token);
    left.value = false;
    lockedHere.value = false;
    arrivedWrong.value = null;
    wall.again();
  }
  /** Signs in somebody who came back from the city's provider, once there is a link. The session that is here goes on where it is theirs. */
  async function enter(arrival: Arrival): Promise<void> {
    arriving.value = arrival.code !== null;
    if (arrival.failed !== null) arrivedWrong.value = { code: arrival.failed, what: '', where: '', hint: '' };
    if (arrival.code === null) return;
    const had = keptToken();
    const reply = await wall.signIn({ code: arrival.code, ...(had === undefined ? {} : { session: had }) });
    arriving.value = false;
    if (reply.ok) signedIn(reply.value.session);
    else arrivedWrong.value = reply.error;
  }
  /** Leaves, also where the host cannot be told. */
  async function signOut(): Promise<void> {
    const told = wall.ofSession('signOut', { session: session() });
    left.value = true;
    localStorage.removeItem(KEPT);
    wall.again();
    await told;
    wall.again();
  }
  async function lock(): Promise<void> {
    lockedHere.value = true;
    await wall.ofSession('lock', { session: session() });
  }
  async function unlock(password: string): Promise<LinkError | null> {
    const wrong = failure(seen(await wall.ofSession('unlock', { session: session(), password })));
    if (wrong === null) lockedHere.value = false;
    return wrong;
  }
  /** Gives one's account another password. Resolves with what went wrong, null where nothing did. */
  const changePassword = async (password: string, next: string): Promise<LinkError | null> =>
    failure(seen(await wall.ofSession('changePassword', { session: session(), password, next })));
  const list = async (): Promise<Reply<KnownSession[]>> =>
    seen(await wall.ofSession('sessions', { session: session() }));
  /** Other machines that are screens of the wall, for an administrator. */
  const machines = async (): Promise<Reply<KnownMachine[]>> =>
    seen(await wall.ofSession('machines', { session: session() }));
  const revoke = async (machine: string): Promise<LinkError | null> =>
    failure(seen(await wall.ofSession('revokeMachine', { session: session(), machine })));
  const end = async (id: string): Promise<LinkError | null> =>
    failure(seen(await wall.ofSession('endSession', { session: session(), id })));

  /** How many commands were given on this page: whoever tells what became of them looks again, also while the city's now stands still. */
  const given = ref(0);
  /**
   * Gives a command. Resolves when it is on the host's disk, with what became of it where the host decides that itself.
   * Given again under the same key, after a lost reply or by a second click, it is the same command.
   */
  const give = async <N extends CommandName>(
    command: N,
    payload: Payload<N>,
    key: string,
  ): Promise<Reply<Given>> => {
    const reply = seen(await wall.give({ session: session(), key, name: command, payload }));
    if (reply.ok) given.value += 1;
    return reply;
  };

  /** What was said with some commands, by their keys. */
  const said = async (keys: readonly string[]): Promise<Reply<Record<string, string>>> =>
    seen(await wall.said({ session: session(), keys: [...keys] }));

  /** Which fields the personal part of a case has; and what stands in one, by the host's leave, which keeps it nowhere. */
  const part = async (about: PartOf): Promise<Reply<MaskedPart>> =>
    seen(await wall.ofSession('part', { session: session(), ...about }));
  const look = async (what: Omit<LookRequest, 'session'>): Promise<Reply<PersonalValue>> =>
    seen(await wall.ofSession('look', { session: session(), ...what }));

  /** A list as a file; how far it is; and no more of it. */
  const exportList = async (what: Omit<ExportRequest, 'session'>): Promise<Reply<ExportBegun>> =>
    seen(await wall.ofSession('export', { session: session(), ...what }));
  const exported = async (ticket: string): Promise<Reply<ExportTold>> =>
    seen(await wall.ofSession('exported', { session: session(), ticket }));
  const stopExport = async (ticket: string): Promise<Reply<null>> =>
    seen(await wall.ofSession('stopExport', { session: session(), ticket }));

  return {
    ...{ exportList, exported, stopExport },
    ...{ who, locked, may, name, left, mayGive, mayAsk },
    ...{ arriving, arrivedWrong, given },
    ...{ signIn, enter, signOut, lock, unlock, changePassword, list, end, give, said, part, look },
    ...{ machines, revoke },
  };
});
