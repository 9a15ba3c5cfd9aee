import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { rules } from './rooms.ts';

/** Reads every import below some folders of `base` and holds it against the rules of the house. */
export async function cruised(base: string, folders: readonly string[]): Promise<ICruiseResult> {
  const { output } = await cruise([...folders], {
    baseDir: base,
    validate: true,
    ruleSet: { forbidden: rules() },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|build/bench/node_modules)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.vue', '.mjs', '.js'],
      conditionNames: ['import', 'node', 'types'],
      exportsFields: ['exports'],
    },
  });
  if (typeof output === 'string') throw new Error(output);
  return output;
}
