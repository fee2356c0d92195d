locals {
  findings = "${var.prefix}-findings"

  # https://docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html; of CIS the
  # version that watch.tf and defaults.tf follow. Security Hub offers 5.0.0 as well.
  standards = {
    best-practices = "aws-foundational-security-best-practices/v/1.0.0"
    cis            = "cis-aws-foundations-benchmark/v/3.0.0"
  }

  # All is paid for by use: what finds nothing to look at, such as EKS, costs nothing, and the
  # standards ask for it.
  detected = toset(["EBS_MALWARE_PROTECTION", "EKS_AUDIT_LOGS", "LAMBDA_NETWORK_LOGS", "RDS_LOGIN_EVENTS", "S3_DATA_EVENTS"])
}

# What is not as it should be. GuardDuty, Inspector and Access Analyzer tell Security Hub by themselves.
resource "aws_securityhub_account" "this" {
  enable_default_standards  = false
  auto_enable_controls      = true
  control_finding_generator = "SECURITY_CONTROL"

  # Its controls are rules of AWS Config.
  depends_on = [aws_config_configuration_recorder_status.this]
}

resource "aws_securityhub_standards_subscription" "this" {
  for_each      = local.standards
  standards_arn = "arn:aws:securityhub:${local.region}::standards/${each.value}"

  depends_on = [aws_securityhub_account.this]
}

# What happens that shouldn't.
resource "aws_guardduty_detector" "this" {
  #checkov:skip=CKV2_AWS_3:It is on in this account and Region; turning it on for a whole organization is the management account's to do
  enable                       = true
  finding_publishing_frequency = "FIFTEEN_MINUTES"
}

resource "aws_guardduty_detector_feature" "this" {
  for_each    = local.detected
  detector_id = aws_guardduty_detector.this.id
  name        = each.key
  status      = "ENABLED"
}

# The agent on a host sees its containers too. It reports through an endpoint that GuardDuty puts
# into each network with such hosts, with a security group: both have to go before the network can.
# Fargate runs one-off jobs only, whose role may pull their own image and not the agent's.
# All three stand here, in the order in which AWS gives them back: what is left out looks like a
# change.
resource "aws_guardduty_detector_feature" "runtime" {
  detector_id = aws_guardduty_detector.this.id
  name        = "RUNTIME_MONITORING"
  status      = "ENABLED"
  additional_configuration {
    name   = "EKS_ADDON_MANAGEMENT"
    status = "ENABLED"
  }
  additional_configuration {
    name   = "ECS_FARGATE_AGENT_MANAGEMENT"
    status = "DISABLED"
  }
  additional_configuration {
    name   = "EC2_AGENT_MANAGEMENT"
    status = "ENABLED"
  }
}

# What has holes: hosts, images, and the functions of canaries.
resource "aws_inspector2_enabler" "this" {
  account_ids    = [local.account]
  resource_types = ["EC2", "ECR", "LAMBDA"]
}

# Who may reach something from outside of the account.
resource "aws_accessanalyzer_analyzer" "external" {
  analyzer_name = "${var.prefix}-external"
  type          = "ACCOUNT"
}

# Rights that nobody uses. They are the same in every Region, and paid for by each analyzer
# (https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-create-unused.html).
resource "aws_accessanalyzer_analyzer" "unused" {
  count         = local.home
  analyzer_name = "${var.prefix}-unused"
  type          = "ACCOUNT_UNUSED_ACCESS"
  configuration {
    unused_access {
      unused_access_age = 90
    }
  }
}

# Security Hub sends a finding again whenever it looks again, until somebody says that they take
# care of it.
resource "aws_cloudwatch_event_rule" "findings" {
  name        = local.findings
  description = "Findings of the account that somebody has to look at"
  event_pattern = jsonencode({
    source      = ["aws.securityhub"]
    detail-type = ["Security Hub Findings - Imported"]
    detail = {
      findings = {
        RecordState = ["ACTIVE"]
        Severity    = { Label = ["CRITICAL", "HIGH"] }
        Workflow    = { Status = ["NEW"] }
      }
    }
  })
}

resource "aws_cloudwatch_event_target" "findings" {
  rule = aws_cloudwatch_event_rule.findings.name
  arn  = aws_sns_topic.security.arn

  # Not by jsonencode, which would escape the brackets of the placeholders.
  input_transformer {
    input_paths = {
      account  = "$.detail.findings[0].AwsAccountId"
      product  = "$.detail.findings[0].ProductName"
      region   = "$.region"
      resource = "$.detail.findings[0].Resources[0].Id"
      severity = "$.detail.findings[0].Severity.Label"
      title    = "$.detail.findings[0].Title"
    }
    input_template = "\"<severity> in account <account>, <region>: <title> It is about <resource>, and <product> says so. Security Hub shows what to do; set the workflow of the finding to NOTIFIED once somebody does it.\""
  }

  depends_on = [aws_sns_topic_policy.security]
}
