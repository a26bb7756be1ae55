import type { VisiblePolicy } from '@trueup/api-contract';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { OperationButton } from '../../components/action-button.tsx';
import { CopyBlock } from '../../components/copy-block.tsx';
import { useGo } from '../../components/use-go.ts';
import { useWords } from '../../i18n/words.ts';
import { pathTo } from '../../paths.ts';
import { DEFAULT_ROLE } from '../accounts/member-role.ts';
import { MemberRolePart } from '../accounts/member-role-part.tsx';
import { accountEntry, draftFaults, firstPolicy, newExternalId, type AccountDraft } from './account-text.ts';
import { ConnectForm } from './connect-form.tsx';

interface ConnectPartProps {
  readonly policy: VisiblePolicy | undefined;
  /** Whom AWS takes the server to be, where that is known. */
  readonly callerArn: string | undefined;
}

/** Connects an account: what the policy says of it, and the role that lets Trueup in. */
export function ConnectPart({ policy, callerArn }: ConnectPartProps) {
  const t = useWords();
  const [draft, setDraft] = useState<AccountDraft>(() => ({
    id: '',
    name: '',
    organizationalUnit: '',
    owner: '',
    regions: ['us-east-1'],
    role: DEFAULT_ROLE,
    externalId: newExternalId(),
  }));
  const kind = policy?.inForce.kind ?? 'none';
  const faults = draftFaults(draft);
  const { role, externalId } = draft;
  return (
    <Container
      header={
        <Header variant="h2" description={t('start.form.text')}>
          {t('accounts.connect')}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <ConnectForm
          draft={draft}
          faults={faults}
          asksRegions={kind === 'none'}
          onChange={(changes) => setDraft((now) => ({ ...now, ...changes }))}
        />
        <PolicyLines draft={draft} kind={kind} isReady={faults.length === 0} />
        {role === '' ? undefined : (
          <SpaceBetween size="s">
            <Box variant="h3">{t('start.template')}</Box>
            <MemberRolePart role={role} externalId={externalId} callerArn={callerArn} />
          </SpaceBetween>
        )}
      </SpaceBetween>
    </Container>
  );
}

interface PolicyLinesProps {
  readonly draft: AccountDraft;
  readonly kind: VisiblePolicy['inForce']['kind'];
  readonly isReady: boolean;
}

/** The lines to add, and where: it depends on which policy counts now. */
function PolicyLines({ draft, kind, isReady }: PolicyLinesProps) {
  const t = useWords();
  const go = useGo();
  const text = kind === 'none' ? firstPolicy(draft) : accountEntry(draft);
  return (
    <SpaceBetween size="s">
      <Box variant="h3">{t('start.lines')}</Box>
      {isReady ? (
        <>
          <Box>{t(`start.lines.${kind}`)}</Box>
          <CopyBlock label={t('start.lines')} text={text} />
          <OperationButton operation="planPolicy" onClick={() => go(pathTo('policySource'))}>
            {t('start.lines.open')}
          </OperationButton>
        </>
      ) : (
        <Box color="text-body-secondary">{t('start.lines.incomplete')}</Box>
      )}
    </SpaceBetween>
  );
}
