# Whoever asks for flags decrypts them too.
resource "aws_iam_role_policy" "read" {
  for_each    = var.readers
  name_prefix = "flags-"
  role        = each.value
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Flags"
        Effect   = "Allow"
        Action   = ["appconfig:GetLatestConfiguration", "appconfig:StartConfigurationSession"]
        Resource = "${local.environment_arn}/configuration/${aws_appconfig_configuration_profile.this.configuration_profile_id}"
      },
      {
        Sid       = "Decrypt"
        Effect    = "Allow"
        Action    = "kms:Decrypt"
        Resource  = var.key_arn
        Condition = { ArnLike = { "kms:EncryptionContext:aws:appconfig:deployment:arn" = "${local.environment_arn}/deployment/*" } }
      },
    ]
  })
}
