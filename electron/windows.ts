/** The address of a screen's page on the host; `plain` is the picture without script or WebGL. */
export function pageOf(wallAddress: string, screenId: number, plain = false): string {
  return new URL(plain ? `plain?screen=${screenId}` : `?screen=${screenId}`, wallAddress).href;
}
