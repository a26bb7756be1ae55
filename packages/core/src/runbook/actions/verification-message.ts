/** What SSM says of launched instances that go another way than to running (automation-documents, 4.20 and 4.24). */
export function verificationFailedMessage(detail: string): string {
  return (
    `Step fails when it's verifying launched instance(s) are ready to be used. ${detail}. ` +
    'Please refer to Automation Service Troubleshooting Guide for more diagnosis details.'
  );
}
