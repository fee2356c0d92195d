# Without rules: each client brings the one that lets it in, and the database opens nothing.
resource "aws_security_group" "this" {
  name_prefix = "${var.prefix}-database-"
  description = "Database of ${var.prefix}"
  vpc_id      = var.vpc_id
  tags        = { Name = "${var.prefix}-database" }

  # One in use can't be deleted: the new one comes first.
  lifecycle {
    create_before_destroy = true
  }
}
