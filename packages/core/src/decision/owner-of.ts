/** The code that a resource is made of: a live change to it would be taken back, or stand against it. */
export interface CodeOwner {
  readonly tool: 'CloudFormation' | 'CDK' | 'Terraform';
  /** Of the stack, path or workspace; where the tags tell none, the tag that told the tool. */
  readonly name: string;
}

/**
 * CloudFormation sets these itself and nobody else can: names that begin with `aws:` are reserved.
 * Source: CloudFormation guide, resource tags.
 */
const STACK_TAGS = ['aws:cloudformation:stack-name', 'aws:cloudformation:stack-id'];
/** CDK marks some of its resources for itself beside the stack's tags. */
const CDK_PREFIXES = ['aws:cdk:', 'aws-cdk:'];
/**
 * Terraform sets no tags by itself. These are what its users, modules and platforms commonly let it set, without case,
 * separators and a prefix of the organization's own: `managedby` is also ManagedBy, managed_by and acme:managed-by.
 */
const TERRAFORM_FLAGS = new Set(['terraform', 'terraformed', 'managedbyterraform', 'terraformmanaged']);
const TERRAFORM_NAMES = new Set([
  'terraformworkspace',
  'terraformmodule',
  'terraformstack',
  'terraformstate',
  'terraformpath',
  'tfworkspace',
  'tfcworkspace',
  'tfeworkspace',
]);
/** Who manages it; the value names the tool. */
const MANAGER_TAGS = new Set(['managedby', 'provisionedby', 'createdby', 'deployedby', 'iac', 'iactool']);
const TERRAFORM_VALUES = ['terraform', 'terragrunt', 'opentofu', 'tofu', 'terraformcloud', 'hcpterraform'];
const NO = ['', 'false', 'no', '0', 'none'];
const YES = ['true', 'yes', '1'];

type Tags = Readonly<Record<string, string>>;

/** Who owns the resource in code, by its tags; undefined: nobody, as far as they tell. */
export function ownerOf(tags: Tags): CodeOwner | undefined {
  const entries = Object.entries(tags);
  const cdk = entries.find(([name]) => CDK_PREFIXES.some((prefix) => name.startsWith(prefix)));
  const [stackName, stackId] = STACK_TAGS.map((name) => (Object.hasOwn(tags, name) ? tags[name] : undefined));
  const stack = stackName ?? (stackId === undefined ? undefined : nameOfStack(stackId));
  if (cdk) return { tool: 'CDK', name: stack ?? cdk[0] };
  if (stack !== undefined) return { tool: 'CloudFormation', name: stack };
  return terraformOwner(entries);
}

/** `arn:aws:cloudformation:eu-west-1:111122223333:stack/<name>/<uuid>` */
function nameOfStack(id: string): string {
  return id.split('/')[1] ?? id;
}

function terraformOwner(tags: readonly (readonly [string, string])[]): CodeOwner | undefined {
  const placing = tags.find(([name, value]) => isOneOf(name, TERRAFORM_NAMES) && !NO.includes(plain(value)));
  if (placing) return { tool: 'Terraform', name: placing[1] };
  const flags = tags.filter(([name, value]) => isOneOf(name, TERRAFORM_FLAGS) && !NO.includes(plain(value)));
  const named = flags.find(([, value]) => !YES.includes(plain(value)));
  if (named) return { tool: 'Terraform', name: named[1] };
  const manager = tags.find(([name, value]) => isOneOf(name, MANAGER_TAGS) && TERRAFORM_VALUES.includes(plain(value)));
  const marked = flags[0] ?? manager;
  return marked && { tool: 'Terraform', name: marked[0] };
}

/** The name as it is, or without the prefix of an organization. */
function isOneOf(name: string, names: ReadonlySet<string>): boolean {
  const colon = name.lastIndexOf(':');
  return names.has(plain(name)) || (colon >= 0 && names.has(plain(name.slice(colon + 1))));
}

const plain = (text: string): string => text.replaceAll(/[\s_.:/-]/g, '').toLowerCase();
