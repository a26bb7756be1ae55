import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ControlSummary } from '@trueup/api-contract';
import { Severity } from '../../../components/severity.tsx';
import { openFindingsWith } from '../../../finding-view/finding-view.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';
import { RiskBadge } from '../../plans/risk-badge.tsx';
import { requirementsOf } from './requirements-of.ts';

/** What a control asks for, by which standards, and what repairing it risks. */
export function ControlAbout({ control }: { readonly control: ControlSummary }) {
  const t = useWords();
  const { id, severity, risk, resourceTypes, scope, configRule, approvalOnly, noUndoReason, aliases = [] } = control;
  const findings = openFindingsWith({ ComplianceSecurityControlId: [id] });
  return (
    <SpaceBetween size="m">
      <KeyValuePairs
        columns={4}
        items={[
          { label: t('runbooks.severity'), value: <Severity value={severity} /> },
          { label: t('runbooks.risk'), value: <RiskBadge risk={risk} /> },
          {
            label: t('runbooks.undo'),
            value:
              noUndoReason === undefined
                ? t('runbooks.undo.runbook')
                : t('runbooks.undo.none', { reason: noUndoReason }),
          },
          {
            label: t('runbooks.approval'),
            value:
              approvalOnly === undefined
                ? t('runbooks.approval.byPolicy')
                : t('runbooks.approval.always', { reason: approvalOnly }),
          },
          { label: t('runbooks.resourceTypes'), value: <Lines of={resourceTypes} /> },
          { label: t('runbooks.scope'), value: t(`runbooks.scope.${scope}`) },
          {
            label: t('runbooks.configRule'),
            value: configRule === undefined ? t('common.none') : <Lines of={[configRule.name]} />,
          },
          {
            label: t('nav.findings'),
            value: <Link href={pathTo('findings', {}, findings)}>{t('runbooks.openFindings', { id })}</Link>,
          },
          ...(aliases.length === 0 ? [] : [{ label: t('runbooks.aliases'), value: aliases.join(', ') }]),
        ]}
      />
      <div>
        <Box variant="awsui-key-label">{t('runbooks.requirements')}</Box>
        <Lines of={requirementsOf(control)} />
      </div>
    </SpaceBetween>
  );
}

function Lines({ of }: { readonly of: readonly string[] }) {
  const t = useWords();
  if (of.length === 0) return <>{t('common.none')}</>;
  return of.map((line) => (
    <Box key={line} display="block">
      <span style={{ overflowWrap: 'anywhere' }}>{line}</span>
    </Box>
  ));
}
