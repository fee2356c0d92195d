resource "aws_ssmincidents_replication_set" "this" {
  region {
    name = var.region
  }
}

output "arn" {
  value = aws_ssmincidents_replication_set.this.arn
}
