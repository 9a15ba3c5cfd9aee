import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, describe, expect, it } from 'vitest';
import { DAY } from '../../contract/instants.ts';
import { Faults } from '../health/faults.ts';
import { CertificateKeeper, certificateFiles, readCertificate } from './certificate.ts';
import { Refusing } from './desk.ts';
import { Door } from './door.ts';
import { EACH_ADDRESS, PerAddress } from './limits.ts';
import { selfSigned } from './self-signed.ts';

const place = mkdtempSync(path.join(tmpdir(), 'citywall-door-'));
afterAll(() => rmSync(place, { recursive: true }));
const NAMES = ['127.0.0.2', 'fd00::a:5', 'wall.example'];
const NOW = Date.now();

/** A data folder, and a keeper of its certificate at a time that can be set. */
function stage(names: readonly string[] = NAMES) {
  const folder = mkdtempSync(path.join(place, 'data-'));
  const files = certificateFiles(null, folder);
  const at = { now: NOW };
  const keeper = (of = names): CertificateKeeper => new CertificateKeeper(files, of, () => at.now);
  return { files, at, keeper, folder };
}

describe('a certificate', () => {
  it('is made once, for the addresses and names of the machine, and lies there for its owner alone', async () => {
    const { files, keeper } = stage();
    const one = keeper();
    expect(await one.look()).toBe(true);
    expect(await one.look()).toBe(false);
    const again = keeper();
    await again.look();
    expect(again.now?.fingerprint).toBe(one.now?.fingerprint);
    expect(NAMES.map((name) => one.now?.isFor(name))).toEqual([true, true, true]);
    expect(one.now?.isFor('127.0.0.3')).toBe(false);
    for (const file of [files.cert, files.key]) expect(statSync(file).mode & 0o777).toBe(0o600);
    const read = new X509Certificate(readFileSync(files.cert));
    expect([read.ca, read.verify(read.publicKey)]).toEqual([false, true]);
    expect(read.fingerprint256).toBe(one.now?.fingerprint);
  });

  it('of its own is made anew for another address, or once it has ended; one that was put there never is', async () => {
    const { files, at, keeper } = stage();
    const first = keeper();
    await first.look();
    const other = keeper(['127.0.0.9']);
    await other.look();
    expect(other.now?.isFor('127.0.0.9')).toBe(true);
    at.now += 4_000 * DAY;
    const later = keeper(['127.0.0.9']);
    await later.look();
    expect(new Set([first, other, later].map(({ now }) => now?.fingerprint)).size).toBe(3);
    const theirs = { ...files, own: false };
    const kept = new CertificateKeeper(theirs, ['10.0.0.1'], () => NOW);
    await kept.look();
    expect(kept.now?.fingerprint).toBe(later.now?.fingerprint);
  });

  it('that is bad or has ended is named, and the one of before stays until it is mended', async () => {
    const { files, at, keeper } = stage();
    await keeper().look();
    const one = new CertificateKeeper({ ...files, own: false }, NAMES, () => at.now);
    await one.look();
    const good = one.now?.fingerprint;
    const other = await selfSigned(NAMES, NOW);
    const ended = await selfSigned(NAMES, NOW - 4_000 * DAY);
    const put = async (cert: string, key: string): Promise<string> => {
      writeFileSync(files.cert, cert);
      writeFileSync(files.key, key);
      await one.look();
      expect(one.now?.fingerprint).toBe(good);
      return JSON.stringify(one.fault);
    };
    expect(await put(other.cert, ended.key)).toContain('the key is that of another certificate');
    expect(await put('no certificate', other.key)).toContain('console.crt');
    expect(await put(other.cert, 'no key')).toContain('console.key');
    expect(await put(ended.cert, ended.key)).toContain('certificate-invalid');
    writeFileSync(files.cert, other.cert);
    writeFileSync(files.key, other.key);
    expect(await one.look()).toBe(true);
    expect([one.fault, one.now?.fingerprint === good]).toEqual([null, false]);
    at.now = (one.now?.until ?? 0) - DAY;
    expect(one.fault).toMatchObject({
      code: 'certificate-expires',
      what: expect.stringContaining('ends on'),
    });
    at.now += 2 * DAY;
    expect(one.fault?.what).toContain('ended on');
  });

  it('that is not there is said not to be', async () => {
    const missing = { cert: path.join(place, 'none.crt'), key: path.join(place, 'none.key'), own: false };
    await expect(readCertificate(missing)).rejects.toMatchObject({
      ...{ code: 'certificate-invalid', where: missing.cert },
      hint: expect.stringContaining('PEM'),
    });
  });
});

it('nothing is served beyond this machine without a certificate, or on an address that is not its own; both are said, and the rest goes on', async () => {
  const faults = new Faults();
  const log = pino({ level: 'silent' });
  const nobody = { whoever: () => Promise.reject(new Error('nobody comes here')) };
  const audit = { note: () => Promise.resolve(), tell: () => undefined, refused: () => undefined };
  const doorWith = (certificate: CertificateKeeper, address: string): Door =>
    new Door({
      ...{ certificate, faults, log, headers: () => ({}), listen: [{ address, port: 0 }] },
      desk: {
        signIn: nobody.whoever,
        machines: {
          ...{ passOf: () => null, shownElsewhere: () => null, enrol: nobody.whoever },
          sawOne: nobody.whoever,
        },
        byCity: () => null,
        has: () => false,
        roleOf: () => null,
        serve: nobody.whoever,
        admit: () => false,
      },
      refusing: new Refusing({ shownElsewhere: () => Promise.resolve(null) }, audit, log),
    });
  const { keeper, folder } = stage();
  const missing = { cert: path.join(folder, 'a.crt'), key: path.join(folder, 'a.key') };
  const shut = doorWith(
    new CertificateKeeper(certificateFiles(missing, folder), NAMES, () => NOW),
    '127.0.0.2',
  );
  await shut.look();
  expect(shut.told).toEqual({ addresses: [], certificate: null });
  expect(faults.sentences.join()).toContain('a.crt');
  const strange = doorWith(keeper(), '192.0.2.1');
  await strange.look();
  expect(strange.told?.addresses).toEqual([]);
  expect(faults.sentences.join()).toContain('listen-failed: consoles cannot be served on 192.0.2.1:0');
  expect(faults.codes).toEqual([]);
  await Promise.all([shut.stop(), strange.stop()]);
});

it('each address has its own share of sign-ins that go wrong, one of IPv6 with its network', () => {
  let now = 0;
  const guesses = new PerAddress(EACH_ADDRESS.guesses, () => now);
  const tries = (address: string): number =>
    Array.from({ length: 40 }, () => guesses.take(address)).filter(Boolean).length;
  expect([tries('10.0.0.1'), tries('10.0.0.1'), tries('10.0.0.2')]).toEqual([10, 0, 10]);
  expect([tries('fd00:0:0:1::5'), tries('fd00:0:0:1::6'), tries('fd00:0:0:2::5')]).toEqual([10, 0, 10]);
  expect(guesses.until('10.0.0.1')).toBe(6);
  now += 60_000;
  expect(tries('10.0.0.1')).toBe(10);
  guesses.giveBack('10.0.0.1');
  expect(tries('10.0.0.1')).toBe(1);
});
