import { describe, expect, it } from 'vitest';
import type { Problem } from './problems.ts';
import { readSignIn } from './sign-in.ts';

const good = {
  ...{ issuer: 'https://login.city.example/realm', client: 'wall' },
  ...{ claims: { role: 'groups' }, roles: { operator: ['ops'] } },
};
function read(value: object | undefined): { paths: string[]; settings: ReturnType<typeof readSignIn> } {
  const problems: Problem[] = [];
  const files = new Map<string, unknown>(value === undefined ? [] : [['sign-in.json', value]]);
  const settings = readSignIn(files, [{ id: 'sotc' }], problems);
  return { settings, paths: problems.map(({ path }) => path) };
}

describe('sign-in.json', () => {
  it('may be absent, and says little where it is there', () => {
    expect(read(undefined)).toEqual({ settings: null, paths: [] });
    expect(read(good)).toMatchObject({
      paths: [],
      settings: { passwords: false, goOn: 43_200, lookEvery: 300 },
    });
    expect(read({ ...good, issuer: 'http://127.0.0.1:9000' }).paths).toEqual([]);
  });

  it.each<[string, object]>([
    ['issuer', { issuer: 'http://login.city.example' }],
    ['issuer', { issuer: 'http://127.0.0.1.city.example' }],
    ['client', { client: '' }],
    ['secret', { secret: 'in a profile' }],
    ['roles.king', { roles: { king: ['x'] } }],
    ['roles.operator', { roles: { operator: [] } }],
    ['claims.role', { claims: {} }],
    ['units["Sở"]', { units: { Sở: 'nowhere' } }],
    ['claims.units', { roles: { officer: ['x'] } }],
    ['goOn', { goOn: 5 }],
  ])('is refused naming %s', (path, change) => {
    expect(read({ ...good, ...change }).paths.join()).toContain(
      path.replace('["Sở"]', '').replace('.king', ''),
    );
  });
});
