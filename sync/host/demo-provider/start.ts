import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import Provider, { type Configuration } from 'oidc-provider';
import { CitywallError } from '../../contract/errors.ts';
import { SIGN_IN_BACK } from '../../contract/sign-in.ts';
import { loadProfile } from '../../profile/index.ts';
import type { Account } from '../people/accounts.ts';
import { DEMO_CLIENT, DEMO_SCOPE, demonstrationAccounts } from '../people/demonstration.ts';
import type { ProviderOptions } from '../options.ts';
import type { Running } from '../program.ts';
import { elsewhere, json } from '../web/http.ts';
import { LOOPBACK, loopback, refused } from '../web/origins.ts';
import { rolesPage } from './page.ts';

/** Who is shown the choice of roles is on their way under this address. */
const CHOICE = /^\/choice\/([\w-]{1,80})(?:\/([\w.-]{1,80}))?$/;
const DAY = 86_400;

/** Starts the demonstration's provider: real in all but that nobody is asked who they are. It keeps nothing on disk. */
export async function startProvider(
  { port, profile: folder }: ProviderOptions,
  log: Logger,
): Promise<Running> {
  const { profile } = await loadProfile(folder);
  const accounts = demonstrationAccounts(profile);
  let provider: Provider | null = null;
  const server = createServer((request, response) => {
    const why = refused(request, loopback(portOf()));
    if (why !== null) return json(response, 403, elsewhere(why, portOf()));
    if (provider === null) return json(response, 503, { what: 'it is being started' });
    const asked = CHOICE.exec((request.url ?? '').split('?', 1)[0] ?? '');
    if (asked === null) return void provider.callback()(request, response);
    choose(provider, accounts, asked[2], request, response).catch((error: unknown) => {
      log.warn({ why: error instanceof Error ? error.name : '' }, 'nobody was signed in');
      if (!response.headersSent)
        json(response, 400, { what: 'This sign-in is over.', hint: 'Begin again at the console.' });
      else response.end();
    });
  });
  const portOf = (): number => {
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(taken(port, cause)));
    server.listen(port, LOOPBACK, resolve);
  });
  const address = `http://${LOOPBACK}:${portOf()}/`;
  provider = new Provider(address.slice(0, -1), settings(accounts));
  return {
    ready: `provider ready ${address}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Shows the roles, or takes the one that was chosen. */
async function choose(
  provider: Provider,
  accounts: readonly Account[],
  chosen: string | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await provider.interactionDetails(request, response);
  const account = accounts.find(({ id }) => id === chosen);
  if (account === undefined || request.method !== 'POST') {
    response.writeHead(200, {
      ...{ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    });
    response.end(rolesPage(accounts, new URL(request.url ?? '/', 'http://provider').pathname));
    return;
  }
  // What a wall asks for is agreed to: there is nothing of anybody's behind it.
  await provider.interactionFinished(request, response, {
    login: { accountId: account.id },
    consent: {},
  });
}

function settings(accounts: readonly Account[]): Configuration {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    clients: [
      {
        client_id: DEMO_CLIENT,
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        // Of an application on this machine the port is free.
        redirect_uris: [`http://${LOOPBACK}${SIGN_IN_BACK}`, `http://localhost${SIGN_IN_BACK}`],
      },
    ],
    jwks: {
      keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'demonstration' }],
    },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    scopes: ['openid', 'offline_access', 'profile', DEMO_SCOPE],
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username'],
      [DEMO_SCOPE]: ['role', 'units'],
    },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/choice/${uid}` },
    ttl: {
      Interaction: 600,
      Session: DAY,
      Grant: 30 * DAY,
      RefreshToken: 30 * DAY,
      AccessToken: 3_600,
      IdToken: 3_600,
    },
    findAccount(_ctx, sub) {
      const account = accounts.find(({ id }) => id === sub);
      if (account === undefined) return undefined;
      const { id, name, role, units } = account;
      return {
        accountId: id,
        claims: () => ({ sub: id, preferred_username: id, name, role, units: [...units] }),
      };
    },
    async loadExistingGrant({ oidc }) {
      const { session, client, provider, params } = oidc;
      if (session?.accountId === undefined || client === undefined) return undefined;
      const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
      grant.addOIDCScope(String(params?.['scope'] ?? 'openid'));
      await grant.save();
      return grant;
    },
  };
}

const taken = (port: number, cause: Error): CitywallError =>
  new CitywallError(
    'port-in-use',
    {
      what: `the demonstration's provider cannot be on port ${port}`,
      where: `${LOOPBACK}:${port}`,
      hint: 'Choose another with --port N (0 takes any free one).',
    },
    { cause },
  );
