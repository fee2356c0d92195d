# What happens to an environment without a number that an alarm could watch. Several environments
# may share an account: each hears of its own only, wherever an event says whose it is.
locals {
  cluster  = "arn:aws:ecs:${local.region}:${local.account}:cluster/${var.cluster_name}"
  database = "arn:aws:rds:${local.region}:${local.account}:db:${var.database_identifier}"

  events = merge(
    {
      deployment-failed = {
        description = "A deployment failed"
        pattern = {
          source      = ["aws.ecs"]
          detail-type = ["ECS Deployment State Change"]
          resources   = [{ prefix = "arn:aws:ecs:${local.region}:${local.account}:service/${var.cluster_name}/" }]
          detail      = { eventName = ["SERVICE_DEPLOYMENT_FAILED"] }
        }
        paths    = { service = "$.resources[0]", reason = "$.detail.reason" }
        sentence = "${var.prefix}: a deployment of <service> failed. <reason> Users are back on the version before; the events of the service say why."
      }

      # A job ends with 0 and that is well; what never ran has no exit code.
      task-stopped = {
        description = "A task stopped that shouldn't have"
        pattern = {
          source      = ["aws.ecs"]
          detail-type = ["ECS Task State Change"]
          detail = {
            clusterArn = [local.cluster]
            lastStatus = ["STOPPED"]
            "$or" = [
              { stopCode = ["TaskFailedToStart"] },
              { stopCode = ["EssentialContainerExited"], containers = { exitCode = [{ anything-but = [0] }] } },
            ]
          }
        }
        paths    = { group = "$.detail.group", reason = "$.detail.stoppedReason", task = "$.detail.taskArn" }
        sentence = "${var.prefix}: a task of <group> stopped. <reason> Its log says more: <task>"
      }

      # Jobs that back up and copy name the database; one that restores has a state under another
      # name and knows only its role, which is the environment's.
      recovery-failed = {
        description = "A backup, a copy or a restore failed"
        pattern = {
          source      = ["aws.backup"]
          detail-type = ["Backup Job State Change", "Copy Job State Change", "Restore Job State Change"]
          detail = {
            "$or" = [
              { state = ["ABORTED", "EXPIRED", "FAILED"], resourceArn = [local.database] },
              { status = ["ABORTED", "FAILED"], iamRoleArn = [{ prefix = "arn:aws:iam::${local.account}:role/${var.prefix}-" }] },
            ]
          }
        }
        paths    = { kind = "$.detail-type", state = "$.detail.state", status = "$.detail.status", message = "$.detail.statusMessage" }
        sentence = "${var.prefix}: <kind>: <state><status>. <message> The jobs of AWS Backup say which; until one succeeds, the last good backup is what there is."
      }

      # Only with a trail: Secrets Manager tells CloudTrail.
      rotation-failed = {
        description = "The database's password was not rotated"
        pattern = {
          source      = ["aws.secretsmanager"]
          detail-type = ["AWS Service Event via CloudTrail"]
          detail = {
            eventName           = ["RotationFailed"]
            additionalEventData = { SecretId = [var.secret_arn] }
          }
        }
        paths    = { which = "$.detail.additionalEventData.SecretId" }
        sentence = "${var.prefix}: the master password of the database was not rotated; the old one goes on working. The secret's page says why: <which>"
      }

      # AWS doesn't say whose resources: every environment of the account hears of these.
      health = {
        description = "AWS has a problem, or plans something"
        pattern = {
          source      = ["aws.health"]
          detail-type = ["AWS Health Event"]
          detail = {
            service           = ["ACM", "BACKUP", "EC2", "ECR", "ECS", "ELASTICLOADBALANCING", "KMS", "RDS", "ROUTE53", "SECRETSMANAGER", "VPC"]
            eventTypeCategory = ["issue", "scheduledChange"]
          }
        }
        paths    = { service = "$.detail.service", kind = "$.detail.eventTypeCode", category = "$.detail.eventTypeCategory" }
        sentence = "${var.prefix}: AWS reports an <category> of <service> in this account: <kind>. The AWS Health Dashboard says what it means for you."
      }
    },
    # ACM renews by itself, weeks before it tells anybody: a message means that it can't.
    { for name, event in {
      certificate-expires = {
        description = "The certificate comes to its end"
        pattern = {
          source      = ["aws.acm"]
          detail-type = ["ACM Certificate Approaching Expiration"]
          resources   = [var.certificate_arn]
        }
        paths    = { name = "$.detail.CommonName", days = "$.detail.DaysToExpiry" }
        sentence = "${var.prefix}: the certificate of <name> ends in <days> days and has not been renewed. Look at whether the record that proves the domain still exists."
      }
    } : name => event if var.domain_name != null },
  )
}

resource "aws_cloudwatch_event_rule" "this" {
  for_each      = local.events
  name          = "${var.prefix}-${each.key}"
  description   = "${each.value.description} (${var.prefix})"
  event_pattern = jsonencode(each.value.pattern)
}

resource "aws_cloudwatch_event_target" "this" {
  for_each = local.events
  rule     = aws_cloudwatch_event_rule.this[each.key].name
  arn      = var.topic_arn

  # Not by jsonencode, which would escape the brackets of the placeholders.
  input_transformer {
    input_paths    = each.value.paths
    input_template = "\"${each.value.sentence}\""
  }
}
