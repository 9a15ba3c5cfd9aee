import { z } from 'zod';

/** What `npm audit --json` says where the registry answers; anything else is no answer. */
const report = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(
    z.string(),
    z.object({
      severity: z.string(),
      range: z.string(),
      via: z.array(z.union([z.string(), z.object({ title: z.string(), url: z.string() })])),
    }),
  ),
});

/** What is known against packages: `against` those that ship, which must be mended, and `beside` it against tools. */
export interface Verdict {
  against: string[];
  beside: string[];
}

/**
 * Judges what npm printed by the packages that ship; null where the registry gave no answer, as many mirrors
 * and every machine without a network do.
 */
export function judge(printed: string, ships: ReadonlySet<string>): Verdict | null {
  const told = report.safeParse(parsed(printed));
  if (!told.success) return null;
  const verdict: Verdict = { against: [], beside: [] };
  for (const [name, { severity, range, via }] of Object.entries(told.data.vulnerabilities)) {
    const what = via.map((one) => (typeof one === 'string' ? `by ${one}` : `${one.title} ${one.url}`));
    verdict[ships.has(name) ? 'against' : 'beside'].push(
      `${name} ${range} (${severity}): ${what.join('; ')}`,
    );
  }
  return verdict;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
