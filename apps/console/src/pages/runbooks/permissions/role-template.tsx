import Button from '@cloudscape-design/components/button';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Box from '@cloudscape-design/components/box';
import { useState } from 'react';
import { useAsked } from '../../../api/use-asked.ts';
import { LazyCodeEditor } from '../../../components/code/lazy-code-editor.tsx';
import { downloadText } from '../../../components/download-text.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { useWords } from '../../../i18n/words.ts';

const FORMATS = ['cloudformation', 'iam'] as const;

/** What gives the member role all that this control needs, to be deployed in the account. */
export function RoleTemplate({ controlId }: { readonly controlId: string }) {
  const t = useWords();
  const [format, setFormat] = useState<(typeof FORMATS)[number]>('cloudformation');
  const query = useAsked('permissions', { format, controls: [controlId], mode: 'remediate' });
  return (
    <SpaceBetween size="s">
      <Box variant="h3">{t('runbooks.role')}</Box>
      <SegmentedControl
        label={t('runbooks.role.format')}
        selectedId={format}
        options={FORMATS.map((id) => ({ id, text: t(`runbooks.role.${id}`) }))}
        onChange={({ detail }) => setFormat(FORMATS.find((one) => one === detail.selectedId) ?? 'cloudformation')}
      />
      <Loaded query={query}>
        {({ text }) => (
          <SpaceBetween size="s">
            <LazyCodeEditor label={t('runbooks.role')} language="json" value={text} height="20rem" />
            <Button
              iconName="download"
              onClick={() => downloadText(`trueup-${controlId}-${format}.json`, text, 'application/json')}
            >
              {t('common.download')}
            </Button>
          </SpaceBetween>
        )}
      </Loaded>
    </SpaceBetween>
  );
}
