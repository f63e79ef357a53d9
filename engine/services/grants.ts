import { isAbsolute, join, normalize, sep } from 'node:path';
import type { Plan } from '../compile/plan.ts';
import { type Fault, personFault } from '../model/fault.ts';
import type { Grant } from '../model/grant.ts';

const words: Record<Grant['kind'], string> = {
  'read-file': 'read the file or folder',
  'write-file': 'write the file or folder',
  database: 'use the database',
  'private-address': 'call the private address',
  program: 'run the program',
};

/** A grant as a sentence part: `use the database /home/ana/shop.db`. */
export const describeGrant = ({ kind, target }: Grant): string => `${words[kind]} ${target}`;

/** Relative paths are below the app's own `files` folder; grants always name the whole path. */
export const absolutePath = (filesFolder: string, path: string): string => {
  const whole = isAbsolute(path) ? normalize(path) : join(filesFolder, path);
  // A folder keeps its final separator: it stands for everything below it.
  return /[/\\]$/.test(path) && !whole.endsWith(sep) ? whole + sep : whole;
};

/** What a flow needs to be allowed. A target that comes from data cannot be allowed at all. */
export const requestedGrants = (plan: Plan, filesFolder: string): { grants: Grant[]; fromData: string[] } => {
  const grants = new Map<string, Grant>();
  const fromData: string[] = [];
  for (const node of plan.nodes) {
    if (node.skip) continue;
    for (const { kind, target } of node.definition.grants?.(node.params as never) ?? []) {
      if (target === null) {
        fromData.push(node.id);
        continue;
      }
      const onDisk = kind === 'read-file' || kind === 'write-file' || kind === 'database';
      const grant: Grant = { kind, target: onDisk ? absolutePath(filesFolder, target) : target };
      grants.set(`${kind} ${grant.target}`, grant);
    }
  }
  return { grants: [...grants.values()], fromData };
};

/** Whether a path is one of those granted, or below a granted folder. */
export const coversPath = (grants: readonly Grant[], kind: Grant['kind'], path: string): boolean =>
  grants.some(
    (grant) =>
      grant.kind === kind && (grant.target === path || (grant.target.endsWith(sep) && path.startsWith(grant.target))),
  );

/** The error of a step that reaches for something nobody allowed. */
export const missingGrant = (grant: Grant): Fault =>
  personFault('grant.missing', `This flow is not allowed to ${describeGrant(grant)}.`, {
    fix: 'Allow it in the flow, or import the flow again with --allow all.',
    data: { kind: grant.kind, target: grant.target },
  });
