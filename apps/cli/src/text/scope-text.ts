import type { TargetScope } from '@trueup/api-contract';

const NAMES: Readonly<Record<Exclude<keyof TargetScope, 'tags'>, string>> = {
  controls: 'control',
  accounts: 'account',
  organizationalUnits: 'organizational unit',
  regions: 'region',
  arns: 'resource',
  resourceTypes: 'type',
};

/** `control S3.8, account 111111111111 or 222222222222, tag stage=prod`. */
export function scopeText(scope: TargetScope): string {
  const lists = (Object.keys(NAMES) as (keyof typeof NAMES)[]).flatMap((member) => {
    const entries = scope[member];
    return entries ? [`${NAMES[member]} ${entries.join(' or ')}`] : [];
  });
  const tags = Object.entries(scope.tags ?? {}).map(([key, values]) =>
    values.length === 0 ? `tag ${key}` : `tag ${key}=${values.join(' or ')}`,
  );
  return [...lists, ...tags].join(', ');
}
