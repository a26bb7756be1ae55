import Box from '@cloudscape-design/components/box';
import {
  colorBackgroundInputDisabled,
  colorBackgroundItemSelected,
  colorBorderDividerDefault,
  colorTextBodySecondary,
} from '@cloudscape-design/design-tokens';
import { useSearchState } from '../../../components/use-search-state.ts';
import { useWords } from '../../../i18n/words.ts';
import { pathTo } from '../../../paths.ts';

interface ScriptLogProps {
  readonly executionId: string;
  readonly stepId: string;
  readonly log: string;
}

/** What a script wrote. Each line has a number, which is a link to it. */
export function ScriptLog({ executionId, stepId, log }: ScriptLogProps) {
  const t = useWords();
  const [search] = useSearchState();
  const linked = search['step'] === stepId ? search['line'] : undefined;
  const lines = log.replace(/\n$/, '').split('\n');
  return (
    <div>
      <Box variant="h4">{t('execution.log')}</Box>
      <div
        role="region"
        aria-label={t('execution.logOf', { step: stepId })}
        // What scrolls can be reached by keyboard.
        tabIndex={0}
        style={{
          maxHeight: '24rem',
          overflow: 'auto',
          border: `1px solid ${colorBorderDividerDefault}`,
          borderRadius: '8px',
          background: colorBackgroundInputDisabled,
          fontFamily: 'ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace',
          fontSize: '13px',
        }}
      >
        {lines.map((text, index) => {
          const line = String(index + 1);
          return (
            <div key={line} style={line === linked ? { background: colorBackgroundItemSelected } : {}}>
              <a
                href={pathTo('execution', { executionId }, { step: stepId, line })}
                aria-label={t('execution.line', { line })}
                style={{
                  display: 'inline-block',
                  minWidth: '3.5em',
                  paddingRight: '1em',
                  textAlign: 'right',
                  color: colorTextBodySecondary,
                }}
              >
                {line}
              </a>
              <span style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{text}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
