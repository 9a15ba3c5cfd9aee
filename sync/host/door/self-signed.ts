import { createPrivateKey, randomBytes, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { BitString, Integer, OctetString, Utf8String } from 'asn1js';
import * as pkijs from 'pkijs';
import { DAY, type Instant } from '../../contract/instants.ts';

/** Who issued a certificate that the host made for itself. */
export const MADE_BY = 'Citywall, made by the host for itself';
/** So long it is good: who pins it need not pin another for as long as a machine lasts. */
const LASTS = 3_650 * DAY;

const COMMON_NAME = '2.5.4.3';
const ORGANISATION = '2.5.4.10';
const SERVER = '1.3.6.1.5.5.7.3.1';
/** Of names in a certificate (RFC 5280): a DNS name, and an address. */
const DNS = 2;
const ADDRESS = 7;
/** That it signs what is said in a handshake, and nothing else. */
const SIGNS = new Uint8Array([0x80]).buffer;

/** A certificate and its key, as PEM. */
export interface Pair {
  cert: string;
  key: string;
}

/** Makes a certificate for some addresses and names of this machine, signed with its own key. */
export async function selfSigned(names: readonly string[], now: Instant): Promise<Pair> {
  const engine = new pkijs.CryptoEngine({ name: 'node', crypto });
  const { publicKey, privateKey } = await crypto.subtle.generateKey(
    { name: 'ECDSA', namedCurve: 'P-256' },
    true,
    ['sign', 'verify'],
  );
  const made = new pkijs.Certificate();
  made.version = 2;
  // Positive, whatever the random bytes are.
  made.serialNumber = new Integer({ valueHex: Uint8Array.from([0x40, ...randomBytes(15)]).buffer });
  for (const subject of [made.issuer, made.subject])
    subject.typesAndValues.push(said(ORGANISATION, MADE_BY), said(COMMON_NAME, names[0] ?? ''));
  // A clock that is a little behind takes it too.
  made.notBefore.value = new Date(now - DAY);
  made.notAfter.value = new Date(now + LASTS);
  await made.subjectPublicKeyInfo.importKey(publicKey, engine);
  const own = new pkijs.AltName({ altNames: names.map(nameOf) });
  made.extensions = [
    extension('2.5.29.17', false, own.toSchema()),
    extension('2.5.29.19', true, new pkijs.BasicConstraints({ cA: false }).toSchema()),
    extension('2.5.29.15', true, new BitString({ valueHex: SIGNS, unusedBits: 7 })),
    extension('2.5.29.37', false, new pkijs.ExtKeyUsage({ keyPurposes: [SERVER] }).toSchema()),
  ];
  await made.sign(privateKey, 'SHA-256', engine);
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', privateKey));
  const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  return {
    cert: new X509Certificate(Buffer.from(made.toSchema(true).toBER(false))).toString(),
    key: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

const said = (type: string, value: string): pkijs.AttributeTypeAndValue =>
  new pkijs.AttributeTypeAndValue({ type, value: new Utf8String({ value }) });

const extension = (
  extnID: string,
  critical: boolean,
  value: { toBER(sizeOnly?: boolean): ArrayBuffer },
): pkijs.Extension => new pkijs.Extension({ extnID, critical, extnValue: value.toBER(false) });

function nameOf(name: string): pkijs.GeneralName {
  if (isIP(name) === 0) return new pkijs.GeneralName({ type: DNS, value: name });
  return new pkijs.GeneralName({ type: ADDRESS, value: new OctetString({ valueHex: bytesOf(name).buffer }) });
}

/** The bytes of an address. */
function bytesOf(address: string): Uint8Array<ArrayBuffer> {
  if (isIP(address) === 4) return Uint8Array.from(address.split('.'), Number);
  const [head = '', tail] = address.split('%', 1)[0]?.split('::') ?? [];
  const groups = (part: string | undefined): number[] =>
    (part ?? '').split(':').flatMap((group) => {
      if (group === '') return [];
      if (isIP(group) === 4) return group.split('.').map(Number);
      const value = Number.parseInt(group, 16);
      return [value >> 8, value & 0xff];
    });
  const [front, back] = [groups(head), groups(tail)];
  return Uint8Array.from([...front, ...Array<number>(16 - front.length - back.length).fill(0), ...back]);
}
