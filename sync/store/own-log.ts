import { hash } from 'node:crypto';
import type { WritableCache } from './cache.ts';
import { chainAfter } from './log.ts';

/**
 * Starts or ends the log of a cache's own, as its host serves or no longer does. A log that starts late is
 * given everything that is held; it has an epoch of its own, so nobody takes it for another. Personal parts
 * are not among what is given: they enter the log as they change.
 */
export function ensureLog(cache: WritableCache, serve: boolean): void {
  const { log } = cache.meta();
  if (serve === (log !== null)) return;
  cache.db
    .transaction(() => {
      cache.db.exec('DELETE FROM changes; DELETE FROM batches;');
      if (!serve) {
        for (const table of ['cases', 'things', 'graves'] as const)
          cache.db.exec(`UPDATE ${table} SET seq = NULL WHERE seq IS NOT NULL`);
        cache.writeMeta('log', null);
        return;
      }
      const epoch = crypto.randomUUID();
      let seq = 0;
      for (const [table, source] of [
        ['cases', 1],
        ['things', 2],
        ['graves', 3],
      ] as const) {
        cache.db.prepare(`UPDATE ${table} SET seq = row + ?`).run(seq);
        cache.db
          .prepare(`INSERT INTO changes (seq, source, row) SELECT seq, ?, row FROM ${table} ORDER BY row`)
          .run(source);
        seq = cache.select<{ n: number }>('SELECT coalesce(max(seq), 0) AS n FROM changes').get()?.n ?? 0;
      }
      const chain = seq === 0 ? '' : chainAfter('', seq, hash('sha256', epoch));
      if (seq > 0) cache.db.prepare('INSERT INTO batches (seq, chain) VALUES (?, ?)').run(seq, chain);
      cache.writeMeta('log', { epoch, seq, chain });
    })
    .immediate();
}
