import type { AccountSummary } from '@trueup/api-contract';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Steps, { type StepsProps } from '@cloudscape-design/components/steps';
import type { ReactNode } from 'react';
import { openFindingsWith } from '../../finding-view/finding-view.ts';
import { useWords } from '../../i18n/words.ts';
import { pathTo } from '../../paths.ts';
import { AccountCheck } from '../accounts/account-check.tsx';
import { ScanButton } from '../accounts/scan-button.tsx';
import { ScanProgress } from '../accounts/scan-progress.tsx';
import { START_STEPS, type StartStep, type StepStanding } from './start-steps.ts';

const LOOKS: Readonly<Record<StepStanding, StepsProps.Status>> = {
  done: 'success',
  current: 'in-progress',
  later: 'pending',
};

interface StepListProps {
  readonly standings: Readonly<Record<StartStep, StepStanding>>;
  readonly accounts: readonly AccountSummary[];
}

/** The way to the first verified repair, with what is done and what comes next. */
export function StepList({ standings, accounts }: StepListProps) {
  const t = useWords();
  const done = START_STEPS.filter((step) => standings[step] === 'done').length;
  return (
    <Container
      header={
        <Header variant="h2" description={t('start.progress', { done, all: START_STEPS.length })}>
          {t('start.steps')}
        </Header>
      }
    >
      <Steps
        ariaLabel={t('start.steps')}
        steps={START_STEPS.map((step) => ({
          status: LOOKS[standings[step]],
          statusIconAriaLabel: t(`start.standing.${standings[step]}`),
          header: <Box variant="strong">{t(`start.step.${step}`)}</Box>,
          details: (
            <SpaceBetween size="xs">
              <Box color="text-body-secondary">{t(`start.step.${step}.text`)}</Box>
              {standings[step] === 'later' ? undefined : <StepAction step={step} accounts={accounts} />}
            </SpaceBetween>
          ),
        }))}
      />
    </Container>
  );
}

/** What one does for a step, or sees of it. */
function StepAction({ step, accounts }: { readonly step: StartStep; readonly accounts: StepListProps['accounts'] }) {
  const t = useWords();
  const [first] = accounts;
  const running = accounts.find(({ lastScan }) => lastScan?.status === 'running')?.lastScan;
  const actions: Readonly<Record<StartStep, ReactNode>> = {
    connect:
      first === undefined ? undefined : (
        <Link href={pathTo('accounts')}>{t('accounts.count', { count: accounts.length })}</Link>
      ),
    enter:
      first === undefined ? undefined : (
        <>
          <Link href={pathTo('account', { accountId: first.id }, { tab: 'role' })}>{first.name}</Link>
          <AccountCheck id={first.id} name={first.name} isAsked />
        </>
      ),
    scan: running === undefined ? <ScanButton /> : <ScanProgress id={running.id} />,
    plan: (
      <SpaceBetween direction="horizontal" size="m">
        <Link href={pathTo('findings', {}, openFindingsWith({}))}>{t('start.step.plan.findings')}</Link>
        <Link href={pathTo('plans')}>{t('nav.plans')}</Link>
      </SpaceBetween>
    ),
    verify: (
      <Link href={pathTo('executions', {}, { kind: 'repair', outcome: 'verified' })}>
        {t('start.step.verify.executions')}
      </Link>
    ),
  };
  return <>{actions[step]}</>;
}
