//! Amazon Resource Names.

use crate::aws::text::text;

text! {
    /// The ARN of a KMS key.
    KeyArn: "the ARN of a KMS key, such as `arn:aws:kms:eu-west-1:111122223333:key/…`",
        r"^arn:aws:kms:[a-z0-9-]+:[0-9]{12}:key/[0-9A-Za-z-]+$";
    /// The ARN of an IAM role.
    RoleArn: "the ARN of an IAM role, such as `arn:aws:iam::111122223333:role/terraform`",
        r"^arn:aws:iam::[0-9]{12}:role/[0-9A-Za-z_+=,.@/-]{1,512}$";
    /// The ARN of an ECS cluster.
    ClusterArn: "the ARN of an ECS cluster", r"^arn:aws:ecs:[a-z0-9-]+:[0-9]{12}:cluster/[0-9A-Za-z_-]+$";
    /// The ARN of an application load balancer.
    LoadBalancerArn: "the ARN of an application load balancer",
        r"^arn:aws:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:loadbalancer/app/[0-9A-Za-z-]+/[0-9a-f]+$";
    /// The ARN of a target group.
    TargetGroupArn: "the ARN of a target group",
        r"^arn:aws:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:targetgroup/[0-9A-Za-z-]+/[0-9a-f]+$";
    /// The ARN of a Secrets Manager secret.
    SecretArn: "the ARN of a Secrets Manager secret",
        r"^arn:aws:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[0-9A-Za-z/_+=.@!-]{1,512}$";
    /// Where a secret is kept: the ARN of a Secrets Manager secret or of an SSM parameter, a parameter's name, or a secret
    /// of the environment as `secret:NAME`.
    ///
    /// Only a reference can be written down here, never the secret itself.
    SecretReference: "the ARN of a Secrets Manager secret or SSM parameter, a parameter name that begins with `/`, or `secret:` and the name of a secret of the environment",
        r"^(arn:aws:(secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[0-9A-Za-z/_+=.@-]+(:[0-9A-Za-z/_+=.@-]*){0,3}|ssm:[a-z0-9-]+:[0-9]{12}:parameter/[0-9A-Za-z_./-]+)|(/[0-9A-Za-z_.-]+)+|secret:[a-z](-?[a-z0-9]){0,39})$";
    /// The ARN of a listener rule of an application load balancer.
    ListenerRuleArn: "the ARN of a listener rule",
        r"^arn:aws:elasticloadbalancing:[a-z0-9-]+:[0-9]{12}:listener-rule/app/[0-9A-Za-z-]+(/[0-9a-f]+){3}$";
    /// The ARN of a certificate in AWS Certificate Manager.
    CertificateArn: "the ARN of a certificate in AWS Certificate Manager, such as `arn:aws:acm:eu-west-1:111122223333:certificate/…`",
        r"^arn:aws:acm:[a-z0-9-]+:[0-9]{12}:certificate/[0-9A-Za-z-]+$";
    /// The ARN of an SNS topic.
    TopicArn: "the ARN of an SNS topic", r"^arn:aws:sns:[a-z0-9-]+:[0-9]{12}:[0-9A-Za-z_-]{1,256}$";
    /// The ARN of a CloudWatch alarm.
    AlarmArn: "the ARN of a CloudWatch alarm", r"^arn:aws:cloudwatch:[a-z0-9-]+:[0-9]{12}:alarm:[0-9A-Za-z_./-]{1,255}$";
    /// The ARN of an ECS task definition with its revision.
    TaskDefinitionArn: "the ARN of an ECS task definition",
        r"^arn:aws:ecs:[a-z0-9-]+:[0-9]{12}:task-definition/[0-9A-Za-z_-]+:[0-9]+$";
    /// The ARN of an RDS instance.
    DatabaseArn: "the ARN of an RDS instance", r"^arn:aws:rds:[a-z0-9-]+:[0-9]{12}:db:[0-9a-z-]{1,63}$";
    /// The ARN of a log group.
    LogGroupArn: "the ARN of a log group", r"^arn:aws:logs:[a-z0-9-]+:[0-9]{12}:log-group:[0-9A-Za-z_./#-]{1,512}$";
    /// The ARN of a Step Functions state machine.
    StateMachineArn: "the ARN of a state machine", r"^arn:aws:states:[a-z0-9-]+:[0-9]{12}:stateMachine:[0-9A-Za-z_-]{1,80}$";
    /// The ARN of a backup vault.
    BackupVaultArn: "the ARN of a backup vault", r"^arn:aws:backup:[a-z0-9-]+:[0-9]{12}:backup-vault:[0-9A-Za-z_-]{2,50}$";
    /// The ARN of an IAM policy, of the account's own or of AWS's.
    PolicyArn: "the ARN of an IAM policy, such as `arn:aws:iam::111122223333:policy/boundary`",
        r"^arn:aws:iam::([0-9]{12}|aws):policy/[0-9A-Za-z_+=,.@/-]{1,512}$";
    /// The ARN of an OpenID Connect provider in IAM.
    OidcProviderArn: "the ARN of an OpenID Connect provider, such as `arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com`",
        r"^arn:aws:iam::[0-9]{12}:oidc-provider/[0-9A-Za-z._/-]{1,255}$";
    /// The ARN of a user or an account that may assume a role with a second factor; never everybody.
    ///
    /// The session of a role shows no second factor, so that a role would never be let in.
    /// Source: IAM User Guide, `aws:MultiFactorAuthPresent`.
    PrincipalArn: "the ARN of a user or an account, such as `arn:aws:iam::111122223333:user/ann` or `arn:aws:iam::111122223333:root` (the session of a role shows no second factor)",
        r"^arn:aws:iam::[0-9]{12}:(root|user/[0-9A-Za-z_+=,.@/-]{1,512})$";
    /// The ARN of a Lambda function.
    FunctionArn: "the ARN of a Lambda function, such as `arn:aws:lambda:eu-west-1:111122223333:function:rotate`",
        r"^arn:aws:lambda:[a-z0-9-]+:[0-9]{12}:function:[0-9A-Za-z_-]{1,64}(:[0-9A-Za-z_$-]{1,128})?$";
    /// The ARN of an SQS queue.
    QueueArn: "the ARN of an SQS queue, such as `arn:aws:sqs:eu-west-1:111122223333:orders`",
        r"^arn:aws:sqs:[a-z0-9-]+:[0-9]{12}:[0-9A-Za-z_-]{1,80}(\.fifo)?$";
    /// The ARN of an ECR repository.
    RepositoryArn: "the ARN of an ECR repository", r"^arn:aws:ecr:[a-z0-9-]+:[0-9]{12}:repository/[a-z0-9._/-]{2,256}$";
}
