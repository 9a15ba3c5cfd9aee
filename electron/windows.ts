/** After so many ends in a row, none of which came after a sound life, a screen shows the plain page. */
export const PLAIN_AFTER = 5;

/** The address of a screen's page on the host; `plain` is the picture without script or WebGL. */
export function pageOf(wallAddress: string, screenId: number, plain = false): string {
  return new URL(plain ? `plain?screen=${screenId}` : `?screen=${screenId}`, wallAddress).href;
}
