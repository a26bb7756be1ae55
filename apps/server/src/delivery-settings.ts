import type { Clock } from '@trueup/core';
import type { DeliveryParts } from '@trueup/delivery';

const SECRET_NAME = /^[A-Z0-9_]{1,64}$/;

/**
 * What deliveries need, out of the server's environment: TRUEUP_SECRET_<NAME> for each secret that a target names,
 * TRUEUP_ALLOWED_HOSTS (host or host:port, comma between them) for hosts in private networks, TRUEUP_SMTP_URL,
 * TRUEUP_MAIL_FROM and TRUEUP_CONSOLE_URL. Secrets are never stored and never shown.
 */
export function deliverySettings(
  environment: Readonly<Record<string, string | undefined>>,
  clock: Clock,
): DeliveryParts {
  const given = (name: string): string | undefined => {
    const value = environment[name]?.trim();
    return value === '' ? undefined : value;
  };
  const smtpUrl = given('TRUEUP_SMTP_URL');
  const from = given('TRUEUP_MAIL_FROM');
  const consoleUrl = given('TRUEUP_CONSOLE_URL');
  return {
    secret: (name) => (SECRET_NAME.test(name) ? given(`TRUEUP_SECRET_${name}`) : undefined),
    allowedHosts:
      given('TRUEUP_ALLOWED_HOSTS')
        ?.split(',')
        .map((host) => host.trim()) ?? [],
    ...(smtpUrl === undefined ? {} : { smtpUrl }),
    ...(from === undefined ? {} : { from }),
    ...(consoleUrl === undefined ? {} : { consoleUrl }),
    clock,
  };
}
