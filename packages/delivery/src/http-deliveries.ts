import type { Deliver } from '@trueup/core';
import type { DeliveryParts } from './delivery-parts.ts';
import { emailDelivery } from './people/email.ts';
import { jiraDelivery } from './people/jira.ts';
import { serviceNowDelivery } from './people/servicenow.ts';
import { slackDelivery } from './people/slack.ts';
import { teamsDelivery } from './people/teams.ts';
import { webhookDelivery } from './targets/webhook.ts';

type HttpTargetKind = 'webhook' | 'email' | 'slack' | 'teams' | 'jira' | 'servicenow';

/** Sends to what is not AWS, by the kind of target. */
export function httpDeliveries(parts: DeliveryParts): { readonly [K in HttpTargetKind]: Deliver<K> } {
  return {
    webhook: webhookDelivery(parts),
    email: emailDelivery(parts),
    slack: slackDelivery(parts),
    teams: teamsDelivery(parts),
    jira: jiraDelivery(parts),
    servicenow: serviceNowDelivery(parts),
  };
}
