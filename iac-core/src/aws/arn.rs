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
    /// Where a secret is kept: the ARN of a Secrets Manager secret or of an SSM parameter, or a parameter's name.
    ///
    /// Only a reference can be written down here, never the secret itself.
    SecretReference: "the ARN of a Secrets Manager secret or SSM parameter, or a parameter name that begins with `/`",
        r"^(arn:aws:(secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[0-9A-Za-z/_+=.@-]+(:[0-9A-Za-z/_+=.@-]*){0,3}|ssm:[a-z0-9-]+:[0-9]{12}:parameter/[0-9A-Za-z_./-]+)|(/[0-9A-Za-z_.-]+)+)$";
}
