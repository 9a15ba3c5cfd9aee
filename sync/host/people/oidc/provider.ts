import * as oidc from 'openid-client';
import { CitywallError } from '../../../contract/errors.ts';
import { DAY } from '../../../contract/instants.ts';
import type { SignInSettings } from '../../../contract/sign-in.ts';
import type { Claims } from './claims.ts';

/** So far a provider's clock and this machine's may be apart, seconds. */
export const BRIDGED = 180;
/** So long a provider may take to answer, seconds. */
const WITHIN = 10;

/** Who was found so long ago is there, milliseconds. */
export const FRESH = 1_000;

/** What the way to a provider and back is held to. */
export interface Flow {
  verifier: string;
  state: string;
  nonce: string;
  redirect: string;
}
/** What opens the provider for this person: held in memory alone. */
export interface Tokens {
  refresh: string | undefined;
  access: string;
  /** When the latter is over, milliseconds since 1970; null where that is not known. */
  until: number | null;
}
export interface Known {
  subject: string;
  claims: Claims;
  tokens: Tokens;
}
/** `gone`: it does not know them any more. `blind`: there is nothing left to ask it with. */
type Look = Known | 'gone' | 'blind';

export type ProviderSettings = Pick<SignInSettings, 'issuer' | 'client' | 'scopes'>;

/** An OpenID provider, found when it is first needed and again each day. */
export class Provider {
  readonly #settings: ProviderSettings;
  readonly #secret: string | null;
  readonly #now: () => number;
  #found: { config: oidc.Configuration; at: number } | null = null;
  /** It was asked something since it was found, and did not answer: it is not taken for there by what was found before. */
  #lost = false;
  #finding: Promise<oidc.Configuration> | null = null;

  constructor(settings: ProviderSettings, secret: string | null, now: () => number = Date.now) {
    this.#settings = settings;
    this.#secret = secret;
    this.#now = now;
  }

  /** Finds it, unless it was found within so many milliseconds. Rejects with `provider-unreachable` or `provider-answer`. */
  find(within: number = DAY): Promise<oidc.Configuration> {
    const fresh = within <= FRESH && this.#lost ? 0 : within;
    if (this.#found !== null && this.#now() - this.#found.at < fresh)
      return Promise.resolve(this.#found.config);
    // Whoever asks meanwhile waits for the same: one that hangs is not asked by hundreds.
    this.#finding ??= this.#discover().finally(() => (this.#finding = null));
    return this.#finding;
  }

  #discover(): Promise<oidc.Configuration> {
    return this.#told(async () => {
      const { issuer, client } = this.#settings;
      const config = await oidc.discovery(
        new URL(issuer),
        client,
        { [oidc.clockTolerance]: BRIDGED },
        this.#secret === null ? oidc.None() : oidc.ClientSecretBasic(this.#secret),
        {
          timeout: WITHIN,
          execute: [
            // Signatures are held to its keys, though the line to it is of its own name already.
            oidc.enableNonRepudiationChecks,
            ...(issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : []),
          ],
        },
      );
      this.#found = { config, at: this.#now() };
      this.#lost = false;
      return config;
    });
  }

  /** The address at the provider where somebody signs in, and what their way back is held to. */
  async begin(redirect: string): Promise<{ address: URL; flow: Flow }> {
    // Nobody is sent to one that is not there.
    const config = await this.find(FRESH);
    const verifier = oidc.randomPKCECodeVerifier();
    const flow = { verifier, state: oidc.randomState(), nonce: oidc.randomNonce(), redirect };
    const address = oidc.buildAuthorizationUrl(config, {
      redirect_uri: redirect,
      scope: ['openid', ...this.#settings.scopes.filter((one) => one !== 'openid')].join(' '),
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state: flow.state,
      nonce: flow.nonce,
      // A console is many people's: whoever was there before is not signed in again by a click.
      prompt: this.#settings.scopes.includes('offline_access') ? 'login consent' : 'login',
    });
    return { address, flow };
  }

  /** Who came back. Rejects with `provider-refused`, `provider-unreachable` or `provider-answer`. */
  async finish({ verifier, state, nonce }: Flow, back: URL): Promise<Known> {
    const config = await this.find();
    return this.#told(async () => {
      const answered = await oidc.authorizationCodeGrant(config, back, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      const own = answered.claims();
      if (own === undefined) throw new oidc.ClientError('there is no ID token');
      const tokens = this.#tokensOf(answered);
      return { subject: own.sub, tokens, claims: await this.#completed(config, own, tokens.access) };
    });
  }

  /** Asks whether it still knows somebody, and as what. Rejects with `provider-unreachable` or `provider-answer`. */
  async look(subject: string, tokens: Tokens): Promise<Look> {
    const isOver = tokens.until !== null && tokens.until <= this.#now();
    if (tokens.refresh === undefined && isOver) return 'blind';
    const config = await this.find();
    return this.#told(async () => {
      try {
        const answered =
          tokens.refresh === undefined ? null : await oidc.refreshTokenGrant(config, tokens.refresh);
        const now =
          answered === null ? tokens : { refresh: tokens.refresh, ...defined(this.#tokensOf(answered)) };
        if (config.serverMetadata().userinfo_endpoint === undefined && answered === null) return 'blind';
        const own = { sub: subject, ...answered?.claims() };
        if (own.sub !== subject) return 'gone';
        return { subject, tokens: now, claims: await this.#completed(config, own, now.access) };
      } catch (error) {
        if (isGone(error)) return 'gone';
        throw error;
      }
    });
  }

  /** What a provider did wrong, as one of three; nothing of what it sent is told on, since it may be somebody's. */
  async #told<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code === 'provider-unreachable') this.#lost = true;
      throw failure;
    }
  }

  /** The claims of the ID token with those that the provider tells when it is asked. */
  async #completed(
    config: oidc.Configuration,
    own: oidc.IDToken | { sub: string },
    access: string,
  ): Promise<Claims> {
    if (config.serverMetadata().userinfo_endpoint === undefined) return { ...own };
    return { ...own, ...(await oidc.fetchUserInfo(config, access, own.sub)) };
  }

  #tokensOf(answered: oidc.TokenEndpointResponse): Tokens {
    const { access_token: access, refresh_token: refresh, expires_in: lasts } = answered;
    return { access, refresh, until: lasts === undefined ? null : this.#now() + lasts * 1000 };
  }
}

