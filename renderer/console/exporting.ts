import { inject, onScopeDispose, shallowRef, type InjectionKey, type ShallowRef } from 'vue';
import type { ExportRequest, ExportTold } from '../../sync/contract/exports.ts';
import type { LinkError } from '../../sync/contract/link.ts';
import { useSession } from '../stores/index.ts';

/** How often one looks how far a file is, milliseconds. */
const LOOK_EVERY = 400;

/** A list on its way into a file. It goes on whatever page is shown meanwhile. */
export interface Exporting {
  /** The last one, until it is put away; null where there is none. */
  told: ShallowRef<ExportTold | null>;
  failed: ShallowRef<LinkError | null>;
  start: (what: Omit<ExportRequest, 'session'>) => Promise<void>;
  stop: () => void;
  putAway: () => void;
}
export const EXPORTING: InjectionKey<Exporting> = Symbol('exporting');

/** Has the browser fetch a path as a file, which it writes as it comes. */
function fetchFile(path: string): void {
  const link = document.createElement('a');
  link.href = path;
  link.download = '';
  link.click();
}

export function createExporting(): Exporting {
  const session = useSession();
  const told = shallowRef<ExportTold | null>(null);
  const failed = shallowRef<LinkError | null>(null);
  let ticket: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  onScopeDispose(() => clearTimeout(timer));

  async function look(of: string): Promise<void> {
    const reply = await session.exported(of);
    if (ticket !== of) return;
    if (reply.ok) told.value = reply.value;
    else failed.value = reply.error;
    const goesOn = reply.ok && (reply.value.state === 'waiting' || reply.value.state === 'going');
    if (goesOn) timer = setTimeout(() => void look(of), LOOK_EVERY);
    else ticket = null;
  }
  return {
    told,
    failed,
    async start(what) {
      clearTimeout(timer);
      failed.value = null;
      told.value = { state: 'waiting', rows: 0, total: null, failed: null };
      const reply = await session.exportList(what);
      if (!reply.ok) {
        failed.value = reply.error;
        return;
      }
      ticket = reply.value.ticket;
      fetchFile(reply.value.path);
      void look(ticket);
    },
    stop: () => void (ticket !== null && session.stopExport(ticket)),
    putAway() {
      clearTimeout(timer);
      ticket = null;
      told.value = null;
      failed.value = null;
    },
  };
}

export function useExporting(): Exporting {
  const exporting = inject(EXPORTING);
  if (exporting === undefined) throw new Error('lists are made files on a console alone');
  return exporting;
}
