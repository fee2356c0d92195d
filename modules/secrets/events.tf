# Of Secrets Manager's own events none is about a failure or a deletion: these come through CloudTrail,
# and only with a trail. A pattern has 2,048 characters, which the ARNs of a dozen secrets would fill.
locals {
  own = [{ prefix = "arn:aws:secretsmanager:${local.region}:${local.account}:secret:${var.prefix}/" }]

  events = { for name, event in {
    rotation-failed = {
      description = "A secret was not rotated"
      pattern = {
        source      = ["aws.secretsmanager"]
        detail-type = ["AWS Service Event via CloudTrail"]
        detail = {
          eventName           = ["RotationFailed"]
          additionalEventData = { SecretId = local.own }
        }
      }
      paths    = { which = "$.detail.additionalEventData.SecretId" }
      sentence = "${var.prefix}: a secret was not rotated; the value before goes on working. The log of its function says why, or the secret's page if the function could not be called: <which>"
      is_told  = length(local.rotated) > 0
    }

    deleted = {
      description = "A secret was deleted"
      pattern = {
        source      = ["aws.secretsmanager"]
        detail-type = ["AWS API Call via CloudTrail"]
        detail = {
          eventSource      = ["secretsmanager.amazonaws.com"]
          eventName        = ["DeleteSecret"]
          responseElements = { arn = local.own }
        }
      }
      paths    = { which = "$.detail.responseElements.arn", who = "$.detail.userIdentity.arn" }
      sentence = "${var.prefix}: <who> deleted a secret, and no task that needs it starts any more. Until its recovery window ends, aws secretsmanager restore-secret brings it back: <which>"
      is_told  = length(var.secrets) > 0
    }
  } : name => event if event.is_told }
}

resource "aws_cloudwatch_event_rule" "this" {
  for_each      = local.events
  name          = "${var.prefix}-secrets-${each.key}"
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
