import Box from '@cloudscape-design/components/box';
import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { Problem } from '@trueup/api-contract';
import { useState } from 'react';
import { useAsked } from '../../../api/use-asked.ts';
import { LazyCodeEditor } from '../../../components/code/lazy-code-editor.tsx';
import { useSettled } from '../../../components/use-settled.ts';
import { useWords } from '../../../i18n/words.ts';
import { EVENT_SAMPLES } from './event-samples.ts';

/** Says whether a pattern matches an event, as both are typed. */
export function PatternTester({ pattern }: { readonly pattern: string }) {
  const t = useWords();
  const [name, setName] = useState<string>();
  const [event, setEvent] = useState(() => textOf(EVENT_SAMPLES[0]?.event));
  const chosen = EVENT_SAMPLES.find((sample) => sample.name === name);
  return (
    <SpaceBetween size="s">
      <FormField label={t('events.sample')} description={t('events.sample.text')}>
        <Select
          filteringType="auto"
          filteringAriaLabel={t('events.sample')}
          selectedOption={{ value: name ?? '', label: name ?? EVENT_SAMPLES[0]?.name ?? '' }}
          options={EVENT_SAMPLES.map((sample) => ({ value: sample.name, label: sample.name }))}
          onChange={({ detail }) => {
            const found = EVENT_SAMPLES.find((sample) => sample.name === detail.selectedOption.value);
            setName(found?.name);
            setEvent(textOf(found?.event));
          }}
        />
      </FormField>
      <TestResult pattern={pattern} event={event} />
      <LazyCodeEditor
        key={chosen?.name ?? ''}
        label={t('events.sample.event')}
        language="json"
        value={event}
        onChange={setEvent}
        height="20rem"
      />
    </SpaceBetween>
  );
}

const textOf = (event: unknown): string => JSON.stringify(event ?? {}, undefined, 2);

function TestResult({ pattern, event }: { readonly pattern: string; readonly event: string }) {
  const t = useWords();
  const typed = useSettled(JSON.stringify({ pattern, event }));
  const { data, error, isFetching } = useAsked(
    'testEventPattern',
    JSON.parse(typed) as { pattern: string; event: string },
  );
  return (
    <div aria-live="polite">
      {error !== null ? (
        <Fault error={error} />
      ) : data === undefined || isFetching ? (
        <StatusIndicator type="loading">{t('events.test.asking')}</StatusIndicator>
      ) : (
        <StatusIndicator type={data.matches ? 'success' : 'stopped'}>
          {t(data.matches ? 'events.test.matches' : 'events.test.differs')}
        </StatusIndicator>
      )}
    </div>
  );
}

/** Which of the two texts is wrong, with the server's line about it. */
function Fault({ error }: { readonly error: unknown }) {
  const t = useWords();
  const isPattern = error instanceof Problem && error.faults?.some(({ path }) => path === 'pattern') === true;
  return (
    <>
      <StatusIndicator type="error">{t(isPattern ? 'events.test.badPattern' : 'events.test.badEvent')}</StatusIndicator>
      <Box variant="small" display="block">
        {error instanceof Error ? error.message : String(error)}
      </Box>
    </>
  );
}
