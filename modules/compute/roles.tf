resource "aws_iam_role" "hosts" {
  name_prefix          = "${var.prefix}-hosts-"
  description          = "ECS hosts of ${var.prefix}; tasks have roles of their own"
  permissions_boundary = var.boundary_arn
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
}

# Joining the cluster, and Session Manager in place of SSH.
resource "aws_iam_role_policy_attachment" "hosts" {
  for_each   = toset(["service-role/AmazonEC2ContainerServiceforEC2Role", "AmazonSSMManagedInstanceCore"])
  role       = aws_iam_role.hosts.name
  policy_arn = "arn:aws:iam::aws:policy/${each.key}"
}

resource "aws_iam_instance_profile" "this" {
  name_prefix = "${var.prefix}-hosts-"
  role        = aws_iam_role.hosts.name
}
