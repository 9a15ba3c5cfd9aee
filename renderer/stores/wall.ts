import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { Opened, OpenRequest } from '../../sync/contract/link.ts';
import { linkTo, type LinkError } from '../link/host.ts';
import { useFrames } from './frames.ts';

/** What this window opened: the wall, its screen and board, and the profile's names. */
export const useWall = defineStore('wall', () => {
  const opened = shallowRef<Opened | null>(null);
  const refusal = shallowRef<LinkError | null>(null);
  const frames = useFrames();

  /**
   * Links to the host and stays linked until the returned function is called. A host of another build
   * than the one that served this page makes it reload: the page's own build is that of its first opening.
   */
  function run(origin: string, what: Omit<OpenRequest, 'build'>, reload: () => void): () => void {
    let build = '';
    const link = linkTo(origin, () => ({ ...what, build }), {
      opened(value) {
        if (build !== '' && value.build !== build) return reload();
        build = value.build;
        refusal.value = null;
        opened.value = value;
      },
      refused: (error) => (refusal.value = error),
      frame: frames.take,
    });
    frames.connect(link.subscribe);
    return link.close;
  }

  return { opened, refusal, run };
});
