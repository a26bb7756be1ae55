import type { Door } from '@trueup/core';

/** The stand-in answers one call at a time, so nobody may wait in it for a message. */
export function impatientDoor(real: Door): Door {
  return {
    ...real,
    open(scope, options) {
      const session = real.open(scope, options);
      return {
        call({ parameters, ...rest }, callOptions) {
          const asked = rest.operation === 'ReceiveMessage' ? { ...parameters, WaitTimeSeconds: 0 } : parameters;
          return session.call({ ...rest, parameters: asked }, callOptions);
        },
      };
    },
  };
}
