import type { Principal } from '../finding/investigation.ts';
import { pathText, type Difference } from '../value/difference.ts';
import { canonicalJson, type Json } from '../value/json.ts';
import { unreachable } from '../value/unreachable.ts';
import type { Evidence, Incident, IncidentChange } from './incident.ts';
import { markdownBlock, markdownCode, markdownTable, markdownText } from './markdown-text.ts';
import type { PreventiveMeasure } from './preventive-measure.ts';

/** The report as Markdown. What others wrote into names and fields is shown, never read as markup. */
export function incidentMarkdown(incident: Incident): string {
  const { controlId, title, resource } = incident;
  const sections = [
    `# Incident: ${markdownText(title)}`,
    facts(incident),
    `## What was wrong\n\n${[incident.fault, incident.requirement ?? ''].filter(Boolean).map(markdownText).join('\n\n')}`,
    `## Who changed it\n\n${investigated(incident)}`,
    `## Timeline\n\nTimes are UTC.\n\n${timeline(incident)}`,
    `## What was changed\n\n${incident.changes.map(changes).join('\n\n') || 'Nothing.'}`,
    `## Calls to AWS\n\n${calls(incident)}`,
    `## Outcome\n\n${markdownText(incident.outcome)}`,
    `## Prevention\n\n${prevention(incident.prevention, `${controlId} on ${resource.type}`)}`,
  ];
  return `${sections.join('\n\n')}\n`;
}

function facts({ findingId, controlId, severity, resource, ...incident }: Incident): string {
  return markdownTable(
    ['', ''],
    [
      ['Finding', markdownCode(findingId)],
      ['Control', markdownCode(controlId)],
      ['Severity', severity],
      ['Resource', markdownCode(resource.arn)],
      ['Type', markdownCode(resource.type)],
      ['Account', markdownCode(resource.accountId)],
      ['Region', markdownCode(resource.region)],
      ['First seen', incident.firstObservedAt],
      ['Last seen', incident.lastObservedAt],
      ['Came back', `${incident.regressions} times`],
    ],
  );
}

const whoText = ({ kind, name, arn }: Principal): string =>
  `${kind} ${markdownCode(name)}${arn === undefined ? '' : ` (${markdownCode(arn)})`}`;

function investigated({ investigation, cause }: Incident): string {
  if (!investigation) return 'Nobody has looked it up.';
  const { from, to, region, complete, unread, events } = investigation;
  const gap = unread ? ` (${unread.reason}: ${markdownText(unread.detail)})` : '';
  const scope = `CloudTrail's event history of ${region} from ${from} to ${to}: ${events.length} write(s).`;
  const whole = complete ? '' : `\n\nNot all of it could be read${gap}: a call that is not listed may have been made.`;
  if (!cause) return `${scope} None of them explains the fault.${whole}`;
  const { at, name, source, principal, sourceIp, userAgent, id } = cause;
  const rows = [
    ['Who', whoText(principal)],
    ['Call', markdownCode(`${source} ${name}`)],
    ['When', at],
    ['From', markdownCode(sourceIp ?? '')],
    ['With', markdownCode(userAgent ?? '')],
    ['Event', markdownCode(id)],
  ];
  return `${scope} The likely cause:\n\n${markdownTable(['', ''], rows)}${whole}`;
}

function timeline({ timeline: entries }: Incident): string {
  if (entries.length === 0) return 'Nothing is recorded.';
  const rows = entries.map(({ at, who, what, evidence }) => [
    at,
    markdownText(who),
    markdownText(what),
    evidence ? proof(evidence) : '–',
  ]);
  return markdownTable(['When', 'Who', 'What', 'Evidence'], rows);
}

function proof(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'record':
      return `record ${evidence.seq} ${markdownCode(evidence.hash)}`;
    case 'request':
      return `request ${markdownCode(evidence.requestId)}`;
    case 'event':
      return `CloudTrail ${markdownCode(evidence.eventId)}`;
    default:
      return unreachable(evidence);
  }
}

function changes({ executionId, kind, outcome, differences, unknown }: IncidentChange): string {
  const head = `### ${kind} ${markdownCode(executionId)}: ${outcome}`;
  if (unknown !== undefined) return `${head}\n\n${unknown}`;
  return `${head}\n\n${differences.length === 0 ? 'No difference.' : differencesTable(differences)}`;
}

/** Each leaf that differs, as code. */
export function differencesTable(differences: readonly Difference[]): string {
  const value = (json: Json | undefined): string => (json === undefined ? '–' : markdownCode(canonicalJson(json)));
  const rows = differences.map(({ path, before, after }) => [
    markdownCode(pathText(path)),
    value(before),
    value(after),
  ]);
  return markdownTable(['Where', 'Before', 'After'], rows);
}

function calls({ calls: made }: Incident): string {
  if (made.length === 0) return 'None.';
  const rows = made.map(({ at, executionId, service, operation, request, httpStatus, errorCode, requestId }) => [
    at,
    markdownCode(executionId),
    markdownCode(`${service} ${operation}`),
    markdownCode(canonicalJson(request)),
    markdownCode(errorCode ?? String(httpStatus)),
    markdownCode(requestId ?? ''),
  ]);
  return markdownTable(['When', 'Execution', 'Call', 'Request', 'Answer', 'Request id'], rows);
}

function prevention(measure: PreventiveMeasure | undefined, what: string): string {
  if (!measure) return `The library has no measure for ${markdownText(what)}.`;
  const { serviceControlPolicy, noPolicyReason, configRule, guard, noGuardReason } = measure;
  const policy = serviceControlPolicy
    ? `A service control policy that denies the call:\n\n${markdownBlock('json', JSON.stringify(serviceControlPolicy, undefined, 2))}`
    : `No service control policy: ${markdownText(noPolicyReason ?? '')}`;
  const rule = configRule
    ? `AWS Config's managed rule ${markdownCode(configRule.identifier)} sees the fault wherever it comes from.`
    : 'AWS Config has no managed rule for it.';
  const template =
    guard === undefined
      ? `No rule for templates: ${markdownText(noGuardReason ?? '')}`
      : `A rule of AWS CloudFormation Guard for templates:\n\n${markdownBlock('', guard)}`;
  return [policy, rule, template].join('\n\n');
}
