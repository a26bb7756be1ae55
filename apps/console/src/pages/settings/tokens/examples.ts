/** How a program comes in with a token. */
export const tokenExample = (server: string): string =>
  [
    `export TRUEUP_TOKEN=…`,
    `npx trueup --server ${server} findings list`,
    `curl -H "authorization: Bearer $TRUEUP_TOKEN" ${server}/api/v1/me`,
  ].join('\n');

/** How the AWS CLI comes in with a key. The port is the one that the server was started with. */
export const keyExample = (accessKeyId: string, host: string): string =>
  [
    `export AWS_ACCESS_KEY_ID=${accessKeyId} AWS_SECRET_ACCESS_KEY=…`,
    `aws --endpoint-url http://${host}:4748 --region us-east-1 ssm describe-automation-executions`,
  ].join('\n');
