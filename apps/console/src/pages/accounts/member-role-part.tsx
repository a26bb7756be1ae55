import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { useState } from 'react';
import { useAsked } from '../../api/use-asked.ts';
import { LazyCodeEditor } from '../../components/code/lazy-code-editor.tsx';
import { CopyBlock } from '../../components/copy-block.tsx';
import { downloadText } from '../../components/download-text.ts';
import { Loaded } from '../../components/loaded.tsx';
import { useWords } from '../../i18n/words.ts';
import { deployCommand, principalOf, TEMPLATE_FILE } from './member-role.ts';

type Mode = 'detect' | 'remediate';
const MODES: readonly Mode[] = ['remediate', 'detect'];

interface MemberRolePartProps {
  /** As the policy names it, or is about to. */
  readonly role?: string | undefined;
  readonly externalId?: string | undefined;
  /** Whom AWS takes the server to be, where that is known. */
  readonly callerArn?: string | undefined;
}

/** The template that makes the member role, and the command that brings it into the account. */
export function MemberRolePart({ role, externalId, callerArn }: MemberRolePartProps) {
  const t = useWords();
  const [mode, setMode] = useState<Mode>('remediate');
  const template = useAsked('permissions', { format: 'cloudformation', mode });
  const principal = callerArn === undefined ? undefined : principalOf(callerArn);
  return (
    <SpaceBetween size="m">
      <Box>{t('accounts.template.text')}</Box>
      <FormField label={t('accounts.template.mode')} description={t(`accounts.template.${mode}.text`)}>
        <SegmentedControl
          label={t('accounts.template.mode')}
          selectedId={mode}
          options={MODES.map((id) => ({ id, text: t(`accounts.template.${id}`) }))}
          onChange={({ detail }) => setMode(detail.selectedId as Mode)}
        />
      </FormField>
      <Loaded query={template}>
        {({ text }) => (
          <SpaceBetween size="s">
            <Button iconName="download" onClick={() => downloadText(TEMPLATE_FILE, text, 'application/json')}>
              {t('accounts.template.download')}
            </Button>
            <ExpandableSection headerText={t('accounts.template.show')}>
              <LazyCodeEditor label={t('accounts.template.label')} language="json" value={text} height="24rem" />
            </ExpandableSection>
          </SpaceBetween>
        )}
      </Loaded>
      <div>
        <Box variant="awsui-key-label">{t('accounts.template.deploy')}</Box>
        <CopyBlock label={t('accounts.template.deploy')} text={deployCommand({ principal, externalId, role })} />
      </div>
    </SpaceBetween>
  );
}
