/** What a person types to name it: the last part of its ARN. */
export function endOfArn(arn: string): string {
  return arn.split('/').at(-1) ?? arn;
}
