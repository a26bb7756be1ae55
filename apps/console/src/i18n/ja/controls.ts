import type { controls as english } from '../en/controls.ts';

export const controls: Readonly<Record<keyof typeof english, string>> = {
  'control.CloudTrail.1':
    'CloudTrail を有効にし、読み取りと書き込みの管理イベントを含むマルチリージョンの証跡を少なくとも 1 つ設定する必要があります',
  'control.CloudTrail.4': 'CloudTrail のログファイルの検証を有効にする必要があります',
  'control.EC2.2':
    'VPC のデフォルトのセキュリティグループでは、インバウンドとアウトバウンドのトラフィックを許可しないようにする必要があります',
  'control.EC2.7': 'EBS のデフォルトの暗号化を有効にする必要があります',
  'control.EC2.9': 'Amazon EC2 インスタンスにパブリック IPv4 アドレスを割り当てないようにする必要があります',
  'control.EC2.13':
    'セキュリティグループで、0.0.0.0/0 または ::/0 からポート 22 へのインバウンドを許可しないようにする必要があります',
  'control.IAM.7': 'IAM ユーザーのパスワードポリシーを強力な設定にする必要があります',
  'control.KMS.4': 'AWS KMS キーのローテーションを有効にする必要があります',
  'control.RDS.2': 'RDS DB インスタンスは、PubliclyAccessible の設定によりパブリックアクセスを禁止する必要があります',
  'control.RDS.3': 'RDS DB インスタンスで保管時の暗号化を有効にする必要があります',
  'control.S3.8': 'S3 汎用バケットではパブリックアクセスをブロックする必要があります',
  'control.S3.14': 'S3 汎用バケットではバージョニングを有効にする必要があります',
  'control.S3.17': 'S3 汎用バケットは保管時に AWS KMS キーで暗号化する必要があります',
  'control.Trueup.IAM.1': 'IAM ロールに S3 へのフルアクセスを許可しないようにする必要があります',
  'control.Trueup.Tags.1': 'リソースにはポリシーで求められるタグを付ける必要があります',
};
