//! Identifiers that AWS gives out.

use crate::aws::text::text;

text! {
    /// The id of an AWS account: twelve digits, leading zeros included.
    AccountId: "twelve digits in quotes, such as \"012345678901\"", r"^[0-9]{12}$";
    /// The id of a VPC.
    VpcId: "a VPC id such as `vpc-0abc1234def567890`", r"^vpc-[0-9a-f]{8,17}$";
    /// The id of a subnet.
    SubnetId: "a subnet id such as `subnet-0abc1234def567890`", r"^subnet-[0-9a-f]{8,17}$";
    /// The id of a security group.
    SecurityGroupId: "a security group id such as `sg-0abc1234def567890`", r"^sg-[0-9a-f]{8,17}$";
    /// The id of a Route 53 hosted zone.
    HostedZoneId: "a hosted zone id such as `Z0123456789ABCDEFGHIJ`", r"^Z[0-9A-Z]{3,31}$";
    /// The name of an IAM role.
    RoleName: "the name of an IAM role", r"^[0-9A-Za-z_+=,.@-]{1,64}$";
    /// The name of an ECS cluster.
    ClusterName: "the name of an ECS cluster", r"^[0-9A-Za-z_-]{1,255}$";
    /// The name of an ECS capacity provider.
    CapacityProviderName: "the name of an ECS capacity provider", r"^[0-9A-Za-z_-]{1,255}$";
    /// The name of a CloudWatch log group.
    LogGroupName: "the name of a log group", r"^[0-9A-Za-z_./#-]{1,512}$";
    /// The resource id of an RDS instance, by which IAM policies name it.
    DatabaseResourceId: "the resource id of an RDS instance, such as `db-ABCDEFGHIJKL01234`", r"^db-[0-9A-Z]+$";
    /// The end of a load balancer's ARN, by which CloudWatch names it.
    LoadBalancerSuffix: "the end of a load balancer's ARN, such as `app/shop-live/0123456789abcdef`",
        r"^app/[0-9A-Za-z-]+/[0-9a-f]+$";
    /// The end of a target group's ARN, by which CloudWatch names it.
    TargetGroupSuffix: "the end of a target group's ARN, such as `targetgroup/blue-1/0123456789abcdef`",
        r"^targetgroup/[0-9A-Za-z-]+/[0-9a-f]+$";
    /// The identifier of an RDS instance.
    DatabaseIdentifier: "the identifier of an RDS instance: lower-case letters, digits and single dashes, beginning with a letter, at most 63 characters",
        r"^[a-z](-?[a-z0-9]){0,62}$";
    /// The name of a subnet group of RDS.
    SubnetGroupName: "the name of a subnet group of RDS", r"^[0-9a-z._-]{1,255}$";
    /// The name of an alarm.
    AlarmName: "the name of an alarm", r"^[0-9A-Za-z_./-]{1,255}$";
    /// The rule of a composite alarm over other alarms.
    AlarmRule: "a rule over alarms, such as `ALARM(\"a\") OR ALARM(\"b\")`",
        r"^[(]*(NOT )?[A-Z_]+[(]\x22[0-9A-Za-z_./-]+\x22[)]+( (AND|OR) [(]*(NOT )?[A-Z_]+[(]\x22[0-9A-Za-z_./-]+\x22[)]+)*$";
    /// The name of a dashboard of CloudWatch.
    DashboardName: "the name of a dashboard", r"^[0-9A-Za-z_-]{1,255}$";
    /// Where services answer: a scheme and a host, without a path.
    BaseUrl: "a URL without a path, such as `https://shop.example.com`",
        r"^https?://[0-9A-Za-z]([0-9A-Za-z.-]{0,251}[0-9A-Za-z])?(:[0-9]{1,5})?$";
    /// The id of a workspace of Slack.
    SlackWorkspaceId: "the id of a workspace of Slack, such as `T0123ABCD`", r"^T[0-9A-Z]{7,254}$";
    /// The id of a channel of Slack.
    SlackChannelId: "the id of a channel of Slack, such as `C0123ABCD`", r"^[CG][0-9A-Z]{7,254}$";
    /// The name of an SSM document.
    DocumentName: "the name of an SSM document", r"^[0-9A-Za-z_.-]{3,128}$";
    /// The address of an ECR repository, without a tag.
    RepositoryUrl: "the address of an ECR repository",
        r"^[0-9]{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com/[a-z0-9._/-]{2,256}$";
}
