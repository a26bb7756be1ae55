/**
 * The IAM actions without which an action that makes calls of its own cannot succeed (automation-documents, section 4).
 * Others may come to them, as `iam:PassRole` does where a role is handed on.
 */
export const ACTION_PERMISSIONS: Readonly<Record<string, readonly string[] | undefined>> = {
  'aws:changeInstanceState': ['ec2:DescribeInstances'],
  'aws:copyImage': ['ec2:CopyImage', 'ec2:DescribeImages'],
  'aws:createImage': ['ec2:CreateImage', 'ec2:DescribeImages'],
  'aws:createStack': ['cloudformation:CreateStack', 'cloudformation:DescribeStacks'],
  'aws:deleteImage': ['ec2:DescribeImages', 'ec2:DeregisterImage', 'ec2:DeleteSnapshot'],
  'aws:deleteStack': ['cloudformation:DeleteStack', 'cloudformation:DescribeStacks'],
  'aws:executeStateMachine': ['states:StartExecution', 'states:DescribeExecution'],
  'aws:invokeLambdaFunction': ['lambda:InvokeFunction'],
  'aws:invokeWebhook': ['ssm:GetParameter'],
  'aws:runCommand': ['ssm:SendCommand', 'ssm:ListCommandInvocations'],
  'aws:runInstances': ['ec2:RunInstances', 'ec2:DescribeInstances'],
};
