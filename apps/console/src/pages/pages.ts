import type { ComponentType } from 'react';
import type { PathName } from '../paths.ts';

interface LazyPage {
  readonly load: () => Promise<Readonly<Record<string, ComponentType>>>;
  /** The name of its component in that file. */
  readonly component: string;
}

/** Which file shows which path. Each is a chunk of its own. */
export const PAGES: Readonly<Record<PathName, LazyPage>> = {
  overview: { load: () => import('./overview/overview-page.tsx'), component: 'OverviewPage' },
  start: { load: () => import('./start/start-page.tsx'), component: 'StartPage' },
  findings: { load: () => import('./findings/findings-page.tsx'), component: 'FindingsPage' },
  finding: { load: () => import('./findings/finding/finding-page.tsx'), component: 'FindingPage' },
  plans: { load: () => import('./plans/plans-page.tsx'), component: 'PlansPage' },
  plan: { load: () => import('./plans/plan/plan-page.tsx'), component: 'PlanPage' },
  executions: { load: () => import('./executions/executions-page.tsx'), component: 'ExecutionsPage' },
  execution: { load: () => import('./executions/execution/execution-page.tsx'), component: 'ExecutionPage' },
  runbooks: { load: () => import('./runbooks/runbooks-page.tsx'), component: 'RunbooksPage' },
  newRunbook: { load: () => import('./runbooks/new/new-runbook-page.tsx'), component: 'NewRunbookPage' },
  controlRunbook: {
    load: () => import('./runbooks/controls/control-runbook-page.tsx'),
    component: 'ControlRunbookPage',
  },
  documentRunbook: {
    load: () => import('./runbooks/documents/document-runbook-page.tsx'),
    component: 'DocumentRunbookPage',
  },
  remediations: { load: () => import('./policy/remediations/remediations-page.tsx'), component: 'RemediationsPage' },
  policySource: { load: () => import('./policy/source/policy-source-page.tsx'), component: 'PolicySourcePage' },
  windows: { load: () => import('./policy/windows/windows-page.tsx'), component: 'WindowsPage' },
  exceptions: { load: () => import('./policy/exceptions/exceptions-page.tsx'), component: 'ExceptionsPage' },
  exception: { load: () => import('./policy/exceptions/exception/exception-page.tsx'), component: 'ExceptionPage' },
  automationRules: {
    load: () => import('./policy/automation-rules/automation-rules-page.tsx'),
    component: 'AutomationRulesPage',
  },
  automationRule: {
    load: () => import('./policy/automation-rules/automation-rule/automation-rule-page.tsx'),
    component: 'AutomationRulePage',
  },
  eventRules: { load: () => import('./policy/event-rules/event-rules-page.tsx'), component: 'EventRulesPage' },
  eventRule: { load: () => import('./policy/event-rules/event-rule/event-rule-page.tsx'), component: 'EventRulePage' },
  deliveries: { load: () => import('./policy/deliveries/deliveries-page.tsx'), component: 'DeliveriesPage' },
  notifications: {
    load: () => import('./policy/notifications/notifications-page.tsx'),
    component: 'NotificationsPage',
  },
  accounts: { load: () => import('./accounts/accounts-page.tsx'), component: 'AccountsPage' },
  account: { load: () => import('./accounts/account/account-page.tsx'), component: 'AccountPage' },
  audit: { load: () => import('./audit/audit-page.tsx'), component: 'AuditPage' },
  settings: { load: () => import('./settings/settings-page.tsx'), component: 'SettingsPage' },
  users: { load: () => import('./settings/users/users-page.tsx'), component: 'UsersPage' },
  tokens: { load: () => import('./settings/tokens/tokens-page.tsx'), component: 'TokensPage' },
  killSwitch: { load: () => import('./settings/kill-switch/kill-switch-page.tsx'), component: 'KillSwitchPage' },
  health: { load: () => import('./settings/health/health-page.tsx'), component: 'HealthPage' },
};
