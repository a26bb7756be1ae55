import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Grid from '@cloudscape-design/components/grid';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { LazyCodeEditor } from '../../../../components/code/lazy-code-editor.tsx';
import { useWords } from '../../../../i18n/words.ts';
import { PatternTester } from '../pattern-tester.tsx';
import { scheduleWords } from '../trigger-words.tsx';
import { NEW_PATTERN, NEW_SCHEDULE, type RuleDraft } from './rule-draft.ts';

interface RuleFieldsProps {
  readonly draft: RuleDraft;
  readonly onChange: (draft: RuleDraft) => void;
}

const HALVES = [{ colspan: { default: 12, s: 6 } }, { colspan: { default: 12, s: 6 } }];

/** When a rule fires: on events that its pattern matches, on a schedule, or both. */
export function RuleFields({ draft, onChange }: RuleFieldsProps) {
  const t = useWords();
  const { pattern } = draft;
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header variant="h2" description={t('events.pattern.text')}>
            {t('events.pattern')}
          </Header>
        }
      >
        <SpaceBetween size="s">
          <Checkbox
            checked={pattern !== undefined}
            onChange={({ detail }) => onChange({ ...draft, pattern: detail.checked ? NEW_PATTERN : undefined })}
          >
            {t('events.pattern.use')}
          </Checkbox>
          {pattern === undefined ? undefined : (
            <Grid gridDefinition={HALVES}>
              <FormField label={t('events.pattern.json')} description={t('events.pattern.hint')} stretch>
                <LazyCodeEditor
                  label={t('events.pattern.json')}
                  language="json"
                  value={pattern}
                  onChange={(next) => onChange({ ...draft, pattern: next })}
                  height="26rem"
                />
              </FormField>
              <PatternTester pattern={pattern} />
            </Grid>
          )}
        </SpaceBetween>
      </Container>
      <ScheduleFields draft={draft} onChange={onChange} />
    </SpaceBetween>
  );
}

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

function ScheduleFields({ draft, onChange }: RuleFieldsProps) {
  const t = useWords();
  const { schedule } = draft;
  return (
    <Container
      header={
        <Header variant="h2" description={t('events.schedule.text')}>
          {t('events.schedule')}
        </Header>
      }
    >
      <SpaceBetween size="s">
        <Checkbox
          checked={schedule !== undefined}
          onChange={({ detail }) => onChange({ ...draft, schedule: detail.checked ? NEW_SCHEDULE : undefined })}
        >
          {t('events.schedule.use')}
        </Checkbox>
        {schedule === undefined ? undefined : (
          <Grid gridDefinition={HALVES}>
            <FormField
              label={t('events.schedule.expression')}
              description={t('events.schedule.hint')}
              constraintText={scheduleWords(t, schedule.expression)}
            >
              <Input
                value={schedule.expression}
                spellcheck={false}
                onChange={({ detail }) => onChange({ ...draft, schedule: { ...schedule, expression: detail.value } })}
              />
            </FormField>
            <FormField label={t('events.schedule.zone')} description={t('events.schedule.zone.text')}>
              <Select
                filteringType="auto"
                filteringAriaLabel={t('events.schedule.zone')}
                virtualScroll
                selectedOption={{ value: schedule.timeZone, label: schedule.timeZone }}
                options={ZONES.map((value) => ({ value, label: value }))}
                onChange={({ detail }) =>
                  onChange({ ...draft, schedule: { ...schedule, timeZone: detail.selectedOption.value ?? 'UTC' } })
                }
              />
            </FormField>
          </Grid>
        )}
      </SpaceBetween>
    </Container>
  );
}
