# Resources that are refused, one apply after the other. `step` says how far.
provider "aws" {
  region                      = "us-east-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
}

variable "step" { type = string } # made, changed, wrong, imported
variable "taken" { type = string }

locals {
  changed = var.step == "changed"
  wrong   = var.step == "wrong" ? toset(["weight", "count", "name"]) : toset([])
}

resource "aws_cloudfront_continuous_deployment_policy" "changed" {
  for_each = toset(["stale", "gone"])
  enabled  = !local.changed
  staging_distribution_dns_names {
    items    = ["d${each.key}.cloudfront.net"]
    quantity = 1
  }
  traffic_config {
    type = "SingleWeight"
    single_weight_config { weight = 0.05 }
  }
}

resource "aws_cloudfront_continuous_deployment_policy" "wrong" {
  for_each = local.wrong
  enabled  = true
  staging_distribution_dns_names {
    items    = [each.key == "name" ? var.taken : "d${each.key}.cloudfront.net"]
    quantity = each.key == "count" ? 2 : 1
  }
  traffic_config {
    type = "SingleWeight"
    single_weight_config { weight = each.key == "weight" ? 0.2 : 0.05 }
  }
}

module "gone" {
  source  = "./distribution"
  comment = local.changed ? "changed" : "web"
}

module "untagged" {
  source = "./distribution"
  tags   = { changed = var.step }
}

module "alias" {
  source  = "./distribution"
  aliases = ["www.example.com"]
}

module "wrong_alias" {
  source  = "./distribution"
  count   = var.step == "wrong" ? 1 : 0
  aliases = ["www.example.com"]
}

module "wrong_root" {
  source = "./distribution"
  count  = var.step == "wrong" ? 1 : 0
  root   = "/index.html"
}

resource "aws_cloudfront_continuous_deployment_policy" "in_use" {
  count   = var.step == "imported" ? 1 : 0
  enabled = true
  staging_distribution_dns_names {
    items    = [var.taken]
    quantity = 1
  }
}

output "ids" {
  value = {
    stale    = aws_cloudfront_continuous_deployment_policy.changed["stale"].id
    gone     = aws_cloudfront_continuous_deployment_policy.changed["gone"].id
    web      = module.gone.id
    untagged = module.untagged.id
  }
}
