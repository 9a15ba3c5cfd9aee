import type { Service } from '../sync/contract/service.ts';
import type { Placement } from './placement.ts';

/** The address of a screen's page on the host; `plain` is the picture without script or WebGL. */
export function pageOf(wallAddress: string, screenId: number, plain = false): string {
  return new URL(plain ? `plain?screen=${screenId}` : `?screen=${screenId}`, wallAddress).href;
}

/** One window on one display, however it is made: it comes back when it dies, and falls back to a plain page. */
export type WindowMaker = (placement: Placement, wallAddress: string) => Service;
