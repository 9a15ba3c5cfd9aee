/** After so many ends in a row, none of which came after a sound life, a screen shows the plain page. */
export const PLAIN_AFTER = 5;

/** The address of a screen's page on the host; `plain` is the picture without script or WebGL. */
export function pageOf(wallAddress: string, screenId: number, plain = false): string {
  return new URL(plain ? `plain?screen=${screenId}` : `?screen=${screenId}`, wallAddress).href;
}

/** Whether an address is the host's own, page or socket. */
export function isHostAddress(url: string, wallAddress: string): boolean {
  if (!URL.canParse(url)) return false;
  const asked = new URL(url);
  const host = new URL(wallAddress);
  return asked.host === host.host && ['http:', 'ws:'].includes(asked.protocol);
}
