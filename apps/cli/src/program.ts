import { Command } from 'commander';
import manifest from '../package.json' with { type: 'json' };
import { addActions } from './commands/actions.ts';
import { addApprove, addReject } from './commands/approve.ts';
import { addAudit } from './commands/audit.ts';
import { addChangeRequest } from './commands/change-request.ts';
import { addControls } from './commands/controls.ts';
import { addDecisions } from './commands/decisions.ts';
import { addDemo } from './commands/demo.ts';
import { addDoctor } from './commands/doctor.ts';
import { addEvents } from './commands/events.ts';
import { examples } from './commands/examples.ts';
import { addExceptions } from './commands/exceptions.ts';
import { addExecutions } from './commands/executions.ts';
import { addExport } from './commands/export.ts';
import { addFindings } from './commands/findings.ts';
import { addImport } from './commands/import.ts';
import { addIncident } from './commands/incident.ts';
import { addInit } from './commands/init.ts';
import { addInsights } from './commands/insights.ts';
import { addInvestigate } from './commands/investigate.ts';
import { addKeys } from './commands/keys.ts';
import { addLogin } from './commands/login.ts';
import { addKillSwitch } from './commands/kill-switch.ts';
import { addPermissions } from './commands/permissions.ts';
import { addPlan } from './commands/plan.ts';
import { addPlans } from './commands/plans.ts';
import { addPolicy } from './commands/policy.ts';
import { addRemediations } from './commands/remediations.ts';
import { addRemediate } from './commands/remediate.ts';
import { addResume } from './commands/resume.ts';
import { addRules } from './commands/rules.ts';
import { addRunbook } from './commands/runbook.ts';
import { addScan } from './commands/scan.ts';
import { addServe } from './commands/serve.ts';
import { addStandards } from './commands/standards.ts';
import { addTokens } from './commands/tokens.ts';
import { addUndo } from './commands/undo.ts';
import { addUsers } from './commands/users.ts';
import { addViews } from './commands/views.ts';
import { addWhoami } from './commands/whoami.ts';
import { addWorker } from './commands/worker.ts';
import { addGlobalOptions } from './settings.ts';
import type { Shell } from './shell.ts';

/** The whole command line. Errors of use are thrown, not printed: one place words them. */
export function buildProgram(shell: Shell): Command {
  const program = new Command('trueup')
    .description('Brings cloud resources back into compliance, and proves it.')
    .version(manifest.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ outputError: () => undefined })
    .exitOverride()
    .showSuggestionAfterError(true);
  addGlobalOptions(program);
  program.addHelpText(
    'after',
    `${examples([
      ['trueup init', 'write a policy'],
      ['trueup scan', 'find what is wrong'],
      ['trueup remediate f-0123456789abcdef', 'repair it, and verify'],
      ['trueup undo 3f0c9a52-…', 'and back'],
      ['trueup findings import prowler.ocsf.json', 'what another tool has found'],
      ['trueup events tail', 'what happens now'],
      ['trueup runbook run fix.yaml', 'an Automation document of your own'],
    ])}

Exit codes: 0 nothing to do, 1 error, 2 findings or changes pending, 130 interrupted.`,
  );
  const commands = [
    addInit,
    addDoctor,
    addServe,
    addWorker,
    addDemo,
    addScan,
    addFindings,
    addRules,
    addInsights,
    addViews,
    addActions,
    addEvents,
    addStandards,
    addPlan,
    addPlans,
    addPolicy,
    addRemediate,
    addApprove,
    addReject,
    addDecisions,
    addRemediations,
    addExceptions,
    addKillSwitch,
    addRunbook,
    addExecutions,
    addUndo,
    addResume,
    addInvestigate,
    addIncident,
    addChangeRequest,
    addAudit,
    addControls,
    addPermissions,
    addKeys,
    addUsers,
    addTokens,
    addLogin,
    addWhoami,
    addExport,
    addImport,
  ];
  for (const add of commands) add(program, shell);
  return program;
}