/** Without a new refresh token the one of before stays good. */
const defined = ({ refresh, ...more }: Tokens): Omit<Tokens, 'refresh'> & Partial<Pick<Tokens, 'refresh'>> =>
  refresh === undefined ? more : { ...more, refresh };

const isGone = (error: unknown): boolean =>
  (error instanceof oidc.ResponseBodyError && error.error === 'invalid_grant') ||
  (error instanceof oidc.WWWAuthenticateChallengeError && (error.status === 401 || error.status === 403));

function failureOf(error: unknown): CitywallError {
  if (error instanceof CitywallError) return error;
  if (error instanceof oidc.AuthorizationResponseError && error.error !== 'temporarily_unavailable')
    return new CitywallError('provider-refused', {
      what: 'The provider did not sign this person in.',
      where: word(error.error),
      hint: 'Try again, or ask whoever looks after accounts in the city.',
    });
  if (isUnreachable(error))
    return new CitywallError('provider-unreachable', {
      what: 'The provider does not answer.',
      hint: 'It is asked again at the next try; who is signed in goes on.',
    });
  return new CitywallError('provider-answer', {
    what: 'What the provider answered is not to be trusted, and nobody was signed in by it.',
    where: word(codeOf(error)),
    hint: 'docs/people.md has what is refused. Compare issuer, client and clocks.',
  });
}

const LATER = new Set(['OAUTH_TIMEOUT', 'OAUTH_ABORT']);

function isUnreachable(error: unknown): boolean {
  if (error instanceof oidc.AuthorizationResponseError) return true;
  if (error instanceof oidc.ResponseBodyError) return error.status >= 500;
  if (LATER.has(codeOf(error))) return true;
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Response) return cause.status >= 500;
  // How Node tells that there is no line.
  return error instanceof TypeError && error.message === 'fetch failed';
}

/** The code of an error: one of the provider's own words, or of the library's. */
function codeOf(error: unknown): string {
  if (error instanceof oidc.ResponseBodyError) return error.error;
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
const word = (said: string): string => said.replace(/[^\w-]/g, '').slice(0, 60);
