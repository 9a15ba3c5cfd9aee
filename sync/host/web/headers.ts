import type { City } from '../../contract/profile.ts';

const NO_EMBEDS: City['embeds'] = { pages: [], pictures: [] };
/** Scheme, host and port: all that a content policy compares, and nothing that could end its list. */
const originOf = (address: string): string => new URL(address).origin;

/** What every answer of the host says of itself: `embeds` are the addresses that the city's profile lets in. MapLibre works in a worker made from a blob. */
export function headersFor(
  port: number,
  embeds: City['embeds'] = NO_EMBEDS,
  sockets = `ws://127.0.0.1:${port} ws://localhost:${port}`,
): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    ["img-src 'self' data: blob:", ...embeds.pictures.map(originOf)].join(' '),
    ['frame-src', ...(embeds.pages.length === 0 ? ["'none'"] : embeds.pages.map(originOf))].join(' '),
    "font-src 'self' data:",
    `connect-src 'self' ${sockets}`.trimEnd(),
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  };
}
