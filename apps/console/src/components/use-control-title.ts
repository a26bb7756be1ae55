import { useCallback } from 'react';
import { useIntl } from 'react-intl';

/** The title of a control in the language of the page. One that has no words here keeps the server's, in English. */
export function useControlTitle(): (controlId: string, title: string) => string {
  const intl = useIntl();
  return useCallback(
    (controlId, title) => {
      const id = `control.${controlId}`;
      return Object.hasOwn(intl.messages, id) ? intl.formatMessage({ id }) : title;
    },
    [intl],
  );
}
