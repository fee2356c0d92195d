variable "name" {}

output "number" {
  value = length(var.name)
}
