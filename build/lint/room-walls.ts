import type { Rule } from 'eslint';
import path from 'node:path';

/**
 * What each room may import, of ours. The first entry whose folder holds a file is its room.
 * `docs/architecture.md` draws the same picture.
 */
export const ROOMS: readonly { room: string; may: readonly string[] }[] = [
  { room: 'sync/contract', may: [] },
  { room: 'sync/profile', may: ['sync/contract'] },
  { room: 'sync/store', may: ['sync/contract'] },
  { room: 'sync/rollups', may: ['sync/contract', 'sync/store'] },
  { room: 'sync/queries', may: ['sync/contract', 'sync/profile', 'sync/store', 'sync/rollups'] },
  {
    room: 'sync/alerts',
    may: ['sync/contract', 'sync/profile', 'sync/store', 'sync/rollups', 'sync/queries'],
  },
  { room: 'sync/feeds', may: ['sync/contract', 'sync/profile', 'sync/store'] },
  { room: 'sync/commands', may: ['sync/contract', 'sync/store'] },
  { room: 'sync/host', may: ['sync'] },
  { room: 'renderer/boards', may: ['sync/contract', 'renderer/panels', 'renderer/ui', 'renderer/stores'] },
  {
    room: 'renderer/panels',
    may: [
      'sync/contract',
      'renderer/charts',
      'renderer/map',
      'renderer/ui',
      'renderer/stores',
      'renderer/locales',
      // What a kind shows of itself in the gallery, its exhibits, is of one made-up city.
      'renderer/exhibits/city.ts',
      'renderer/exhibits/by.ts',
      'renderer/exhibits/exhibit.ts',
      'renderer/exhibits/figures',
    ],
  },
  { room: 'renderer/charts', may: ['sync/contract', 'renderer/ui'] },
  { room: 'renderer/map', may: ['sync/contract', 'renderer/ui'] },
  { room: 'renderer/ui', may: ['sync/contract', 'renderer/locales'] },
  { room: 'renderer/stores', may: ['sync/contract', 'renderer/link'] },
  { room: 'renderer/link', may: ['sync/contract'] },
  { room: 'renderer/locales', may: ['sync/contract'] },
  { room: 'renderer', may: ['sync/contract', 'renderer'] },
  { room: 'electron', may: ['sync/contract'] },
  { room: 'assets', may: [] },
  { room: 'build', may: ['sync', 'renderer', 'electron', 'assets'] },
];

const inside = (file: string, folder: string): boolean => file === folder || file.startsWith(`${folder}/`);

/** The message where `from` may not import `to` (both relative to the repository), or null where it may. */
export function wall(from: string, to: string): string | null {
  const here = ROOMS.find((r) => inside(from, r.room));
  if (here === undefined || inside(to, here.room) || here.may.some((room) => inside(to, room))) return null;
  const allowed = here.may.length > 0 ? here.may.join(', ') : 'nothing of ours';
  return `room wall: ${here.room} may import ${allowed}, not ${to}`;
}

/** ESLint rule: a relative import stays in its room or goes to one it may see. */
export const roomWalls: Rule.RuleModule = {
  meta: { type: 'problem', schema: [], docs: { description: 'keeps the rooms apart' } },
  create(context) {
    const root = context.cwd;
    const check = (node: Rule.Node, source: unknown): void => {
      if (typeof source !== 'string' || !source.startsWith('.')) return;
      const from = path.relative(root, context.filename).split(path.sep).join('/');
      const to = path.posix.join(path.posix.dirname(from), source);
      const message = wall(from, to);
      if (message !== null) context.report({ node, message });
    };
    return {
      ImportDeclaration: (node) => check(node, node.source.value),
      ExportNamedDeclaration: (node) => check(node, node.source?.value),
      ExportAllDeclaration: (node) => check(node, node.source.value),
      ImportExpression: (node) => check(node, 'value' in node.source ? node.source.value : null),
    };
  },
};
