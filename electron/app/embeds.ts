import { isHostAddress } from '../windows.ts';

/** Whose pages and pictures the wall's page may show besides the host's own: sources of its content policy. */
export interface Embeds {
  pages: readonly string[];
  pictures: readonly string[];
}
export const NO_EMBEDS: Embeds = { pages: [], pictures: [] };

/** A request as Electron tells of it, as far as it is judged by. */
export interface Asked {
  url: string;
  resourceType: string;
  /** The frame that asks, or that goes there; null where it is gone or there is none. */
  frame?: { parent: { parent: unknown } | null } | null;
}

/** What a page's content policy lets in: the host writes it anew when the profile is saved, so that nobody else reads that. */
export function embedsOf(policy: string): Embeds {
  const directives = policy.split(';').map((directive) => directive.trim().split(/\s+/));
  const sources = (name: string): string[] =>
    directives.find(([first]) => first === name)?.filter((source) => /^https?:\/\//.test(source)) ?? [];
  return { pages: sources('frame-src'), pictures: sources('img-src') };
}

/** Whether an address is of one of these sources, as a browser compares them: what is named by http may also come by https. */
function isOf(sources: readonly string[], url: string): boolean {
  const asked = new URL(url);
  return sources.some((source) => {
    const named = new URL(source);
    return (
      named.hostname === asked.hostname &&
      named.port === asked.port &&
      [named.protocol, named.protocol.replace('http:', 'https:')].includes(asked.protocol)
    );
  });
}

/**
 * Whether a window may ask for something: anything of the host, pages and pictures that its policy lets in, and what
 * a page that was let in needs itself, from the network alone.
 */
export function mayAsk({ url, resourceType, frame }: Asked, wallAddress: string, embeds: Embeds): boolean {
  if (!URL.canParse(url)) return false;
  if (/^(blob|data|devtools):/.test(url) || isHostAddress(url, wallAddress)) return true;
  const parent = frame?.parent;
  if (!frame || parent === undefined) return false;
  if (parent === null) return resourceType === 'image' && isOf(embeds.pictures, url);
  if (resourceType === 'subFrame' && parent.parent === null) return isOf(embeds.pages, url);
  return /^(http|ws)s?:/.test(url);
}
