import { ref, type Ref } from 'vue';
import type { CommandName, Payload } from '../../sync/contract/commands.ts';
import { useWords } from '../locales/index.ts';
import { useSession } from '../stores/index.ts';
import { failureWords, reasonWords } from '../ui/told-words.ts';

export interface Giving {
  sending: Readonly<Ref<boolean>>;
  /** What went wrong, in words; empty where nothing did. */
  failed: Readonly<Ref<string>>;
  /** Gives a command; resolves with whether it is on the host's disk. Given again with the same payload it is the same command. */
  give: <N extends CommandName>(name: N, payload: Payload<N>) => Promise<boolean>;
}

/** How a dialog gives its command. */
export function useGiving(): Giving {
  const session = useSession();
  const { say, format } = useWords();
  const sending = ref(false);
  const failed = ref('');
  let wish = { said: '', key: '' };
  return {
    sending,
    failed,
    async give(name, payload) {
      if (sending.value) return false;
      const said = JSON.stringify([name, payload]);
      if (wish.said !== said) wish = { said, key: crypto.randomUUID() };
      sending.value = true;
      failed.value = '';
      const reply = await session.give(name, payload, wish.key);
      sending.value = false;
      if (!reply.ok) failed.value = failureWords(reply.error, say);
      else if (reply.value.result?.outcome === 'rejected')
        failed.value = reasonWords(reply.value.result, { say, format: format.value }).join(' · ');
      return failed.value === '';
    },
  };
}
