import { z } from 'zod';
import { text } from './languages.ts';
import { ROLES } from './people.ts';
import { code } from './records.ts';

/** Where a console begins to sign in with the city's account, and where the provider sends people back to. */
export const SIGN_IN_BEGIN = '/sign-in/begin';
export const SIGN_IN_BACK = '/sign-in/back';
/** What the host hands a console in its address's fragment: the code it trades for a session, or why there is none. */
export const SIGN_IN_CODE = 'sign-in';
export const SIGN_IN_FAILED = 'sign-in-failed';

const ON_THIS_MACHINE = /^http:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?(?:\/|$)/;
const claim = z.string().min(1).max(120).describe('the name of a claim; a.b is b within a');

/** `sign-in.json`: the city's OpenID provider, and what the claims it makes mean here. Its secret, if any, is never in a profile. */
export const signInSettings = z.strictObject({
  issuer: z
    .url({ protocol: /^https?$/ })
    .refine((address) => address.startsWith('https://') || ON_THIS_MACHINE.test(address), 'an https address')
    .describe('the address of the provider, as it says it itself'),
  client: z.string().min(1).max(200).describe('what the provider knows this wall by'),
  name: text.optional().describe("what the button says in place of the city's account"),
  scopes: z
    .array(z.string().regex(/^[\x21-\x7e]{1,120}$/, 'the name of a scope'))
    .default(['profile'])
    .describe('what is asked for beside openid; with offline_access sessions are looked at again for longer'),
  claims: z.strictObject({
    account: claim.default('preferred_username').describe('by what somebody is told'),
    name: claim.default('name').describe('as people call them'),
    role: claim.describe('a text or a list of texts'),
    units: claim.optional().describe('the units they answer for'),
  }),
  roles: z
    .partialRecord(z.enum(ROLES), z.array(z.string().min(1).max(200)).min(1))
    .describe('each role, and the values of the claim that give it; of several the one that may do most'),
  units: z
    .record(z.string(), code)
    .default({})
    .describe('values of the claim of units that are no ids of units.json, and whose id each means'),
  passwords: z.boolean().default(false).describe('whether accounts of npm run people work beside it'),
  goOn: z
    .number()
    .min(60)
    .max(604_800)
    .default(43_200)
    .describe('seconds that a signed-in console goes on for since the provider last confirmed who it is'),
  lookEvery: z
    .number()
    .min(1)
    .max(86_400)
    .default(300)
    .describe('seconds between two looks whether the provider still knows somebody'),
});
export type SignInSettings = z.infer<typeof signInSettings>;
