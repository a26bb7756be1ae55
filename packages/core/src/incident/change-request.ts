import type { CodeProperty, Prevention } from '../control/prevention.ts';
import type { CodeOwner } from '../decision/owner-of.ts';
import type { Finding } from '../finding/finding.ts';
import { differences } from '../value/difference.ts';
import type { JsonObject } from '../value/json.ts';
import { differencesTable } from './incident-markdown.ts';
import { markdownBlock, markdownCode, markdownText } from './markdown-text.ts';
import { redacted } from './redacted.ts';

/** What a change in code is asked for with. */
export interface ChangeRequestFacts {
  readonly finding: Pick<Finding, 'id' | 'controlId' | 'title' | 'reason' | 'severity' | 'resource'>;
  /** Absent: the tags name none. */
  readonly owner?: CodeOwner;
  /** Absent: the library has no control for the finding. */
  readonly prevention?: Pick<Prevention, 'cloudFormation' | 'terraform'>;
  /** The configuration as it is and the one that is asked for. Absent: not known. */
  readonly change?: { readonly before: JsonObject; readonly expected: JsonObject };
}

/** A ticket's or pull request's title, one line, and its text in Markdown. */
export interface ChangeRequest {
  readonly title: string;
  readonly text: string;
}

const LONGEST_TITLE = 200;

/** Asks the owners of a resource's code for what a live change would have done: the next deployment would undo that. */
export function changeRequest(facts: ChangeRequestFacts): ChangeRequest {
  const { finding, owner, change } = facts;
  const { resource } = finding;
  const title = `${finding.controlId}: ${finding.title} (${resource.id})`.replace(/\s+/g, ' ').slice(0, LONGEST_TITLE);
  const sections = [
    `# ${markdownText(title)}`,
    `## What is wrong\n\n${markdownText(finding.reason)}\n\n${place(facts)}`,
    `## What to change\n\n${ownerText(owner)}\n\n${properties(facts).join('\n\n')}`,
    `## Before and after\n\n${change ? table(change) : 'The configuration could not be compared.'}`,
    `## How it is verified\n\n${verified(finding)}`,
  ];
  return { title, text: `${sections.join('\n\n')}\n` };
}

function place({ finding: { severity, resource } }: ChangeRequestFacts): string {
  return [
    `- Resource: ${markdownCode(resource.arn)}`,
    `- Type: ${markdownCode(resource.type)}`,
    `- Account and Region: ${markdownCode(resource.accountId)}, ${markdownCode(resource.region)}`,
    `- Severity: ${severity}`,
  ].join('\n');
}

function ownerText(owner: CodeOwner | undefined): string {
  if (!owner) return 'No tag says which code the resource is made of.';
  const what = owner.tool === 'Terraform' ? 'configuration' : 'stack';
  return `The resource is made by ${owner.tool}, ${what} ${markdownCode(owner.name)}. Change it there: the next deployment would take a live change back.`;
}

function properties({ owner, prevention }: ChangeRequestFacts): readonly string[] {
  if (!prevention) return ['The library has no control for this finding, so no property can be named.'];
  const cloudFormation = (): string => propertyText('CloudFormation', 'yaml', prevention.cloudFormation);
  const terraform = (): string => propertyText('Terraform', 'hcl', prevention.terraform);
  if (!owner) return [cloudFormation(), terraform()];
  return [owner.tool === 'Terraform' ? terraform() : cloudFormation()];
}

function propertyText(
  tool: string,
  language: string,
  given: CodeProperty | { readonly kind: 'none'; readonly reason: string },
): string {
  if (given.kind === 'none') return `${tool}: ${markdownText(given.reason)}`;
  return `${tool}: ${markdownCode(given.property)}\n\n${markdownBlock(language, given.example)}`;
}

function table({ before, expected }: NonNullable<ChangeRequestFacts['change']>): string {
  const found = differences(redacted(before), redacted(expected));
  return found.length === 0 ? 'Nothing differs now.' : differencesTable(found);
}

function verified({ id, controlId }: ChangeRequestFacts['finding']): string {
  return `Once it is deployed, Trueup reads the resource again and judges it by ${markdownCode(controlId)}. The finding ${markdownCode(id)} closes when it passes: ${markdownCode(`trueup findings show ${id}`)}.`;
}
