# What CIS wants somebody to be woken by: Amazon Web Services Foundations Benchmark 3.0.0, 4.1 to
# 4.15. The patterns keep its words and their order, so that tools which look for them find them.
# 4.16 is Security Hub.
locals {
  # Calls that are worth a look whoever makes them.
  watched_calls = {
    iam-policy-changed = {
      cis     = "4.4"
      source  = null
      calls   = ["DeleteGroupPolicy", "DeleteRolePolicy", "DeleteUserPolicy", "PutGroupPolicy", "PutRolePolicy", "PutUserPolicy", "CreatePolicy", "DeletePolicy", "CreatePolicyVersion", "DeletePolicyVersion", "AttachRolePolicy", "DetachRolePolicy", "AttachUserPolicy", "DetachUserPolicy", "AttachGroupPolicy", "DetachGroupPolicy"]
      happens = "A right was given or taken in IAM."
      look    = "An apply of Terraform does that too: see whether one ran, and as whom the call was made."
    }
    trail-changed = {
      cis     = "4.5"
      source  = null
      calls   = ["CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"]
      happens = "A trail was changed, stopped or deleted."
      look    = "See that the trail still logs, then who made the call: what came after a stop is not in it."
    }
    key-disabled = {
      cis     = "4.7"
      source  = "kms.amazonaws.com"
      calls   = ["DisableKey", "ScheduleKeyDeletion"]
      happens = "A key was disabled, or is going to be deleted."
      look    = "What is encrypted with it can't be read any more: enable it, or cancel the deletion while its days run."
    }
    bucket-policy-changed = {
      cis     = "4.8"
      source  = "s3.amazonaws.com"
      calls   = ["PutBucketAcl", "PutBucketPolicy", "PutBucketCors", "PutBucketLifecycle", "PutBucketReplication", "DeleteBucketPolicy", "DeleteBucketCors", "DeleteBucketLifecycle", "DeleteBucketReplication"]
      happens = "Who may use a bucket, or how long it keeps things, was changed."
      look    = "An apply of Terraform does that too. If it is the bucket of the trail, somebody may be about to delete traces."
    }
    config-changed = {
      cis     = "4.9"
      source  = "config.amazonaws.com"
      calls   = ["StopConfigurationRecorder", "DeleteDeliveryChannel", "PutDeliveryChannel", "PutConfigurationRecorder"]
      happens = "The recorder of AWS Config was stopped or changed."
      look    = "See that it records, then who made the call: what changed in between is not recorded."
    }
    security-group-changed = {
      cis     = "4.10"
      source  = null
      calls   = ["AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupIngress", "RevokeSecurityGroupEgress", "CreateSecurityGroup", "DeleteSecurityGroup"]
      happens = "A security group was opened, closed, made or deleted."
      look    = "An apply of Terraform does that too: see whether one ran, and which ports are open to whom now."
    }
    access-list-changed = {
      cis     = "4.11"
      source  = null
      calls   = ["CreateNetworkAcl", "CreateNetworkAclEntry", "DeleteNetworkAcl", "DeleteNetworkAclEntry", "ReplaceNetworkAclEntry", "ReplaceNetworkAclAssociation"]
      happens = "An access list of a network was changed."
      look    = "An apply of Terraform does that too: see whether one ran, and which subnets it is about."
    }
    gateway-changed = {
      cis     = "4.12"
      source  = null
      calls   = ["CreateCustomerGateway", "DeleteCustomerGateway", "AttachInternetGateway", "CreateInternetGateway", "DeleteInternetGateway", "DetachInternetGateway"]
      happens = "A way into or out of a network was made or removed."
      look    = "Gateways change when an environment is made and not else: see which network it is about."
    }
    route-table-changed = {
      cis     = "4.13"
      source  = null
      calls   = ["CreateRoute", "CreateRouteTable", "ReplaceRoute", "ReplaceRouteTableAssociation", "DeleteRouteTable", "DeleteRoute", "DisassociateRouteTable"]
      happens = "A route was changed."
      look    = "Routes change when an environment is made and not else: see where traffic goes now."
    }
    network-changed = {
      cis     = "4.14"
      source  = null
      calls   = ["CreateVpc", "DeleteVpc", "ModifyVpcAttribute", "AcceptVpcPeeringConnection", "CreateVpcPeeringConnection", "DeleteVpcPeeringConnection", "RejectVpcPeeringConnection", "AttachClassicLinkVpc", "DetachClassicLinkVpc", "DisableVpcClassicLink", "EnableVpcClassicLink"]
      happens = "A network was made, deleted, or joined with another."
      look    = "Networks change when an environment is made and not else: see whom it is joined with."
    }
    organization-changed = {
      cis     = "4.15"
      source  = "organizations.amazonaws.com"
      calls   = ["AcceptHandshake", "AttachPolicy", "CreateAccount", "CreateOrganizationalUnit", "CreatePolicy", "DeclineHandshake", "DeleteOrganization", "DeleteOrganizationalUnit", "DeletePolicy", "DetachPolicy", "DisablePolicyType", "EnablePolicyType", "InviteAccountToOrganization", "LeaveOrganization", "MoveAccount", "RemoveAccountFromOrganization", "UpdatePolicy", "UpdateOrganizationalUnit"]
      happens = "The organization of the account was changed."
      look    = "Ask whoever runs the organization; an account that leaves it loses all of its limits."
    }
  }

  watched = merge(
    {
      # The benchmark joins all four parts by "or", which is true of every call.
      calls-refused = {
        cis     = "4.1"
        pattern = "{ (($.errorCode = \"*UnauthorizedOperation\") || ($.errorCode = \"AccessDenied*\")) && ($.sourceIPAddress != \"delivery.logs.amazonaws.com\") && ($.eventName != \"HeadBucket\") }"
        happens = "Somebody was refused what they asked for."
        look    = "See who, and what: somebody who looks around, or a role that lacks a right since the last release."
      }
      # Of the benchmark's two patterns that which leaves single sign-on alone: it asked for the second
      # factor before.
      login-without-mfa = {
        cis     = "4.2"
        pattern = "{ ($.eventName = \"ConsoleLogin\") && ($.additionalEventData.MFAUsed != \"Yes\") && ($.userIdentity.type = \"IAMUser\") && ($.responseElements.ConsoleLogin = \"Success\") }"
        happens = "A user logged in without a second factor."
        look    = "See who, and take their password until they have one."
      }
      root-used = {
        cis     = "4.3"
        pattern = "{ $.userIdentity.type = \"Root\" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != \"AwsServiceEvent\" }"
        happens = "The root user did something."
        look    = "Ask those who hold its password. If it was none of them, change it and call AWS."
      }
      login-failed = {
        cis     = "4.6"
        pattern = "{ ($.eventName = ConsoleLogin) && ($.errorMessage = \"Failed authentication\") }"
        happens = "Somebody gave a wrong password."
        look    = "See for whom and from where: once is a slip, many times are somebody who guesses."
      }
    },
    {
      for name, event in local.watched_calls : name => {
        cis = event.cis
        pattern = format(
          event.source == null ? "{ %s }" : "{ ($.eventSource = ${coalesce(event.source, "none")}) && (%s) }",
          join(" || ", [for call in event.calls : "($.eventName = ${call})"]),
        )
        happens = event.happens
        look    = event.look
      }
    },
  )
}

resource "aws_cloudwatch_log_metric_filter" "watched" {
  for_each       = { for name, event in local.watched : name => event if var.home }
  name           = "${var.prefix}-${each.key}"
  log_group_name = aws_cloudwatch_log_group.trail[0].name
  pattern        = each.value.pattern
  metric_transformation {
    namespace = "Audit/${var.prefix}"
    name      = each.key
    value     = "1"
  }
}

# Once is enough, as the benchmark has it. Where nothing happens there is no data, and that is well.
resource "aws_cloudwatch_metric_alarm" "watched" {
  for_each            = { for name, event in local.watched : name => event if var.home }
  alarm_name          = "${var.prefix}-audit-${each.key}"
  alarm_description   = "${each.value.happens} ${each.value.look} Everything about it is in the log group ${local.trail_logs}. (CIS ${each.value.cis})"
  namespace           = "Audit/${var.prefix}"
  metric_name         = each.key
  statistic           = "Sum"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 1
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.security.arn]

  # Who publishes before the policy stands is turned away, and doesn't try again.
  depends_on = [aws_sns_topic_policy.security]
}
