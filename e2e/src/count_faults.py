"""Counts the faults that are left in the demo's organization, with boto3 and rules written anew.

It shares nothing with Trueup, so that both would have to be wrong in the same way. Prints {control: count}.
"""
import json
import sys
import boto3
from botocore.exceptions import ClientError

ENDPOINT = sys.argv[1]
ACCOUNTS = ['111111111111', '222222222222', '333333333333']
REGIONS = ['us-east-1', 'eu-west-1']
CONTROLS = ['CloudTrail.1', 'CloudTrail.4', 'EC2.13', 'EC2.2', 'EC2.7', 'EC2.9', 'IAM.7', 'KMS.4', 'RDS.2', 'RDS.3',
            'S3.14', 'S3.17', 'S3.8', 'Trueup.IAM.1', 'Trueup.Tags.1']
count = dict.fromkeys(CONTROLS, 0)


def session(account, region):
    key = {'aws_access_key_id': 'x', 'aws_secret_access_key': 'x'}
    sts = boto3.client('sts', endpoint_url=ENDPOINT, region_name=region, **key)
    given = sts.assume_role(RoleArn=f'arn:aws:iam::{account}:role/Auditor', RoleSessionName='audit')['Credentials']
    return lambda service: boto3.client(
        service, endpoint_url=ENDPOINT, region_name=region, aws_access_key_id=given['AccessKeyId'],
        aws_secret_access_key=given['SecretAccessKey'], aws_session_token=given['SessionToken'])


def answer(call, **given):
    try:
        return call(**given)
    except ClientError:
        return {}


def ec2(client):
    for group in client.describe_security_groups()['SecurityGroups']:
        rules = group['IpPermissions']
        if group['GroupName'] == 'default' and (rules or group['IpPermissionsEgress']):
            count['EC2.2'] += 1
        worldwide = [rule for rule in rules
                     if any(r['CidrIp'] == '0.0.0.0/0' for r in rule['IpRanges'])
                     or any(r['CidrIpv6'] == '::/0' for r in rule['Ipv6Ranges'])]
        if any(rule['IpProtocol'] == '-1' or rule['FromPort'] <= 22 <= rule['ToPort'] for rule in worldwide):
            count['EC2.13'] += 1
    if not client.get_ebs_encryption_by_default()['EbsEncryptionByDefault']:
        count['EC2.7'] += 1
    for reservation in client.describe_instances()['Reservations']:
        for instance in reservation['Instances']:
            if instance['State']['Name'] == 'terminated':
                continue
            if instance['State']['Name'] == 'running' and instance.get('PublicIpAddress'):
                count['EC2.9'] += 1
            if 'owner' not in [tag['Key'] for tag in instance.get('Tags', [])]:
                count['Trueup.Tags.1'] += 1


def s3(client, region):
    for bucket in client.list_buckets()['Buckets']:
        name = bucket['Name']
        if (client.get_bucket_location(Bucket=name)['LocationConstraint'] or 'us-east-1') != region:
            continue
        block = answer(client.get_public_access_block, Bucket=name).get('PublicAccessBlockConfiguration', {})
        if not (len(block) == 4 and all(block.values())):
            count['S3.8'] += 1
        rules = answer(client.get_bucket_encryption, Bucket=name).get('ServerSideEncryptionConfiguration', {}).get('Rules', [])
        used = [rule['ApplyServerSideEncryptionByDefault']['SSEAlgorithm'] for rule in rules]
        if not any(name.startswith('aws:kms') for name in used):
            count['S3.17'] += 1
        if client.get_bucket_versioning(Bucket=name).get('Status') != 'Enabled':
            count['S3.14'] += 1
        if 'owner' not in [tag['Key'] for tag in answer(client.get_bucket_tagging, Bucket=name).get('TagSet', [])]:
            count['Trueup.Tags.1'] += 1


def kms(client):
    for key in client.list_keys()['Keys']:
        about = client.describe_key(KeyId=key['KeyId'])['KeyMetadata']
        if about['KeyManager'] == 'CUSTOMER' and not client.get_key_rotation_status(KeyId=key['KeyId'])['KeyRotationEnabled']:
            count['KMS.4'] += 1


def rds(client):
    for database in client.describe_db_instances()['DBInstances']:
        count['RDS.2'] += bool(database['PubliclyAccessible'])
        count['RDS.3'] += not database['StorageEncrypted']


def cloudtrail(client, region):
    for trail in client.describe_trails(includeShadowTrails=False)['trailList']:
        if trail['HomeRegion'] == region:
            count['CloudTrail.4'] += not trail['LogFileValidationEnabled']


def home(client):
    trails = client('cloudtrail')
    good = [trail for trail in trails.describe_trails()['trailList']
            if trail['IsMultiRegionTrail'] and trails.get_trail_status(Name=trail['TrailARN'])['IsLogging']]
    count['CloudTrail.1'] += not good
    iam = client('iam')
    policy = answer(iam.get_account_password_policy).get('PasswordPolicy', {})
    strong = policy.get('MinimumPasswordLength', 0) >= 8 and all(
        policy.get(f'Require{what}') for what in ['Symbols', 'Numbers', 'UppercaseCharacters', 'LowercaseCharacters'])
    count['IAM.7'] += not strong
    for role in iam.list_roles()['Roles']:
        for attached in iam.list_attached_role_policies(RoleName=role['RoleName'])['AttachedPolicies']:
            version = iam.get_policy(PolicyArn=attached['PolicyArn'])['Policy']['DefaultVersionId']
            document = iam.get_policy_version(PolicyArn=attached['PolicyArn'], VersionId=version)['PolicyVersion']['Document']
            count['Trueup.IAM.1'] += any(statement['Action'] == 's3:*' for statement in document['Statement'])


for account in ACCOUNTS:
    for region in REGIONS:
        of = session(account, region)
        ec2(of('ec2'))
        s3(of('s3'), region)
        kms(of('kms'))
        rds(of('rds'))
        cloudtrail(of('cloudtrail'), region)
        if region == 'us-east-1':
            home(of)
print(json.dumps(count))
