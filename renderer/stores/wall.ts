import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type {
  Given,
  GiveRequest,
  LinkError,
  Opened,
  OpenRequest,
  Reply,
  SaidRequest,
  SignedIn,
  SignInRequest,
  Subscription,
} from '../../sync/contract/link.ts';
import type { Answer } from '../../sync/contract/answers.ts';
import { enrolBeyond, isBeyond } from '../link/beyond.ts';
import { linkTo, type HostLink, type OfSession } from '../link/host.ts';
import { useFrames } from './frames.ts';
import { keptToken } from './kept-session.ts';
import { shared } from './shared.ts';

/** The reply to a request made before there is a link. */
function unlinked(where: string): { ok: false; error: LinkError } {
  return {
    ok: false,
    error: { code: 'no-reply', what: 'there is no link to the host yet', where, hint: '' },
  };
}

/** What this window opened: the wall, its screen and board, and the profile's names. */
export const useWall = defineStore('wall', () => {
  const opened = shallowRef<Opened | null>(null);
  const refusal = shallowRef<LinkError | null>(null);
  /** The city's provider, as a console on another machine is told of it before anybody is signed in there. */
  const cityBeyond = shallowRef<Opened['accounts']['city']>(null);
  const frames = useFrames();
  let link: HostLink | null = null;

  /**
   * Links to the host and stays linked until the returned function is called. A host of another build
   * than the one that served this page makes it reload: the page's own build is that of its first opening.
   */
  function run(origin: string, what: Omit<OpenRequest, 'build'>, reload: () => void): () => void {
    let build = '';
    const made = linkTo(
      origin,
      () => ({ ...what, build, ...(what.console === true ? { session: keptToken() } : {}) }),
      {
        opened(value) {
          if (build !== '' && value.build !== build) return reload();
          build = value.build;
          refusal.value = null;
          // A window that opens again and finds everything as it was draws nothing anew.
          opened.value = shared(opened.value, value);
        },
        refused(error, city = null) {
          // A machine that is no screen any more keeps nothing of the wall on its glass: the host says what it is now.
          if (error?.code === 'machine-needed' && opened.value !== null) return reload();
          refusal.value = error;
          cityBeyond.value = city;
          // On another machine nothing is opened for whoever is not signed in any more.
          if (error?.code === 'session-needed' && opened.value !== null)
            opened.value = { ...opened.value, who: null };
        },
        frame: frames.take,
      },
    );
    link = made;
    frames.connect(made.subscribe);
    return made.close;
  }

  /**
   * Asks one question apart from the frames, at an instant or at the city's now. Never throws: what fails is in the reply. `within`: how
   * long it may take, milliseconds, where that is more than usual. `slot`: whose answer it is, where only the newest of one counts.
   */
  function ask(
    name: string,
    params: Subscription['params'],
    at: number | null,
    more: { within?: number; slot?: string } = {},
  ): Promise<Reply<Answer>> {
    return link?.ask(name, params, { ...more, at: at ?? undefined }) ?? Promise.resolve(unlinked(name));
  }
  /** Says that this window waits no longer for a question that takes long. */
  const enough = (): void => link?.enough();

  const signIn = (request: SignInRequest): Promise<Reply<SignedIn>> =>
    link?.signIn(request) ?? Promise.resolve(unlinked('signIn'));
  /** Whether this is another machine than the host's, and what makes it a screen of the wall there. */
  const beyond = computed(() => isBeyond(location.origin));
  const enrol = (code: string): Promise<Reply<null>> => enrolBeyond(location.origin, code);
  /** What is done with a session itself. */
  async function ofSession<N extends keyof OfSession>(
    name: N,
    request: OfSession[N][0],
  ): Promise<Reply<OfSession[N][1]>> {
    return link === null ? unlinked(name) : link.ofSession[name](request);
  }
  /** Opens again, as whoever is signed in now. */
  const again = (): void => link?.again();
  const give = (request: GiveRequest): Promise<Reply<Given>> =>
    link?.give(request) ?? Promise.resolve(unlinked('give'));

  const said = (request: SaidRequest): Promise<Reply<Record<string, string>>> =>
    link?.said(request) ?? Promise.resolve(unlinked('said'));

  return {
    opened,
    refusal,
    cityBeyond,
    run,
    ask,
    enough,
    signIn,
    beyond,
    enrol,
    ofSession,
    again,
    give,
    said,
  };
});
