resource "aws_security_group" "this" {
  vpc_id = var.vpc_id
  tags   = { Zones = var.zones }
}
