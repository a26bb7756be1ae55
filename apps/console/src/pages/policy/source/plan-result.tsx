import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Output } from '@trueup/api-contract';
import { OperationButton } from '../../../components/action-button.tsx';
import { CopyText } from '../../../components/copy-text.tsx';
import { useWords } from '../../../i18n/words.ts';
import { ChangeList } from './change-list.tsx';
import { EffectTable } from './effect-table.tsx';
import type { PolicyFiles } from './policy-draft.ts';
import { UnprovenTable } from './unproven-table.tsx';

interface PlanResultProps {
  readonly planned: { readonly files: PolicyFiles; readonly plan: Output<'planPolicy'> };
  /** The files were changed since. */
  readonly isOutdated: boolean;
  readonly onApply: () => void;
}

/** What would change if the files were applied. */
export function PlanResult({ planned: { plan }, isOutdated, onApply }: PlanResultProps) {
  const t = useWords();
  if (plan.kind === 'invalid') {
    return (
      <Alert type="error" header={t('policySource.plan.invalid')}>
        {t('policySource.plan.invalid.text')}
      </Alert>
    );
  }
  const { changes, changesTotal, effect, unproven, warnings, planHash } = plan;
  const unchanged = changesTotal === 0 && plan.inForce.kind === 'applied' && plan.inForce.hash === plan.hash;
  const because = isOutdated
    ? t('policySource.plan.outdated')
    : unchanged
      ? t('policySource.plan.unchanged')
      : undefined;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={
            <>
              {t('policySource.plan.hash')} <CopyText text={planHash} />
            </>
          }
          actions={
            <OperationButton operation="applyPolicy" variant="primary" because={because} onClick={onApply}>
              {t('policySource.apply')}
            </OperationButton>
          }
        >
          {t('policySource.plan.title', { count: changesTotal })}
        </Header>
      }
    >
      <SpaceBetween size="l">
        {isOutdated ? <Alert type="warning">{t('policySource.plan.outdated')}</Alert> : undefined}
        {warnings.length === 0 ? undefined : (
          <Alert type="warning" header={t('policySource.warnings', { count: warnings.length })}>
            {warnings.map(({ file, line, column, message }, index) => (
              <div key={index}>
                {t('policySource.place', { file, line, column })} {message}
              </div>
            ))}
          </Alert>
        )}
        <div>
          <Box variant="h3">{t('policySource.plan.changes')}</Box>
          <ChangeList label={t('policySource.plan.changes')} changes={changes} total={changesTotal} />
        </div>
        <EffectTable effect={effect} />
        {unproven.length === 0 ? undefined : <UnprovenTable unproven={unproven} />}
      </SpaceBetween>
    </Container>
  );
}
