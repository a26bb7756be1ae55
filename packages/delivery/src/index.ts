export type { DeliveryParts } from './delivery-parts.ts';
export type { Network } from './guard/network.ts';
export { httpDeliveries } from './http-deliveries.ts';
export { approvalMessage } from './slack-approvals/approval-message.ts';
export { connectSlack } from './slack-approvals/connect-slack.ts';
export { slackApprovals, type ApprovalDesk } from './slack-approvals/slack-approvals.ts';
export {
  appIdOf,
  type SlackConnection,
  type SlackEnvelope,
  type SlackSettings,
} from './slack-approvals/slack-connection.ts';
