import { expect, test } from 'vitest';
import { HOST } from '../harness/programs.ts';
import { cutOff } from './commands.ts';

test(
  'commands at two walls each take effect once and end, though the line loses some and hosts and city are killed',
  { timeout: 600_000 },
  async () => {
    const lines: string[] = [];
    const result = await cutOff({
      ...{ commands: 120, kills: 2, seed: 5, programs: HOST },
      say: (line) => void lines.push(line),
    });
    expect(result.failed, lines.join('\n')).toEqual([]);
    expect(result.ended['applied']).toBeGreaterThan(15);
    expect(result.lost.requests + result.lost.replies).toBeGreaterThan(0);
  },
);
