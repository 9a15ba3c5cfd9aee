import { createHmac } from 'node:crypto';
import { appendFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import type { CallWay } from '../../contract/calls.ts';
import type { Duty, DutyPerson, MailServer } from '../../contract/duty.ts';
import { SECOND } from '../../contract/instants.ts';
import { subjectOf, type SaidMessage } from './message.ts';
import { secretAt } from './secrets.ts';

/** Nobody is waited for longer than this, milliseconds. */
const ANSWERED_WITHIN = 10 * SECOND;

/** By what something is sent. */
export interface Sending {
  said: SaidMessage;
  person: DutyPerson;
  duty: Duty;
  /** The folder that files of secrets are named from. */
  profileFolder: string;
  /** Where the file of a demonstration's calls lies. */
  dataFolder: string;
  /** The machine's time: a receiver refuses what is old. */
  clock: () => number;
}

/** Sends a message by a way. Resolves when the other side has taken it; rejects with why it has not. */
export const WAYS: Readonly<Record<CallWay, (sending: Sending) => Promise<void>>> = {
  async webhook({ said, person, profileFolder, clock }) {
    if (person.webhook === undefined) throw new Error('the roster has no webhook for them any more');
    const { url, secret } = person.webhook;
    const body = JSON.stringify(said);
    const key = secretAt(secret, profileFolder);
    const answer = await fetch(url, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': said.message,
        'citywall-signature': signatureOf(body, key, Math.floor(clock() / SECOND)),
      },
      // Where it leads on is nobody's whom the roster names.
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWERED_WITHIN),
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`it answered ${answer.status}`);
  },
  async mail({ said, person, duty, profileFolder }) {
    if (person.mail === undefined || duty.mail === undefined)
      throw new Error('the roster has no e-mail for them any more');
    const transport = transportTo(duty.mail, profileFolder);
    try {
      await transport.sendMail({
        from: duty.mail.from,
        to: person.mail,
        subject: subjectOf(said),
        text: said.text,
        messageId: `<${said.message}@${duty.mail.from.split('@')[1] ?? 'citywall'}>`,
        headers: { 'auto-submitted': 'auto-generated' },
        ...{ disableFileAccess: true, disableUrlAccess: true },
      });
    } finally {
      transport.close();
    }
  },
  async outbox({ said, dataFolder }) {
    const file = path.join(dataFolder, OUTBOX);
    const size = await stat(file).then(
      (found) => found.size,
      () => 0,
    );
    if (size > MOST_OUTBOX) await rename(file, `${file}.1`);
    await appendFile(file, `${JSON.stringify(said)}\n`, { mode: 0o600 });
  },
};

/** The file that a demonstration's calls go to, in the data folder, and how long it may grow, bytes. */
export const OUTBOX = 'calls-demo.jsonl';
const MOST_OUTBOX = 1_000_000;

/** `t=SECONDS,v1=HEX`: HMAC-SHA256 over the time, a full stop and the very bytes of the body. */
export function signatureOf(body: string, key: string, seconds: number): string {
  return `t=${seconds},v1=${createHmac('sha256', key).update(`${seconds}.${body}`).digest('hex')}`;
}

function transportTo({ host, port, tls, user, password }: MailServer, folder: string) {
  return createTransport({
    ...{ host, port, secure: tls === 'always', requireTLS: tls === 'starttls', ignoreTLS: tls === 'none' },
    ...(user === undefined
      ? {}
      : { auth: { user, pass: password === undefined ? '' : secretAt(password, folder, 1) } }),
    ...{ connectionTimeout: ANSWERED_WITHIN, greetingTimeout: ANSWERED_WITHIN, dnsTimeout: ANSWERED_WITHIN },
    ...{ socketTimeout: ANSWERED_WITHIN, maxResponseSize: 64 * 1024 },
  });
}

/** By which ways somebody can be reached. */
export function waysOf({ mail, webhook }: DutyPerson, duty: Pick<Duty, 'mail'>): CallWay[] {
  return [
    ...(webhook === undefined ? [] : ['webhook' as const]),
    ...(mail === undefined || duty.mail === undefined ? [] : ['mail' as const]),
  ];
}

/** Which secrets that the roster names cannot be read, and why. */
export function unreadableSecrets({ people, mail }: Duty, folder: string): string[] {
  const named = [
    ...people.flatMap(({ account, webhook }) =>
      webhook === undefined
        ? []
        : [{ of: `the webhook of ${account}`, at: webhook.secret, least: undefined }],
    ),
    ...(mail?.password === undefined ? [] : [{ of: 'the server of e-mail', at: mail.password, least: 1 }]),
  ];
  return named.flatMap(({ of, at, least }) => {
    try {
      secretAt(at, folder, least);
      return [];
    } catch (error) {
      return [`${of}: ${error instanceof Error ? error.message : String(error)}`];
    }
  });
}
