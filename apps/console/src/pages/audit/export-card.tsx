import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { streams, writeQuery } from '@trueup/api-contract';
import { useState } from 'react';
import { CopyText } from '../../components/copy-text.tsx';
import { useWords } from '../../i18n/words.ts';
import { timesOf, type RecordFilter } from './record-filter.ts';
import { TimeRange } from './time-range.tsx';

/** As the server names it. */
const FILE = 'records.jsonl';
const LINES = [
  `trueup audit verify --file ${FILE}`,
  `trueup audit verify --file ${FILE} --checkpoints s3://audit-bucket/trueup --key trueup.pub`,
];

type Time = Pick<RecordFilter, 'last' | 'from' | 'to'>;
const LAST_QUARTER: Time = { last: { amount: 3, unit: 'month' }, from: undefined, to: undefined };

/** A time up to now ends when it was chosen. */
const chosenOf = (time: Time): { readonly time: Time; readonly href: string } => ({
  time,
  href: writeQuery(streams.exportRecords.path, timesOf(time, new Date())),
});

/** Evidence to take along: a part of the log that can be verified without Trueup's server. */
export function ExportCard() {
  const t = useWords();
  const [{ time, href }, setChosen] = useState(() => chosenOf(LAST_QUARTER));
  return (
    <Container
      fitHeight
      header={
        <Header variant="h2" description={t('audit.export.text')}>
          {t('audit.export')}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <SpaceBetween direction="horizontal" size="xs" alignItems="end">
          <FormField label={t('audit.export.time')}>
            <TimeRange label={t('audit.export.time')} value={time} onChange={(next) => setChosen(chosenOf(next))} />
          </FormField>
          <Button variant="primary" iconName="download" href={href} download={FILE}>
            {t('audit.export.download')}
          </Button>
        </SpaceBetween>
        <div>
          <Box variant="h3">{t('audit.export.proves')}</Box>
          <Box>{t('audit.export.proves.text')}</Box>
        </div>
        <div>
          <Box variant="h3">{t('audit.export.verify')}</Box>
          <SpaceBetween size="xxs">
            <Box>{t('audit.export.verify.text')}</Box>
            {LINES.map((line) => (
              <Box key={line} variant="code">
                <CopyText text={line} />
              </Box>
            ))}
            <Box color="text-body-secondary">{t('audit.export.remove')}</Box>
          </SpaceBetween>
        </div>
      </SpaceBetween>
    </Container>
  );
}
