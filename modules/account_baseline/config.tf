# The recorder works as the role that AWS keeps for it, which Security Hub (Config.1) and CIS ask for.
# An account has that role once, whoever made it: the console, another tool, the root of another
# Region. To make it again fails, and to name it where nobody made it fails too. So it is looked up,
# and made only if it is missing; its tag says that it was made here, or the next plan, which finds
# it, would remove it.
data "aws_iam_roles" "config" {
  name_regex  = "^AWSServiceRoleForConfig$"
  path_prefix = "/aws-service-role/config.amazonaws.com/"
}

data "aws_iam_role" "config" {
  for_each = data.aws_iam_roles.config.names
  name     = each.key
}

locals {
  made_by          = "${var.prefix}/${local.region}"
  config_role_arn  = "arn:aws:iam::${local.account}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
  made_by_somebody = [for role in data.aws_iam_role.config : role.name if try(role.tags["MadeBy"], "") != local.made_by]
}

resource "aws_iam_service_linked_role" "config" {
  count            = length(local.made_by_somebody) == 0 ? 1 : 0
  aws_service_name = "config.amazonaws.com"
  tags             = { MadeBy = local.made_by }
}

# What is global is recorded in every Region that is asked to, and paid for as often.
resource "aws_config_configuration_recorder" "this" {
  #checkov:skip=CKV2_AWS_48:What is global is recorded in the home Region alone; in each Region it would be paid for once more
  name     = var.prefix
  role_arn = local.config_role_arn
  recording_group {
    all_supported                 = true
    include_global_resource_types = var.home
  }

  depends_on = [aws_iam_service_linked_role.config]
}

# Without a topic, which would get a message for each change of each resource.
resource "aws_config_delivery_channel" "this" {
  name           = var.prefix
  s3_bucket_name = aws_s3_bucket.records.bucket
  s3_key_prefix  = "config"
  s3_kms_key_arn = aws_kms_key.this.arn
  snapshot_delivery_properties {
    delivery_frequency = "TwentyFour_Hours"
  }

  # Config tries to write before it accepts a channel, and wants a recorder first.
  depends_on = [aws_config_configuration_recorder.this, aws_s3_bucket_policy.records]
}

resource "aws_config_configuration_recorder_status" "this" {
  name       = aws_config_configuration_recorder.this.name
  is_enabled = true

  depends_on = [aws_config_delivery_channel.this]
}

# What every environment promises, whatever its tier: what only some do is judged in their plans,
# and an account may hold several. Names of rules: AWS Config Developer Guide, List of AWS Config
# Managed Rules.
locals {
  rules = merge(
    {
      CertificatesRenewed     = { rule = "ACM_CERTIFICATE_EXPIRATION_CHECK", parameters = { daysToExpiration = "30" } }
      ContainersReadOnly      = { rule = "ECS_CONTAINERS_READONLY_ACCESS", parameters = {} }
      ContainersUnprivileged  = { rule = "ECS_CONTAINERS_NONPRIVILEGED", parameters = {} }
      DatabasesBackedUp       = { rule = "DB_INSTANCE_BACKUP_ENABLED", parameters = { checkReadReplicas = "false" } }
      DatabasesEncrypted      = { rule = "RDS_STORAGE_ENCRYPTED", parameters = {} }
      DatabasesKnowRoles      = { rule = "RDS_INSTANCE_IAM_AUTHENTICATION_ENABLED", parameters = {} }
      DatabasesPrivate        = { rule = "RDS_INSTANCE_PUBLIC_ACCESS_CHECK", parameters = {} }
      DefaultGroupsClosed     = { rule = "VPC_DEFAULT_SECURITY_GROUP_CLOSED", parameters = {} }
      FlowLogs                = { rule = "VPC_FLOW_LOGS_ENABLED", parameters = {} }
      HostsPrivate            = { rule = "EC2_INSTANCE_NO_PUBLIC_IP", parameters = {} }
      HostsTokensRequired     = { rule = "EC2_IMDSV2_CHECK", parameters = {} }
      ImagesScanned           = { rule = "ECR_PRIVATE_IMAGE_SCANNING_ENABLED", parameters = {} }
      ImagesStay              = { rule = "ECR_PRIVATE_TAG_IMMUTABILITY_ENABLED", parameters = {} }
      KeysRotated             = { rule = "CMK_BACKING_KEY_ROTATION_ENABLED", parameters = {} }
      NoShellFromTheInternet  = { rule = "INCOMING_SSH_DISABLED", parameters = {} }
      BucketsPrivate          = { rule = "S3_BUCKET_LEVEL_PUBLIC_ACCESS_PROHIBITED", parameters = {} }
      BucketsTlsOnly          = { rule = "S3_BUCKET_SSL_REQUESTS_ONLY", parameters = {} }
      SecretsRotated          = { rule = "SECRETSMANAGER_ROTATION_ENABLED_CHECK", parameters = {} }
      TrailOfAllRegions       = { rule = "MULTI_REGION_CLOUD_TRAIL_ENABLED", parameters = {} }
      VolumesEncrypted        = { rule = "ENCRYPTED_VOLUMES", parameters = {} }
      VolumesEncryptedAlready = { rule = "EC2_EBS_ENCRYPTION_BY_DEFAULT", parameters = {} }
    },
    {
      for name, rule in {
        KeysOfUsersRenewed = { rule = "ACCESS_KEYS_ROTATED", parameters = { maxAccessKeyAge = "90" } }
        PasswordsLong = {
          rule = "IAM_PASSWORD_POLICY"
          parameters = {
            MaxPasswordAge             = tostring(local.passwords.days)
            MinimumPasswordLength      = tostring(local.passwords.length)
            PasswordReusePrevention    = tostring(local.passwords.remembered)
            RequireLowercaseCharacters = "true"
            RequireNumbers             = "true"
            RequireSymbols             = "true"
            RequireUppercaseCharacters = "true"
          }
        }
        RootWithoutKeys       = { rule = "IAM_ROOT_ACCESS_KEY_CHECK", parameters = {} }
        RootWithSecondFactor  = { rule = "ROOT_ACCOUNT_MFA_ENABLED", parameters = {} }
        UsersWithSecondFactor = { rule = "MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS", parameters = {} }
      } : name => rule if var.home
    },
  )
}

resource "aws_config_conformance_pack" "this" {
  name = var.prefix
  template_body = yamlencode({
    Resources = {
      for name, rule in local.rules : name => {
        Type = "AWS::Config::ConfigRule"
        Properties = merge(
          { ConfigRuleName = "${var.prefix}-${name}", Source = { Owner = "AWS", SourceIdentifier = rule.rule } },
          length(rule.parameters) == 0 ? {} : { InputParameters = rule.parameters },
        )
      }
    }
  })

  # Rules are refused while nothing is recorded.
  depends_on = [aws_config_configuration_recorder_status.this]
}
