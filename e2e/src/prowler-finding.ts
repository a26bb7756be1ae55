/** A failed check as Prowler writes it: OCSF 1.5, class 2004. */
export function prowlerFinding(accountId: string): object {
  return {
    message: 'Security group default (sg-0a1) has SSH port 22 open to the Internet.',
    metadata: {
      event_code: 'ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_22',
      product: { name: 'Prowler', uid: 'prowler', vendor_name: 'Prowler', version: '5.4.0' },
      profiles: ['cloud', 'datetime'],
      version: '1.5.0',
    },
    severity_id: 4,
    severity: 'High',
    status: 'New',
    status_code: 'FAIL',
    status_detail: 'Security group default (sg-0a1) has SSH port 22 open to the Internet.',
    status_id: 1,
    activity_id: 1,
    finding_info: {
      created_time: 1741680923,
      desc: 'Ensure no security groups allow ingress from the Internet to SSH port 22.',
      title: 'Security groups do not allow ingress from the Internet to SSH port 22',
      uid: `prowler-aws-ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_22-${accountId}-us-east-1-sg-0a1`,
    },
    resources: [
      {
        cloud_partition: 'aws',
        region: 'us-east-1',
        name: 'default',
        type: 'AwsEc2SecurityGroup',
        uid: `arn:aws:ec2:us-east-1:${accountId}:security-group/sg-0a1`,
      },
    ],
    category_uid: 2,
    class_uid: 2004,
    cloud: { account: { type_id: 10, uid: accountId }, provider: 'aws', region: 'us-east-1' },
    time: 1741680923,
    type_uid: 200401,
  };
}
