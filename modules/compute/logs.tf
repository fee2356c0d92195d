resource "aws_cloudwatch_log_group" "exec" {
  name              = "/ecs/${var.prefix}/exec"
  retention_in_days = var.log_retention
  kms_key_id        = var.key_arn
}

# Made before the cluster: Container Insights would make it by itself, kept for ever and without
# our key.
resource "aws_cloudwatch_log_group" "performance" {
  name              = "/aws/ecs/containerinsights/${var.prefix}/performance"
  retention_in_days = var.log_retention
  kms_key_id        = var.key_arn
}
