import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';

/** How a provider lies: what it sends is as `Truth` has it, but for what is put in its place. */
export interface Lies {
  /** In place of claims of the ID token. Times are seconds from now. */
  claims?: Readonly<Record<string, unknown>>;
  times?: Readonly<{ exp?: number; iat?: number; nbf?: number }>;
  /** The key it signs with is not the one it publishes; or it does not sign. */
  signed?: 'otherwise' | 'not';
  /** The state it sends people back with. */
  state?: string;
  /** What it says that it is. */
  issuer?: string;
  /** Of whom it tells when it is asked for more. */
  subject?: string;
  /** It fails whatever it is asked. */
  down?: boolean;
  /** What it says of the person. */
  person?: Readonly<Record<string, unknown>>;
}

export interface HostileProvider {
  issuer: string;
  lies: Lies;
  /** What challenges were kept to: of the last code that was traded. */
  keptPkce: boolean;
  stop: () => void;
}

const pair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const part = (of: object): string => Buffer.from(JSON.stringify(of)).toString('base64url');

/** A provider that signs anybody in at once, and lies as it is told to. */
export async function hostileProvider(client: string): Promise<HostileProvider> {
  const [own, other] = [pair(), pair()];
  const asked = { nonce: '', challenge: '' };
  const provider: HostileProvider = {
    ...{ issuer: '', lies: {}, keptPkce: false },
    stop: () => (server.close(), server.closeAllConnections()),
  };
  function idToken(): string {
    const { claims = {}, times = {}, signed } = provider.lies;
    const now = Math.floor(Date.now() / 1000);
    const all = { exp: 300, iat: 0, ...times };
    const body = {
      ...{ iss: provider.issuer, aud: client, sub: 'person-1', nonce: asked.nonce },
      ...Object.fromEntries(Object.entries(all).map(([name, from]) => [name, now + from])),
      ...claims,
    };
    const text = `${part({ alg: signed === 'not' ? 'none' : 'ES256', kid: 'own' })}.${part(body)}`;
    if (signed === 'not') return `${text}.`;
    const key = {
      key: (signed === 'otherwise' ? other : own).privateKey,
      dsaEncoding: 'ieee-p1363',
    } as const;
    return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
  }
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', provider.issuer);
    const answer = (body: object): void => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const { lies, issuer } = provider;
    if (lies.down === true) return void response.writeHead(503).end();
    if (url.pathname === '/.well-known/openid-configuration')
      return answer({
        ...{
          issuer: lies.issuer ?? issuer,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
        },
        ...{
          authorization_endpoint: `${issuer}/auth`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/keys`,
        },
        ...{ userinfo_endpoint: `${issuer}/me`, id_token_signing_alg_values_supported: ['ES256'] },
      });
    if (url.pathname === '/keys')
      return answer({
        keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'own', use: 'sig', alg: 'ES256' }],
      });
    if (url.pathname === '/me')
      return answer({
        sub: lies.subject ?? 'person-1',
        ...(lies.person ?? { preferred_username: 'lan.nguyen', name: 'Lan Nguyễn', role: ['operators'] }),
      });
    if (url.pathname === '/auth') {
      asked.nonce = url.searchParams.get('nonce') ?? '';
      asked.challenge = url.searchParams.get('code_challenge') ?? '';
      const back = new URL(url.searchParams.get('redirect_uri') ?? '');
      back.searchParams.set('code', 'any');
      back.searchParams.set('state', lies.state ?? url.searchParams.get('state') ?? '');
      return void response.writeHead(303, { location: back.href }).end();
    }
    let body = '';
    request.on('data', (data: Buffer) => (body += data.toString()));
    request.on('end', () => {
      const verifier = new URLSearchParams(body).get('code_verifier') ?? '';
      provider.keptPkce = createHash('sha256').update(verifier).digest('base64url') === asked.challenge;
      answer({
        access_token: 'access-of-person-1',
        token_type: 'Bearer',
        expires_in: 300,
        id_token: idToken(),
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  provider.issuer = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  return provider;
}
