import type { CacheWriter } from '../../store/ports.ts';
import type { Write, Written } from './replica-state.ts';

/** Carries out what the replica decided; resolves once it is on disk. */
export async function carryOut(writer: CacheWriter, write: Write): Promise<Written> {
  switch (write.do) {
    case 'apply':
      return { did: 'apply', batch: write.batch, applied: await writer.apply(write.batch) };
    case 'truth':
      await writer.truth(write.truth);
      return { did: 'truth', truth: write.truth };
    case 'stage':
      await writer.stage(write.offer, write.truth);
      return { did: 'stage', offer: write.offer, truth: write.truth };
    case 'stageChunk': {
      const { records } = await writer.stageChunk(write.chunk);
      const { snapshot, next } = write.chunk;
      return { did: 'stageChunk', snapshot, next, records, cursor: write.cursor };
    }
    case 'swap':
      return { did: 'swap', truth: write.truth, cursor: await writer.swap(write.truth, write.cursor) };
  }
}
