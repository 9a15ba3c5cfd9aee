import { io, type Socket } from 'socket.io-client';
import {
  LINK_NAMESPACE,
  type Frame,
  type HostToWindow,
  type WindowToHost,
} from '../../sync/contract/link.ts';

/** A window of the wall that is opened once and left alone: it has to come back by itself after every blow. */
export class Watcher {
  readonly #socket: Socket<HostToWindow, WindowToHost>;
  /** The newest frame since it last connected. */
  last: Frame | null = null;
  /** How often it connected. */
  opened = 0;

  constructor(address: string) {
    this.#socket = io(new URL(LINK_NAMESPACE, address).href, {
      transports: ['websocket'],
      reconnectionDelay: 200,
      reconnectionDelayMax: 1_000,
    });
    this.#socket.on('connect', () => {
      this.opened += 1;
      this.#socket.emit('subscribe', { subscriptions: [] }, () => undefined);
    });
    this.#socket.on('disconnect', () => (this.last = null));
    this.#socket.on('frame', (frame, drawn) => {
      this.last = frame;
      drawn();
    });
  }

  close(): void {
    this.#socket.close();
  }
}
