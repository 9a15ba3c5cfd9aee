import { describe, expect, it } from 'vitest';
import { parseStart } from './options.ts';

const root = '/opt/citywall';

describe('start options', () => {
  it('has defaults that show the demonstration city', () => {
    expect(parseStart([], root)).toEqual({
      open: true,
      port: 7022,
      data: '/opt/citywall/.data',
      profile: '/opt/citywall/assets/cities/hcmc',
      city: null,
      offline: false,
      scope: null,
      cases: null,
      personal: [],
      consoles: [],
    });
  });

  it('hands on where consoles of other machines are served', () => {
    const given = [
      '--listen',
      '10.0.0.5',
      '--listen',
      '10.0.1.5:8443',
      '--tls-cert',
      '/a.crt',
      '--tls-key',
      '/a.key',
    ];
    expect(parseStart(given, root)?.consoles).toEqual(given);
  });

  it('hands on by which files personal parts are held', () => {
    const given = ['--personal', '/enrolment', '--personal-key', '/key'];
    expect(parseStart(given, root)?.personal).toEqual(given);
  });

  it('asks for help', () => {
    expect(parseStart(['--help'], root)).toBeNull();
  });

  it.each([
    ['http://10.0.0.5:7023', 'http://10.0.0.5:7023'],
    ['https://host/path/', 'https://host/path/'],
    ['@/etc/citywall/city.address', '@/etc/citywall/city.address'],
  ])('hands on the city %s', (given, city) => {
    expect(parseStart(['--city', given], root)?.city).toBe(city);
  });

  it('repeats no password of an address that it refuses', () => {
    expect(() => parseStart(['--city', 'wall:secret@host'], root)).toThrow(/^((?!secret).)*$/s);
  });

  it.each([
    [['--port', 'abc'], /--port takes a whole number/],
    [['--port', '70000'], /from 0 to 65535/],
    [['--cases', '-1'], /--cases/],
    [['--city', 'localhost:1'], /--city takes an address/],
    [['--city', 'http://127.0.0.1:1/', '--offline'], /exclude each other/],
    [['--data', ''], /--data takes a folder/],
    [['--profile', ' '], /--profile takes a folder/],
    [['--fly'], /--fly/],
    [['stray'], /stray/],
  ])('refuses %j by name', (argv, message) => {
    expect(() => parseStart(argv, root)).toThrow(message);
  });
});
