import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import type { en } from './en/index.ts';

/** The id of a message: English has them all, and every other language must. */
export type MessageId = keyof typeof en;
export type Messages = Readonly<Record<MessageId, string>>;
type MessageValues = Readonly<Record<string, string | number | boolean | Date | undefined>>;
export type Words = (id: MessageId, values?: MessageValues) => string;

/** Says a message in the language of the page. */
export function useWords(): Words {
  const intl = useIntl();
  return useCallback((id, values) => intl.formatMessage({ id }, values), [intl]);
}

/** For what a server may send that this version has no word for yet, such as a status: the value itself. */
export function useWordOf(): (prefix: string, value: string) => string {
  const intl = useIntl();
  return useCallback(
    (prefix, value) => {
      const id = `${prefix}.${value}`;
      return Object.hasOwn(intl.messages, id) ? intl.formatMessage({ id }) : value;
    },
    [intl],
  );
}
