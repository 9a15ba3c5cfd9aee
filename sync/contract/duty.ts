import { z } from 'zod';
import { severity } from './alerts.ts';
import { codeOf } from './code-of.ts';
import { text } from './languages.ts';
import { ACCOUNT_ID } from './people.ts';
import { code } from './records.ts';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM');
const account = z.string().regex(ACCOUNT_ID, 'the id of an account: lan.nguyen');

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const isLoopback = (host: string): boolean => LOOPBACK.has(host);

/** Scheme, host, port and the rest of an address; nothing matches that has a login before its host, or anything but plain characters. */
const ADDRESS = /^(https?):\/\/([a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?(?:[/?][!-~]*)?$/i;

/** Whether something may be sent to an address: by https, or by http where it does not leave the machine. No password stands in it. */
function maySendTo(written: string): boolean {
  const [, scheme = '', host = ''] = ADDRESS.exec(written) ?? [];
  return scheme.toLowerCase() === 'https' || (scheme.toLowerCase() === 'http' && isLoopback(host));
}
const address = z
  .string()
  .max(2000)
  .refine(maySendTo, 'an https address, or http of this machine, without a password');

/** Where a word lies that nobody may read in a profile. */
const secret = z
  .union([
    z.strictObject({
      env: z
        .string()
        .regex(/^CITYWALL_[A-Z0-9_]+$/, 'CITYWALL_ and capitals')
        .describe('a variable of the environment'),
    }),
    z.strictObject({ file: z.string().min(1).describe('a file, from the folder of the profile on') }),
  ])
  .describe('where the secret lies: in the environment or in a file, never here');
export type SecretAt = z.infer<typeof secret>;

/** Somebody who may be on duty, and how they are reached. */
export const dutyPerson = z.strictObject({
  account: account.describe('their account, by which they answer'),
  name: z.string().min(1).max(80),
  mail: z.email().max(200).optional(),
  webhook: z
    .strictObject({ url: address, secret: secret.describe('the secret that what is sent is signed with') })
    .optional()
    .describe('a gateway for telephone, SMS or Zalo, or any other program'),
});
export type DutyPerson = z.infer<typeof dutyPerson>;

const about = {
  id: code,
  climbs: z
    .number()
    .min(0.1)
    .max(1440)
    .default(5)
    .describe('minutes that a call may stay unanswered before it climbs to the next level'),
};
const ofUnits = z.array(codeOf('unit')).min(1).optional().describe('of these units alone');

/** What somebody is called for. */
export const callRule = z.discriminatedUnion('of', [
  z.strictObject({
    ...about,
    of: z.literal('alerts').describe('groups of alerts that ring'),
    severities: z.array(severity).min(1).default(['critical']),
    rules: z.array(code).min(1).optional().describe('of these rules of alerts.json alone'),
  }),
  z.strictObject({
    ...about,
    of: z.literal('asked').describe('requests a unit has not received'),
    units: ofUnits,
  }),
  z.strictObject({ ...about, of: z.literal('late').describe('requests that are late'), units: ofUnits }),
]);
export type CallRule = z.infer<typeof callRule>;

const shift = {
  id: code,
  name: text,
  from: clock.describe('local time; where both are the same it is a whole day'),
  to: clock.describe('before `from` it is of the next day'),
  calls: z.array(code).min(1).optional().describe('is called for these of `calls` alone'),
  levels: z
    .array(z.array(account).min(1).max(50))
    .min(1)
    .max(9)
    .describe('who is called first, and who after that where nobody answers'),
};
export const dutyShift = z.strictObject({
  ...shift,
  days: z
    .array(z.int().min(1).max(7))
    .min(1)
    .default([1, 2, 3, 4, 5, 6, 7])
    .describe('ISO weekdays it begins on'),
});

/** A day that differs: its shifts stand in the place of those of its weekday. */
export const dutyDate = z.strictObject({
  date: z.iso.date(),
  name: text.optional(),
  shifts: z.array(z.strictObject(shift)).max(24),
});

/** The server that e-mail goes out by. */
export const mailServer = z
  .strictObject({
    host: z.string().min(1).max(253),
    port: z.int().min(1).max(65_535).default(587),
    tls: z
      .enum(['starttls', 'always', 'none'])
      .default('starttls')
      .describe('`none` is for a server on this machine alone'),
    user: z.string().min(1).max(200).optional(),
    password: secret.optional(),
    from: z.email().max(200),
  })
  .refine(({ tls, host }) => tls !== 'none' || isLoopback(host), 'TLS, where the server is another machine');
export type MailServer = z.infer<typeof mailServer>;

/** `duty.json`: who is on duty when, how they are reached, and what they are called for. */
export const duty = z.strictObject({
  $schema: z.string().optional().describe('for editors that complete what they know the schema of'),
  console: address.optional().describe('the address of the consoles, that a call leads to'),
  mail: mailServer.optional(),
  people: z.array(dutyPerson).max(1000),
  calls: z.array(callRule).max(50),
  shifts: z.array(dutyShift).max(200),
  dates: z.array(dutyDate).max(1000).default([]),
});
export type Duty = z.infer<typeof duty>;

/** A city without `duty.json` calls nobody. */
export const NO_DUTY: Duty = { people: [], calls: [], shifts: [], dates: [] };
