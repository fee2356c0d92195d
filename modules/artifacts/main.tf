resource "aws_ecr_repository" "this" {
  for_each     = var.services
  name         = "${var.prefix}/${each.key}"
  force_delete = !var.deletion_protection

  # A tag that moves would run what nobody tested.
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = var.key_arn
  }
}

# The parts of an image for several machines have no tag either; ECR keeps them as long as the image
# that names them.
resource "aws_ecr_lifecycle_policy" "this" {
  for_each   = aws_ecr_repository.this
  repository = each.value.id
  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "Images that lost their tag"
        selection    = { tagStatus = "untagged", countType = "sinceImagePushed", countUnit = "days", countNumber = 7 }
        action       = { type = "expire" }
      },
      {
        rulePriority = 2
        description  = "All but the newest ${var.keep} images"
        selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = var.keep }
        action       = { type = "expire" }
      },
    ]
  })
}

# Pulling only: what another account runs is what was pushed here.
resource "aws_ecr_repository_policy" "pull" {
  for_each   = length(var.pull_account_ids) > 0 ? aws_ecr_repository.this : {}
  repository = each.value.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Pull"
      Effect    = "Allow"
      Principal = { AWS = [for account in var.pull_account_ids : "arn:aws:iam::${account}:root"] }
      Action    = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    }]
  })
}
