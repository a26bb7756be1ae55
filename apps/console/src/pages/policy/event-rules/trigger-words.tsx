import Box from '@cloudscape-design/components/box';
import type { EventRule } from '@trueup/api-contract';
import { useWords, type Words } from '../../../i18n/words.ts';
import { patternSummary } from './pattern-summary.ts';
import { readSchedule } from './schedule-reading.ts';

/** When a rule sends something, in a line or two. */
export function TriggerWords({ pattern, schedule }: Pick<EventRule, 'pattern' | 'schedule'>) {
  const t = useWords();
  return (
    <>
      {pattern === undefined ? undefined : <div>{patternWords(t, pattern)}</div>}
      {schedule === undefined ? undefined : (
        <div>
          {scheduleWords(t, schedule.expression)}{' '}
          <Box variant="small" display="inline">
            {schedule.timeZone ?? 'UTC'}
          </Box>
        </div>
      )}
    </>
  );
}

export function patternWords(t: Words, pattern: string): string {
  const summary = patternSummary(pattern);
  if (summary === undefined) return pattern;
  const { sources, detailTypes, others } = summary;
  const what = detailTypes.length > 0 ? detailTypes.join(', ') : sources.join(', ');
  if (others.length === 0) return what === '' ? t('events.when.any') : what;
  const paths = others.map((path) => path.split('.').at(-1) ?? path).join(', ');
  return t('events.when.where', { what: what === '' ? t('events.when.any') : what, paths });
}

export function scheduleWords(t: Words, expression: string): string {
  const reading = readSchedule(expression);
  switch (reading.kind) {
    case 'rate':
      return t('events.when.rate', { every: reading.every, unit: reading.unit });
    case 'daily':
      return t('events.when.daily', { time: reading.time });
    case 'weekly':
      return t('events.when.weekly', { time: reading.time, days: reading.days });
    case 'other':
      return expression;
  }
}
