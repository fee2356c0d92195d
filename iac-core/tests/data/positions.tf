# One.
# Two ${b}.

terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source                = "hashicorp/aws"
      version               = "~> 6.25"
      configuration_aliases = [aws.east]
    }
  }

  backend "s3" {
    key = "a $${b}"
  }
}

provider "aws" {
  alias  = "west"
  region = "a $${b}"
}

provider "aws" {
  alias = "east"

  default_tags {
    tags = {
      "a $${b}" = "a $${b}"
    }
  }
}

variable "v" {
  type = map(string)
  default = {
    "a $${b}" = "a $${b}"
  }

  validation {
    condition     = length(var.v) > 0
    error_message = "a $${b}"
  }
}

module "m" {
  source = "./$${b}"
  providers = {
    aws      = aws.west
    aws.east = aws.east
  }
  input      = "a $${b}"
  depends_on = [aws_vpc.this]
}

# Not in JSON.
resource "aws_vpc" "this" {
  provider   = aws.west
  cidr_block = "a $${b}"
  depends_on = []

  dynamic "rule" {
    iterator = it

    content {
      number = it.value
    }
  }

  provisioner "local-exec" {
    command = "a $${b}"
  }

  provisioner "remote-exec" {
    when = destroy

    connection {
      type = "a $${b}"
    }
  }

  lifecycle {
    prevent_destroy      = true
    ignore_changes       = all
    replace_triggered_by = [aws_vpc.that[each.key]]

    precondition {
      error_message = "a $${b}"
    }
  }
}

resource "aws_vpc" "that" {}

moved {
  from = aws_vpc.old
  to   = aws_vpc.this["${b}"]
}

removed {
  from = aws_vpc.gone

  lifecycle {
    destroy = false
  }
}

import {
  to = aws_vpc.this
  id = "a $${b}"
}

check "c" {
  data "aws_vpc" "d" {}

  assert {
    condition     = true
    error_message = "a $${b}"
  }
}

output "o" {
  description = "a $${b}"
  value       = "a $${b}"
  depends_on  = [module.m]
}
