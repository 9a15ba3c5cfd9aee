import { io, type Socket } from 'socket.io-client';
import { LINK_NAMESPACE, type HostToWindow, type WindowToHost } from '../../sync/contract/link.ts';
import { schemasOf, type Data, type QuestionName } from '../../sync/contract/questions/index.ts';

/** A window that asks a wall single questions, as a console does. */
export interface Asking {
  /** The answer's data; throws where there are none. */
  ask: <N extends QuestionName>(name: N, params: object) => Promise<Data<N>>;
  close: () => void;
}

/** Opens one to the wall at `address`. */
export function asking(address: string): Asking {
  const socket: Socket<HostToWindow, WindowToHost> = io(new URL(LINK_NAMESPACE, address).href, {
    transports: ['websocket'],
  });
  return {
    ask: async (name, params) => {
      const reply = await socket.timeout(30_000).emitWithAck('ask', { name, params: { ...params } });
      if (!reply.ok) throw new Error(reply.error.what);
      if (reply.value.content !== 'data') throw new Error(`${name}: ${reply.value.content}`);
      return schemasOf(name).answer.parse(reply.value.data);
    },
    close: () => void socket.close(),
  };
}
