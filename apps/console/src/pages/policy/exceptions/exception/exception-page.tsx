import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Exception, Output } from '@trueup/api-contract';
import { useState } from 'react';
import { useAct } from '../../../../api/use-act.ts';
import { useAsked } from '../../../../api/use-asked.ts';
import { OperationButton } from '../../../../components/action-button.tsx';
import { Instant } from '../../../../components/instant.tsx';
import { Loaded } from '../../../../components/loaded.tsx';
import { Page } from '../../../../components/page.tsx';
import { ScopeWords } from '../../../../components/scope-words.tsx';
import { useGo } from '../../../../components/use-go.ts';
import { useParam } from '../../../../components/use-param.ts';
import { useSearchState } from '../../../../components/use-search-state.ts';
import { ReasonDialog } from '../../../../forms/reason-dialog.tsx';
import { useWords } from '../../../../i18n/words.ts';
import { pathTo } from '../../../../paths.ts';
import { useNotices } from '../../../../shell/notices.tsx';
import { draftOfException, exceptionInput } from '../exception-draft.ts';
import { ExceptionForm } from '../exception-form.tsx';
import { Expiry, useCoversWords, useOriginWords } from '../exception-words.tsx';
import { CoveredFindings } from './covered-findings.tsx';

/** One exception and what it covers; with `edit=1` in the URL, the form that changes it. */
export function ExceptionPage() {
  const t = useWords();
  const { exceptionId } = useParam('exception');
  const [search, change] = useSearchState();
  const query = useAsked('getException', { id: exceptionId });
  const isEdit = search['edit'] === '1' && query.data !== undefined && query.data.exception.origin !== 'policy';
  return (
    <Page
      title={exceptionId}
      above={[{ text: t('nav.exceptions'), href: pathTo('exceptions') }]}
      actions={
        query.data === undefined || isEdit ? undefined : (
          <Actions exception={query.data.exception} onEdit={() => change({ edit: '1' }, 'push')} />
        )
      }
    >
      <Loaded query={query}>
        {(shown) => (isEdit ? <Edit exception={shown.exception} /> : <Shown shown={shown} />)}
      </Loaded>
    </Page>
  );
}

function Shown({ shown }: { readonly shown: Output<'getException'> }) {
  const t = useWords();
  const coversWords = useCoversWords();
  const { exception, findingIds } = shown;
  return (
    <SpaceBetween size="l">
      {exception.origin === 'person' ? undefined : <Elsewhere exception={exception} />}
      <Facts exception={exception} />
      <CoveredFindings findingIds={findingIds} counter={coversWords(shown)} />
      {shown.covers > findingIds.length ? (
        <Box color="text-body-secondary">{t('exceptions.covered.first', { count: findingIds.length })}</Box>
      ) : undefined}
    </SpaceBetween>
  );
}

/** Why it cannot be changed here, or what Trueup meant by it. */
function Elsewhere({ exception }: { readonly exception: Exception }) {
  const t = useWords();
  if (exception.origin === 'policy') {
    return (
      <Alert type="info" action={<Link href={pathTo('policySource')}>{t('remediations.openPolicy')}</Link>}>
        {t('exceptions.inPolicy')}
      </Alert>
    );
  }
  return (
    <Alert type="warning" header={t('exceptions.quarantine')}>
      {t('exceptions.quarantine.text')}
    </Alert>
  );
}

function Facts({ exception }: { readonly exception: Exception }) {
  const t = useWords();
  const originWords = useOriginWords();
  const { remindDays, remindedAt } = exception;
  return (
    <Container header={<Header variant="h2">{t('exceptions.facts')}</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: t('exceptions.scope'), value: <ScopeWords scope={exception.scope} /> },
          { label: t('exceptions.justification'), value: exception.justification },
          {
            label: t('exceptions.expires'),
            value: (
              <>
                <Expiry exception={exception} /> <Instant at={exception.expiresAt} />
              </>
            ),
          },
          { label: t('exceptions.owner'), value: exception.owner },
          { label: t('exceptions.approver'), value: exception.approver },
          {
            label: t('exceptions.origin'),
            value: (
              <>
                {originWords(exception)}, <Instant at={exception.createdAt} />
              </>
            ),
          },
          {
            label: t('exceptions.reminder'),
            value:
              remindedAt === undefined ? (
                t('exceptions.reminder.days', { days: remindDays ?? 7 })
              ) : (
                <>
                  {t('exceptions.reminded')} <Instant at={remindedAt} />
                </>
              ),
          },
        ]}
      />
    </Container>
  );
}

function Actions({ exception, onEdit }: { readonly exception: Exception; readonly onEdit: () => void }) {
  const t = useWords();
  const go = useGo();
  const notices = useNotices();
  const [isAsking, setIsAsking] = useState(false);
  const remove = useAct('removeException', ({ id }) => {
    notices.done(t('exceptions.removed', { id }));
    go(pathTo('exceptions'));
  });
  const because = exception.origin === 'policy' ? t('exceptions.inPolicy') : undefined;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <OperationButton operation="changeException" because={because} onClick={onEdit}>
        {t('common.edit')}
      </OperationButton>
      <OperationButton operation="removeException" because={because} onClick={() => setIsAsking(true)}>
        {t('exceptions.remove')}
      </OperationButton>
      {isAsking ? (
        <ReasonDialog
          title={t('exceptions.remove.title', { id: exception.id })}
          confirm={t('exceptions.remove')}
          reason="optional"
          isPending={remove.isPending}
          problem={remove.error}
          onConfirm={(reason) => remove.mutate({ id: exception.id, ...(reason === undefined ? {} : { reason }) })}
          onDismiss={() => {
            remove.reset();
            setIsAsking(false);
          }}
        >
          {t('exceptions.remove.text')}
        </ReasonDialog>
      ) : undefined}
    </SpaceBetween>
  );
}

function Edit({ exception }: { readonly exception: Exception }) {
  const t = useWords();
  const notices = useNotices();
  const [, change] = useSearchState();
  const done = (): void => change({ edit: undefined });
  const save = useAct('changeException', () => {
    notices.done(t('exceptions.changed', { id: exception.id }));
    done();
  });
  return (
    <ExceptionForm
      initial={draftOfException(exception)}
      operation="changeException"
      placedAt={Date.parse(exception.createdAt)}
      isPending={save.isPending}
      problem={save.error}
      onSubmit={(draft) => {
        const input = exceptionInput(draft);
        if (input !== undefined) save.mutate({ id: exception.id, ...input });
      }}
      onCancel={done}
    />
  );
}
