import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type {
  Given,
  GiveRequest,
  LinkError,
  Opened,
  OpenRequest,
  Reply,
  SaidRequest,
  SignedIn,
  Subscription,
} from '../../sync/contract/link.ts';
import type { Answer } from '../../sync/contract/answers.ts';
import { linkTo, type HostLink } from '../link/host.ts';
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
  const frames = useFrames();
  let link: HostLink | null = null;

  /**
   * Links to the host and stays linked until the returned function is called. A host of another build
   * than the one that served this page makes it reload: the page's own build is that of its first opening.
   */
  function run(origin: string, what: Omit<OpenRequest, 'build'>, reload: () => void): () => void {
    let build = '';
    const made = linkTo(origin, () => ({ ...what, build, session: keptToken() }), {
      opened(value) {
        if (build !== '' && value.build !== build) return reload();
        build = value.build;
        refusal.value = null;
        // A window that opens again and finds everything as it was draws nothing anew.
        opened.value = shared(opened.value, value);
      },
      refused: (error) => (refusal.value = error),
      frame: frames.take,
    });
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

  const signIn = (key: string): Promise<Reply<SignedIn>> =>
    link?.signIn(key) ?? Promise.resolve(unlinked('signIn'));
  const give = (request: GiveRequest): Promise<Reply<Given>> =>
    link?.give(request) ?? Promise.resolve(unlinked('give'));

  const said = (request: SaidRequest): Promise<Reply<Record<string, string>>> =>
    link?.said(request) ?? Promise.resolve(unlinked('said'));

  return { opened, refusal, run, ask, enough, signIn, give, said };
});
