resource "aws_db_subnet_group" "this" {
  subnet_ids = var.subnet_ids
}

resource "aws_db_instance" "this" {
  instance_class       = "db.t4g.micro"
  db_subnet_group_name = aws_db_subnet_group.this.name
  multi_az             = var.multi_az
}
