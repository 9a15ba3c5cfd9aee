import { expect, it } from 'vitest';
import { judge } from './audit.ts';

const known = (severity: string, ...via: unknown[]): object => ({ severity, range: '<2', via });
const printed = JSON.stringify({
  auditReportVersion: 2,
  vulnerabilities: {
    'socket.io': known('low', { title: 'Reads too far', url: 'https://advisories.example/1' }),
    vite: known('high', 'esbuild'),
  },
});

it('sets what ships apart from tools', () => {
  expect(judge(printed, new Set(['socket.io']))).toEqual({
    against: ['socket.io <2 (low): Reads too far https://advisories.example/1'],
    beside: ['vite <2 (high): by esbuild'],
  });
});

it.each(['', 'npm error', '{"message":"405 Method Not Allowed","error":{}}'])(
  'takes %j for no answer',
  (text) => {
    expect(judge(text, new Set())).toBeNull();
  },
);
